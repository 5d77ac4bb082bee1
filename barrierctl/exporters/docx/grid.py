"""A grid as tables: so many columns as can be read side by side, and rows that fit on a page."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.styles import DARK, TINT
from barrierctl.exporters.docx.wml import LYING
from barrierctl.messages import catalogue
from barrierctl.text.terminal import columns as columns_of
from barrierctl.text.terminal import visible, wrapped
from barrierctl.views.document import Cell, Column, Entry, State, Table

LOOKS: Final = {
    State.PLAIN: "",
    State.DOUBTFUL: "Doubtful",
    State.DROPPED: "Dropped",
    State.NOT_APPLICABLE: "Absent",
    State.UNKNOWN: "Absent",
}
"""The style of letters in which an entry is seen."""

_HEAD = 1560  # the width of the first column; all widths are in twentieths of a point
_LETTER = 95  # the width of a letter on average, on the wide side
_BESIDE = 350  # what margins and bullet take from a cell
_MOST = 6  # columns side by side; more are too narrow to read
_LONGEST_WORD = 38  # letters; what is longer may be broken
_LINES = 14  # of a row: where it ends, so that pages are filled well
_TALLEST = 26  # lines that surely fit on a page; a row above that may be split


class _Chunk(NamedTuple):
    """Entries that stand in one row, and about how many lines they take."""

    entries: Cell
    lines: int


_NOTHING = _Chunk((), 0)


def tables(table: Table) -> Iterator[str]:
    """The grid, in several tables where it is too wide for one; each says which it is."""
    groups = list(_groups(table))
    for part, group in enumerate(groups, start=1):
        title = table.title
        if len(groups) > 1:
            title = catalogue().say("exports.docx.part", title=title, part=part, parts=len(groups))
            yield wml.paragraph("Caption", wml.run(title))
        yield _table(table, group, title)


def _groups(table: Table) -> Iterator[range]:
    """The columns of each table, as evenly as can be."""
    count = len(table.columns) - 1
    parts = -(-count // _side_by_side(table))
    for part in range(parts):
        yield range(1 + count * part // parts, 1 + count * (part + 1) // parts)


def _side_by_side(table: Table) -> int:
    """How many columns stand side by side so that no word is broken, but those that are no words."""
    widest = max((_least(table, at) for at in range(1, len(table.columns))), default=1)
    return min(_MOST, (LYING - _HEAD) // widest)


def _least(table: Table, at: int) -> int:
    """The width that a column needs for its longest word."""
    texts = (table.columns[at].label, *(entry.shown for row in table.rows for entry in row[at]))
    longest = max((columns_of(word) for text in texts for word in text.split()), default=1)
    return min(longest, _LONGEST_WORD) * _LETTER + _BESIDE


def _widths(table: Table, group: range) -> list[int]:
    """The first, always the same; then what each column needs, and a share of the rest by what it holds."""
    least = [_least(table, at) for at in group]
    letters = [sum(len(entry.shown) for row in table.rows for entry in row[at]) for at in group]
    mean = max(sum(letters) / len(letters), 1)
    weights = [mean + each if each else 1 for each in letters]
    left = LYING - _HEAD - sum(least)
    shares = (int(left * weight / sum(weights)) for weight in weights)
    return [_HEAD, *(need + share for need, share in zip(least, shares, strict=True))]


def _table(table: Table, group: range, title: str) -> str:
    widths = _widths(table, group)
    heads = [table.columns[at] for at in group]
    rows = [_head_row(table.columns[0], heads, widths), *_long_heads(heads, widths)]
    for told in table.rows:
        rows += _rows(told[0], [told[at] for at in group], widths)
    return wml.table(widths, rows, title=title)


def _room(width: int) -> int:
    """The letters of a line in a cell of that width."""
    return (width - _BESIDE) // _LETTER


def _height(text: str, width: int) -> int:
    return len(wrapped(text, 0, _room(width)))


def _head_row(first: Column, columns: Sequence[Column], widths: Sequence[int]) -> str:
    labels = (first.label, *(wml.short(column.label) for column in columns))
    cells = (
        wml.cell(width, wml.paragraph("CellText", wml.run(label, "Head")), fill=DARK)
        for label, width in zip(labels, widths, strict=True)
    )
    return wml.row(cells, head=True)


def _long_heads(columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    """A row with the heads that are too long to be repeated on each page, whole."""
    labels = ["", *(column.label if wml.short(column.label) != column.label else "" for column in columns)]
    if any(labels):
        cells = (
            wml.cell(width, wml.paragraph("CellText", wml.run(label, "RowHead")), fill=TINT)
            for label, width in zip(labels, widths, strict=True)
        )
        yield wml.row(cells, whole=False)


def _rows(head: Cell, cells: Sequence[Cell], widths: Sequence[int]) -> Iterator[str]:
    """A row of the grid, in as many rows as it takes; the head stands at each."""
    first, *others = widths
    chunks = [list(_chunks(cell, width)) for cell, width in zip(cells, others, strict=True)]
    pieces = list(zip_longest(*chunks, fillvalue=_NOTHING)) or [(_NOTHING,) * len(cells)]
    text = "".join(entry.shown for entry in head)
    for at, piece in enumerate(pieces):
        edges = _edges(begins=at == 0, ends=at == len(pieces) - 1)
        shown = [wml.cell(first, _head_text(text, again=at > 0), fill=TINT, borders=edges)]
        shown += [
            wml.cell(width, _entries(chunk.entries), borders=edges)
            for chunk, width in zip(piece, others, strict=True)
        ]
        tallest = max(_height(text, first) if at == 0 else 0, *(chunk.lines for chunk in piece))
        yield wml.row(shown, whole=tallest <= _TALLEST)


def _chunks(cell: Cell, width: int) -> Iterator[_Chunk]:
    """The entries of a cell, as many at a time as stand well in a row."""
    chunk: list[Entry] = []
    taken = 0
    for entry in cell:
        lines = _height(entry.shown, width)
        if chunk and taken + lines > _LINES:
            yield _Chunk(tuple(chunk), taken)
            chunk, taken = [], 0
        chunk.append(entry)
        taken += lines
    if chunk:
        yield _Chunk(tuple(chunk), taken)


def _head_text(text: str, *, again: bool) -> str:
    shown = wml.run(wml.short(text), "Continued") if again else wml.run(text, "RowHead")
    return wml.paragraph("CellText", shown)


def _entries(cell: Cell) -> str:
    shown = (wml.paragraph("CellEntry", wml.run(visible(entry.shown), LOOKS[entry.state])) for entry in cell)
    return "".join(shown) or wml.paragraph("CellText")


def _edges(*, begins: bool, ends: bool) -> str:
    """A row that goes on in the next one is parted from it by dots only."""
    dots = 'w:val="dotted" w:sz="4" w:space="0" w:color="BFBFBF"'
    return ("" if begins else f"<w:top {dots}/>") + ("" if ends else f"<w:bottom {dots}/>")
