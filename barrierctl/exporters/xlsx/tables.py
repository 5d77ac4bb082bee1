"""Tables as sheets: a grid with a row for each entry, records to read, filter and fill in."""

import hashlib
import json
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from barrierctl.exporters.common import record_text
from barrierctl.exporters.xlsx.text_layout import BOLD, Part, clean, cut, fit_column, fit_head
from barrierctl.exporters.xlsx.workbook import Book, Sheet, say
from barrierctl.views.document import Cell, Column, ColumnRole, State, Table

_FIRST_WIDTH, _NARROWEST, _WIDEST = 17, 24, 30  # of a grid's columns, in digits as all widths
_TOGETHER: Final = 180  # up to this width, all columns of a grid together may be wider
_NARROWEST_RECORD, _WIDEST_RECORD = 13, 55  # of the columns of records
_WIDEST_FROZEN: Final = 90
_IDS, _LABELS = 0, 1  # rows
_SPARE_ROWS: Final = 200  # below the last record, with the lists to choose from too


def write_table(book: Book, table: Table) -> Sheet:
    """Write a table on a sheet of its own."""
    sheet = book.add_sheet(table.title)
    if table.kind == "grid":
        _write_grid(sheet, table)
    else:
        _write_records(book, sheet, table)
    return sheet


def _write_grid(sheet: Sheet, table: Table) -> None:
    """Write a row for each entry, so that every text is seen in full and can be filtered by its block."""
    widest = max(_WIDEST, _TOGETHER // len(table.columns))
    widths = []
    for at, column in enumerate(table.columns):
        texts = [column.label, *(entry.shown for row in table.rows for entry in row[at])]
        widths.append(fit_column(texts, *((_NARROWEST, widest) if at else (_FIRST_WIDTH, _WIDEST))))
    sheet.set_widths(widths, "text")
    first = at = sheet.write_heads(0, (column.label for column in table.columns), widths)
    for row in table.rows:
        at = _write_grid_row(sheet, at, row, widths)
    if not table.rows:
        sheet.write_text(at, 0, table.empty, "faint")
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 0)
    sheet.autofilter(0, 0, max(at - 1, first), 0)


def _write_grid_row(sheet: Sheet, at: int, row: tuple[Cell, ...], widths: Sequence[int]) -> int:
    """Write a row of the grid in as many rows as it takes; return the first row below."""
    heads = [part for entry in row[0] for part in cut(entry.text, widths[0] / BOLD, "side")]
    cells = (
        [part for entry in cell for part in cut(entry.shown, width, "cell", entry.state)]
        for cell, width in zip(row[1:], widths[1:], strict=True)
    )
    again, blank = heads[0]._replace(styles=("side", "again")), Part("", 1, ("cell",))
    begins: tuple[str, ...] = ("begins",)
    for head, *parts in zip_longest(heads, *cells):
        sheet.write_parts(at, (head or again, *(part or blank for part in parts)), *begins)
        at, begins = at + 1, ()
    return at


class _SheetColumn(NamedTuple):
    """A column of the sheet, with a text and a state for each row; a hidden one is folded."""

    column: Column
    texts: list[str]
    states: list[State]
    width: int
    hidden: bool


def _write_records(book: Book, sheet: Sheet, table: Table) -> None:
    """Write a row for each record.

    The first row and the first column are hidden: the ids of the columns, and a key for each row. A key is a
    digest of the row as exported, which shows whether it was edited, and the element that the row is about.
    A text that is too long for one cell goes on in the rows below, which have a number behind the digest.
    """
    columns = [_sheet_column(table, at) for at in range(len(table.columns))]
    for at, name in enumerate(("key", *(column.id for column in table.columns))):
        sheet.write_text(_IDS, at, name, "faint")
    sheet.set_row(_IDS, None, None, {"hidden": True})
    sheet.repeat_rows(_IDS, _LABELS)
    labels = (say("key"), *(column.label for column in table.columns))
    first = at = sheet.write_heads(_LABELS, labels, (_WIDEST_RECORD, *(each.width for each in columns)))
    for index, row in enumerate(table.rows):
        element = next((entry.element for cell in row for entry in cell if entry.element), "")
        at = _write_record(sheet, at, index, element, columns)
    if not table.rows:
        sheet.write_text(at, 1, table.empty, "faint")
    _set_columns(sheet, columns)
    _offer_choices(book, sheet, table, first, at + _SPARE_ROWS)
    _freeze(sheet, table, columns)
    sheet.autofilter(_LABELS, 1, max(at - 1, first), len(columns))
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _sheet_column(table: Table, at: int) -> _SheetColumn:
    column, cells = table.columns[at], [row[at] for row in table.rows]
    if column.role is ColumnRole.POINTS:  # sentences for people, which nothing takes apart again
        texts = [clean("\n".join(entry.shown for entry in cell)) for cell in cells]
    else:
        texts = [clean(record_text(column, cell, "\n")) for cell in cells]
    states = ({entry.state for entry in cell} for cell in cells)
    return _SheetColumn(
        column=column,
        texts=texts,
        states=[state.pop() if len(state) == 1 else State.PLAIN for state in states],
        width=max(fit_column(texts, _NARROWEST_RECORD, _WIDEST_RECORD), fit_head(column.label)),
        hidden=column.technical or (bool(texts) and not any(texts)),
    )


def _write_record(sheet: Sheet, at: int, index: int, element: str, columns: Sequence[_SheetColumn]) -> int:
    """Write a record in as many rows as it takes; return the first row below."""
    texts = [each.texts[index] for each in columns]
    digest = hashlib.sha256(json.dumps(texts, ensure_ascii=True).encode("ascii")).hexdigest()[:16]
    widths = [None if each.hidden else each.width for each in columns]
    cells = [
        cut(text, width, "cell", each.states[index])
        for text, width, each in zip(texts, widths, columns, strict=True)
    ]
    named = cut(element, None)
    numbers = range(max(map(len, (named, *cells))))
    keys = [f"{digest}{f'+{number}' if number else ''}" for number in numbers]
    parts = zip_longest(keys, (part.text for part in named), fillvalue="")
    return sheet.write_rows(at, [[Part(" ".join(part).rstrip(), 0, ("faint",)) for part in parts], *cells])


def _set_columns(sheet: Sheet, columns: Sequence[_SheetColumn]) -> None:
    """Set the widths; the column behind a folded one has the button that unfolds it."""
    sheet.set_column(0, 0, None, sheet.look("faint"), {"hidden": True})
    folded = False
    for at, each in enumerate(columns, start=1):
        options = {"level": 1, "hidden": True} if each.hidden else {"collapsed": folded}
        sheet.set_column(at, at, each.width, sheet.look("text"), options)
        folded = each.hidden
    if folded:
        sheet.set_column(len(columns) + 1, len(columns) + 1, None, None, {"collapsed": True})


def _offer_choices(book: Book, sheet: Sheet, table: Table, first: int, last: int) -> None:
    for at, column in enumerate(table.columns, start=1):
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
    lead = table.lead_index + 1
    if sum(each.width for each in columns[:lead] if not each.hidden) > _WIDEST_FROZEN:
        lead = 0
    sheet.freeze_panes(_LABELS + 1, lead + 1)
    if lead:
        sheet.repeat_columns(0, lead)
    sheet.fit_on_paper(sum(each.width for each in columns if not each.hidden))
