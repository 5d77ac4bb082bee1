"""`barrierctl check`: errors, warnings and gaps in one run: one report, one baseline, one exit code."""

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.dataclass import replace
from barrierctl.files import Input
from barrierctl.pipeline import check_files
from barrierctl.reporters import FORMATS
from barrierctl.selection import RunOptions

from .samples import BROKEN

if TYPE_CHECKING:
    from conftest import Run

HEAD = "barrier_model: 1\nid: MODEL\ntitle: Title of MODEL\nlanguage: en\nstages:\n"
FULL = "facilitators: [Hosts], opportunities: [Lax checks], partners: [Bank], barriers: [Limit]"
TWICE = f"{HEAD}  - {{name: A, signals: [Cash, cash], {FULL}}}\n"
EMPTY = f"{HEAD}  - name: A\n  - name: B\n"
SOUND = f"{HEAD}  - {{name: A, signals: [Cash], {FULL}}}\n"
CLEAN = ("--select", "stage-empty,duplicate-item")
"""Options with which SOUND has no findings."""


def write(folder: Path, **models: str) -> None:
    for name, text in models.items():
        (folder / f"{name}.barrier.yaml").write_text(text.replace("MODEL", name), encoding="utf-8")


def found(run: "Run", *args: str) -> list[tuple[str, str]]:
    """The file and the rule of each finding."""
    lines = run(*args, "--format", "concise").stdout.splitlines()
    return [(line.split(".")[0], line.split()[2]) for line in lines]


# ---- one run for both families


def test_one_run_finds_what_validate_and_gaps_find(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE, b=EMPTY, c=SOUND)
    both = sorted([*found(run, "validate"), *found(run, "gaps")])
    assert ("a", "duplicate-item") in both
    assert ("b", "stage-empty") in both
    assert sorted(found(run, "check")) == both


def test_file_with_errors_has_its_warnings_and_no_gaps_and_fails(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, b=EMPTY)
    (tmp_path / "a.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    assert found(run, "check", "a.barrier.yaml") == found(run, "validate", "a.barrier.yaml")
    assert ("b", "stage-empty") in found(run, "check")
    for severity in ("never", "error", "warning", "note"):
        assert run("check", "--fail-on", severity, "a.barrier.yaml").returncode == 1


@pytest.mark.parametrize(
    ("severity", "code"), [("never", 0), ("error", 0), ("warning", 1), ("note", 1), (None, 0)]
)
def test_one_exit_code_for_warnings_of_both(
    severity: str | None, code: int, run: "Run", tmp_path: Path
) -> None:
    write(tmp_path, a=TWICE)
    fail_on = ("--fail-on", severity) if severity else ()
    assert run("check", "--select", "duplicate-item", *fail_on).returncode == code
    write(tmp_path, a=EMPTY)
    assert run("check", "--select", "stage-empty", *fail_on).returncode == code


def test_summary_counts_both_together(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE, b=EMPTY)
    done = run("check", *CLEAN, "--format", "concise")
    assert done.stderr == "2 models: 3 warnings.\n"
    assert run("check", "--select", "no-links", "b.barrier.yaml").stderr == "1 model: no findings.\n"


@pytest.mark.parametrize("how", FORMATS)
def test_every_format_has_both(how: str, run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE, b=EMPTY)
    output = run("check", "--format", how).stdout
    assert "duplicate-item" in output
    assert "stage-empty" in output


def test_code_scanning_keeps_the_analysis_apart(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=EMPTY)
    (analysis,) = json.loads(run("check", "--format", "sarif").stdout)["runs"]
    assert analysis["automationDetails"]["id"] == "barrierctl/check/"


# ---- one baseline


def test_baseline_of_one_run_serves_all_three_commands(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE, b=EMPTY)
    assert run("check", "--write-baseline", "known.json").returncode == 0
    for command in ("check", "validate", "gaps"):
        done = run(command, "--baseline", "known.json", "--fail-on", "note", "--format", "concise")
        assert (done.returncode, done.stdout) == (0, "")
        assert "no longer match" not in done.stderr
    write(tmp_path, a=TWICE.replace("[Bank]", "[Bank, bank]"), b=f"{EMPTY}  - name: C\n")
    new = found(run, "check", "--baseline", "known.json")
    assert {("a", "duplicate-item"), ("b", "stage-empty")} <= set(new)


def test_stale_entries_of_both_are_counted(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE, b=EMPTY)
    run("check", *CLEAN, "--write-baseline", "known.json")
    write(tmp_path, a=SOUND, b=SOUND)
    done = run("check", *CLEAN, "--baseline", "known.json")
    assert "3 entries in known.json no longer match anything." in done.stderr


# ---- no selection that can find nothing


@pytest.mark.parametrize(
    ("command", "selected", "right"),
    [
        ("validate", "stage-empty", "gaps"),
        ("validate", "stage,no-links", "gaps"),
        ("validate", "duplicate-item,no-links", "check"),
        ("gaps", "duplicate-item", "validate"),
        ("gaps", "duplicate", "validate"),
        ("gaps", "no-links,duplicate", "check"),
    ],
)
def test_selection_of_the_other_command_is_an_error_that_names_it(
    command: str, selected: str, right: str, run: "Run", tmp_path: Path
) -> None:
    write(tmp_path, a=TWICE, b=EMPTY)
    done = run(command, "--select", selected)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"Use: barrierctl {right} --select {selected}\n")
    assert run(right, "--select", selected).returncode == 0


