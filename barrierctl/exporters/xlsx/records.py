"""A table of records as a sheet to read, filter and fill in: a row a record."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from barrierctl.exporters.xlsx.sheets import (
    NOTHING,
    Part,
    Sheet,
    fit_on_paper,
    fitting,
    head_width,
    parts,
    plain,
    write,
    write_heads,
    write_row,
)
from barrierctl.exporters.xlsx.workbook import Book, say
from barrierctl.text.data import joined
from barrierctl.views.document import Cell, Column, State, Table

_NARROWEST, _WIDEST = 13, 55  # digits
_IDS, _LABELS = 0, 1  # rows
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
    def room(self) -> int | None:
        """The width with which its texts are cut."""
        return None if self.folded else self.width


def write_records(book: Book, table: Table) -> Sheet:
    """Write one sheet.

    Its first row and first column are hidden: the ids of the columns, and a key a row. A key is a digest of
    the row as it was exported, by which an edit is told, and the element that the row is about. A text that
    is too long for one cell goes on in the rows below, whose keys have a number behind the digest.
    """
    sheet, columns = book.sheet(table.title), _columns(table)
    first = _write_heads(book, sheet, columns)
    at = first
    for index, row in enumerate(table.rows):
        at = _write_record(book, sheet, at, index, _key(row, columns, index), columns)
    if not table.rows:
        write(sheet, at, 1, plain(table.empty), book.looks("faint"))
    _set_widths(book, sheet, columns)
    _offer_lists(book, sheet, columns, first, at + _SPARE)
    _freeze(sheet, table, columns)
    sheet.autofilter(_LABELS, 1, max(at - 1, first), len(columns))
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
        width=max(fitting(texts, _NARROWEST, _WIDEST), head_width(column.label)),
        folded=unused or column.technical,
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


def _write_heads(book: Book, sheet: Sheet, columns: Sequence[_Laid]) -> int:
    """Write the ids and labels of the columns; the first row below them."""
    names = ("key", *(laid.column.id for laid in columns))
    write_row(sheet, _IDS, ((Part(plain(name), 1), book.looks("faint")) for name in names))
    sheet.set_row(_IDS, None, None, {"hidden": True})
    sheet.repeat_rows(_IDS, _LABELS)
    labels = (say("key"), *(laid.column.label for laid in columns))
    return write_heads(
        sheet, _LABELS, labels, (_WIDEST, *(laid.width for laid in columns)), book.looks("head")
    )


def _write_record(
    book: Book, sheet: Sheet, first: int, index: int, key: tuple[str, str], columns: Sequence[_Laid]
) -> int:
    """Write a record from that row on; the first row below it."""
    digest, element = key
    cut = (parts(element, None), *(parts(laid.texts[index], laid.room) for laid in columns))
    looks = [book.looks("cell", laid.states[index]) for laid in columns]
    rows = list(zip_longest(*cut, fillvalue=NOTHING))
    for at, (named, *others) in enumerate(rows):
        number = f"+{at}" if at else ""
        told = Part(f"{digest}{number} {named.text}".rstrip(), 0)
        write_row(sheet, first + at, [(told, book.looks("faint")), *zip(others, looks, strict=True)])
    return first + len(rows)


def _set_widths(book: Book, sheet: Sheet, columns: Sequence[_Laid]) -> None:
    sheet.set_column(0, 0, None, book.looks("faint"), {"hidden": True})
    folded = False
    for at, laid in enumerate(columns, start=1):
        how = {"level": 1, "hidden": True} if laid.folded else {"collapsed": folded}
        sheet.set_column(at, at, laid.width, book.looks("text"), how)
        folded = laid.folded
    if folded:
        sheet.set_column(len(columns) + 1, len(columns) + 1, None, None, {"collapsed": True})


def _offer_lists(book: Book, sheet: Sheet, columns: Sequence[_Laid], first: int, last: int) -> None:
    for at, laid in enumerate(columns, start=1):
        if choices := laid.column.choices:
            several = laid.column.many or laid.column.several
            told = {
                "validate": "list",
                "source": book.choices(choices),
                "error_type": "warning" if several else "stop",
                "error_title": say("choose.title"),
                "error_message": say("choose.several" if several else "choose.one"),
            }
            sheet.data_validation(first, at, last, at, told)


def _freeze(sheet: Sheet, table: Table, columns: Sequence[_Laid]) -> None:
    """Keep the heads in sight, and what names the row where it leaves room for the rest."""
    ids = [laid.column.id for laid in columns]
    lead = ids.index(table.lead) + 1 if table.lead else 1
    kept = sum(laid.width for laid in columns[:lead] if not laid.folded)
    if kept > _WIDEST_FROZEN:
        lead = kept = 0
    sheet.freeze_panes(_LABELS + 1, lead + 1)
    if lead:
        sheet.repeat_columns(0, lead)
    fit_on_paper(sheet, sum(laid.width for laid in columns if not laid.folded))
