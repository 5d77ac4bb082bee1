"""Names of files and items that would act on a terminal or a workflow log."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.files import Input

if TYPE_CHECKING:
    from conftest import Run

MODEL = 'barrier_model: 1\nid: ok\ntitle: "::error::x"\nlanguage: en\nstages:\n  - name: "::add-mask::A"\n'
IN_A_WORKFLOW = {"GITHUB_ACTIONS": "true"}


@pytest.mark.parametrize("letter", ["\x1b", "\u202e", "\x9b"])
def test_invisible_characters_in_file_names_are_escaped(letter: str, run: "Run") -> None:
    name = f"a{letter}[31m  b.barrier.yaml"
    made, listed = run("new", name), run("validate", "--list-files")
    assert (made.returncode, listed.returncode) == (0, 0)
    for output in (made.stderr, listed.stdout):
        assert letter not in output
        assert "[31m  b.barrier.yaml" in output


def test_line_break_in_a_file_name_is_escaped(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a\nb.barrier.yaml").write_text(MODEL, encoding="utf-8")
    assert run("validate", "--list-files").stdout == "a\\x0ab.barrier.yaml\n"


@pytest.mark.parametrize(
    "args",
    [
        ["gaps", "::error::a.barrier.yaml"],
        ["gaps", "::error::a.barrier.yaml", "--format", "concise"],
        ["validate", "--list-files"],
        ["show", "::error::a.barrier.yaml"],
        ["export", "::error::a.barrier.yaml", "-o", "::warning::a.md"],
        ["new", "::warning::a.barrier.yaml"],
        ["show", "::error::b.txt"],
    ],
)
def test_no_line_of_a_workflow_log_is_a_command(args: list[str], run: "Run", tmp_path: Path) -> None:
    (tmp_path / "::error::a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "::error::b.txt").write_text("x: 1\n", encoding="utf-8")
    done = run(*args, env=IN_A_WORKFLOW)
    lines = (done.stdout + done.stderr).splitlines()
    assert any("\\x3a:" in line for line in lines)
    assert not [line for line in lines if line.lstrip().startswith("::")]


def test_commands_are_not_escaped_outside_workflows(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    assert run("show", "a.barrier.yaml").stdout.startswith("::error::x\n")


def test_github_format_still_writes_commands(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    output = run("gaps", "--format", "github", env=IN_A_WORKFLOW).stdout
    assert output.startswith("::warning file=a.barrier.yaml,")


COMMAND_IN_CELL = MODEL.replace("::add-mask::A", "S") + '    signals: "a\\n::error::x ##[error]y"\n'


@pytest.mark.parametrize(
    "args",
    [
        ["export", "a.barrier.yaml", "--format", "csv"],
        ["export", "a.barrier.yaml", "--format", "csv", "--raw", "--transpose"],
        ["export", "a.barrier.yaml", "--format", "json"],
        ["export", "a.barrier.yaml", "--format", "md"],
        ["validate", "--format", "json"],
        ["validate", "--format", "sarif"],
        ["validate", "--format", "junit"],
        ["validate", "--show-config"],
    ],
)
def test_no_output_for_programs_is_a_command_in_a_workflow(
    args: list[str], run: "Run", tmp_path: Path
) -> None:
    (tmp_path / "a.barrier.yaml").write_text(COMMAND_IN_CELL, encoding="utf-8")
    (tmp_path / ".barrierctl.yaml").write_text("exclude: ['::error::x', '##[error]y']\n", encoding="utf-8")
    output = run(*args, env=IN_A_WORKFLOW).stdout
    assert output
    assert "##[" not in output
    assert not [line for line in output.splitlines() if line.lstrip().startswith("::")]


def test_json_in_a_workflow_reads_back_as_the_same_text(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(COMMAND_IN_CELL, encoding="utf-8")
    in_workflow, elsewhere = (
        run("export", "a.barrier.yaml", "--format", "json", env=env).stdout for env in (IN_A_WORKFLOW, {})
    )
    assert in_workflow != elsewhere
    assert json.loads(in_workflow) == json.loads(elsewhere)


@pytest.mark.parametrize("flags", [[], ["-v"]])
@pytest.mark.parametrize("named", ["::stop-commands::tok", "##[stop]", "a\\n::stop-commands::tok"])
def test_no_line_of_an_error_is_a_command(
    named: str, flags: list[str], run: "Run", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError(named.replace("\\n", "\n"))

    (tmp_path / ".barrierctl.yaml").write_text(f'parties: "{named}"\n', encoding="utf-8")
    errors = run(*flags, "validate", env=IN_A_WORKFLOW).stderr
    monkeypatch.setattr(Input, "read", broken)
    errors += run(*flags, "validate", "--no-config", "-", "--stdin-filename", named, env=IN_A_WORKFLOW).stderr
    assert "stop" in errors
    assert "##[" not in errors
    assert not [line for line in errors.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("letter", "\x0c\x0b\x85\u2028")
def test_no_letter_but_a_line_break_begins_a_line_of_an_error(letter: str, run: "Run") -> None:
    errors = run("validate", f"a{letter}::error::b").stderr
    assert errors.count("\n") == 1
    assert letter not in errors
