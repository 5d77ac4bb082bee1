"""Text on slides before it is placed: boxes, paragraphs, widths and lines."""

import math
import unicodedata
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import field
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, Self

from barrierctl.frozen import frozen, replace


class Look(StrEnum):
    """How a paragraph is set."""

    PLAIN = "plain"
    ASIDE = "aside"
    SLANTED = "slanted"
    STRUCK = "struck"
    SIGN = "sign"


@frozen
class Paragraph:
    """A paragraph in a cell.

    Attributes:
        text: ready to be shown, on one line.
        bold: how many letters at its beginning are bold.
        bullet: whether it is one of several things.
        continues: whether it began on the slide before.
        look: how it is set.
    """

    text: str
    bold: int = 0
    bullet: bool = False
    continues: bool = False
    look: Look = Look.PLAIN


@frozen
class Box:
    """A cell.

    Attributes:
        paragraphs: from top to bottom.
        fill: its colour as RRGGBB, or empty for that of the table.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    fill: str = ""


def share(boxes: Iterable[Box]) -> int:
    """How wide a column is to be for these cells, as compared with others."""
    longest = max((len(each.text) for box in boxes for each in box.paragraphs), default=0)
    return next(wide for letters, wide in _SHARES if longest <= letters)


_SHARES: Final = ((24, 3), (90, 5), (math.inf, 8))
"""The letters of the longest paragraph, and how wide its column is then."""


@frozen
class Sheet:
    """A table under a title, on as many slides as it takes.

    Attributes:
        title: on one line.
        head: over each column; empty for a table without a head.
        shares: how wide each column is, as compared with the others.
        rows: each with a box a column.
        note: what is said under the table, on each slide.
    """

    title: str
    head: tuple[str, ...] = ()
    shares: tuple[int, ...] = (1,)
    rows: tuple[tuple[Box, ...], ...] = field(default=())
    note: str = ""


_LETTERS: Final = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    334: "`()-r{}",
    389: "*",
    469: "^",
    500: "Jckvsxyz",
    556: "#$?L_abdeghnopqu0123456789",
    584: "+<=>~",
    611: "FTZ",
    667: '"&ABEKPSVXY',
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_KNOWN: Final = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_UNKNOWN_LETTER: Final = 800
_EAST_ASIAN: Final = 1000
_SIGN: Final = 1400
_BOLD: Final = 1.12
_USUAL: Final = 30  # letters of a word that may come again
_BLANK: Final = _KNOWN[" "]


def line_starts(text: str, room: float, bold: int = 0) -> list[int]:
    """Where the lines of a text begin.

    Args:
        text: with single blanks between its words.
        room: the width of a line.
        bold: how many letters at its beginning are bold.
    """
    starts, at, left = [0], 0, room
    for word in text.split(" "):
        weight = _BOLD if at < bold else 1.0
        width = _word(word) * weight
        if at > starts[-1]:
            left -= _BLANK * weight
            if width > left:
                starts.append(at)
                left = room
        if width > room:
            left = _broken(word, at, room, weight, starts)
        else:
            left -= width
        at += len(word) + 1
    return starts


def is_plain(text: str) -> bool:
    """Whether the font has every letter, so that none is taken from another, with taller lines."""
    return text.isascii() or all(ord(letter) < _FIRST_OTHER for letter in text)


_FIRST_OTHER: Final = 0x250


def _broken(word: str, at: int, room: float, weight: float, starts: list[int]) -> float:
    """Break a word that no line holds; what is left of its last line."""
    left = room
    for index, letter in enumerate(word):
        width = _letter(letter) * weight
        if width > left and index:
            starts.append(at + index)
            left = room
        left -= width
    return left


def _word(word: str) -> int:
    return _usual_word(word) if len(word) <= _USUAL else sum(map(_letter, word))


@lru_cache(maxsize=20_000)
def _usual_word(word: str) -> int:
    return sum(map(_letter, word))


@cache
def _letter(letter: str) -> int:
    if letter in _KNOWN:
        return _KNOWN[letter]
    parts = unicodedata.normalize("NFKD", letter)
    if parts != letter:
        return max(sum(map(_letter, parts)), _KNOWN["a"])
    if unicodedata.combining(letter):
        return 0
    if not unicodedata.category(letter).startswith("L"):
        return _SIGN
    return _EAST_ASIAN if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN_LETTER


INDENT: Final = 14
"""Of a paragraph with a bullet, in points."""
GAP: Final = 2
"""Above a paragraph, in points."""
LINE: Final = 1.2
"""The height of a line, in sizes of its letters."""
_OTHER_LINE: Final = 1.5


@frozen
class Lines:
    """Lines of a paragraph.

    Attributes:
        paragraph: the whole of it.
        starts: where each of its lines begins.
        first: the first of these lines.
        last: the one behind the last.
        line: the height of a line, in points.
    """

    paragraph: Paragraph
    starts: Sequence[int]
    first: int
    last: int
    line: float

    @classmethod
    def of(cls, paragraph: Paragraph, size: int, width: float) -> Self:
        """Set a paragraph in letters of this size, in a column of this width in points."""
        room = (width - INDENT * paragraph.bullet) * 1000 / size
        starts = line_starts(paragraph.text, room, paragraph.bold)
        high = LINE if is_plain(paragraph.text) else _OTHER_LINE
        return cls(paragraph=paragraph, starts=starts, first=0, last=len(starts), line=high * size)

    @property
    def height(self) -> float:
        """With the gap above it, in points."""
        return (self.last - self.first) * self.line + GAP

    @property
    def told(self) -> Paragraph:
        """What stands on these lines."""
        whole, begin = self.paragraph, self.starts[self.first]
        end = self.starts[self.last] if self.last < len(self.starts) else len(whole.text)
        return replace(
            whole,
            text=whole.text[begin:end].rstrip(" "),
            bold=min(max(whole.bold - begin, 0), end - begin),
            continues=begin > 0,
        )

    def split(self, count: int) -> tuple["Lines", "Lines"]:
        """The first so many of these lines, and the others."""
        cut = self.first + count
        return replace(self, last=cut), replace(self, first=cut)


class Column:
    """What of a cell is not on a slide yet."""

    def __init__(self, box: Box, size: int, width: float) -> None:
        """All of it, in letters of this size, in a column of this width in points."""
        self.fill = box.fill
        self._size, self._width = size, width
        self._left = deque(Lines.of(paragraph, size, width) for paragraph in box.paragraphs)

    def __bool__(self) -> bool:
        return bool(self._left)

    def fits(self, room: float) -> bool:
        """Whether all that is left takes no more than this height in points."""
        for lines in self._left:
            room -= lines.height
            if room < 0:
                return False
        return True

    def take(self, room: float) -> list[Lines]:
        """Take out what this height in points has room for; only the first paragraph may be split."""
        taken = []
        while self._left and self._left[0].height <= room:
            taken.append(self._left.popleft())
            room -= taken[-1].height
        if self._left and not taken:
            taken += self._part(room)
        return taken

    def _part(self, room: float) -> list[Lines]:
        count = int((room - GAP) // self._left[0].line)
        if count < 1:
            return []
        first, others = self._left.popleft().split(count)
        self._left.appendleft(others)
        return [first]

    def say_again(self, paragraph: Paragraph) -> None:
        """Put something before what is left."""
        self._left.appendleft(Lines.of(paragraph, self._size, self._width))
