"""Tables as sheets: a grid with a row for each entry, records to read, filter and fill in."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, NamedTuple

from barrierctl.exporters.xlsx.sheets import (
    BOLD,
    NOTHING,
    Part,
    Sheet,
    clean,
    cut,
    fit_column,
    fit_head,
    fit_on_paper,
    set_widths,
    write,
    write_heads,
    write_row,
)
from barrierctl.exporters.xlsx.workbook import Book, say
from barrierctl.text.data import joined
from barrierctl.views.document import Cell, Column, State, Table

_FIRST_WIDTH, _NARROWEST, _WIDEST = 17, 24, 30  # of a grid's columns, in digits as all widths
_TOGETHER: Final = 180  # up to this width, all columns of a grid together may be wider
_NARROWEST_RECORD, _WIDEST_RECORD = 13, 55  # of the columns of records
_WIDEST_FROZEN: Final = 90
_IDS, _LABELS = 0, 1  # rows
_SPARE_ROWS: Final = 200  # below the last record, with the lists to choose from too


def write_table(book: Book, table: Table) -> Sheet:
    """Write a table on a sheet of its own."""
    return _write_grid(book, table) if table.kind == "grid" else _write_records(book, table)


class _Piece(NamedTuple):
    """The content of one cell of a grid's sheet: an entry, or a part of it."""

    part: Part = NOTHING
    state: State = State.PLAIN


def _write_grid(book: Book, table: Table) -> Sheet:
    """Write a row for each entry, so that every text is seen in full and can be filtered by its block."""
    sheet = book.add_sheet(table.title)
    widest = max(_WIDEST, _TOGETHER // len(table.columns))
    widths = []
    for at, column in enumerate(table.columns):
        texts = [column.label, *(entry.shown for row in table.rows for entry in row[at])]
        widths.append(fit_column(texts, *((_NARROWEST, widest) if at else (_FIRST_WIDTH, _WIDEST))))
    set_widths(sheet, widths, book.look("text"))
    first = at = write_heads(sheet, 0, (column.label for column in table.columns), widths, book.look("head"))
    for row in table.rows:
        at = _write_grid_row(book, sheet, at, row, widths)
    if not table.rows:
        write(sheet, at, 0, clean(table.empty), book.look("faint"))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 0)
    sheet.autofilter(0, 0, max(at - 1, first), 0)
    fit_on_paper(sheet, sum(widths))
    return sheet


def _write_grid_row(
    book: Book, sheet: Sheet, first: int, row: tuple[Cell, ...], widths: Sequence[int]
) -> int:
    """Write a row of the grid in as many rows as it takes; return the first row below."""
    heads = [_Piece(part) for entry in row[0] for part in cut(clean(entry.text), widths[0] / BOLD)]
    pieces = [list(_pieces(cell, width)) for cell, width in zip(row[1:], widths[1:], strict=True)]
    rows = list(zip_longest(heads, *pieces, fillvalue=_Piece()))
    for at, (head, *others) in enumerate(rows):
        begins = () if at else ("begins",)
        side = (head.part, book.look("side", *begins))
        if at >= len(heads):
            side = (heads[0].part, book.look("side", "again"))
        cells = ((piece.part, book.look("cell", *begins, piece.state)) for piece in others)
        write_row(sheet, first + at, [side, *cells])
    return first + len(rows)


def _pieces(cell: Cell, width: int) -> Iterator[_Piece]:
    for entry in cell:
        for part in cut(clean(entry.shown), width):
            yield _Piece(part, entry.state)


@dataclass(frozen=True, kw_only=True, slots=True)
class _SheetColumn:
    """A column of the sheet, with a text and a state for each row.

    Attributes:
        hidden: whether it is folded until somebody unfolds it.
    """

    column: Column
    texts: tuple[str, ...]
    states: tuple[State, ...]
    width: int
    hidden: bool