def test_both_families_can_be_selected_where_both_are_checked(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE, b=EMPTY)
    assert found(run, "check", *CLEAN) == [
        ("a", "duplicate-item"),
        ("b", "stage-empty"),
        ("b", "stage-empty"),
    ]


def test_other_family_may_be_ignored_and_selected_in_a_configuration(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE)
    assert run("validate", "--ignore", "stage-empty").returncode == 0
    (tmp_path / ".barrierctl.yaml").write_text("select: [stage-empty]\n", encoding="utf-8")
    assert run("validate").returncode == 0


def test_custom_rule_is_one_of_gaps(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=EMPTY)
    rule = "{id: our-rule, text: No setting., each: stage, required: setting}"
    (tmp_path / ".barrierctl.yaml").write_text(f"rules: [{rule}]\n", encoding="utf-8")
    assert found(run, "gaps", "--select", "our-rule") == [("a", "our-rule")] * 2
    assert "barrierctl gaps --select our-rule" in run("validate", "--select", "our-rule").stderr


# ---- where it is


@pytest.mark.parametrize(
    "args", [["check"], ["gaps"], ["gaps", "--all"], ["gaps", "a.barrier.yaml", "--question", "1"]]
)
def test_heading_of_each_model_names_its_file(args: list[str], run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=EMPTY, b=EMPTY)
    lines = run(*args).stdout.splitlines()
    for name in ("a",) if "a.barrier.yaml" in args else ("a", "b"):
        assert f"{name}.barrier.yaml" in lines
        assert lines[lines.index(f"{name}.barrier.yaml") - 1].startswith(f"Title of {name}")


@pytest.mark.parametrize("args", [["check"], ["gaps"], ["gaps", "--all"], ["gaps", "--format", "md"]])
def test_model_without_findings_takes_no_line(args: list[str], run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=EMPTY, b=SOUND, c=SOUND)
    assert "b.barrier" not in run(*args, "--select", "stage-empty").stdout
    (tmp_path / "a.barrier.yaml").unlink()
    done = run(*args, "--select", "stage-empty")
    assert done.stderr == "2 models: no findings.\n"
    assert done.stdout == ("## barrierctl: 2 models: no findings.\n" if "md" in args else "")


