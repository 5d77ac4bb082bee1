"""Sheets become slides: in letters as large as one slide allows, else on several."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from barrierctl.exporters.pptx.text_layout import LINE, Box, Column, Lines, Paragraph, Sheet, line_starts
from barrierctl.frozen import frozen
from barrierctl.messages import catalogue

SIZES: Final = (18, 16, 14, 12)
"""Of letters, in points; smaller ones cannot be read from a wall."""
WIDTH: Final = 888
"""Of a table, in points."""
HEIGHT: Final = 404
"""Of a table with its note, in points."""
MARGIN: Final = 7.2
"""Left and right of a cell's text, and half of it above and below, in points."""
_HEAD_LINES: Final = 3
_SEVERAL: Final = 8  # slides; of more than these, there would be still more in larger letters
_REPEATED: Final = 60  # letters of a label that is said again on the next slide
_LEAST: Final = 60  # points; a row that is to be split does not begin below this


@frozen
class Row:
    """A row, or as much of it as a slide holds.

    Attributes:
        boxes: a cell a column.
        height: in points.
    """

    boxes: tuple[Box, ...]
    height: float


@frozen
class Page:
    """What stands on one slide under its title.

    Attributes:
        head: of the table, or None.
        rows: of the table.
        widths: of its columns, in points.
        size: of its letters.
        note: what is said under it.
        note_height: in points.
    """

    head: Row | None
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    size: int
    note: str
    note_height: float


def pages(sheet: Sheet) -> list[Page]:
    """The slides that a sheet takes: as few as can be, in letters as large as these allow."""
    smallest = list(_pages(sheet, SIZES[-1]))
    if len(smallest) > _SEVERAL:
        return smallest
    for size in SIZES[:-1]:
        begun = list(islice(_pages(sheet, size), len(smallest) + 1))
        if len(begun) == len(smallest) and _has_whole_words(sheet, size):
            return begun
    return smallest


def _pages(sheet: Sheet, size: int) -> Iterator[Page]:
    widths = _widths(sheet)
    head = _head(sheet, size, widths)
    note_height = _note_height(sheet.note, size)
    room = HEIGHT - note_height - (head.height if head else 0)
    for rows in _filled(sheet, size, widths, room):
        yield Page(
            head=head, rows=tuple(rows), widths=widths, size=size, note=sheet.note, note_height=note_height
        )


def _widths(sheet: Sheet) -> tuple[float, ...]:
    return tuple(WIDTH * share / sum(sheet.shares) for share in sheet.shares)


def _has_whole_words(sheet: Sheet, size: int) -> bool:
    """Whether the head is no reason for smaller letters."""
    return all(
        len(line_starts(word, (width - 2 * MARGIN) * 1000 / size, len(word))) == 1
        for text, width in zip(sheet.head, _widths(sheet), strict=False)
        for word in text.split(" ")
    )


def _note_height(note: str, size: int) -> float:
    lines = len(line_starts(note, (WIDTH - 2 * MARGIN) * 1000 / size))
    return lines * size * LINE + 2 * MARGIN if note else 0


def _head(sheet: Sheet, size: int, widths: tuple[float, ...]) -> Row | None:
    """The head, of which no column takes more than a few lines."""
    if not sheet.head:
        return None
    texts = [
        _shortened(text, (width - 2 * MARGIN) * 1000 / size)
        for text, width in zip(sheet.head, widths, strict=True)
    ]
    boxes = tuple(Box(paragraphs=(Paragraph(text=text, bold=len(text)),)) for text in texts)
    return _Filling(boxes, size, widths).take(HEIGHT)


def _shortened(text: str, room: float) -> str:
    starts = line_starts(text, room, len(text))
    return text if len(starts) <= _HEAD_LINES else text[: starts[_HEAD_LINES] - 2] + "…"


def _filled(sheet: Sheet, size: int, widths: tuple[float, ...], room: float) -> Iterator[list[Row]]:
    """Rows slide by slide; one that is no higher than half a slide stays whole."""
    page: list[Row] = []
    left = room
    for boxes in sheet.rows:
        row = _Filling(boxes, size, widths)
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


class _Filling:
    """A row that is being put on slides."""

    def __init__(self, boxes: tuple[Box, ...], size: int, widths: tuple[float, ...]) -> None:
        self._columns = [
            Column(box, size, width - 2 * MARGIN) for box, width in zip(boxes, widths, strict=True)
        ]
        self._label = next(iter(boxes[0].paragraphs), None)
        self._least = size * LINE
        self.is_done = False

    def may_begin(self, left: float, room: float) -> bool:
        """Whether it is to begin where this height is left of a slide that has room for so much."""
        if self._fits(left):
            return True
        return left >= _LEAST and not self._fits(room / 2)

    def take(self, room: float) -> Row:
        """Take out what this height has room for."""
        taken = [column.take(room - MARGIN) for column in self._columns]
        self.is_done = not any(self._columns)
        if not self.is_done and self._label and not self._columns[0]:
            self._columns[0].say_again(_continued(self._label))
        height = max(sum(lines.height for lines in told) for told in taken)
        boxes = (_box(told, column.fill) for told, column in zip(taken, self._columns, strict=True))
        return Row(boxes=tuple(boxes), height=max(height, self._least) + MARGIN)

    def _fits(self, room: float) -> bool:
        return all(column.fits(room - MARGIN) for column in self._columns)


def _box(told: list[Lines], fill: str) -> Box:
    return Box(paragraphs=tuple(lines.told for lines in told), fill=fill)


def _continued(label: Paragraph) -> Paragraph:
    short = label.text if len(label.text) <= _REPEATED else label.text[:_REPEATED] + "…"
    text = catalogue().say("exports.pptx.continued", text=short)
    return Paragraph(text=text, bold=len(text) if label.bold else 0, look=label.look)
