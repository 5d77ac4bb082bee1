"""The first sheet: what the model is called, what is full and what is empty in it, and what stands where."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from xlsxwriter.worksheet import Worksheet

from barrierctl.document import Document, Table
from barrierctl.exporters.xlsx.book import Book, fit_to_width, say
from barrierctl.exporters.xlsx.cells import fitting, parts, plain, write
from barrierctl.languages import catalogue

_LINE: Final = 60
"""Letters of a title in one row; they run on over the cells beside it."""
_FIRST_WIDTH: Final = 30
_WIDEST: Final = 20
_PRINTED: Final = 110
"""What is printed at least, in letters, so that a title finds room."""


class Listed(NamedTuple):
    """A sheet in the list of contents."""

    name: str
    told: str


def write_front(book: Book, sheet: Worksheet, document: Document, contents: Iterable[Listed]) -> None:
    """Fill the first sheet.

    Args:
        book: where.
        sheet: the first one.
        document: whole.
        contents: the other sheets, in order.
    """
    sheet.set_column(0, 0, _FIRST_WIDTH)
    at = _write_title(book, sheet, document)
    if document.overview:
        at = _write_signs(book, sheet, at, document.overview)
        at = _write_legend(book, sheet, at)
    _write_contents(book, sheet, at, contents)


def _write_title(book: Book, sheet: Worksheet, document: Document) -> int:
    lines = parts(plain(document.title).replace("\n", " "), _LINE, lines=1)
    for at, line in enumerate(lines):
        write(sheet, at, 0, line, book.looks("title"))
    told = catalogue().label("classification", document.classification)
    day = document.day.isoformat() if document.day else ""
    write(sheet, len(lines), 0, " · ".join(filter(None, (told, day))), book.looks("faint"))
    return len(lines) + 2


def _write_signs(book: Book, sheet: Worksheet, at: int, overview: Table) -> int:
    width = 0
    for column, told in enumerate(overview.columns):
        write(sheet, at, column, plain(told.label), book.looks("head"))
        if column:
            width += (wide := fitting([told.label], _WIDEST))
            sheet.set_column(column, column, wide)
    for row, cells in enumerate(overview.rows, start=at + 1):
        for column, cell in enumerate(cells):
            text = "".join(entry.shown for entry in cell)
            looks = ("sign", *(f"sign-{entry.element}" for entry in cell)) if column else ("side",)
            write(sheet, row, column, plain(text), book.looks(*looks))
    fit_to_width(sheet, max(_FIRST_WIDTH + width, _PRINTED))
    return at + len(overview.rows) + 2


def _write_legend(book: Book, sheet: Worksheet, at: int) -> int:
    signs = catalogue().entry("overview.legend")
    told = "   ".join(f"{each['sign']} {each['label']}" for each in signs.values())
    write(sheet, at, 0, told, book.looks("faint"))
    return at + 2


def _write_contents(book: Book, sheet: Worksheet, at: int, contents: Iterable[Listed]) -> None:
    write(sheet, at, 0, say("contents"), book.looks("heading"))
    for row, (name, told) in enumerate(contents, start=at + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", book.looks("link"), name)
        write(sheet, row, 1, told, book.looks("faint"))
