"""A grid as a sheet: a row an entry, so that every text is seen whole and can be filtered by its block."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from xlsxwriter.worksheet import Worksheet

from barrierctl.document import Cell, State, Table
from barrierctl.exporters.xlsx.book import Book, fit_to_width
from barrierctl.exporters.xlsx.cells import fitting, parts, plain, write

_WIDEST: Final = 30

_Part = tuple[str, State]


def write_grid(book: Book, table: Table) -> Worksheet:
    """Write one sheet."""
    sheet, widths = book.sheet(table.title), _widths(table)
    for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(at, at, width, book.looks("text"))
        write(sheet, 0, at, plain(column.label), book.looks("head"))
    at = 1
    for row in table.rows:
        at = _write_row(book, sheet, at, row, widths)
    if not table.rows:
        write(sheet, at, 0, plain(table.empty), book.looks("faint"))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 0)
    sheet.autofilter(0, 0, max(at - 1, 1), 0)
    fit_to_width(sheet, sum(widths))
    return sheet


def _widths(table: Table) -> list[int]:
    return [
        fitting([column.label, *(entry.shown for row in table.rows for entry in row[at])], _WIDEST)
        for at, column in enumerate(table.columns)
    ]


def _write_row(book: Book, sheet: Worksheet, first: int, row: tuple[Cell, ...], widths: Sequence[int]) -> int:
    """Write a row of the grid from that row of the sheet on; where the next one begins."""
    head, *cells = (_parts(cell, width) for cell, width in zip(row, widths, strict=True))
    at = first
    for at, line in enumerate(zip_longest(head, *cells, fillvalue=("", State.PLAIN)), start=first):
        begins = ("begins",) if at == first else ()
        (name, _), *others = line
        if at < first + len(head):
            write(sheet, at, 0, name, book.looks("side", *begins))
        else:
            write(sheet, at, 0, head[0][0], book.looks("side", "again"))
        for column, (text, state) in enumerate(others, start=1):
            write(sheet, at, column, text, book.looks("cell", *begins, state))
    return at + 1


def _parts(cell: Cell, width: int) -> list[_Part]:
    return [(part, entry.state) for entry in cell for part in parts(plain(entry.shown), width)]
