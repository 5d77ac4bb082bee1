"""Sheets become slides: in letters as large as one slide allows, else on several."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import islice, pairwise, zip_longest
from typing import Final, NamedTuple

from barrierctl.exporters.common import shortened
from barrierctl.exporters.letters import is_tall, line_starts, widest_word
from barrierctl.limits import MAX_SLIDES
from barrierctl.messages import catalogue

WIDTH: Final = 888
"""Of a table, in points, as all lengths here."""
MARGIN: Final = 7.2
"""Left and right of a cell's text."""
PAD: Final = 3.5
"""Above and below it together."""
_INDENT: Final = 0.8  # of a paragraph with a bullet, in sizes of its letters
GAP: Final = 1
"""Above a paragraph."""
HEIGHT: Final = 433
"""Of what is under the title."""
SIZES: Final = (18, 16, 14, 12, 11, 10)
"""Of letters; smaller ones cannot be read from a wall."""
_LINE, _TALL_LINE = 1.2, 1.5  # the height of a line, in sizes of its letters
_TITLE_SIZES: Final = ((26, 1), (20, 2), (16, 2), (14, 3))  # with the lines that there is room for
_PART_LENGTH: Final = 16  # letters that " (12/345)" takes at most behind a title, and the ellipsis
_HEAD_LINES: Final = 3
_MANY_SLIDES: Final = 8  # more than these would be still more in larger letters
_REPEATED: Final = 60  # letters of a label that is repeated on the next slide
_LEAST: Final = 60  # a row that will be split does not begin in less room than this


class Look(StrEnum):
    """How a paragraph is set."""

    PLAIN = "plain"
    ASIDE = "aside"
    ITALIC = "italic"
    STRIKE = "strike"
    SIGN = "sign"
    LIGHT = "light"  # on a dark ground
    GAP = "gap"  # in place of what is missing


class Paragraph(NamedTuple):
    """A paragraph in a cell or on a card."""

    text: str  # ready to be shown, on one line
    bold: int = 0  # how many letters at its beginning are bold
    bullet: bool = False  # whether it is an entry of a list
    continues: bool = False  # whether it began on the slide before
    look: Look = Look.PLAIN


def bold(text: str) -> Paragraph:
    """Set a whole paragraph in bold."""
    return Paragraph(text, len(text))


class Box(NamedTuple):
    """A cell or a card; `fill` is its colour as #RRGGBB, or empty for that of the table or of paper."""

    paragraphs: Sequence[Paragraph] = ()
    fill: str = ""
    dashed: bool = False  # whether a card has a dashed edge
    notes: Sequence[str] = ()  # what the speaker knows beyond it


class Sheet(NamedTuple):
    """A table under a title, on as many slides as it takes."""

    title: str  # on one line
    head: Sequence[str] = ()  # a label for each column, or none
    shares: Sequence[int] = (1,)  # how wide each column is, compared with the others
    rows: Sequence[Sequence[Box]] = ()  # a box for each column
    note: str = ""  # appears under the table on each slide
    notes: Sequence[str] = ()  # for the speaker, with the first slide
    colours: Sequence[str] = ()  # of the heads, if they have their own


class Row(NamedTuple):
    """A row, or as much of it as a slide holds."""

    boxes: Sequence[Box]
    height: float


class Shape(NamedTuple):
    """A shape with text, at its place under the title."""

    left: float
    top: float
    width: float
    height: float
    box: Box = Box()
    size: int = 0  # of the letters
    edge: str = ""  # the colour of its line, or none
    form: str = "rect"  # as the file format calls it
    middle: bool = False  # whether the text is half way down
    alt: str = ""  # what a shape without text shows


class Page(NamedTuple):
    """The content of one slide under its title."""

    rows: Sequence[Row] = ()  # of the table, the head included
    has_head: bool = False
    widths: Sequence[float] = ()  # of the columns
    size: int = 0  # of the letters
    note: str = ""  # under the table
    note_height: float = 0  # with its margins
    shapes: Sequence[Shape] = ()
    notes: Sequence[str] = ()  # for the speaker


def pages(sheet: Sheet) -> list[Page]:
    """Put a sheet on as few slides as possible, in letters as large as these allow; of too many, not all."""
    return largest(lambda size: _pages(sheet, size), lambda page: _has_whole_words(sheet, page))


def largest(
    make: Callable[[int], Iterator[Page]],
    accepts: Callable[[Page], bool] = lambda _: True,
    sizes: Sequence[int] = SIZES,
) -> list[Page]:
    """Choose the largest letters that take no more slides than the smallest ones."""
    found = list(islice(make(sizes[-1]), MAX_SLIDES))
    count = len(found)
    for size in reversed(sizes[:-1]) if count <= _MANY_SLIDES else ():
        larger = list(islice(make(size), count + 1))
        if len(larger) > count:
            break
        if all(map(accepts, larger[:1])):
            found = larger
    return found


def height_of(sheet: Sheet) -> float:
    """Measure the rows of a sheet in the smallest letters, with the head."""
    widths, size = _widths(sheet), SIZES[-1]
    rows = [[Box([bold(label)]) for label in sheet.head], *sheet.rows]
    return sum(OpenRow(boxes, size, widths).height for boxes in rows if boxes)


def is_on_one_page(sheet: Sheet) -> bool:
    """Check that the smallest letters put a sheet on one slide and break no word of its head."""
    found = list(islice(_pages(sheet, SIZES[-1]), 2))
    return len(found) == 1 and _has_whole_words(sheet, found[0])


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
        starts = line_starts(text, width - 2 * MARGIN, size, len(text))
        if len(starts) <= lines:
            return text, size
    return text[: starts[lines] - spare] + "…", size


