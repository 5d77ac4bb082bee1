"""Text of slides before it is placed: tables of paragraphs, and where their lines begin."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from barrierctl.limits import MAX_CACHED_WIDTHS


class Look(StrEnum):
    """How a paragraph is set."""

    PLAIN = "plain"
    ASIDE = "aside"
    ITALIC = "italic"
    STRIKE = "strike"
    SIGN = "sign"


class Paragraph(NamedTuple):
    """A paragraph in a cell."""

    text: str  # ready to be shown, on one line
    bold: int = 0  # how many letters at its beginning are bold
    bullet: bool = False  # whether it is an entry of a list
    continues: bool = False  # whether it began on the slide before
    look: Look = Look.PLAIN


def bold(text: str) -> Paragraph:
    """Set a whole paragraph in bold."""
    return Paragraph(text, len(text))


class Box(NamedTuple):
    """A cell; `fill` is its colour as RRGGBB, or empty for that of the table."""

    paragraphs: Sequence[Paragraph] = ()
    fill: str = ""


class Sheet(NamedTuple):
    """A table under a title, on as many slides as it takes."""

    title: str  # on one line
    head: Sequence[str] = ()  # a label for each column, or none
    shares: Sequence[int] = (1,)  # how wide each column is, compared with the others
    rows: Sequence[Sequence[Box]] = ()  # a box for each column
    note: str = ""  # appears under the table on each slide


_SHARES: Final = ((24, 3), (90, 5), (math.inf, 8))
"""The letters of the longest paragraph, and how wide its column is then."""


def share(boxes: Iterable[Box]) -> int:
    """Compute how wide a column of these cells is, compared with others."""
    longest = max((len(each.text) for box in boxes for each in box.paragraphs), default=0)
    return next(wide for letters, wide in _SHARES if longest <= letters)


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
"""The letters of Arial by their width, in thousandths of their size."""
_WIDTHS: Final = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_UNKNOWN_LETTER, _EAST_ASIAN, _SIGN = 800, 1000, 1400
_BOLD: Final = 1.12


def line_starts(text: str, width: float, size: int, bold: int = 0) -> list[int]:
    """Compute where the lines of a text with single blanks begin; so many letters at its start are bold.

    Width and size are in points.
    """
    room = width * 1000 / size
    starts, at, left = [0], 0, room
    for word in text.split(" "):
        weight = _BOLD if at < bold else 1.0
        needed = _word_width(word) * weight
        if at > starts[-1]:
            left -= _WIDTHS[" "] * weight
            if needed > left:
                starts.append(at)
                left = room
        if needed > room:
            left = _break_word(word, at, room, weight, starts)
        else:
            left -= needed
        at += len(word) + 1
    return starts


def _break_word(word: str, at: int, room: float, weight: float, starts: list[int]) -> float:
    """Add the starts of the lines of a word that no line holds; return what is left of its last line."""
    left = room
    for index, letter in enumerate(word):
        width = _letter_width(letter) * weight
        if width > left and index:
            starts.append(at + index)
            left = room
        left -= width
    return left


@lru_cache(maxsize=MAX_CACHED_WIDTHS)
def _word_width(word: str) -> int:
    return sum(map(_letter_width, word))


@cache
def _letter_width(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    parts = unicodedata.normalize("NFKD", letter)
    if parts != letter:
        return max(sum(map(_letter_width, parts)), _WIDTHS["a"])
    if unicodedata.combining(letter):
        return 0
    if not unicodedata.category(letter).startswith("L"):
        return _SIGN
    return _EAST_ASIAN if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN_LETTER
