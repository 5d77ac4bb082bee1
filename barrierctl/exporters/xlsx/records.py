"""A table of records as a sheet to read, filter and fill in: a row a record."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from xlsxwriter.worksheet import Worksheet

from barrierctl.document import Cell, Column, State, Table
from barrierctl.exporters.xlsx.book import Book, fit_to_width, say
from barrierctl.exporters.xlsx.cells import ANY, fitting, parts, plain, write
from barrierctl.text.sheets import joined

_FOR_PROGRAMS: Final = ("element", "stage")
"""Columns that only programs need."""
_IDS, _LABELS, _FIRST = 0, 1, 2
_SPARE: Final = 200
"""Empty rows below the last one that have the lists to choose from too."""
_WIDEST_FROZEN: Final = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class _Laid:
    """A column of the sheet.

    Attributes:
        column: of the table.
        texts: one a row.
        states: one a row.
        width: in letters.
        folded: whether it is hidden until somebody unfolds it.
    """

    column: Column
    texts: tuple[str, ...]
    states: tuple[State, ...]
    width: int
    folded: bool

    @property
    def room(self) -> int:
        """The width with which its texts are cut."""
        return ANY if self.folded else self.width


def write_records(book: Book, table: Table) -> Worksheet:
    """Write one sheet.

    Its first row and first column are hidden: the ids of the columns, and a key a row. A key is a digest of
    the row as it was exported, by which an edit is told, and the element that the row is about. A text that
    is too long for one cell goes on in the rows below, whose keys have a number behind the digest.
    """
    sheet, columns = book.sheet(table.title), _columns(table)
    _write_heads(book, sheet, columns)
    at = _FIRST
    for index, row in enumerate(table.rows):
        at = _write_row(book, sheet, at, index, _key(row, columns, index), columns)
    if not table.rows:
        write(sheet, at, 1, plain(table.empty), book.looks("faint"))
    _set_widths(book, sheet, columns)
    _offer_lists(book, sheet, columns, at + _SPARE)
    _freeze(sheet, table, columns)
    sheet.autofilter(_LABELS, 1, max(at - 1, _FIRST), len(columns))
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return sheet


def _columns(table: Table) -> list[_Laid]:
    cells = zip(*table.rows, strict=True) if table.rows else (() for _ in table.columns)
    return [_laid(column, each) for column, each in zip(table.columns, cells, strict=True)]


def _laid(column: Column, cells: Sequence[Cell]) -> _Laid:
    texts = tuple(plain(_text(column, cell)) for cell in cells)
    unused = bool(cells) and not any(texts)
    return _Laid(
        column=column,
        texts=texts,
        states=tuple(_state(cell) for cell in cells),
        width=fitting([column.label, *texts]),
        folded=unused or column.id in _FOR_PROGRAMS,
    )


def _text(column: Column, cell: Cell) -> str:
    shown = [entry.shown for entry in cell]
    return joined(shown, "\n") if column.many else "".join(shown)


def _state(cell: Cell) -> State:
    states = {entry.state for entry in cell}
    return states.pop() if len(states) == 1 else State.PLAIN


def _key(row: tuple[Cell, ...], columns: Iterable[_Laid], index: int) -> tuple[str, str]:
    """The digest of a row, and its element."""
    texts = json.dumps([laid.texts[index] for laid in columns], ensure_ascii=True)
    elements = (entry.element for cell in row for entry in cell if entry.element)
    return hashlib.sha256(texts.encode("ascii")).hexdigest()[:16], plain(next(elements, ""))


def _write_heads(book: Book, sheet: Worksheet, columns: Sequence[_Laid]) -> None:
    write(sheet, _IDS, 0, "key", book.looks("faint"))
    write(sheet, _LABELS, 0, say("key"), book.looks("head"))
    for at, laid in enumerate(columns, start=1):
        write(sheet, _IDS, at, laid.column.id, book.looks("faint"))
        write(sheet, _LABELS, at, plain(laid.column.label), book.looks("head"))
    sheet.set_row(_IDS, None, None, {"hidden": True})
    sheet.repeat_rows(_IDS, _LABELS)


def _write_row(
    book: Book, sheet: Worksheet, first: int, index: int, key: tuple[str, str], columns: Sequence[_Laid]
) -> int:
    """Write a record from that row on; where the next one begins."""
    digest, element = key
    cut = [parts(element, ANY), *(parts(laid.texts[index], laid.room) for laid in columns)]
    looks = [book.looks("cell", laid.states[index]) for laid in columns]
    at = first
    for at, (named, *texts) in enumerate(zip_longest(*cut, fillvalue=""), start=first):
        number = f"+{at - first}" if at > first else ""
        write(sheet, at, 0, f"{digest}{number} {named}".rstrip(), book.looks("faint"))
        for column, (text, look) in enumerate(zip(texts, looks, strict=True), start=1):
            write(sheet, at, column, text, look)
    return at + 1


def _set_widths(book: Book, sheet: Worksheet, columns: Sequence[_Laid]) -> None:
    sheet.set_column(0, 0, None, book.looks("faint"), {"hidden": True})
    folded = False
    for at, laid in enumerate(columns, start=1):
        how = {"level": 1, "hidden": True} if laid.folded else {"collapsed": folded}
        sheet.set_column(at, at, laid.width, book.looks("text"), how)
        folded = laid.folded
    if folded:
        sheet.set_column(len(columns) + 1, len(columns) + 1, None, None, {"collapsed": True})


def _offer_lists(book: Book, sheet: Worksheet, columns: Sequence[_Laid], last: int) -> None:
    for at, laid in enumerate(columns, start=1):
        if choices := laid.column.choices:
            several = laid.column.many
            told = {
                "validate": "list",
                "source": book.choices(choices),
                "error_type": "warning" if several else "stop",
                "error_title": say("choose.title"),
                "error_message": say("choose.several" if several else "choose.one"),
            }
            sheet.data_validation(_FIRST, at, last, at, told)


def _freeze(sheet: Worksheet, table: Table, columns: Sequence[_Laid]) -> None:
    """Keep the heads in sight, and what names the row where it leaves room for the rest."""
    ids = [laid.column.id for laid in columns]
    lead = ids.index(table.lead) + 1 if table.lead else 1
    kept = sum(laid.width for laid in columns[:lead] if not laid.folded)
    if kept > _WIDEST_FROZEN:
        lead = kept = 0
    sheet.freeze_panes(_FIRST, lead + 1)
    if lead:
        sheet.repeat_columns(0, lead)
    fit_to_width(sheet, sum(laid.width for laid in columns if not laid.folded))
