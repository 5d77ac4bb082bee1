"""Sheets become slides: in letters as large as one slide allows, else on several."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from barrierctl.exporters.pptx.text_layout import Box, Paragraph, Sheet, line_starts
from barrierctl.frozen import frozen, replace
from barrierctl.messages import catalogue

WIDTH: Final = 888
"""Of a table, in points, as all lengths here."""
MARGIN: Final = 7.2
"""Left and right of a cell's text, and half of it above and below."""
INDENT: Final = 14
"""Of a paragraph with a bullet."""
GAP: Final = 2
"""Above a paragraph."""
_HEIGHT: Final = 404  # of a table with its note
_SIZES: Final = (18, 16, 14, 12)  # of letters; smaller ones cannot be read from a wall
_LINE, _TALL_LINE = 1.2, 1.5  # the height of a line, in sizes of its letters
_FIRST_TALL: Final = "\u0250"  # from here on, letters may come from another font, with taller lines
_TITLE_SIZES: Final = ((28, 1), (24, 2), (20, 2), (16, 3))  # with the lines that there is room for
_PART_LENGTH: Final = 16  # letters that " (12/345)" takes at most behind a title, and the ellipsis
_HEAD_LINES: Final = 3
_MANY_SLIDES: Final = 8  # more than these would be still more in larger letters
_REPEATED: Final = 60  # letters of a label that is repeated on the next slide
_LEAST: Final = 60  # a row that will be split does not begin in less room than this


@frozen
class Row:
    """A row, or as much of it as a slide holds."""

    boxes: tuple[Box, ...]
    height: float


@frozen
class Page:
    """The content of one slide under its title.

    Attributes:
        rows: of the table, the head included.
        has_head: whether the first row is one.
        widths: of the columns.
        size: of the letters.
        note: under the table.
        note_height: with its margins.
    """

    rows: tuple[Row, ...]
    has_head: bool
    widths: tuple[float, ...]
    size: int
    note: str
    note_height: float


def pages(sheet: Sheet) -> list[Page]:
    """Put a sheet on as few slides as possible, in letters as large as these allow."""
    smallest = list(_pages(sheet, _SIZES[-1]))
    if len(smallest) <= _MANY_SLIDES:
        for size in _SIZES[:-1]:
            larger = list(islice(_pages(sheet, size), len(smallest) + 1))
            if len(larger) == len(smallest) and _has_whole_words(sheet, size):
                return larger
    return smallest


def fit(
    text: str,
    sizes: tuple[tuple[int, int], ...] = _TITLE_SIZES,
    width: float = WIDTH,
    spare: int = _PART_LENGTH,
) -> tuple[str, int]:
    """Choose the largest letters in which a bold text fits, and cut it if it fits in none.

    Args:
        text: on one line.
        sizes: of letters, from the largest, each with the lines that there is room for.
        width: of the cell or title.
        spare: how many letters to leave room for where the text is cut.
    """
    starts: list[int] = []
    for size, lines in sizes:
        starts = _line_starts(text, width, size, len(text))
        if len(starts) <= lines:
            return text, size
    return text[: starts[lines] - spare] + "…", size


def _line_starts(text: str, width: float, size: int, bold: int = 0) -> list[int]:
    """Compute where the lines of a text begin in a cell of that width."""
    return line_starts(text, width - 2 * MARGIN, size, bold)


def _pages(sheet: Sheet, size: int) -> Iterator[Page]:
    widths = _widths(sheet)
    head = _head(sheet, size, widths)
    note_height = len(_line_starts(sheet.note, WIDTH, size)) * size * _LINE + 2 * MARGIN if sheet.note else 0
    room = _HEIGHT - note_height - sum(row.height for row in head)
    for rows in _distribute(sheet, size, widths, room):
        yield Page(
            rows=(*head, *rows) if rows else (),
            has_head=bool(head),
            widths=widths,
            size=size,
            note=sheet.note,
            note_height=note_height,
        )


def _widths(sheet: Sheet) -> tuple[float, ...]:
    return tuple(WIDTH * share / sum(sheet.shares) for share in sheet.shares)


def _has_whole_words(sheet: Sheet, size: int) -> bool:
    """Check that letters of that size break no word of the head."""
    return all(
        len(_line_starts(word, width, size, len(word))) == 1
        for text, width in zip(sheet.head, _widths(sheet), strict=False)
        for word in text.split(" ")
    )


def _head(sheet: Sheet, size: int, widths: tuple[float, ...]) -> list[Row]:
    """Make the head of a table, if it has one; a label takes only a few lines of it."""
    if not sheet.head:
        return []
    boxes = []
    for label, width in zip(sheet.head, widths, strict=True):
        text, _ = fit(label, ((size, _HEAD_LINES),), width, spare=2)
        boxes.append(Box(paragraphs=(Paragraph(text=text, bold=len(text)),)))
    return [_OpenRow(tuple(boxes), size, widths).take(_HEIGHT)]