def _write_records(book: Book, table: Table) -> Sheet:
    """Write a row for each record.

    The first row and the first column are hidden: the ids of the columns, and a key for each row. A key is a
    digest of the row as exported, which shows whether it was edited, and the element that the row is about.
    A text that is too long for one cell goes on in the rows below, which have a number behind the digest.
    """
    sheet, columns = book.add_sheet(table.title), _sheet_columns(table)
    ids = ("key", *(each.column.id for each in columns))
    write_row(sheet, _IDS, ((Part(clean(name), 1), book.look("faint")) for name in ids))
    sheet.set_row(_IDS, None, None, {"hidden": True})
    sheet.repeat_rows(_IDS, _LABELS)
    labels = (say("key"), *(each.column.label for each in columns))
    widths = (_WIDEST_RECORD, *(each.width for each in columns))
    first = at = write_heads(sheet, _LABELS, labels, widths, book.look("head"))
    for index, row in enumerate(table.rows):
        element = next((entry.element for cell in row for entry in cell if entry.element), "")
        at = _write_record(book, sheet, at, index, clean(element), columns)
    if not table.rows:
        write(sheet, at, 1, clean(table.empty), book.look("faint"))
    _set_columns(book, sheet, columns)
    _offer_choices(book, sheet, columns, first, at + _SPARE_ROWS)
    _freeze(sheet, table, columns)
    sheet.autofilter(_LABELS, 1, max(at - 1, first), len(columns))
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return sheet


def _sheet_columns(table: Table) -> list[_SheetColumn]:
    columns = []
    for at, column in enumerate(table.columns):
        cells = [[entry.shown for entry in row[at]] for row in table.rows]
        texts = tuple(clean(joined(cell, "\n") if column.many else "".join(cell)) for cell in cells)
        states = ({entry.state for entry in row[at]} for row in table.rows)
        each = _SheetColumn(
            column=column,
            texts=texts,
            states=tuple(state.pop() if len(state) == 1 else State.PLAIN for state in states),
            width=max(fit_column(texts, _NARROWEST_RECORD, _WIDEST_RECORD), fit_head(column.label)),
            hidden=column.technical or (bool(texts) and not any(texts)),
        )
        columns.append(each)
    return columns


def _write_record(
    book: Book, sheet: Sheet, first: int, index: int, element: str, columns: Sequence[_SheetColumn]
) -> int:
    """Write a record in as many rows as it takes; return the first row below."""
    texts = [each.texts[index] for each in columns]
    digest = hashlib.sha256(json.dumps(texts, ensure_ascii=True).encode("ascii")).hexdigest()[:16]
    widths = [None if each.hidden else each.width for each in columns]
    parts = (cut(text, width) for text, width in zip([element, *texts], [None, *widths], strict=True))
    looks = [book.look("cell", each.states[index]) for each in columns]
    rows = list(zip_longest(*parts, fillvalue=NOTHING))
    for at, (named, *others) in enumerate(rows):
        number = f"+{at}" if at else ""
        key = Part(f"{digest}{number} {named.text}".rstrip(), 0)
        write_row(sheet, first + at, [(key, book.look("faint")), *zip(others, looks, strict=True)])
    return first + len(rows)


def _set_columns(book: Book, sheet: Sheet, columns: Sequence[_SheetColumn]) -> None:
    """Set the widths; the column behind a folded one has the button that unfolds it."""
    sheet.set_column(0, 0, None, book.look("faint"), {"hidden": True})
    folded = False
    for at, each in enumerate(columns, start=1):
        options = {"level": 1, "hidden": True} if each.hidden else {"collapsed": folded}
        sheet.set_column(at, at, each.width, book.look("text"), options)
        folded = each.hidden
    if folded:
        sheet.set_column(len(columns) + 1, len(columns) + 1, None, None, {"collapsed": True})


def _offer_choices(book: Book, sheet: Sheet, columns: Sequence[_SheetColumn], first: int, last: int) -> None:
    for at, column in enumerate((each.column for each in columns), start=1):
        if column.choices:
            several = column.many or column.several
            options = {
                "validate": "list",
                "source": book.add_choices(column.choices),
                "error_type": "warning" if several else "stop",
                "error_title": say("choose.title"),
                "error_message": say("choose.several" if several else "choose.one"),
            }
            sheet.data_validation(first, at, last, at, options)


def _freeze(sheet: Sheet, table: Table, columns: Sequence[_SheetColumn]) -> None:
    """Keep the heads in sight, and what names the row where it leaves room for the rest."""
    ids = [column.id for column in table.columns]
    lead = ids.index(table.lead) + 1 if table.lead else 1
    if sum(each.width for each in columns[:lead] if not each.hidden) > _WIDEST_FROZEN:
        lead = 0
    sheet.freeze_panes(_LABELS + 1, lead + 1)
    if lead:
        sheet.repeat_columns(0, lead)
    fit_on_paper(sheet, sum(each.width for each in columns if not each.hidden))
