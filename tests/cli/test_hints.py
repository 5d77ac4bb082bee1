"""Usage errors that suggest what to type."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

MODEL = "barrier_model: 1\nid: ok\ntitle: OK\nlanguage: en\nstages:\n  - name: Selling\n"


@pytest.fixture(autouse=True)
def model(tmp_path: Path) -> None:
    for name in ("ok", "two"):
        (tmp_path / f"{name}.barrier.yaml").write_text(MODEL, encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["new", "n.barrier.yaml", "--stage", ""], "--stage needs a name, such as --stage Ordering."),
        (["new", "n.barrier.yaml", "--stage", "A", "--stage", " "], "--stage needs a name"),
        (["new", "n.barrier.yaml", "--id", "Bad Id"], '"Bad Id" cannot be an id. Use bad-id.'),
        (["new", "n.barrier.yaml", "--id", "日本"], '"日本" cannot be an id. It has small letters a to z'),
        (["new", "n.barrier.yaml", "--from", "darknet"], 'Did you mean "darknet-drug-markets"?'),
        (["show", "ok.barrier.yaml", "--stage", "sellng"], 'Did you mean "Selling"?'),
        (["show", "ok.barrier.yaml", "--view", "matrx"], 'Did you mean "matrix"?'),
        (["gaps", "--fail-on", "warn"], 'Did you mean "warning"?'),
        (["gaps", "--level", "xyz"], "'xyz' is not one of 'error', 'warning', 'note', 'info'.\n"),
        (["gaps", "--today", "24-11-2026"], "Write it as 2026-11-24."),
        (["gaps", "--today", "24/11/2026"], "Write it as 2026-11-24."),
        (["gaps", "--today", "2026-02-30"], "Write it as YYYY-MM-DD, such as 2026-11-24."),
        (["validate", "--exclude", "*", "."], "all of them (2) are left out by --exclude."),
    ],
)
def test_usage_error_says_what_to_type(args: list[str], message: str, run: "Run", tmp_path: Path) -> None:
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert not (tmp_path / "n.barrier.yaml").exists()


def test_message_names_what_excluded_all_files(run: "Run", tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("two*\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    for name, text in (("HEAD", "ref: refs/heads/main\n"), ("config", "")):
        (tmp_path / ".git" / name).write_text(text, encoding="utf-8")
    for name in ("objects", "refs"):
        (tmp_path / ".git" / name).mkdir()
    assert "left out by --exclude or a .gitignore." in run("validate", "--exclude", "ok*").stderr
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    assert "all of them (2) are left out by a .gitignore." in run("validate").stderr


@pytest.mark.parametrize("command", [["export"], ["new", "n.barrier.yaml", "--keep", "content", "--from"]])
def test_refusal_of_a_restricted_model_asks_who_will_read_it(
    command: list[str], run: "Run", tmp_path: Path
) -> None:
    text = MODEL.replace("stages:", "classification: restricted\nstages:")
    (tmp_path / "my model.barrier.yaml").write_text(text, encoding="utf-8")
    output = run(*command, "my model.barrier.yaml").stderr
    assert "my model.barrier.yaml has restricted content, so nothing was written." in output
    assert "--audience public leaves that content out, --audience restricted keeps it." in output


@pytest.mark.parametrize(
    ("name", "is_said"), [("a.txt", True), ("fireworks", True), ("a.yaml", True), ("a.barrier.yml", False)]
)
def test_new_file_that_no_command_will_find_is_mentioned(name: str, is_said: object, run: "Run") -> None:
    done = run("new", name)
    assert done.returncode == 0
    assert ("only finds files in a folder if their names end in .barrier.yaml" in done.stderr) == is_said