@pytest.mark.parametrize("command", ["check", "gaps", "validate"])
def test_verbose_gives_each_model_without_findings_a_line(command: str, run: "Run", tmp_path: Path) -> None:
    write(tmp_path, b=SOUND, c=SOUND)
    select = "duplicate-item" if command == "validate" else "stage-empty"
    done = run(command, "-v", "--select", select)
    assert done.stdout == "b.barrier.yaml: no findings.\nc.barrier.yaml: no findings.\n"


def test_page_that_explains_the_rule_is_the_last_line_and_in_json(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE)
    (tmp_path / ".barrierctl.yaml").write_text("select: [duplicate-item]\n", encoding="utf-8")
    page = "https://github.com/barrierctl/barrierctl/blob/main/docs/rules/validate.md#duplicate-item"
    assert run("check").stderr.splitlines()[-1] == page
    (finding,) = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert finding["url"] == page


# ---- counts


def test_statistics_count_rules_and_files_instead_of_listing_findings(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE, b=EMPTY, c=SOUND)
    done = run("check", *CLEAN, "--statistics")
    assert done.stdout == (
        "Findings by rule:\n"
        "     2  stage-empty     A stage is empty.\n"
        "     1  duplicate-item  An item appears twice in the same block.\n"
        "\n"
        "Findings by file:\n"
        "     2  b.barrier.yaml\n"
        "     1  a.barrier.yaml\n"
    )
    assert done.stderr == "3 models: 3 warnings.\n"


def test_statistics_leave_out_accepted_findings(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=TWICE)
    run("check", "--write-baseline", "known.json")
    assert run("check", "--baseline", "known.json", "--statistics", "--show-accepted").stdout == ""


@pytest.mark.parametrize("counts", [["--statistics"], ["--format", "statistics"]])
def test_statistics_and_every_finding_exclude_each_other(
    counts: list[str], run: "Run", tmp_path: Path
) -> None:
    write(tmp_path, a=EMPTY)
    done = run("gaps", *counts, "--all")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Use --statistics or --all, not both" in done.stderr
    assert run("gaps", "--all", "--format", "text", "--format", "statistics:counts.txt").returncode == 0


def test_statistics_go_into_a_file_beside_the_findings(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, a=EMPTY)
    counts = run("gaps", "--statistics").stdout
    done = run("gaps", "--format", "concise", "--format", "statistics:counts.txt")
    assert "stage-empty" in done.stdout
    assert (tmp_path / "counts.txt").read_text("utf-8") == counts
    refused = run("gaps", "--statistics", "--format", "json")
    assert (refused.returncode, "--format statistics:FILE" in refused.stderr) == (2, True)


# ---- standard input that is left out


@pytest.mark.parametrize(("name", "code"), [("drafts/a.barrier.yaml", 0), ("models/a.barrier.yaml", 1)])
def test_force_exclude_holds_for_the_name_of_standard_input(name: str, code: int, run: "Run") -> None:
    args = ("--exclude", "drafts", "--stdin-filename", name)
    assert run("check", "-", *args, stdin=BROKEN).returncode == 1
    assert run("check", "-", *args, "--force-exclude", stdin=BROKEN).returncode == code


# ---- costs


def test_check_does_hardly_more_work_than_gaps(example: Path) -> None:
    """Calls of functions stand for time, which differs from run to run."""
    models = [Input(path=f"{at}.yaml", root_path=f"{at}.yaml", file=example) for at in range(5)]
    options = replace(RunOptions(), agenda=False)

    def calls(command: str) -> int:
        counted = 0

        def count(_frame: object, event: str, _value: object) -> None:
            nonlocal counted
            counted += event == "call"

        check_files(command, models, BytesIO(), options)  # what is loaded once is not counted
        sys.setprofile(count)
        try:
            check_files(command, models, BytesIO(), options)
        finally:
            sys.setprofile(None)
        return counted

    assert calls("check") <= 1.1 * calls("gaps")
