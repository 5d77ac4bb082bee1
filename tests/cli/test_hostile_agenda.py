"""The agenda of a model with hostile names is inert, whatever it is written as."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from .samples import READERS, model_of

if TYPE_CHECKING:
    from conftest import Run

UNSEEN = re.compile("[\u200f\u202a-\u202e\u2066-\u2069]")


def letters(text: str) -> str:
    """A text as it is shown, without blanks."""
    return "".join(UNSEEN.sub(lambda letter: f"\\u{ord(letter.group()):04x}", text).split())


def write(folder: Path, name: str) -> None:
    """Write a model in which this name is in every part of the agenda."""
    blocks = {
        "partners": [{"name": name, "commitment": "unlikely"}],
        "facilitators": [{"name": f"{name} outside", "world": "legal"}],
        "opportunities": [name],
        "signals": [name],
        "barriers": [{"name": f"{name}.", "owner": name, "addresses": [f"{name} outside"]}],
    }
    (folder / "m.barrier.yaml").write_text(model_of(name, {name: blocks, f"{name}?": {}}), encoding="utf-8")


@pytest.mark.parametrize("suffix", READERS)
def test_hostile_names_are_shown_as_text(suffix: str, hostile_name: str, run: "Run", tmp_path: Path) -> None:
    write(tmp_path, hostile_name)
    done = run("gaps", "m.barrier.yaml", "-o", f"a.{suffix}")
    assert done.returncode == 0, done.stderr
    shown = READERS[suffix]((tmp_path / f"a.{suffix}").read_bytes())
    if suffix not in ("html", "xlsx"):  # which keep letters as typed; a page keeps them apart with <bdi>
        assert not UNSEEN.search(shown)
    if suffix in ("txt", "docx", "pptx", "xlsx"):
        assert letters(hostile_name) in letters(shown)


def test_no_name_is_a_formula_an_element_or_a_link(hostile_name: str, run: "Run", tmp_path: Path) -> None:
    write(tmp_path, hostile_name)
    for suffix in ("xlsx", "html", "md"):
        run("gaps", "m.barrier.yaml", "-o", f"a.{suffix}")
    sheets = load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    assert not [
        cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<img" not in page
    markdown = MarkdownIt("commonmark").enable("table").parse((tmp_path / "a.md").read_text(encoding="utf-8"))
    inside = [token for block in markdown for token in (block, *(block.children or ()))]
    assert not [
        token for token in inside if token.type in ("link_open", "image", "html_block", "code_inline")
    ]


def test_no_line_of_an_agenda_is_a_command_of_a_workflow(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, "::error::owned")
    for args in ([], ["--all"], ["--question", "1"]):
        done = run("gaps", "m.barrier.yaml", *args, env={"GITHUB_ACTIONS": "true"})
        assert not [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
