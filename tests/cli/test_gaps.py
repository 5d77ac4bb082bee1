"""`barrierctl gaps`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import BROKEN

if TYPE_CHECKING:
    from conftest import Run

WARNED = "barrier_model: 1\nid: w\ntitle: W\nlanguage: en\nstages:\n  - name: A\n    signals: [Cash, cash]\n"
EMPTY = "barrier_model: 1\nid: e\ntitle: E\nlanguage: en\nstages:\n  - name: A\n  - name: B\n"


def rules(text: str) -> list[str]:
    return [line.split()[2] for line in text.splitlines()]


def test_gaps_of_the_published_model(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name)
    assert done.returncode == 0
    assert done.stderr.startswith("42 findings: 6 warnings, 36 notes. Explain one: barrierctl rule ")
    assert done.stdout.splitlines()[0].split("  ", 1)[0] == "Darknet drug markets"
    assert done.stdout.splitlines()[0].endswith("4 stages, 53 items, 42 findings")


def test_suggested_rule_can_be_explained(run: "Run", darknet: Path) -> None:
    summary, page = run("gaps", darknet.name).stderr.splitlines()
    rule = summary.split()[-1]
    assert run("rule", rule).returncode == 0
    assert page == f"https://github.com/barrierctl/barrierctl/blob/main/docs/rules/coverage.md#{rule}"


@pytest.mark.parametrize("how", ["concise", "json", "github"])
def test_summary_in_other_formats_has_no_suggestion(how: str, run: "Run", darknet: Path) -> None:
    assert run("gaps", darknet.name, "--format", how).stderr == "42 findings: 6 warnings, 36 notes.\n"


def test_summary_without_findings(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--select", "stage-empty", "--format", "concise")
    assert (done.stdout, done.stderr) == ("", "1 model: no findings.\n")


def test_summary_counts_the_findings_of_all_models(run: "Run", darknet: Path, tmp_path: Path) -> None:
    (tmp_path / "e.barrier.yaml").write_text(EMPTY, encoding="utf-8")
    assert (
        run("gaps", darknet.name, "e.barrier.yaml", "--format", "concise").stderr
        == "47 findings: 8 warnings, 39 notes.\n"
    )


def test_file_with_errors_shows_only_those(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "b.barrier.yaml").write_text(EMPTY, encoding="utf-8")
    done = run("gaps", "--format", "concise", "--select", "stage")
    assert rules(done.stdout) == ["unknown-key", "stage-empty", "stage-empty"]
    assert done.returncode == 1
    for level in ("never", "error", "info"):
        assert run("gaps", "--fail-on", level).returncode == 1


def test_text_of_a_file_with_errors_has_no_gaps_and_no_overview(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    done = run("gaps")
    assert "unknown-key" in done.stdout
    assert "○" not in done.stdout
    assert "stage-empty" not in done.stdout


def test_errors_are_shown_whatever_is_selected(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    done = run("gaps", "--select", "no-links", "--format", "concise")
    assert (rules(done.stdout), done.returncode) == (["unknown-key"], 1)


def test_warnings_of_validate_are_not_repeated(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "w.barrier.yaml").write_text(WARNED, encoding="utf-8")
    assert "duplicate-item" not in run("gaps", "--format", "concise").stdout
    assert "duplicate-item" in run("validate", "--format", "concise").stdout


def test_fail_on_sets_the_severity_that_fails(run: "Run", darknet: Path) -> None:
    codes = [
        run("gaps", darknet.name, "--fail-on", level).returncode
        for level in ("never", "error", "warning", "info")
    ]
    assert codes == [0, 0, 1, 1]
    only_notes = ["gaps", darknet.name, "--select", "no-links", "--fail-on"]
    assert [run(*only_notes, level).returncode for level in ("warning", "info")] == [0, 1]


@pytest.mark.parametrize(("level", "count"), [("note", 42), ("info", 42), ("warning", 6), ("error", 0)])
def test_level_hides_lower_severities(level: str, count: int, run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--level", level, "--format", "concise")
    assert len(done.stdout.splitlines()) == count
    hidden = "" if count else "--level error hides all of them.\n"
    assert done.stderr == f"42 findings: 6 warnings, 36 notes.\n{hidden}"


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--select", "no-links"], {"no-links"}),
        (["--select", "no-links,signal-nobody-sees"], {"no-links", "signal-nobody-sees"}),
        (
            ["--select", "no-links", "--select", "signal"],
            {"no-links", "signal-nobody-sees", "signal-without-recipient"},
        ),
        (["--select", "stage-without"], {"stage-without-barriers", "stage-without-public-partner"}),
        (
            ["--select", "stage-without", "--ignore", "stage-without-barriers"],
            {"stage-without-public-partner"},
        ),
        (["--select", "stage", "--ignore", "stage-without,stage-with"], set()),
        (["--select", " no-links , "], {"no-links"}),
    ],
)
def test_select_and_ignore_choose_rules(
    args: list[str], expected: set[str], run: "Run", darknet: Path
) -> None:
    done = run("gaps", darknet.name, "--format", "concise", *args)
    assert done.returncode == 0
    assert set(rules(done.stdout)) == expected


def test_ignore_keeps_all_other_rules(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--format", "concise", "--ignore", "stage,no-links")
    found = rules(done.stdout)
    assert len(found) == 35
    assert not [rule for rule in found if rule.startswith("stage") or rule == "no-links"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("stage-without-barier", 'Did you mean "stage-without-barriers"?'),
        ("nonsense", "barrierctl rule"),
        ("stage-wi", "does not match any rule"),
        ("unknown-key", "is an error"),
    ],
)
def test_selecting_an_unknown_rule_is_a_usage_error(
    option: str, typed: str, message: str, run: "Run", darknet: Path
) -> None:
    done = run("gaps", darknet.name, option, typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert f'"{typed}"' in done.stderr
    assert message in done.stderr


def test_standard_input_is_checked(run: "Run") -> None:
    done = run("gaps", "-", "--format", "concise", "--stdin-filename", "e.yaml", stdin=EMPTY)
    places = [line.split()[0] for line in done.stdout.splitlines()]
    assert places[-2:] == ["e.yaml:6:11:", "e.yaml:7:11:"]


def test_file_options_are_those_of_validate(run: "Run", darknet: Path, tmp_path: Path) -> None:
    (tmp_path / "e.barrier.yaml").write_text(EMPTY, encoding="utf-8")
    assert run("gaps", "--list-files").stdout == f"{darknet.name}\ne.barrier.yaml\n"
    assert run("gaps", "--list-files", "--exclude", "e.*").stdout == f"{darknet.name}\n"
    forced = run(
        "gaps", "--list-files", "--exclude", "e.*", "--force-exclude", "e.barrier.yaml", darknet.name
    )
    assert forced.stdout == f"{darknet.name}\n"


def test_output_option_writes_a_file(run: "Run", darknet: Path, tmp_path: Path) -> None:
    done = run("gaps", darknet.name, "--format", "json", "-o", "gaps.json")
    assert done.stdout == ""
    text = json.loads((tmp_path / "gaps.json").read_text(encoding="utf-8"))
    assert text["summary"] == {"files": 1, "error": 0, "warning": 6, "info": 36, "accepted": 0}


def test_json_lists_files_and_models(run: "Run", darknet: Path) -> None:
    text = json.loads(run("gaps", darknet.name, "--format", "json").stdout)
    (file,) = text["files"]
    assert (file["path"], file["model"]) == (darknet.name, "darknet-drug-markets")


def test_new_model_is_reported_as_empty(run: "Run") -> None:
    run("new", "x.barrier.yaml")
    done = run("gaps", "--format", "concise")
    of_the_model = ["model-without-sources", "never-reviewed", "no-plan"]
    assert rules(done.stdout) == [*of_the_model, *["stage-empty"] * 4]
    assert done.returncode == 0
