"""Format `xlsx`: a workbook of the whole model, a sheet a view, to read, filter, fill in and print."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from xlsxwriter.format import Format

from barrierctl.exporters import Options
from barrierctl.exporters.xlsx.grids import write_grid
from barrierctl.exporters.xlsx.guide import write_guide
from barrierctl.exporters.xlsx.records import write_records
from barrierctl.exporters.xlsx.sheets import (
    BOLD,
    Part,
    Sheet,
    fit_on_paper,
    fitting,
    parts,
    plain,
    write,
    write_heads,
    write_row,
)
from barrierctl.exporters.xlsx.workbook import Book, say
from barrierctl.messages import catalogue
from barrierctl.views.document import Cell, Document, Table

_LINE: Final = 60
"""Letters of a title in one row; they run on over the cells beside it."""
_HEAD_WIDTH, _NARROWEST, _WIDEST = 30, 16, 24  # digits
_PRINTED: Final = 120
"""What is printed at least, in digits, so that a title finds room."""


class Listed(NamedTuple):
    """A sheet in the list of contents."""

    name: str
    told: str


def write_front(book: Book, sheet: Sheet, document: Document, contents: Iterable[Listed]) -> None:
    """Fill the first sheet.

    Args:
        book: where.
        sheet: the first one.
        document: whole.
        contents: the other sheets, in order.
    """
    sheet.set_column(0, 0, _HEAD_WIDTH)
    fit_on_paper(sheet, _PRINTED)
    at = _write_title(book, sheet, document)
    if document.overview:
        at = _write_signs(book, sheet, at, document.overview)
        at = _write_legend(book, sheet, at)
    _write_contents(book, sheet, at, contents)


def _write_title(book: Book, sheet: Sheet, document: Document) -> int:
    lines = parts(plain(document.title).replace("\n", " "), _LINE, most=1)
    for at, line in enumerate(lines):
        write(sheet, at, 0, line.text, book.looks("title"))
    told = catalogue().label("classification", document.classification)
    write(sheet, len(lines), 0, " · ".join(filter(None, (told, document.date))), book.looks("faint"))
    return len(lines) + 2


def _write_signs(book: Book, sheet: Sheet, at: int, overview: Table) -> int:
    labels = [column.label for column in overview.columns]
    widths = [_HEAD_WIDTH, *(fitting([label], _NARROWEST, _WIDEST) for label in labels[1:])]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    fit_on_paper(sheet, max(sum(widths), _PRINTED))
    at = write_heads(sheet, at, labels, widths, book.looks("head"))
    for head, *cells in overview.rows:
        for named in parts(plain(head[0].text), _HEAD_WIDTH / BOLD):
            write_row(sheet, at, [(named, book.looks("side")), *(_sign(book, cell) for cell in cells)])
            at += 1
    return at + 1


def _sign(book: Book, cell: Cell) -> tuple[Part, Format]:
    sign = "".join(entry.shown for entry in cell)
    return Part(plain(sign), 1), book.looks("sign", *(f"sign-{entry.element}" for entry in cell))


def _write_legend(book: Book, sheet: Sheet, at: int) -> int:
    signs = catalogue().entry("overview.legend")
    told = "   ".join(f"{each['sign']} {each['label']}" for each in signs.values())
    write(sheet, at, 0, told, book.looks("faint"))
    return at + 2


def _write_contents(book: Book, sheet: Sheet, at: int, contents: Iterable[Listed]) -> None:
    write(sheet, at, 0, say("contents"), book.looks("heading"))
    for row, (name, told) in enumerate(contents, start=at + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", book.looks("link"), name)
        write(sheet, row, 1, told, book.looks("faint"))


def export(document: Document, _options: Options) -> bytes:
    """An overview, a sheet for every view and annex, and how to fill them in."""
    book = Book(document)
    front = book.sheet(catalogue().say("overview.title"))
    tables = (*document.tables, *document.annexes)
    contents = [Listed(str(_write(book, table).name), _told(table)) for table in tables]
    guide = write_guide(book, tables)
    write_front(book, front, document, [*contents, Listed(str(guide.name), "")])
    return book.close()


def _write(book: Book, table: Table) -> Sheet:
    return write_grid(book, table) if table.kind == "grid" else write_records(book, table)


def _told(table: Table) -> str:
    """How many records a table has."""
    return say("rows", count=len(table.rows)) if table.kind == "records" else ""
