"""A grid as tables: as many columns as can be read side by side, and rows that fit on a page."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import Final

from barrierctl.exporters.common import split_columns
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.wml import DARK, TINT
from barrierctl.messages import catalogue
from barrierctl.text.terminal import columns as columns_of
from barrierctl.text.terminal import visible, wrapped
from barrierctl.views.document import Cell, State, Table, text_of

_LOOKS: Final = {
    State.PLAIN: "",
    State.DOUBTFUL: "Doubtful",
    State.DROPPED: "Dropped",
    State.NOT_APPLICABLE: "Absent",
    State.UNKNOWN: "Absent",
    State.OVERDUE: "Doubtful",
    State.DONE: "",
}
_FIRST_WIDTH = 1560  # of the first column; all widths are in twentieths of a point
_LETTER = 95  # the width of a letter, on average and rather too wide
_PADDING = 350  # what margins and bullet take from a cell
_MAX_COLUMNS = 6  # side by side; more are too narrow to read
_LONGEST_WORD = 38  # letters; longer ones may be broken
_ROW_LINES = 14  # after which a row ends, so that pages are filled well
_PAGE_LINES = 26  # that surely fit on a page; a taller row may be split
_DOTS: Final = 'w:val="dotted" w:sz="4" w:space="0" w:color="BFBFBF"'


def tables(table: Table) -> Iterator[str]:
    """Write the grid, in several captioned tables where it is too wide for one."""
    count = len(table.columns) - 1
    widest = max((_needed_width(table, at) for at in range(1, count + 1)), default=1)
    parts = -(-count // min(_MAX_COLUMNS, (wml.LANDSCAPE_WIDTH - _FIRST_WIDTH) // widest))
    for part, group in enumerate(split_columns(count, parts), start=1):
        title = table.title
        if parts > 1:
            title = catalogue().say("exports.docx.part", title=title, part=part, parts=parts)
            yield wml.paragraph("Caption", wml.run(title))
        widths = _widths(table, group)
        rows = [*_head_rows([table.columns[at].label for at in (0, *group)], widths)]
        for row in table.rows:
            rows += _rows(row[0], [row[at] for at in group], widths)
        yield wml.table(widths, rows, title=title)


def _needed_width(table: Table, at: int) -> int:
    """Compute the width that a column needs for its longest word."""
    texts = (table.columns[at].label, *(entry.shown for row in table.rows for entry in row[at]))
    longest = max((columns_of(word) for text in texts for word in text.split()), default=1)
    return min(longest, _LONGEST_WORD) * _LETTER + _PADDING


def _widths(table: Table, group: range) -> list[int]:
    """Give each column what it needs, and a share of the rest by how much text it holds."""
    needed = [_needed_width(table, at) for at in group]
    letters = [sum(len(entry.shown) for row in table.rows for entry in row[at]) for at in group]
    mean = max(sum(letters) / len(letters), 1)
    weights = [mean + each if each else 1 for each in letters]
    left = wml.LANDSCAPE_WIDTH - _FIRST_WIDTH - sum(needed)
    shares = (int(left * weight / sum(weights)) for weight in weights)
    return [_FIRST_WIDTH, *(need + share for need, share in zip(needed, shares, strict=True))]


def _head_rows(labels: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Write the row that each page repeats, and one with the labels that are too long for it."""
    short = [labels[0], *map(wml.shorten, labels[1:])]
    yield wml.row(map(partial(wml.text_cell, style="Head", fill=DARK), widths, short), header=True)
    long = ["" if label == cut else label for label, cut in zip(labels, short, strict=True)]
    if any(long):
        yield wml.row(map(partial(wml.text_cell, style="RowHead", fill=TINT), widths, long), can_split=True)


def _rows(head: Cell, cells: Sequence[Cell], widths: Sequence[int]) -> Iterator[str]:
    """Write a row of the grid, in as many rows as it takes, with the head at each."""
    first, *others = widths
    empty = (wml.paragraph("CellText"), 0)
    chunks = [_chunks(cell, width) for cell, width in zip(cells, others, strict=True)]
    pieces = list(zip_longest(*chunks, fillvalue=empty)) or [(empty,) * len(cells)]
    text = text_of(head)
    for at, piece in enumerate(pieces):
        # Only dots part a row from the rows that it continues in.
        borders = f"<w:top {_DOTS}/>" if at else ""
        borders += f"<w:bottom {_DOTS}/>" if at < len(pieces) - 1 else ""
        label = (wml.shorten(text), "Continued") if at else (text, "RowHead")
        shown = [wml.text_cell(first, *label, fill=TINT, borders=borders)]
        pairs = zip(piece, others, strict=True)
        shown += [wml.cell(width, entries, borders=borders) for (entries, _), width in pairs]
        tallest = max(0 if at else _height(text, first), *(lines for _, lines in piece))
        yield wml.row(shown, can_split=tallest > _PAGE_LINES)


def _chunks(cell: Cell, width: int) -> list[tuple[str, int]]:
    """Divide the entries of a cell among rows of about the same height, each with the lines that it takes."""
    chunks: list[tuple[str, int]] = []
    for entry in cell:
        shown = wml.paragraph("CellEntry", wml.run(visible(entry.shown), _LOOKS[entry.state]))
        lines = _height(entry.shown, width)
        if chunks and chunks[-1][1] + lines <= _ROW_LINES:
            above, taken = chunks.pop()
            shown, lines = above + shown, taken + lines
        chunks.append((shown, lines))
    return chunks


def _height(text: str, width: int) -> int:
    return len(wrapped(text, 0, (width - _PADDING) // _LETTER))