def _pages(sheet: Sheet, size: int) -> Iterator[Page]:
    widths = _widths(sheet)
    pairs = zip(sheet.head, widths, strict=False)  # a sheet may have no head
    labels = (fit(label, ((size, _HEAD_LINES),), width, spare=2)[0] for label, width in pairs)
    boxes = [Box([bold(text)], fill) for text, fill in zip_longest(labels, sheet.colours, fillvalue="")]
    head = [OpenRow(boxes, size, widths).take(HEIGHT)] if boxes else []
    note_lines = line_starts(sheet.note, WIDTH - 2 * MARGIN, size)
    note_height = len(note_lines) * size * _LINE + PAD if sheet.note else 0
    room = HEIGHT - note_height - sum(row.height for row in head)
    notes = sheet.notes
    for rows in _distribute(sheet, size, widths, room):
        notes = [*notes, *(text for row in rows for box in row.boxes for text in box.notes)]
        shown = (*head, *rows) if rows else ()
        yield Page(shown, bool(head), widths, size, sheet.note, note_height, notes=notes)
        notes = []


def _widths(sheet: Sheet) -> list[float]:
    return [WIDTH * share / sum(sheet.shares) for share in sheet.shares]


def _has_whole_words(sheet: Sheet, page: Page) -> bool:
    """Check that the letters of a page break no word of the heads of columns and rows."""
    first = [each.text for row in sheet.rows for each in row[0].paragraphs] if len(sheet.shares) > 1 else []
    heads = [*zip(sheet.head, page.widths, strict=False), (" ".join(first), page.widths[0])]
    return all(widest_word([text], page.size) <= width - 2 * MARGIN for text, width in heads)


def _distribute(sheet: Sheet, size: int, widths: Sequence[float], room: float) -> Iterator[list[Row]]:
    """Divide the rows among slides; a row that is no higher than half a slide stays whole."""
    page: list[Row] = []
    left = room
    for boxes in sheet.rows:
        row = OpenRow(boxes, size, widths)
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
    """Lines of a paragraph."""

    paragraph: Paragraph
    spans: Sequence[tuple[int, int]]  # where each line begins and ends
    line: float  # the height of each

    @property
    def height(self) -> float:
        """The height with the gap above."""
        return len(self.spans) * self.line + GAP

    def to_paragraph(self) -> Paragraph:
        """Make a paragraph of these lines alone."""
        whole, begin, end = self.paragraph, self.spans[0][0], self.spans[-1][1]
        if begin == 0 and end == len(whole.text):
            return whole
        return whole._replace(
            text=whole.text[begin:end].rstrip(" "),
            bold=min(max(whole.bold - begin, 0), end - begin),
            continues=begin > 0,
        )


class OpenRow:
    """The part of a row that is on no slide yet."""

    def __init__(self, boxes: Sequence[Box], size: int, widths: Sequence[float]) -> None:
        self._boxes, self.size = boxes, size
        self._widths = [width - 2 * MARGIN for width in widths]
        self._cells = [
            deque(_break_lines(paragraph, size, width) for paragraph in box.paragraphs)
            for box, width in zip(boxes, self._widths, strict=True)
        ]
        self._measure()
        self.is_done = False

    def _measure(self) -> None:
        """Compute how high all of it is."""
        tallest = max(sum(each.height for each in cell) for cell in self._cells)
        self._least = PAD + tallest
        self.height = PAD + max(self.size * _LINE, tallest)

    def may_begin(self, left: float, room: float) -> bool:
        """Decide whether it may begin on a slide with *left* of *room* left."""
        return self._least <= left or (left >= _LEAST and self._least > room / 2)

    def take(self, room: float) -> Row:
        """Take out as much as that height holds; only the first paragraph of a cell may be split."""
        taken: list[list[_Lines]] = []
        for cell in self._cells:
            lines, left = list[_Lines](), room - PAD
            while cell and cell[0].height <= left:
                lines.append(cell.popleft())
                left -= lines[-1].height
            if cell and not lines and (count := int((left - GAP) // cell[0].line)) >= 1:
                first = cell[0]
                cell[0] = first._replace(spans=first.spans[count:])
                lines.append(first._replace(spans=first.spans[:count]))
            taken.append(lines)
        self.is_done = not any(self._cells)
        label = self._boxes[0].paragraphs[:1]
        if label and not self.is_done and not self._cells[0]:
            text = catalogue().say("exports.pptx.continued", text=shortened(label[0].text, _REPEATED))
            again = label[0]._replace(text=text, bold=len(text) if label[0].bold else 0, bullet=False)
            self._cells[0].append(_break_lines(again, self.size, self._widths[0]))
        height = max(self.size * _LINE, *(sum(each.height for each in lines) for lines in taken))
        pairs = zip(taken, self._boxes, strict=True)
        boxes = [box._replace(paragraphs=[one.to_paragraph() for one in lines]) for lines, box in pairs]
        if not self.is_done:
            self._boxes = [box._replace(notes=()) for box in self._boxes]  # they come with the first part
            self._measure()
        return Row(boxes, height + PAD)


def indent(size: int) -> float:
    """Return how far the text of a paragraph with a bullet is from the edge, in points."""
    return _INDENT * size


def _break_lines(paragraph: Paragraph, size: int, width: float) -> _Lines:
    """Break a paragraph into the lines of a cell; *width* is without the margins."""
    text = paragraph.text
    starts = line_starts(text, width - indent(size) * paragraph.bullet, size, paragraph.bold)
    tall = not text.isascii() and is_tall(text)
    spans = list(pairwise([*starts, len(text)]))
    return _Lines(paragraph, spans, (_TALL_LINE if tall else _LINE) * size)
