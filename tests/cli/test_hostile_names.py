"""Names of files and of things in a model that would act on whoever reads them."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

MODEL = 'barrier_model: 1\nid: ok\ntitle: "::error::x"\nlanguage: en\nstages:\n  - name: "::add-mask::A"\n'
IN_A_WORKFLOW = {"GITHUB_ACTIONS": "true"}


@pytest.mark.parametrize("letter", ["\x1b", "\u202e", "\x9b"])
def test_new_and_the_list_of_files_show_what_is_not_seen(letter: str, run: "Run") -> None:
    name = f"a{letter}[31m  b.barrier.yaml"
    made, listed = run("new", name), run("validate", "--list-files")
    assert (made.returncode, listed.returncode) == (0, 0)
    for told in (made.stderr, listed.stdout):
        assert letter not in told
        assert "[31m  b.barrier.yaml" in told


def test_a_line_break_in_a_name_makes_no_second_file(run: "Run", tmp_path: Path) -> None:
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
def test_nothing_in_the_log_of_a_workflow_is_a_command(args: list[str], run: "Run", tmp_path: Path) -> None:
    (tmp_path / "::error::a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "::error::b.txt").write_text("x: 1\n", encoding="utf-8")
    done = run(*args, env=IN_A_WORKFLOW)
    lines = (done.stdout + done.stderr).splitlines()
    assert any("\\x3a:" in line for line in lines)
    assert not [line for line in lines if line.lstrip().startswith("::")]


def test_elsewhere_it_is_shown_as_it_is(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    assert run("show", "a.barrier.yaml").stdout.startswith("::error::x\n")


def test_the_format_for_workflows_still_gives_commands(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    told = run("gaps", "--format", "github", env=IN_A_WORKFLOW).stdout
    assert told.startswith("::warning file=a.barrier.yaml,")
