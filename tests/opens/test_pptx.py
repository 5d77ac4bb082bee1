"""A presentation in LibreOffice: no word is lost, and none is outside its slide."""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

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
SLACK = 0.12  # of the height of a line, by which it may be over the edge: letters have no ink there
Frame = tuple[str, float, float, float, float]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
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


def overflowing(pdf: Path, folder: Path) -> list[str]:
    """The words that are in no shape or cell with that word."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    slides = pptx.Presentation(str(folder / "a.pptx")).slides
    drawn = PAGE.findall(done.stdout.decode())
    return [
        f"{number}: {html.unescape(word)[:40]}"
        for number, (slide, (_, _, words)) in enumerate(zip(slides, drawn, strict=True), start=1)
        for *place, word in WORD.findall(words)
        if not is_inside(html.unescape(word).lstrip("•"), *map(float, place), every=list(frames(slide)))
    ]


def is_inside(word: str, left: float, top: float, right: float, bottom: float, *, every: list[Frame]) -> bool:
    slack = SLACK * (bottom - top)
    return any(
        squeezed(word) in text
        and left >= x - slack
        and right <= x + width + slack
        and top >= y - slack
        and bottom <= y + height + slack
        for text, x, y, width, height in every
    )


def frames(slide: Any) -> Iterator[Frame]:
    """The text, the place and the size of every shape and cell, in points."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            size = shape.left, shape.top, shape.width, shape.height
            yield squeezed(shape.text_frame.text), *(each / 12_700 for each in size)
        if shape.has_table:
            top = shape.top
            for row in shape.table.rows:
                left = shape.left
                for cell, column in zip(row.cells, shape.table.columns, strict=True):
                    size = left, top, column.width, row.height
                    yield squeezed(cell.text), *(each / 12_700 for each in size)
                    left += column.width
                top += row.height


def only(font: str, folder: Path) -> None:
    """Configure a machine with a single font; without that font, there is nothing to test."""
    command = ["fc-list", "--format", "%{file}\n", font]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    files = found.stdout.split("\n")
    if not any(files):
        pytest.skip(f"no {font} here")
    (folder / "fonts").mkdir()
    for file in filter(None, files):
        shutil.copy(file, folder / "fonts")
    text = FONTS.format(fonts=folder / "fonts", cache=folder / "cache")
    (folder / "fonts.conf").write_text(text, encoding="utf-8")


def squeezed(text: str) -> str:
    return "".join(text.split())


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


@pytest.mark.parametrize("font", ["Liberation Sans", "DejaVu Sans", "Carlito"])
@pytest.mark.parametrize("name", ["darknet-with-plan", "woningfraude"])
def test_no_text_is_larger_than_its_shape(
    name: str,
    font: str,
    example: Path,
    whole: Whole,
    tmp_path: Path,
    converted: Converted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only(font, tmp_path)
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    folder = example.parents[1] / "tests" / "agenda" / "models" if name == "woningfraude" else example.parent
    document = whole((folder / f"{name}.barrier.yaml").read_text(encoding="utf-8"))
    assert overflowing(opened(document, tmp_path, converted), tmp_path) == []


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
