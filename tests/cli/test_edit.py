"""`set`, `add`, `accept` and `plan`: one thing changes, and nothing that does not validate is written."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

MODEL = """\
# Ours
barrier_model: 1
id: fireworks
title: Illegal fireworks  # for now
language: en
sources:
  - {id: police, title: What the police found}
parties:
  - id: customs  # at the border
    name: Customs
stages:
  - name: Ordering
    facilitators: [Web shops]
    signals:
      # above
      - Many small payments  # behind
      - name: Parcels
        note: 'old'
    partners:
      - Customs
    barriers:
      - name: Agreement
        id: agreement
        owner: Customs
        targets: [Web shops]
  - name: Storing
    signals:
      - Parcels
    barriers:
      - {name: Inspections, priority: {feasibility: 3, efficiency: 4, impact: 5}}
"""
FILE = "fireworks.barrier.yaml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / FILE
    file.write_text(MODEL, encoding="utf-8")
    return file


def changed(path: Path) -> list[str]:
    """Return the lines that are new, and `-` with those that are gone."""
    old, new = MODEL.splitlines(), path.read_text(encoding="utf-8").splitlines()
    gone = [f"- {line.strip()}" for line in old if line not in new]
    return [*gone, *(line.strip() for line in new if line not in old)]


@pytest.mark.parametrize(
    ("element", "key", "value", "lines", "said"),
    [
        (
            "Many small payments",
            "seen by",
            "customs, Web shops",
            [
                "- - Many small payments  # behind",
                "- name: Many small payments  # behind",
                "seen_by: [Customs, Web shops]",
            ],
            'Ordering: signal "Many small payments": Seen by set to "Customs, Web shops"',
        ),
        (
            "Many small payments",
            "translations.nl.name",
            "Veel kleine betalingen",
            [
                "- - Many small payments  # behind",
                "- name: Many small payments  # behind",
                *("translations:", "nl: {name: Veel kleine betalingen}"),
            ],
            'Ordering: signal "Many small payments": Name (nl) set to "Veel kleine betalingen"',
        ),
        (
            "model",
            "translations.fr-BE.title",
            "Feux d'artifice",
            ["translations:", "fr-BE: {title: Feux d'artifice}"],
            'The model: Title (fr-BE) set to "Feux d\'artifice"',
        ),
        (
            "ordering/signals/parcels",
            "note",
            "it's new",
            ["- note: 'old'", "note: 'it''s new'"],
            'Ordering: signal "Parcels": Note changed from "old" to "it\'s new"',
        ),
        (
            "ordering/signals/parcels",
            "note",
            "",
            ["- note: 'old'"],
            'Ordering: signal "Parcels": Note "old" removed',
        ),
        (
            "agreement",
            "Preventive or repressive",
            "Preventive",
            ["approach: [preventive]"],
            'Ordering: barrier "Agreement": Preventive or repressive set to "Preventive"',
        ),
        (
            "Agreement",
            "priority.impact",
            "4",
            ["priority: {impact: 4}"],
            'Ordering: barrier "Agreement": Impact set to "4"',
        ),
        (
            "Inspections",
            "impact",
            "4",
            [
                "- - {name: Inspections, priority: {feasibility: 3, efficiency: 4, impact: 5}}",
                "- {name: Inspections, priority: {feasibility: 3, efficiency: 4, impact: 4}}",
            ],
            'Storing: barrier "Inspections": Impact changed from "5" to "4"',
        ),
        (
            "agreement",
            "sources",
            "police, p. 3; What the police found",
            ["sources: [{id: police, at: p. 3}, police]"],
            'Ordering: barrier "Agreement": Sources set to "police, p. 3; police"',
        ),
        (
            "customs",
            "sector",
            "Public",
            ["sector: public"],
            'Party "Customs": Sector set to "Public"',
        ),
        (
            "model",
            "title",
            "Fireworks",
            ["- title: Illegal fireworks  # for now", "title: Fireworks  # for now"],
            'The model: Title changed from "Illegal fireworks" to "Fireworks"',
        ),
        (
            "model",
            "review.every_months",
            "6",
            ["review: {every_months: 6}"],
            'The model: Time between reviews set to "6"',
        ),
        (
            "Storing",
            "setting",
            "offline",
            ["setting: offline"],
            'Stage "Storing": Setting set to "Offline"',
        ),
        (
            "ordering/partners/customs",
            "commitment",
            "confirmed",
            ["- - Customs", "- name: Customs", "commitment: confirmed"],
            'Ordering: partner "Customs": Commitment set to "Confirmed"',
        ),
    ],
)
def test_set_changes_one_value(
    element: str, key: str, value: str, lines: list[str], said: str, run: "Run", path: Path
) -> None:
    done = run("set", path.name, element, key, value)
    assert (done.returncode, done.stdout) == (0, f"{said}\n"), done.stderr
    assert changed(path) == lines
    assert run("validate", path.name).returncode == 0


@pytest.mark.parametrize(
    ("element", "key", "value", "lines"),
    [
        (
            "Web shops",
            "name",
            "Foreign shops",
            ["facilitators: [Foreign shops]", "targets: [Foreign shops]"],
        ),
        ("customs", "name", "Border force", ["name: Border force", "- Border force", "owner: Border force"]),
        ("agreement", "id", "deal", ["id: deal"]),
    ],
)
def test_references_follow_to_a_new_name(
    element: str, key: str, value: str, lines: list[str], run: "Run", path: Path
) -> None:
    done = run("set", path.name, element, key, value)
    assert done.returncode == 0, done.stderr
    assert [line for line in changed(path) if not line.startswith("- ") or line in lines] == lines
    assert f"{len(lines)} change" in done.stderr
    assert run("validate", path.name).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Parcels", "note", "x"], "ordering/signals/parcels or storing/signals/parcels."),
        (["Parcel", "note", "x"], 'Did you mean "Parcels"?'),
        (["Police", "note", "x"], 'This model has nothing called "Police".'),
        (["Agreement", "ownr", "x"], 'Did you mean "Owner"?'),
        (["Agreement", "colour", "x"], "Keys: name, id,"),
        (["Storing", "signals", "x"], "barrierctl add"),
        (["Agreement", "translations.nl.owner", "x"], 'Did you mean "translations.nl.note"?'),
        (["Agreement", "translations", "x"], "cannot be set to a single value"),
        (["Agreement", "owner", "Custom"], 'Did you mean "Customs"?'),
        (["Agreement", "approach", "preventative"], 'Did you mean "Preventive"?'),
        (["Agreement", "impact", "high"], '"high" is not a whole number.'),
        (["Agreement", "name", ""], '"Name" is required, so it cannot be removed.'),
        (
            ["plan", "coordinator", "Customs"],
            "no plan yet. Start one with  barrierctl plan MODEL --start DATE",
        ),
    ],
)
def test_set_refuses_what_matches_nothing(arguments: list[str], message: str, run: "Run", path: Path) -> None:
    done = run("set", path.name, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert not changed(path)


def test_no_empty_translations_are_left(run: "Run", path: Path) -> None:
    for value in ("Opslaan", ""):
        assert run("set", path.name, "Storing", "translations.nl.name", value).returncode == 0
    assert path.read_text(encoding="utf-8") == MODEL


def test_what_does_not_validate_is_not_written(run: "Run", path: Path) -> None:
    done = run("set", path.name, "Agreement", "priority.impact", "9")
    assert (done.returncode, done.stdout) == (1, "")
    assert "9 is out of range." in done.stderr
    assert "nothing was written" in done.stderr
    assert not changed(path)


def test_no_change_writes_nothing(run: "Run", path: Path) -> None:
    done = run("set", path.name, "agreement", "owner", "CUSTOMS")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{FILE}: no changes.\n")
    assert not path.with_name(f"{FILE}~").exists()


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_a_change_can_be_shown_only(option: str, run: "Run", path: Path) -> None:
    done = run("set", path.name, "agreement", "note", "new", option)
    assert done.returncode == 0
    assert "Nothing was written." in done.stderr
    assert ("+        note: new" in done.stdout.splitlines()) is (option == "--diff")
    assert not changed(path)


def test_the_old_file_is_kept(run: "Run", path: Path) -> None:
    done = run("add", path.name, "Storing", "signals", "Smell")
    assert path.with_name(f"{FILE}~").read_text(encoding="utf-8") == MODEL
    assert f"The old {FILE} is kept as {FILE}~." in done.stderr


@pytest.mark.parametrize("block", ["signals", "Signal", "SIGNALS"])
def test_add_puts_items_at_the_end_of_a_block(block: str, run: "Run", path: Path) -> None:
    done = run("add", path.name, "storing", block, "Smell", "Noise: loud")
    assert done.stdout == 'Storing: signal "Smell" added\nStoring: signal "Noise: loud" added\n'
    assert changed(path) == ["- Smell", '- "Noise: loud"']


@pytest.mark.parametrize(
    ("stage", "lines"),
    [
        ("general", ["general:", "opportunities:", "- No checks"]),
        ("Storing", ["opportunities:", "- No checks"]),
    ],
)
def test_add_makes_what_is_missing(stage: str, lines: list[str], run: "Run", path: Path) -> None:
    assert run("add", path.name, stage, "opportunities", "No checks").returncode == 0
    assert changed(path) == lines
    assert run("validate", path.name).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Storin", "signals", "x"], 'Did you mean "Storing"?'),
        (["Storing", "signls", "x"], 'Did you mean "Signals"?'),
        (["Storing", "signals", "PARCELS"], '"PARCELS" is already in Signals of Storing.'),
        (["Storing", "signals", " "], "A name is empty."),
    ],
)
def test_add_refuses_what_matches_nothing(arguments: list[str], message: str, run: "Run", path: Path) -> None:
    done = run("add", path.name, *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert not changed(path)


def test_accept_adds_an_accepted_gap_and_changes_it(run: "Run", path: Path) -> None:
    rule = "stage-without-partners"
    done = run("accept", path.name, rule, "--at", "storing", "--reason", "Later", "--until", "2030-01-01")
    assert done.stdout == f"Storing: {rule} is accepted\n"
    assert f"1 finding of {rule} is accepted." in done.stderr
    assert changed(path) == [
        "accepted_gaps:",
        f"- rule: {rule}",
        "at: storing",
        "reason: Later",
        "until: 2030-01-01",
    ]
    assert (
        run("accept", path.name, rule, "--at", "storing", "--reason", "Never", "--by", "Us").returncode == 0
    )
    assert changed(path) == ["accepted_gaps:", f"- rule: {rule}", "at: storing", "reason: Never", "by: Us"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stage-without-partner"], 'Did you mean "stage-without-partners"?'),
        (["unknown-key"], "Findings of unknown-key cannot be accepted."),
        (["stage-empty", "--at", "Storin"], 'Did you mean "Storing"?'),
    ],
)
def test_accept_refuses_what_matches_nothing(
    arguments: list[str], message: str, run: "Run", path: Path
) -> None:
    done = run("accept", path.name, *arguments, "--reason", "x")
    assert done.returncode == 2
    assert message in done.stderr
    assert not changed(path)


def test_accept_needs_a_reason(run: "Run", path: Path) -> None:
    done = run("accept", path.name, "stage-without-partners", "--reason", " ")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Say why the gap is accepted:  --reason" in done.stderr
    assert not changed(path)


@pytest.mark.parametrize(
    ("at", "name"),
    [("ordering/barriers/agreement", "Agreement"), ("customs", "Customs"), ("Storing", "Storing")],
)
def test_accept_answers_with_the_name_of_the_place(at: str, name: str, run: "Run", path: Path) -> None:
    done = run("accept", path.name, "stage-without-partners", "--at", at, "--reason", "x")
    assert done.stdout == f"{name}: stage-without-partners is accepted\n"


def test_accept_says_that_there_is_no_such_finding(run: "Run", path: Path) -> None:
    done = run("accept", path.name, "stage-without-signals", "--reason", "x")
    assert "stage-without-signals has no finding there now" in done.stderr


def test_plan_takes_the_barriers_with_the_highest_scores(run: "Run", path: Path) -> None:
    done = run("plan", path.name, "--start", "2027-01-01")
    assert 'measure "Inspections" added, from 2027-01-01' in done.stdout
    text = path.read_text(encoding="utf-8")
    assert "          start: 2027-01-01\n          # owner: which party leads this measure?\n" in text
    assert run("validate", path.name).returncode == 0
    assert run("plan", path.name, "--start", "2027-01-01").returncode == 2


def test_plan_takes_the_agreed_barriers_with_their_owners(run: "Run", path: Path) -> None:
    run("set", path.name, "agreement", "status", "agreed")
    done = run("plan", path.name, "--start", "2027-01-01", "--diff")
    assert (
        "+        - name: Agreement\n+          barriers: [agreement]\n+          owner: Customs\n"
        in done.stdout
    )
    assert "Inspections" not in "".join(line for line in done.stdout.splitlines() if line.startswith("+"))


def test_plan_needs_a_barrier(run: "Run", path: Path) -> None:
    path.write_text(MODEL[: MODEL.index("    barriers:")], encoding="utf-8")
    done = run("plan", path.name, "--start", "2027-01-01")
    assert done.returncode == 2
    assert "No barrier is agreed" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("set", "-", "model", "title", "x"),
        ("add", "-", "Storing", "signals", "x"),
        ("accept", "-", "stage-empty", "--reason", "x"),
        ("plan", "-", "--start", "2027-01-01"),
    ],
)
def test_standard_input_is_no_file(command: tuple[str, ...], run: "Run") -> None:
    done = run(*command, stdin=MODEL)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot read the model from standard input" in done.stderr


@pytest.mark.parametrize("kind", ["link", "device"])
def test_what_is_no_ordinary_file_is_refused(kind: str, run: "Run", path: Path) -> None:
    file = Path("/dev/null")
    if kind == "link":
        file = path.with_name("link.barrier.yaml")
        file.symlink_to(path)
    done = run("add", file, "Storing", "signals", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert not changed(path)


def test_hostile_names_do_not_reach_the_terminal(run: "Run", path: Path) -> None:
    done = run("add", path.name, "Storing", "signals", "a\x1b[31mb")
    assert "\x1b" not in done.stdout + done.stderr
    done = run("set", path.name, "agreement", "note", "a\u202eb")
    assert "\u202e" not in done.stdout + done.stderr


def test_restricted_content_is_not_shown_to_others(run: "Run", path: Path) -> None:
    run("set", path.name, "agreement", "classification", "restricted")
    for option in ("--dry-run", "--diff"):
        done = run("set", path.name, "agreement", "note", "secret", option, env={"CI": "1"})
        assert "secret" not in done.stdout + done.stderr
        assert "restricted content" in done.stderr


def test_the_plan_and_accepted_gaps_follow_too(run: "Run", path: Path) -> None:
    run("plan", path.name, "--start", "2027-01-01")
    run("set", path.name, "plan", "coordinator", "Customs")
    run("accept", path.name, "party-unused", "--at", "Customs", "--reason", "x")
    done = run("set", path.name, "customs", "name", "Border force", "--dry-run")
    assert 'The plan: Coordinator updated to match, from "Customs" to "Border force"\n' in done.stdout
    assert 'An accepted gap: Place updated to match, from "Customs" to "Border force"\n' in done.stdout


def test_what_somebody_else_changes_meanwhile_is_not_lost(
    run: "Run", path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = iter([MODEL.encode(), b"theirs"])
    monkeypatch.setattr("barrierctl.cli.change_model.read_file", lambda *_: next(contents))
    done = run("add", path.name, "Storing", "signals", "Smell")
    assert done.returncode == 2
    assert "Another program has changed" in done.stderr
    assert not changed(path)


def test_new_keeps_the_model_that_it_overwrites(run: "Run", path: Path) -> None:
    done = run("new", path.name, "--stage", "A", "--force")
    assert done.returncode == 0
    assert f"The old {FILE} is kept as {FILE}~.\n" in done.stderr
    assert path.with_name(f"{FILE}~").read_text(encoding="utf-8") == MODEL


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", FILE, "Parcel", "note", "x"),
        ("set", FILE, "Parcels", "note", "x"),
        ("set", FILE, "Agreement", "targets", "Web shop"),
        ("add", FILE, "Orderin", "signals", "x"),
        ("add", FILE, "Ordering", "signals", "Parcels"),
        ("accept", FILE, "stage-without-barriers", "--at", "Parcel", "--reason", "x"),
    ],
    ids=" ".join,
)
def test_no_refusal_names_a_part_of_a_restricted_model_in_a_public_log(
    path: Path, run: "Run", arguments: tuple[str, ...]
) -> None:
    path.write_text(f"{MODEL}classification: restricted\n", encoding="utf-8")
    done = run(*arguments, env={"CI": "true"})
    assert done.returncode in {1, 2}
    assert done.stdout == ""
    given = " ".join(arguments)
    assert not [
        name for name in ("Parcels", "Web shops", "Ordering") if name in done.stderr and name not in given
    ]
    assert run(*arguments).stderr != done.stderr