def _distribute(sheet: Sheet, size: int, widths: tuple[float, ...], room: float) -> Iterator[list[Row]]:
    """Divide the rows among slides; a row that is no higher than half a slide stays whole."""
    page: list[Row] = []
    left = room
    for boxes in sheet.rows:
        row = _OpenRow(boxes, size, widths)
        while not row.is_done:
            if page and not row.may_begin(left, room):
                yield page
                page, left = [], room
            page.append(row.take(left))
            left -= page[-1].height
            if not row.is_done:
                yield page
                page, left = [], room
    if page or not sheet.rows:
        yield page


class _Lines(NamedTuple):
    """Lines of a paragraph: from the first to before the last of its `starts`; `line` is their height."""

    paragraph: Paragraph
    starts: Sequence[int]
    first: int
    last: int
    line: float

    @property
    def height(self) -> float:
        """The height with the gap above."""
        return (self.last - self.first) * self.line + GAP

    def to_paragraph(self) -> Paragraph:
        """Make a paragraph of these lines alone."""
        whole, begin = self.paragraph, self.starts[self.first]
        end = self.starts[self.last] if self.last < len(self.starts) else len(whole.text)
        return replace(
            whole,
            text=whole.text[begin:end].rstrip(" "),
            bold=min(max(whole.bold - begin, 0), end - begin),
            continues=begin > 0,
        )


class _OpenRow:
    """The part of a row that is on no slide yet."""

    def __init__(self, boxes: tuple[Box, ...], size: int, widths: tuple[float, ...]) -> None:
        self._cells = [
            _OpenCell(box, size, width - 2 * MARGIN) for box, width in zip(boxes, widths, strict=True)
        ]
        self._label = next(iter(boxes[0].paragraphs), None)
        self._least = size * _LINE
        self.is_done = False

    def may_begin(self, left: float, room: float) -> bool:
        """Decide whether it may begin on a slide with *left* of *room* left."""
        return self._fits(left) or (left >= _LEAST and not self._fits(room / 2))

    def take(self, room: float) -> Row:
        """Take out as much as that height holds."""
        taken = [cell.take(room - MARGIN) for cell in self._cells]
        self.is_done = not any(cell.lines for cell in self._cells)
        if not self.is_done and self._label and not self._cells[0].lines:
            self._cells[0].put_back(_continued(self._label))
        height = max(sum(lines.height for lines in each) for each in taken)
        boxes = (
            Box(paragraphs=tuple(lines.to_paragraph() for lines in each), fill=cell.fill)
            for each, cell in zip(taken, self._cells, strict=True)
        )
        return Row(boxes=tuple(boxes), height=max(height, self._least) + MARGIN)

    def _fits(self, room: float) -> bool:
        return all(cell.fits(room - MARGIN) for cell in self._cells)


def _continued(label: Paragraph) -> Paragraph:
    short = label.text if len(label.text) <= _REPEATED else label.text[:_REPEATED] + "…"
    text = catalogue().say("exports.pptx.continued", text=short)
    return Paragraph(text=text, bold=len(text) if label.bold else 0, look=label.look)


class _OpenCell:
    """The lines of a cell that are on no slide yet; *width* is without the margins."""

    def __init__(self, box: Box, size: int, width: float) -> None:
        self.fill = box.fill
        self._size, self._width = size, width
        self.lines = deque(map(self._break_lines, box.paragraphs))

    def fits(self, room: float) -> bool:
        """Decide whether all lines fit in that height."""
        for lines in self.lines:
            room -= lines.height
            if room < 0:
                return False
        return True

    def take(self, room: float) -> list[_Lines]:
        """Take out what that height holds; only the first paragraph may be split."""
        taken = []
        while self.lines and self.lines[0].height <= room:
            taken.append(self.lines.popleft())
            room -= taken[-1].height
        if self.lines and not taken:
            first = self.lines[0]
            count = int((room - GAP) // first.line)
            if count >= 1:
                cut = first.first + count
                self.lines[0] = first._replace(first=cut)
                taken.append(first._replace(last=cut))
        return taken

    def put_back(self, paragraph: Paragraph) -> None:
        """Put a paragraph before the others."""
        self.lines.appendleft(self._break_lines(paragraph))

    def _break_lines(self, paragraph: Paragraph) -> _Lines:
        text = paragraph.text
        starts = line_starts(text, self._width - INDENT * paragraph.bullet, self._size, paragraph.bold)
        tall = not text.isascii() and max(text) >= _FIRST_TALL
        return _Lines(paragraph, starts, 0, len(starts), (_TALL_LINE if tall else _LINE) * self._size)
