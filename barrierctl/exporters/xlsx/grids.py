"""A grid as a sheet: a row an entry, so that every text is seen whole and can be filtered by its block."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from barrierctl.exporters.xlsx.sheets import (
    BOLD,
    NOTHING,
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
from barrierctl.exporters.xlsx.workbook import Book
from barrierctl.views.document import Cell, State, Table

_HEAD_WIDTH, _NARROWEST, _WIDEST = 17, 24, 30  # digits
_TOGETHER: Final = 180
"""Up to this width, all columns together may be wider."""


class _Piece(NamedTuple):
    """What stands in one cell of the sheet: an entry, or a part of it."""

    part: Part = NOTHING
    state: State = State.PLAIN


def write_grid(book: Book, table: Table) -> Sheet:
    """Write one sheet."""
    sheet, widths = book.sheet(table.title), _widths(table)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, book.looks("text"))
    first = at = write_heads(sheet, 0, (column.label for column in table.columns), widths, book.looks("head"))
    for row in table.rows:
        at = _write_row(book, sheet, at, row, widths)
    if not table.rows:
        write(sheet, at, 0, plain(table.empty), book.looks("faint"))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 0)
    sheet.autofilter(0, 0, max(at - 1, first), 0)
    fit_on_paper(sheet, sum(widths))
    return sheet


def _widths(table: Table) -> list[int]:
    widest = max(_WIDEST, _TOGETHER // len(table.columns))
    return [
        fitting(
            [column.label, *(entry.shown for row in table.rows for entry in row[at])],
            _NARROWEST if at else _HEAD_WIDTH,
            widest if at else _WIDEST,
        )
        for at, column in enumerate(table.columns)
    ]


def _write_row(book: Book, sheet: Sheet, first: int, row: tuple[Cell, ...], widths: Sequence[int]) -> int:
    """Write a row of the grid from that row of the sheet on; the first row below it."""
    heads = [_Piece(part) for entry in row[0] for part in parts(plain(entry.text), widths[0] / BOLD)]
    pieces = [list(_pieces(cell, width)) for cell, width in zip(row[1:], widths[1:], strict=True)]
    rows = list(zip_longest(heads, *pieces, fillvalue=_Piece()))
    for at, (head, *others) in enumerate(rows):
        begins = () if at else ("begins",)
        named = (head.part, book.looks("side", *begins))
        if at >= len(heads):
            named = (heads[0].part, book.looks("side", "again"))
        cells = ((piece.part, book.looks("cell", *begins, piece.state)) for piece in others)
        write_row(sheet, first + at, [named, *cells])
    return first + len(rows)


def _pieces(cell: Cell, width: int) -> Iterator[_Piece]:
    for entry in cell:
        for part in parts(plain(entry.shown), width):
            yield _Piece(part, entry.state)
