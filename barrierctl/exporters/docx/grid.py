"""A grid as tables: on one page if it fits, or else two columns a page, with several rows on each page."""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.exporters.common import split_columns
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.columns import (
    HEADING,
    LANDSCAPE_ROOM,
    SIZES,
    TITLE,
    Part,
    Row,
    Size,
    count_lines,
    longest_word,
)
from barrierctl.messages import catalogue
from barrierctl.views.document import Table, TableRole, has_text

TABULAR: Final = (TableRole.COUNTS, TableRole.RANKING)
"""The lists of records that are compared column by column."""
_BESIDE: Final = 2  # columns on a page if not all fit on one
_KEPT_TOGETHER: Final = 7000  # the height of a table that is not divided among pages
_CAPTION: Final = 520
_ROWS: Final = 4  # on a page at least, if a column goes on over several


class Grid:
    """A table that is read both ways, or a list of numbers, and its layout."""

    def __init__(self, table: Table) -> None:
        self._table = table
        if table.role in TABULAR:  # without columns for programs, and those without any text
            kept = [
                at
                for at, column in enumerate(table.columns)
                if not column.technical and any(has_text(row[at]) for row in table.rows)
            ]
            self._table = replace(
                table,
                columns=tuple(table.columns[at] for at in kept),
                rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
            )

    @cached_property
    def _widest(self) -> list[int]:
        """The widest word of each column in letters, which each part needs in each size."""
        return [
            longest_word(entry.shown for row in self._table.rows for entry in row[at])
            for at in range(len(self._table.columns))
        ]

    @property
    def is_landscape(self) -> bool:
        """Whether it belongs on landscape pages: the matrix, and what is too wide for others."""
        if not self._table.rows or self._table.role is TableRole.MATRIX:
            return bool(self._table.rows)
        if self._table.role is TableRole.RANKING:
            return self._part_of_all().breaks_words
        return self._is_grid and not self._part_of_all().is_wide_enough

    @property
    def _is_grid(self) -> bool:
        return self._table.kind == "grid"

    @property
    def is_readable(self) -> bool:
        """Whether it takes at most one page for each column."""
        most = len(self._table.columns) - 1
        return sum(1 for _ in islice(self._layout(_taken("")), most + 1)) <= most

    def needs_page(self, title: str) -> bool:
        """Whether it takes more pages if the title of the document is on the first of them."""
        if not self._is_grid or not self.is_landscape:
            return False
        with_title, without = (sum(1 for _ in self._layout(_taken(text))) for text in (title, ""))
        return with_title > without

    def tables(self, title: str) -> Iterator[str]:
        """Write it as one table or several; *title* is that of the document if it is on the same page."""
        name = self._table.title
        if not self._is_grid or not self.is_landscape:
            part = self._part_of_all(wml.LANDSCAPE_WIDTH if self.is_landscape else wml.PORTRAIT_WIDTH)
            keep = part.fits(_KEPT_TOGETHER)
            yield part.table(part.rows(LANDSCAPE_ROOM if keep else LANDSCAPE_ROOM // _ROWS), name, keep=keep)
            return
        pages = [*self._layout(_taken(title))]
        for number, (part, rows) in enumerate(pages, start=1):
            shown = name
            if len(pages) > 1:
                shown = catalogue().say("exports.docx.part", title=name, part=number, parts=len(pages))
                before = "<w:pageBreakBefore/>" if number > 1 else ""
                yield wml.paragraph("Caption", wml.run(shown), properties=before)
            yield part.table(rows, shown)

    def _part_of_all(self, width: int = wml.PORTRAIT_WIDTH) -> Part:
        return self._part(range(1, len(self._table.columns)), SIZES[2], width)

    def _part(self, columns: range, size: Size, width: int = wml.LANDSCAPE_WIDTH) -> Part:
        return Part(self._table, self._widest, columns, size, width)

    def _layout(self, taken: int) -> Iterator[tuple[Part, list[Row]]]:
        """Put it on a page if it fits on one, or else on a page for each two columns, or several.

        Of the height of the first page, something is *taken*.
        """
        # In the largest letters in which it fits.
        for size in SIZES:
            part = self._part(range(1, len(self._table.columns)), size)
            if part.is_wide_enough and part.fits(LANDSCAPE_ROOM - taken):
                yield part, part.rows(LANDSCAPE_ROOM)
                return
        for number, group in enumerate(self._groups()):
            yield from _pages(group, 0 if number else taken)

    def _groups(self) -> list[Part]:
        """Return two columns at a time; three of an odd number, if they have room beside each other."""
        count = len(self._table.columns) - 1
        for parts in (count // _BESIDE, -(-count // _BESIDE)):
            for size in SIZES[:-1]:
                found = [self._part(columns, size) for columns in split_columns(count, max(parts, 1))]
                is_wide_enough = all(part.is_wide_enough for part in found)
                if is_wide_enough and all(part.fits(LANDSCAPE_ROOM - HEADING - _CAPTION) for part in found):
                    return found
            if is_wide_enough:
                break
        return found


def _taken(title: str) -> int:
    """Compute what headings take from the height of a page."""
    lines = 1 + count_lines(title, wml.LANDSCAPE_WIDTH, TITLE.letter) if title else 0
    return HEADING + lines * TITLE.line


def _pages(part: Part, above: int) -> Iterator[tuple[Part, list[Row]]]:
    """Divide the rows of some columns among pages, with at least two rows on each."""
    rest = LANDSCAPE_ROOM - _CAPTION
    room = max(rest - above, rest // 2)
    if part.fits(room):
        yield part, part.rows(LANDSCAPE_ROOM)
        return
    room -= part.head_height
    pages: list[list[Row]] = [[]]
    for row in part.rows(room // _ROWS):
        if pages[-1] and sum(each.height for each in pages[-1]) + row.height > room:
            pages.append([])
            room = rest - part.head_height
        pages[-1].append(row)
    *_, before, last = [[], *pages]
    if len(last) == 1 and len(before) > _BESIDE:
        last.insert(0, before.pop())
    yield from ((part, page) for page in pages)
