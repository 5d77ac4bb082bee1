"""A presentation in LibreOffice: no word is lost, and none is outside its slide."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pptx
import pytest

from barrierctl.exporters import Options
from barrierctl.exporters.pptx import export
from barrierctl.views.document import Cell, Column, Document, Entry, Reader, Table

pytestmark = pytest.mark.opens

Whole = Callable[[str], Document]
Converted = Callable[[Path, str], Path]
AssertWords = Callable[[Document, str], None]
FOOT = 504  # points from the top; the number of the slide and the footer stand below
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
OTHER_SCRIPTS = ("漢字" * 400, "Щука " * 250, "🎉🎉 " * 150, "नमस्ते " * 150, "مرحبا " * 200)
WORST: dict[str, dict[str, tuple[str, ...]]] = {
    "W" * 1_000: {"signals": ("W" * 3_000, "long " + "word " * 500), "partners": ("a", "b")},
    "long " + "word " * 100: {"barriers": ("a",)},
    "Ш" * 300 + " 漢字" * 100 + " 🎉" * 100: {"partners": OTHER_SCRIPTS},
}


def opened(document: Document, tmp_path: Path, converted: Converted) -> Path:
    written = tmp_path / "a.pptx"
    written.write_bytes(export(document, Options()))
    return converted(written, "pdf")


def notes_in(folder: Path) -> str:
    """What the speaker reads under the slides."""
    slides = pptx.Presentation(str(folder / "a.pptx")).slides
    return "\n".join(
        str(slide.notes_slide.notes_text_frame.text) for slide in slides if slide.has_notes_slide
    )


def outside(pdf: Path) -> list[str]:
    """The words outside their slide or under its footer."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    found, at_foot = [], 0
    for number, (width, height, words) in enumerate(PAGE.findall(done.stdout.decode()), start=1):
        low = 0
        for left, top, right, bottom, text in WORD.findall(words):
            if (
                float(left) < 0
                or float(top) < 0
                or float(right) > float(width)
                or float(bottom) > float(height)
            ):
                found.append(f"{number}: {text[:40]}")
            low += float(bottom) > FOOT
        at_foot = at_foot or low
        if low != at_foot:
            found.append(f"{number}: {low} words at the foot")
    assert at_foot
    return found


def each_word_once(document: Document) -> Document:
    """The words of all tables for people; a value shared by many rows is above them, once."""
    cells: list[Cell] = [
        (Entry(text=word),)
        for table in (*document.tables, *document.annexes)
        if table.reader is not Reader.PROGRAMS
        for word in sorted(
            {word for row in table.rows for text in texts(table, row) for word in text.split()}
        )
    ]
    words = {cell[0].text: cell for cell in cells}
    table = Table(
        id="t", title="", columns=(Column(id="w", label=""),), rows=tuple((c,) for c in words.values())
    )
    return replace(document, tables=(table,), annexes=())


def texts(table: Table, row: tuple[Cell, ...]) -> list[str]:
    return [
        entry.shown
        for column, cell in zip(table.columns, row, strict=True)
        if not column.technical
        for entry in cell
    ]


@pytest.mark.parametrize("name", ["darknet-drug-markets", "full"])
def test_every_word_is_visible(
    name: str,
    example: Path,
    whole: Whole,
    tmp_path: Path,
    converted: Converted,
    pages: Callable[[Path], str],
    assert_words: AssertWords,
) -> None:
    folder = example.parent if name != "full" else example.parents[1] / "tests" / "valid"
    document = whole((folder / f"{name}.barrier.yaml").read_text(encoding="utf-8"))
    pdf = opened(document, tmp_path, converted)
    assert outside(pdf) == []
    seen = pages(pdf)
    assert_words(each_word_once(document), f"{seen}\n{notes_in(tmp_path)}")
    matrix, *_ = document.tables
    by_stage = replace(matrix, title="")  # the stages are the titles
    assert_words(replace(document, tables=(by_stage,), annexes=()), seen)


def test_a_large_model_stays_on_its_slides(
    large: Callable[..., str],
    whole: Whole,
    tmp_path: Path,
    converted: Converted,
    pages: Callable[[Path], str],
    assert_words: AssertWords,
) -> None:
    document = whole(large(10, 12))
    pdf = opened(document, tmp_path, converted)
    assert outside(pdf) == []
    assert_words(each_word_once(document), f"{pages(pdf)}\n{notes_in(tmp_path)}")


def test_hostile_names_stay_on_their_slides(
    hostile: str,
    whole: Whole,
    tmp_path: Path,
    converted: Converted,
    pages: Callable[[Path], str],
    assert_words: AssertWords,
) -> None:
    document = whole(hostile)
    pdf = opened(document, tmp_path, converted)
    assert outside(pdf) == []
    assert_words(each_word_once(document), f"{pages(pdf)}\n{notes_in(tmp_path)}")


def test_long_titles_and_other_scripts_stay_on_their_slides(
    whole: Whole, tmp_path: Path, converted: Converted
) -> None:
    stages = [
        {"name": name[:1_000], **{block: [item[:1_000] for item in items] for block, items in blocks.items()}}
        for name, blocks in WORST.items()
    ]
    head = {"barrier_model": 1, "id": "m", "title": "T" * 1_000, "language": "en"}
    document = whole(json.dumps({**head, "stages": stages}))
    assert outside(opened(document, tmp_path, converted)) == []
