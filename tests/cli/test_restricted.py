"""Outside of the terminal, text of a file is quoted only if the file is known to be wholly public."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest

from barrierctl.files import Input

from .samples import BROKEN, MODEL

if TYPE_CHECKING:
    from conftest import Run

HEAD = "barrier_model: 1\nid: zebra-case\ntitle: Zebra case\nlanguage: en\n"
STAGE = "stages:\n  - name: Zebra stage\n    facilitators:\n"
ITEM = f"{HEAD}{STAGE}      - name: Zebrahouse\n"
TYPO = "    barriers:\n      - {name: Zebra raid, owner: Zebrahaus, addresses: Zebrahouze}\n"
MARKERS = {
    "right": "        classification: restricted\n",
    "capital": "        Classification: restricted\n",
    "misspelt": "        clasification: restricted\n",
    "misspelt value": "        classification: restrictd\n",
    "another word": "        restricted: true\n",
    "a flag": "        for_the_police_alone: yes\n",
    "Dutch": "        vertrouwelijk: ja\n",
    "German": "        vertraulich: ja\n",
    "French": "        confidentiel: oui\n",
    "a value": "        level: secret\n",
    "explicit key": "        ? classification\n        : restricted\n",
    "escaped key": '        "class\\x69fication": restricted\n',
    "escaped value": '        classification: "r\\x65stricted"\n',
    "alias of a value": "        note: &r restricted\n        classification: *r\n",
    "alias of a key": "        note: &c classification\n        *c : restricted\n",
    "twice": "        classification: restricted\n        classification: public\n",
    "in a list": "        classification: [restricted]\n",
    "in a mapping": "        classification: {level: restricted}\n",
    "merged": "        <<: {classification: restricted}\n",
    "without a space": "        classification:restricted\n",
    "without a value": "        restricted:\n",
    "full width": "        classification\uff1a restricted\n",
    "full-width letters": "        \uff52\uff45\uff53\uff54\uff52\uff49\uff43\uff54\uff45\uff44: Anna\n",
    "another alphabet": "        \u0441lassification: restricted\n",
    "number": "        1: restricted\n",
}
ERRORS = {"alone": "", "with a typo": TYPO, "with broken YAML": "    signals: [Zebra sign\n"}
PLATFORMS = ("github", "gitlab", "sarif", "junit", "md")
FILES = ("text", "concise", "json", "sarif")


@pytest.fixture
def restricted(tmp_path: Path) -> Path:
    """A restricted model beside a public one with an error."""
    file = tmp_path / "r.barrier.yaml"
    file.write_text(ITEM + MARKERS["right"], encoding="utf-8")
    (tmp_path / "b.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    return file


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("marker", MARKERS)
def test_no_word_of_a_model_that_may_be_restricted_leaves_the_terminal(
    marker: str, error: str, run: "Run", tmp_path: Path
) -> None:
    (tmp_path / "r.barrier.yaml").write_text(ITEM + MARKERS[marker] + ERRORS[error], encoding="utf-8")
    for command in ("validate", "gaps"):
        outputs = [f"--format={name}:out.{name}" for name in FILES]
        shown = run(command, *outputs, "--write-baseline", "known.json")
        texts = [shown.stdout, shown.stderr]
        for name in PLATFORMS:
            shown = run(command, "--format", name)
            texts += [shown.stdout, shown.stderr]
        texts += [(tmp_path / f"out.{name}").read_text(encoding="utf-8") for name in FILES]
        texts.append((tmp_path / "known.json").read_text(encoding="utf-8"))
        assert "zebra" not in "".join(texts).lower()


@pytest.mark.parametrize(
    "text",
    [
        BROKEN,
        BROKEN + "  - name: Bank\n    colour: blue\n",
        BROKEN.replace("colour: red", "sectr: public"),
        BROKEN.replace("colour: red", "beschrijving: iets"),
        BROKEN.replace("colour: red", "barriers: [{name: Restricted access, owner: Nobody}]"),
        BROKEN.replace("colour: red", "classification: public\n    x: red"),
    ],
)
def test_findings_of_a_public_model_are_quoted(text: str, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "m.barrier.yaml").write_text(text, encoding="utf-8")
    here = run("validate", "--format", "json")
    there = run("validate", "--format", "json", "-o", "out.json")
    assert (here.returncode, there.returncode) == (1, 1)
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == here.stdout


@pytest.mark.parametrize("command", ["validate", "gaps"])
@pytest.mark.parametrize("marker", ["capital", "another word", "a flag", "twice"])
def test_terminal_shows_every_word(marker: str, command: str, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "r.barrier.yaml").write_text(ITEM + MARKERS[marker], encoding="utf-8")
    assert "zebra" in run(command).stdout.lower()


@pytest.mark.parametrize("how", PLATFORMS)
def test_other_models_are_checked_beside_a_restricted_one(how: str, run: "Run", restricted: Path) -> None:
    done = run("validate", "--format", how)
    assert done.returncode == 1
    assert "colour" in done.stdout
    alone = run("gaps", restricted.name, "--format", how, "--fail-on", "note")
    assert alone.returncode == 1
    assert "stage-without-barriers" in alone.stdout
    assert "This stage has no barrier" not in alone.stdout or how == "sarif"  # SARIF explains each rule


def test_restricted_model_gives_its_counts_rules_and_lines(run: "Run", restricted: Path) -> None:
    here = json.loads(run("gaps", restricted.name, "--format", "json").stdout)
    run("gaps", restricted.name, "--format", "json:out.json")
    there = json.loads((restricted.parent / "out.json").read_text(encoding="utf-8"))
    assert there["summary"] == here["summary"]
    facts = [
        [(one["rule"], one["severity"], one["line"]) for one in all_of["findings"]]
        for all_of in (here, there)
    ]
    assert facts[0] == facts[1]
    assert len({one["fingerprint"] for one in there["findings"]}) == len(there["findings"])
    assert there["files"] == [{"path": "r.barrier.yaml", "model": None}]
    assert {one["subject"] or one["element"] or one["stage"] for one in there["findings"]} == {None}


def test_note_says_how_to_see_a_restricted_model(run: "Run", restricted: Path) -> None:
    for args in (("--format", "github"), ("-o", "out.txt"), ("-o", "out.txt", "--format", "json")):
        done = run("gaps", restricted.name, *args)
        assert done.returncode == 0
        assert "r.barrier.yaml: its text is left out, since it may be restricted." in done.stderr
        assert "To see it on your computer:  barrierctl gaps r.barrier.yaml" in done.stderr
    text = (restricted.parent / "out.txt").read_text(encoding="utf-8")
    assert "barrierctl gaps r.barrier.yaml" in text
    assert "may be restricted" not in run("gaps", "b.barrier.yaml", "--format", "github").stderr


def test_text_in_a_log_of_continuous_integration_is_public_too(run: "Run", restricted: Path) -> None:
    for how in ("text", "concise", "json"):
        done = run("gaps", restricted.name, "--format", how, env={"CI": "true"})
        assert "zebra" not in (done.stdout + done.stderr).lower()
        assert "stage-without-barriers" in done.stdout
    restricted.write_text(ITEM + MARKERS["right"] + TYPO, encoding="utf-8")
    done = run("export", restricted.name, env={"CI": "true"})
    assert done.returncode == 1
    assert "zebra" not in (done.stdout + done.stderr).lower()
    assert "unknown-reference" in done.stderr


def test_accepted_finding_of_a_restricted_model_gives_no_reason(run: "Run", restricted: Path) -> None:
    accepted = "accepted_gaps: [{rule: stage-without-barriers, at: Zebra stage, reason: Zebra reason}]\n"
    restricted.write_text(ITEM + MARKERS["right"] + accepted, encoding="utf-8")
    for how in PLATFORMS:
        shown = run("gaps", restricted.name, "--show-accepted", "--format", how).stdout
        assert "zebra" not in shown.lower()
        assert "stage-without-barriers" in shown


def test_stage_that_is_meant_is_not_suggested_from_a_restricted_model(run: "Run", restricted: Path) -> None:
    done = run("gaps", restricted.name, "--stage", "Zebra stag", "--format", "github")
    assert done.returncode == 2
    assert "Zebra stage" not in done.stderr


SHARED = "- {id: zebra, name: Zebra informant, aliases: [Zed], classification: restricted}\n"


@pytest.mark.parametrize(
    "text",
    [
        "parties: [{id: zed, name: Zed}]\nstages: [{name: A, partners: [zed]}]\n",
        "stages: [{name: A, barriers: [{name: B, owner: Zebra informnt}]}]\n",
        "stages: [{name: A, partners: [Zed], facilitators: [Zed], barriers: [{name: B, targets: Zed}]}]\n",
    ],
)
def test_restricted_shared_party_is_named_in_the_terminal_only(text: str, run: "Run", tmp_path: Path) -> None:
    (tmp_path / ".barrierctl.yaml").write_text("parties: parties.yaml\n", encoding="utf-8")
    (tmp_path / "parties.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "m.barrier.yaml").write_text(MODEL.split("stages")[0] + text, encoding="utf-8")
    for how in PLATFORMS:
        assert "Zebra informant" not in run("validate", "--format", how).stdout


def test_error_in_shared_parties_that_may_be_restricted_is_not_shown_in_a_log(
    run: "Run", tmp_path: Path
) -> None:
    (tmp_path / ".barrierctl.yaml").write_text("parties: parties.yaml\n", encoding="utf-8")
    (tmp_path / "parties.yaml").write_text(SHARED.replace("aliases", "alias_es"), encoding="utf-8")
    (tmp_path / "m.barrier.yaml").write_text(MODEL, encoding="utf-8")
    assert "Zebra" in run("validate").stderr
    done = run("validate", env={"CI": "true"})
    assert done.returncode == 2
    assert "zebra" not in done.stderr.lower()
    assert "parties.yaml:1" in done.stderr


@pytest.mark.parametrize("keep", ["structure", "content"])
def test_new_takes_nothing_from_a_restricted_model(keep: str, run: "Run", restricted: Path) -> None:
    done = run("new", "n.barrier.yaml", "--from", restricted.name, "--keep", keep)
    assert (done.returncode, done.stdout) == (2, "")
    assert "zebra" not in done.stderr.lower()
    assert not (restricted.parent / "n.barrier.yaml").exists()


def test_refusal_of_an_export_does_not_name_the_title(run: "Run", restricted: Path) -> None:
    done = run("export", restricted.name)
    assert done.returncode == 2
    assert "r.barrier.yaml has restricted content" in done.stderr
    assert "zebra" not in done.stderr.lower()


@pytest.mark.parametrize("keep", ["structure", "content"])
def test_source_of_a_new_model_is_read_once(
    keep: str, run: "Run", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.barrier.yaml").write_text(MODEL, encoding="utf-8")
    read = Input.read

    def swap(one: Input, stdin: BinaryIO) -> bytes:
        data = read(one, stdin)
        (tmp_path / "s.barrier.yaml").write_text(ITEM + MARKERS["right"], encoding="utf-8")
        return data

    monkeypatch.setattr(Input, "read", swap)
    assert run("new", "n.barrier.yaml", "--from", "s.barrier.yaml", "--keep", keep).returncode == 0
    assert "zebra" not in (tmp_path / "n.barrier.yaml").read_text(encoding="utf-8").lower()


def test_show_in_a_public_log_needs_an_audience(restricted: Path, run: "Run") -> None:
    refused = run("show", restricted.name, env={"CI": "true"})
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Say who will read it" in refused.stderr
    assert "zebra" not in refused.stderr.lower()
    shown = run("show", restricted.name, "--audience", "restricted", env={"CI": "true"})
    assert "Zebrahouse" in shown.stdout == run("show", restricted.name).stdout
