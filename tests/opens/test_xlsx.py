"""A workbook as LibreOffice shows it: every word on its pages, nothing calculated."""

import csv
import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import pytest

from barrierctl.exporters import Options
from barrierctl.exporters.xlsx import export
from barrierctl.views.document import Column, Document, Entry, Reader, Table

pytestmark = pytest.mark.opens

AssertWords = Callable[[Document, str], None]
Pages = Callable[[Path], str]
Converted = Callable[[Path, str], Path]
Whole = Callable[[str], Document]


class Printed(Protocol):
    """The text of the pages of a model's workbook; with these views only, if any are named."""

    def __call__(self, text: str, views: tuple[str, ...] = ()) -> str: ...


def seen(document: Document) -> Document:
    """The document without what a workbook hides: what is for programs, details, and what is empty."""
    every = (
        (_seen(table) for table in tables if table.rows) for tables in (document.tables, document.annexes)
    )
    tables, annexes = (
        tuple(table for table in each if table.reader is not Reader.PROGRAMS) for each in every
    )
    return replace(document, tables=tables, annexes=annexes)


def _seen(table: Table) -> Table:
    if table.kind == "grid":
        return table
    kept = [
        at
        for at, column in enumerate(table.columns)
        if not column.folded and any(entry.text for row in table.rows for entry in row[at])
    ]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def written(document: Document, folder: Path) -> Path:
    file = folder / "book.xlsx"
    file.write_bytes(export(document, Options()))
    return file


@pytest.fixture
def printed(tmp_path: Path, whole: Whole, pages: Pages, assert_words: AssertWords) -> Printed:
    """The pages of a model's workbook, on which every word of it must stand."""

    def check(text: str, views: tuple[str, ...] = ()) -> str:
        document = whole(text)
        if views:
            tables = tuple(table for table in document.tables if table.id in views)
            document = replace(document, tables=tables)
        printed_text = pages(written(document, tmp_path))
        assert_words(seen(document), printed_text)
        return printed_text

    return check


def test_every_word_of_the_example_is_printed(printed: Printed, example: Path) -> None:
    text = printed(example.read_text(encoding="utf-8"))
    assert "How to fill this in" in text
    assert "Page 1 of " in text


def test_every_word_of_a_large_model_is_printed(printed: Printed, large: Callable[[], str]) -> None:
    # The other views show the same items once more, on hundreds of pages.
    printed(large(), ("matrix", "items"))


def test_every_word_of_a_hostile_model_is_printed(printed: Printed, hostile: str) -> None:
    printed(hostile)


def gaps_between_lines(pdf: Path, head: str) -> list[float]:
    """How far each line is from the next one, in points, on the pages with that head."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    pages = [page for page in text.split("<page ") if f">{head}<" in page]
    tops = (sorted(map(float, re.findall('<word [^>]*yMin="([^"]*)"', page))) for page in pages)
    return [below - above for page in tops for above, below in pairwise(page) if below - above > 1]


@pytest.mark.parametrize("name", ["example", "hostile", "large"])
def test_no_text_is_cut_off_by_its_row(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, whole: Whole, converted: Converted
) -> None:
    given = request.getfixturevalue(name)
    model = {"example": lambda: given.read_text(encoding="utf-8"), "large": lambda: given(2, 40)}
    document = whole(model.get(name, lambda: given)())
    cells = (cell for table in document.tables for row in table.rows for cell in row)
    texts = dict.fromkeys(entry.text for cell in cells for entry in cell)
    rows = tuple(((Entry(text=text),),) for text in texts if text)
    table = Table(id="t", title="T", columns=(Column(id="name", label="Heading"),), rows=rows)
    alone = replace(document, tables=(table,), annexes=(), forms=(), rosters={}, overview=None)
    file = written(alone, tmp_path)
    found = gaps_between_lines(converted(file, "pdf"), "Heading")
    assert len(found) > 30
    # The lines of a text are 11 points from each other; where texts overlap, they are nearer to others.
    assert min(found) > 10


TEXTS = (
    "=1+1",
    "007",
    "1e3",
    "2026-11-24",
    "TRUE",
    "'quoted",
    "_x005F_ _x000D_",
    "<r>_x005F_</r>",
    " blank ",
)


def test_texts_are_unchanged(tmp_path: Path, converted: Converted) -> None:
    rows = tuple(((Entry(text=text),),) for text in TEXTS)
    table = Table(id="t", title="T", columns=(Column(id="name", label="Name"),), rows=rows)
    document = Document(title="M", language="en", classification="public", tables=(table,))
    # The second sheet, in UTF-8, with commas and quotes.
    sheet = converted(
        written(document, tmp_path),
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
    )
    rows_read = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    assert [row[1] for row in rows_read[2:]] == list(TEXTS)
