"""Models and a git command for the tests of the command line."""

import io
import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

MODEL = "barrier_model: 1\nid: ok\ntitle: OK\nlanguage: en\nstages:\n  - name: A\n"
BROKEN = "barrier_model: 1\nid: b\ntitle: B\nlanguage: en\nstages:\n  - name: A\n    colour: red\n"
"""A model with one error: an unknown key in line 7, column 5."""


def slide_texts(slide: Any) -> Iterator[str]:
    """Everything that a slide and its notes say."""
    for shape in slide.shapes:
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        elif shape.has_text_frame:
            yield shape.text_frame.text
    if slide.has_notes_slide:
        yield slide.notes_slide.notes_text_frame.text


READERS: dict[str, Callable[[bytes], str]] = {
    "txt": lambda data: data.decode(),
    "md": lambda data: data.decode().replace("\\", ""),
    "html": lambda data: data.decode(),
    "json": lambda data: data.decode(),
    "docx": lambda data: "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs),
    "pptx": lambda data: "\n".join(
        text for slide in Presentation(io.BytesIO(data)).slides for text in slide_texts(slide)
    ),
    "xlsx": lambda data: "\n".join(
        str(cell)
        for sheet in load_workbook(io.BytesIO(data))
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ),
    "pdf": lambda data: "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages),
}
"""The words of an agenda in each kind of file, as its reader sees them."""


def model_of(title: str, stages: Mapping[str, Mapping[str, object]]) -> str:
    """The text of a model: items by stage and block."""
    named = [{"name": name, **blocks} for name, blocks in stages.items()]
    head = {"barrier_model": 1, "id": "m", "title": title, "language": "en"}
    return json.dumps({**head, "stages": named}, ensure_ascii=False)


def git(folder: Path, *args: str) -> str:
    """Run git in a folder, and return what it says."""
    command = ["git", "-C", str(folder), *args]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()
