"""What the reference says in sentences is so: acceptances, values from elsewhere, files, exit codes."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl import find_gaps
from barrierctl.cli.console import Exit
from barrierctl.findings import Finding, Severity
from barrierctl.pipeline import load_bytes
from barrierctl.reporters import reporter
from barrierctl.reporters.report import FileReport, Report

if TYPE_CHECKING:
    from conftest import Run

TODAY = date(2026, 11, 24)
HEAD = "barrier_model: 1\nid: a\ntitle: A\nlanguage: en\n"
STORING = f"{HEAD}stages:\n  - name: Storing\n"


def gaps(text: str, rule: str) -> list[Finding]:
    loaded = load_bytes(text.encode())
    assert loaded.model is not None
    assert loaded.valid, loaded.violations
    return [one for one in find_gaps(loaded.model, today=TODAY) if one.rule == rule]


def accepted(findings: Iterable[Finding]) -> list[str | None]:
    return [one.accepted.how if one.accepted else None for one in findings]


def write(folder: Path, *names: str, text: str = STORING) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


# ---- elements.md


def test_a_stage_without_an_id_takes_none_that_is_given_by_hand() -> None:
    loaded = load_bytes(f"{HEAD}stages:\n  - name: Buying\n  - {{id: buying, name: X}}\n".encode())
    assert loaded.model is not None
    assert [stage.id for stage in loaded.model.stages] == ["buying-2", "buying"]


def test_a_label_of_an_item_with_party_is_a_name_of_that_party() -> None:
    listed = "parties: [{id: tax, name: Tax office, aliases: [Revenue]}]\n"
    cells = "    partners: [{party: tax, name: The taxmen}]\n    facilitators: [the TAXMEN, revenue]\n"
    loaded = load_bytes(f"{HEAD}{listed}stages:\n  - name: Storing\n{cells}".encode())
    assert loaded.model is not None
    (party,) = loaded.model.parties
    assert [item.label for item in loaded.model.items_of(party)] == ["the TAXMEN", "revenue", "The taxmen"]


@pytest.mark.parametrize("key", ["alternative_to: Storing", "barriers: [{name: B, fallback_for: B}]"])
def test_what_names_itself_is_an_unknown_reference(key: str) -> None:
    assert [one.rule for one in load_bytes(f"{STORING}    {key}\n".encode()).violations] == [
        "unknown-reference"
    ]


def test_ids_share_one_name_space_and_general_is_reserved() -> None:
    twice = f"{HEAD}sources: [{{id: b, title: B}}]\nstages:\n  - name: S\n    signals: [{{id: b, name: C}}]\n"
    (violation,) = load_bytes(twice.encode()).violations
    assert (violation.rule, violation.span.line) == ("duplicate-id", 8)
    assert [one.rule for one in load_bytes(f"{STORING}    id: general\n".encode()).violations] == [
        "value-not-allowed"
    ]


TWO_SOURCES = "[{id: b, title: B}, {id: c, title: C}]"


@pytest.mark.parametrize(
    ("sources", "stage", "missing"),
    [("[{id: b, title: B}]", "", 0), (TWO_SOURCES, "", 1), (TWO_SOURCES, "    sources: b\n", 0)],
)
def test_an_item_has_the_sources_of_its_stage_or_the_only_one(sources: str, stage: str, missing: int) -> None:
    text = f"{HEAD}sources: {sources}\nstages:\n  - name: Storing\n{stage}    signals: [Smell]\n"
    assert len(gaps(text, "items-without-source")) == missing


@pytest.mark.parametrize(("others", "missing"), [("Police", 0), ("Fire service", 1)])
def test_a_measure_has_the_owner_of_its_barriers_if_they_agree(others: str, missing: int) -> None:
    cells = "    partners: [Police, Fire service]\n    barriers:\n      - {name: B, owner: Police}\n"
    plan = "plan:\n  objectives:\n    - {statement: Less, measures: [{name: M, barriers: [B, C]}]}\n"
    text = f"{STORING}{cells}      - {{name: C, owner: {others}}}\n{plan}"
    assert len(gaps(text, "measure-without-owner")) == missing


@pytest.mark.parametrize(("own", "missing"), [("", 1), (", commitment: confirmed", 0)])
def test_a_value_of_an_item_wins_over_its_party(own: str, missing: int) -> None:
    listed = "parties: [{id: tax, name: Tax office, commitment: unlikely}]\n"
    text = f"{HEAD}{listed}stages:\n  - name: S\n    partners: [{{party: tax{own}}}]\n"
    assert len(gaps(text, "stage-with-unconfirmed-partners-only")) == missing


@pytest.mark.parametrize(
    ("day", "reviewed"), [("2026-10-01", True), ("2026-10", True), ("2026", False), ("2020-01-01", False)]
)
def test_a_recent_month_or_day_stands_in_for_a_review(day: str, *, reviewed: bool) -> None:
    text = STORING.replace("language", f"date: {day}\nlanguage")
    assert bool(gaps(text, "never-reviewed") or gaps(text, "review-overdue")) is not reviewed


# ---- findings.md


@pytest.mark.parametrize(("until", "how"), [("2026-11-24", "list"), ("2026-11-23", None)])
def test_the_last_day_of_an_acceptance_counts(until: str, how: str | None) -> None:
    text = f"{STORING}accepted_gaps: [{{rule: no-plan, reason: X, until: {until}}}]\n"
    assert accepted(gaps(text, "no-plan")) == [how]
    assert len(gaps(text, "expired-acceptance")) == (how is None)


def test_an_acceptance_covers_what_is_below_its_place() -> None:
    text = (
        f"{STORING}    signals: [Smell of]\naccepted_gaps: [{{rule: cut-off-name, at: storing, reason: X}}]\n"
    )
    assert accepted(gaps(text, "cut-off-name")) == ["list"]


@pytest.mark.parametrize(
    ("lines", "how"),
    [
        ("      - Smell of  # barrierctl: ignore[cut-off-name] later\n", "comment"),
        (
            "      # barrierctl: ignore[no-plan, cut-off-name] later\n      # more\n      - Smell of\n",
            "comment",
        ),
        ("      - Smell of  # barrierctl: ignore[cut-off-name]\n", None),
        ("      # barrierctl: ignore[cut-off-name] later\n      - Noise\n      - Smell of\n", None),
    ],
)
def test_a_comment_accepts_findings_of_the_items_that_begin_there(lines: str, how: str | None) -> None:
    assert accepted(gaps(f"{STORING}    signals:\n{lines}", "cut-off-name")) == [how]


def test_acceptances_that_do_not_work_are_reported() -> None:
    comment = "    signals: [Smell]  # barrierctl: ignore[similar-items]\n"
    listed = "accepted_gaps: [{rule: similar-items, reason: X}]\n"
    assert len(gaps(STORING + comment, "acceptance-without-reason")) == 1
    assert len(gaps(STORING + listed, "unused-acceptance")) == 1
    replaced = "accepted_gaps: [{rule: stage-without-signals, at: storing, reason: X}]\n"
    assert gaps(STORING + replaced, "unused-acceptance") == []  # stage-empty reports that stage


def test_an_acceptance_in_the_model_comes_before_a_baseline(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "a.barrier.yaml")
    command = ("gaps", "a.barrier.yaml", "--select", "no-plan", "--show-accepted", "--format", "json")
    run("gaps", "a.barrier.yaml", "--select", "no-plan", "--write-baseline", "known.json")
    hows = []
    for text in (STORING, f"{STORING}accepted_gaps: [{{rule: no-plan, reason: X}}]\n"):
        write(tmp_path, "a.barrier.yaml", text=text)
        (finding,) = json.loads(run(*command, "--baseline", "known.json").stdout)["findings"]
        hows.append(finding["accepted"]["how"])
    assert hows == ["baseline", "list"]


def test_a_baseline_overwrites_no_other_file(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "a.barrier.yaml", "notes.txt")
    assert run("gaps", "a.barrier.yaml", "--write-baseline", "notes.txt").returncode == Exit.FAILED
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == STORING


def test_gaps_shows_the_errors_of_a_file_and_fails(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "a.barrier.yaml", text=f"{STORING}    colour: red\n")
    done = run("gaps", "a.barrier.yaml", "--fail-on", "never", "--format", "json")
    assert done.returncode == Exit.FINDINGS
    assert [one["rule"] for one in json.loads(done.stdout)["findings"]] == ["unknown-key"]


def test_gaps_does_not_repeat_the_warnings_of_validate() -> None:
    text = f"{STORING}    signals: [Smell, Smell]\n"
    assert [one.rule for one in load_bytes(text.encode()).violations] == ["duplicate-item"]
    assert gaps(text, "duplicate-item") == []


def test_a_twin_in_a_gitlab_report_gets_a_number() -> None:
    finding = Finding(rule="no-plan", family="plan", severity=Severity.INFO, path="a")
    file = FileReport(path="a", root_path="a", model=None, findings=(finding, finding))
    found = Report(command="gaps", files=(file,), version="1")
    first, second = (one["fingerprint"] for one in json.loads(reporter("gitlab")(found)))
    assert second == f"{first}-2"


def test_rules_about_a_plan_report_nothing_without_one() -> None:
    text = f"{STORING}plan: {{}}\n"
    assert gaps(text, "no-plan")
    assert not gaps(text, "plan-without-coordinator")
    assert not gaps(text, "plan-without-evaluation")


def test_criminal_facilitators_are_one_note() -> None:
    cells = "    facilitators: [{name: A, world: criminal}, {name: B, world: criminal}, C]\n"
    text = f"{STORING}{cells}    barriers: [{{name: D, targets: C}}]\n"
    (finding,) = gaps(text, "facilitator-without-barrier")
    assert (finding.severity, finding.location.element) == (Severity.INFO, None)


# ---- command-line.md


def test_which_files_of_a_folder_are_checked(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "b.barrier.yml", "a.barrier.yaml", "c.yaml", ".d.barrier.yaml", ".e/f.barrier.yaml")
    write(tmp_path, "drafts/g.barrier.yaml", "h/i-old.barrier.yaml")
    listed = run("validate", "--list-files", "--exclude", "drafts", "--exclude", "*-old*").stdout
    assert listed.split() == ["a.barrier.yaml", "b.barrier.yml"]
    named = ("validate", "c.yaml", "drafts/g.barrier.yaml", "./c.yaml", "--list-files", "--exclude", "drafts")
    assert run(*named).stdout.split() == ["c.yaml", "drafts/g.barrier.yaml"]
    assert run(*named, "--force-exclude").stdout.split() == ["c.yaml"]
    forced = run("validate", "drafts/g.barrier.yaml", "--exclude", "drafts", "--force-exclude")
    assert forced.returncode == Exit.CLEAN


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("validate", "--frobnicate"),
        ("validate", "--level", "fatal"),
        ("validate", "missing.barrier.yaml"),
        ("validate", "empty"),
        ("validate", "a.barrier.yaml", "--config", "wrong.yaml"),
        ("validate", "a.barrier.yaml", "--select", "no-such-rule"),
        ("validate", "a.barrier.yaml", "--ignore", "missing-key"),
        ("validate", "a.barrier.yaml", "--format", "json", "--format", "sarif"),
        ("new", "a.barrier.yaml"),
        ("export", "a.barrier.yaml", "-o", "a.barrier.yaml", "--format", "md"),
        ("export", "a.barrier.yaml", "-o", "a.odt"),
        ("export", "a.barrier.yaml", "--format", "md", "--bom"),
        ("export", "a.barrier.yaml", "--format", "csv", "--view", "items", "--view", "gaps"),
        ("export", "."),
    ],
)
def test_what_cannot_be_done_is_exit_code_2(run: "Run", tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write(tmp_path, "a.barrier.yaml", "b.barrier.yaml")
    write(tmp_path, "wrong.yaml", text="colour: red\n")
    (tmp_path / "empty").mkdir()
    assert run(*arguments).returncode == Exit.FAILED


def test_an_unreadable_file_is_a_finding_and_the_others_are_checked(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "a.barrier.yaml")
    (tmp_path / "b.barrier.yaml").symlink_to("b.barrier.yaml")
    done = run("validate", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == Exit.FINDINGS
    assert [one["rule"] for one in report["findings"]] == ["unreadable-file"]
    assert report["summary"]["files"] == 2


def test_the_summary_goes_to_standard_error_unless_quiet(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "a.barrier.yaml")
    done = run("gaps", "a.barrier.yaml", "--format", "json:a.json")
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert run("gaps", "a.barrier.yaml", "--format", "json:a.json", "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("options", "variables", "coloured"),
    [
        ((), {"NO_COLOR": ""}, False),
        ((), {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"NO_COLOR": "", "FORCE_COLOR": "1"}, False),
    ],
)
def test_who_decides_on_colour(
    run: "Run", tmp_path: Path, options: tuple[str, ...], variables: dict[str, str], *, coloured: bool
) -> None:
    write(tmp_path, "a.barrier.yaml")
    assert ("\x1b[" in run("gaps", "a.barrier.yaml", *options, env=variables).stdout) is coloured


def test_the_nearest_configuration_is_read_and_options_win(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "a.barrier.yaml")
    write(tmp_path, ".barrierctl.yaml", text="select: no-plan\nfail_on: info\n")
    assert run("gaps", "a.barrier.yaml").returncode == Exit.FINDINGS
    assert run("gaps", "a.barrier.yaml", "--fail-on", "never").returncode == Exit.CLEAN
    assert run("gaps", "a.barrier.yaml", "--no-config").returncode == Exit.CLEAN
    rules = json.loads(run("gaps", "a.barrier.yaml", "--select", "stage-empty", "--format", "json").stdout)
    assert [one["rule"] for one in rules["findings"]] == ["stage-empty"]


def test_the_beginning_of_an_id_selects_and_ignore_wins(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "a.barrier.yaml", text=f"{STORING}    signals: [Smell]\n")
    command = ("gaps", "a.barrier.yaml", "--format", "json", "--select", "stage-without,no-plan")
    ignored = "stage-without-partners,stage-without-barriers"
    found = json.loads(run(*command, "--ignore", ignored).stdout)["findings"]
    assert {one["rule"] for one in found} == {
        *("no-plan", "stage-without-facilitators", "stage-without-opportunities"),
    }


def test_new_tells_editors_where_the_schema_is(run: "Run", tmp_path: Path) -> None:
    assert "schema model -o" in run("new", "a.barrier.yaml", "--from", "blank").stderr
    run("schema", "model", "-o", "barrier-model.schema.json")
    (tmp_path / "models").mkdir()
    run("new", "models/b.barrier.yaml", "--from", "blank")
    first = (tmp_path / "models" / "b.barrier.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../barrier-model.schema.json"
