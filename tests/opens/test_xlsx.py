"""A workbook as LibreOffice shows it: every word on its pages, nothing calculated."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from barrierctl.document import Column, Document, Entry, Table
from barrierctl.exporters import Options
from barrierctl.exporters.xlsx import export

pytestmark = pytest.mark.opens

AssertWords = Callable[[Document, str], None]
Pages = Callable[[Path], str]
Converted = Callable[[Path, str], Path]
Whole = Callable[[str], Document]

FOLDED = ("element", "stage")


def seen(document: Document) -> Document:
    """The document without what a workbook hides: columns for programs, and those in which nothing stands."""
    tables = (_seen(table) for table in document.tables)
    return replace(document, tables=tuple(tables), annexes=tuple(map(_seen, document.annexes)))


def _seen(table: Table) -> Table:
    if table.kind == "grid" or not table.rows:
        return table
    kept = [
        at
        for at, column in enumerate(table.columns)
        if column.id not in FOLDED and any(entry.text for row in table.rows for entry in row[at])
    ]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def written(document: Document, folder: Path) -> Path:
    file = folder / "book.xlsx"
    file.write_bytes(export(document, Options()))
    return file


@pytest.fixture
def printed(tmp_path: Path, whole: Whole, pages: Pages, assert_words: AssertWords) -> Callable[[str], str]:
    """The pages of a model's workbook, on which every word of it must stand."""

    def check(text: str) -> str:
        document = whole(text)
        told = pages(written(document, tmp_path))
        assert_words(seen(document), told)
        return told

    return check


def test_every_word_of_the_example_is_printed(printed: Callable[[str], str], example: Path) -> None:
    told = printed(example.read_text(encoding="utf-8"))
    assert "How to fill this in" in told
    assert "Page 1 of " in told


def test_every_word_of_a_large_model_is_printed(
    printed: Callable[[str], str], large: Callable[[], str]
) -> None:
    printed(large())


def test_every_word_of_a_hostile_model_is_printed(printed: Callable[[str], str], hostile: str) -> None:
    assert "\n2\n" not in printed(hostile)


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


def test_texts_stand_as_they_are(tmp_path: Path, converted: Converted) -> None:
    rows = tuple(((Entry(text=text),),) for text in TEXTS)
    table = Table(id="t", title="T", columns=(Column(id="name", label="Name"),), rows=rows)
    document = Document(title="M", language="en", classification="public", tables=(table,))
    # The second sheet, in UTF-8, with commas and quotes.
    told = converted(
        written(document, tmp_path),
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
    )
    rows_read = list(csv.reader(io.StringIO(told.read_text(encoding="utf-8"))))
    assert [row[1] for row in rows_read[2:]] == list(TEXTS)
