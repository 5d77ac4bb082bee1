"""Columns of a grid beside each other: how wide they are, how high their rows, and the cells in them."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final, NamedTuple

from barrierctl.exporters.common import COLOURS, tint
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.wml import DARK, LOOKS, TINT
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import RESERVED_ID
from barrierctl.text.terminal import columns as columns_of
from barrierctl.text.terminal import visible, wrapped
from barrierctl.views.document import Cell, Entry, Table, TableRole, text_of


class Size(NamedTuple):
    """How large letters are in the widest of the usual fonts; all lengths are in twentieths of a point."""

    style: str  # of paragraphs
    letter: int  # the width of a letter, on average over a text
    wide: int  # the same over a word, without narrow blanks
    line: int  # the height of a line


SIZES: Final = (
    Size("CellEntryLarge", 112, 120, 245),
    Size("CellEntryMedium", 101, 108, 220),
    Size("CellEntry", 95, 102, 208),
    Size("CellEntrySmall", 90, 96, 196),
)
_HEAD: Final = Size("CellText", 118, 124, 220)  # bold letters
TITLE: Final = Size("Title", 343, 380, 660)
_GAP: Final = 30  # below an entry
_CELL: Final = 70  # above and below what is in a cell
_PADDING: Final = 350  # what margins and bullet take from the width of a cell
_HEAD_PADDING: Final = 190
_LONGEST_WORD: Final = 38  # letters; longer ones may be broken
_FIRST_WIDTHS: Final = range(1300, 2600)  # of the first column
_OF_SENTENCES: Final = 0.36  # of the whole width
_HARDLY: Final = 0.25  # how much narrower columns may be, in most fonts, before many words are broken
_NARROWEST: Final = 1300  # of a column that can be read
_MAX_MEASURED: Final = 400  # entries; more than fit on a page
_STEPS: Final = 24
_MUCH_LOWER: Final = 0.95
LANDSCAPE_ROOM: Final = 9866  # the height between the margins
HEADING: Final = 650  # what the heading of the page takes from it, and the end of the section
_MISSING: Final = "FBE9E7"  # the colour of an empty cell
_NO_BULLET: Final = '<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'
_DOTS: Final = 'w:val="dotted" w:sz="4" w:space="0" w:color="BFBFBF"'


class Row(NamedTuple):
    """A row of a grid, or a part of it that fits on a page."""

    head: Cell
    part: int  # how many parts of the same row are above it
    parts: int
    cells: tuple[tuple[Entry, ...], ...]
    height: int


class Part:
    """Some columns of a grid, beside each other in letters of a size."""

    def __init__(self, table: Table, widest: Sequence[int], columns: range, size: Size, width: int) -> None:
        self._columns, self._table, self._size = columns, table, size
        self._labels = [table.columns[at].label for at in (0, *columns)]
        heads = (table.columns[0].label, *(text_of(row[0]) for row in table.rows))
        longest = longest_word(heads) * _HEAD.wide + _HEAD_PADDING
        first = min(max(longest, _FIRST_WIDTHS.start), _FIRST_WIDTHS.stop)
        least = _NARROWEST if table.kind == "grid" else 0
        needed = [
            max(
                widest[at] * size.wide + _PADDING,
                longest_word([table.columns[at].label]) * _HEAD.wide + _HEAD_PADDING,
                least,
            )
            for at in columns
        ]
        if table.kind == "records":  # its rows are called by whole sentences
            first = max(first, min(int(width * _OF_SENTENCES), width - sum(needed)))
        left = width - first - sum(needed)
        self.is_wide_enough = left >= 0
        self.breaks_words = left < -_HARDLY * sum(needed)
        if left < 0:  # some words may have to be broken
            needed = [need * (width - first) // sum(needed) for need in needed]
        widths = self._share_by_length(needed, max(left, 0))
        entries = sum(len(row[at]) for row in table.rows for at in columns)
        if needed and left > 0 and entries <= _MAX_MEASURED:
            others = self._share_by_height(needed, left)
            if self._total(others) < _MUCH_LOWER * self._total(widths):
                widths = others
        self._widths = [first, *widths]

    def _share_by_length(self, needed: Sequence[int], left: int) -> list[int]:
        """Give each column what it needs, and a share of the rest by how much text it holds."""
        cells = ([row[at] for row in self._table.rows] for at in self._columns)
        letters = [sum(len(entry.shown) for cell in column for entry in cell) for column in cells]
        mean = max(sum(letters) / max(len(letters), 1), 1)
        weights = [mean + each if each else mean / 2 for each in letters]
        pairs = zip(needed, weights, strict=True)
        return [need + int(left * weight / sum(weights)) for need, weight in pairs]

    def _share_by_height(self, needed: Sequence[int], left: int) -> list[int]:
        """Give each column what it needs, and the rest bit by bit to the one that makes most rows so high."""
        widths, step = [*needed], left // _STEPS
        heights = [self._heights(at, width) for at, width in zip(self._columns, widths, strict=True)]
        for _ in range(_STEPS):
            blame = [0] * len(widths)
            for row in zip(*heights, strict=True):
                blame[row.index(max(row))] += max(row)
            widest = max(range(len(blame)), key=lambda at: blame[at] / widths[at])
            widths[widest] += step
            heights[widest] = self._heights(self._columns[widest], widths[widest])
        return widths

    def _total(self, widths: Sequence[int]) -> int:
        """Compute the height of all rows."""
        heights = [self._heights(at, width) for at, width in zip(self._columns, widths, strict=True)]
        return sum(map(max, zip(*heights, strict=True)))

    def _heights(self, at: int, width: int) -> list[int]:
        """Compute the heights of the cells of a column."""
        return [sum(self._height(entry, width) for entry in row[at]) for row in self._table.rows]

    def _height(self, entry: Entry, width: int) -> int:
        return count_lines(entry.shown, width - _PADDING, self._size.letter) * self._size.line + _GAP

    @property
    def head_height(self) -> int:
        """The height of the row of labels, and of the row of those that are too long for it."""
        shown = [wml.shorten(label) for label in self._labels]
        long = ["" if label == cut else label for label, cut in zip(self._labels, shown, strict=True)]
        return self._text_height(shown) + (self._text_height(long) if any(long) else 0)

    def fits(self, room: int) -> bool:
        """Whether all rows fit in that height; most that do not have too many entries for it."""
        entry = self._size.line + _GAP
        least = sum(max(len(row[at]) for at in self._columns) for row in self._table.rows) * entry
        return least <= room and self.height(self.rows(LANDSCAPE_ROOM)) <= room

    def height(self, rows: Sequence[Row]) -> int:
        """Return the height of a table of these rows."""
        return self.head_height + sum(row.height for row in rows)

    def rows(self, most: int) -> list[Row]:
        """Divide the rows into parts of at most that height, if none of their entries is taller."""
        found: list[Row] = []
        for head, *cells in ([row[0], *(row[at] for at in self._columns)] for row in self._table.rows):
            pairs = zip(cells, self._widths[1:], strict=True)
            chunks = [self._chunks(cell, width, most) for cell, width in pairs]
            count = max([1, *map(len, chunks)])
            least = self._text_height([text_of(head)])
            for part in range(count):
                taken = [chunk[part] if part < len(chunk) else ((), 0) for chunk in chunks]
                height = max(0 if part else least, *(tall for _, tall in taken), _HEAD.line) + _CELL
                found.append(Row(head, part, count, tuple(entries for entries, _ in taken), height))
        return found

    def table(self, rows: Sequence[Row], title: str, *, keep: bool = False) -> str:
        """Write a table of these rows; *keep* them on one page."""
        # Each page repeats the row of labels; those that are too long for it are in a row below.
        short = [self._labels[0], *map(wml.shorten, self._labels[1:])]
        heads = map(partial(wml.text_cell, style="Head", fill=DARK), self._widths, short)
        written = [wml.row(heads, header=True)]
        long = ["" if label == cut else label for label, cut in zip(self._labels, short, strict=True)]
        if any(long):
            heads = map(partial(wml.text_cell, style="RowHead", fill=TINT), self._widths, long)
            written.append(wml.row(heads, can_split=True))
        written += map(self._row, rows)
        if keep:
            written[:-1] = map(wml.kept_with_next, written[:-1])
        return wml.table(self._widths, written, title=title, labels=self._labels)

    def _text_height(self, texts: Sequence[str]) -> int:
        pairs = zip(texts, self._widths, strict=False)
        lines = (count_lines(text, width - _HEAD_PADDING, _HEAD.letter) for text, width in pairs)
        return max(lines) * _HEAD.line + _CELL

    def _chunks(self, cell: Cell, width: int, most: int) -> list[tuple[tuple[Entry, ...], int]]:
        """Divide the entries of a cell among rows of that height, each with what it takes of it."""
        chunks: list[tuple[tuple[Entry, ...], int]] = []
        for entry in cell:
            height = self._height(entry, width)
            if chunks and chunks[-1][1] + height + _CELL <= most:
                above, taken = chunks.pop()
                chunks.append(((*above, entry), taken + height))
            else:
                chunks.append(((entry,), height))
        return chunks

    def _row(self, row: Row) -> str:
        """Write a row; only dots part it from the rows that it continues in, and each has the head."""
        borders = f"<w:top {_DOTS}/>" if row.part else ""
        borders += f"<w:bottom {_DOTS}/>" if row.part < row.parts - 1 else ""
        text = text_of(row.head)
        label = (wml.shorten(text), "Continued") if row.part else (text, "RowHead")
        block = self._table.role is TableRole.MATRIX and row.head[0].element
        fill = tint(block)[1:].upper() if block and block in COLOURS else TINT
        shown = [wml.text_cell(self._widths[0], *label, fill=fill, borders=borders)]
        for at, entries, width in zip(self._columns, row.cells, self._widths[1:], strict=True):
            # What belongs to no stage may well be empty.
            is_gap = self._table.role is TableRole.MATRIX and RESERVED_ID not in (
                self._table.columns[at].id,
                row.head[0].element,
            )
            runs = [wml.run(visible(entry.shown), LOOKS[entry.state]) for entry in entries]
            is_missing = is_gap and not runs and not row.part
            if is_missing:
                runs.append(wml.run(catalogue().say("exports.nothing"), "Absent"))
            bullet = "" if self._table.columns[at].many and not is_missing else _NO_BULLET
            written = "".join(wml.paragraph(self._size.style, run, properties=bullet) for run in runs)
            fill = _MISSING if is_missing else ""
            shown.append(wml.cell(width, written or wml.paragraph("CellText"), fill=fill, borders=borders))
        return wml.row(shown, can_split=row.height > LANDSCAPE_ROOM - HEADING)


def longest_word(texts: Iterable[str]) -> int:
    """Measure the longest word that should not be broken, in letters."""
    longest = max((max(map(columns_of, text.split()), default=1) for text in texts), default=1)
    return min(longest, _LONGEST_WORD)


def count_lines(text: str, width: int, letter: int) -> int:
    """Count the lines of a text in a cell; to make them would take most of the time of a large report."""
    room = width // letter
    words = [*map(columns_of, visible(text).split(" "))]
    if max(words) > room:
        return len(wrapped(text, 0, room))
    lines, left = 1, room + 1
    for word in words:
        if word >= left:
            lines, left = lines + 1, room + 1
        left -= word + 1
    return lines
