"""The widths of letters, and where the lines of a text begin that is set in them."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from barrierctl.limits import MAX_CACHED_WIDTHS

_LETTERS: Final = {
    278: "'ijl",
    295: "I",
    318: " ,.\N{NO-BREAK SPACE}·\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}",
    337: "/:;\\|",
    361: "f-",
    392: "()[]t",
    411: "!r",
    460: '"',
    500: "*J`\N{EN DASH}",
    525: "sz“”",
    557: "c?_L",
    592: "kvxy•",
    615: "FToae",
    636: "hnubdgpq$€0123456789{}",
    685: "EKPSYAVXZ",
    722: "BCR",
    752: "UNH",
    780: "DG&",
    818: "OQw",
    838: "#+<=>^~",
    863: "M",
    974: "%m",
    1000: "W…—",
    1015: "@",
}
"""The widths of letters in thousandths of their size: of Arial or of DejaVu Sans, whichever is wider.

Presentations name a font that not every machine has, and DejaVu Sans is the widest of those that replace it.
"""
_WIDTHS: Final = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_UNKNOWN_LETTER, _EAST_ASIAN, _SIGN = 800, 1000, 1400
_BOLD: Final = 1.13
_USED: Final = 980  # thousandths of the width, since programs round the widths of letters


def widest_word(texts: Iterable[str], size: int, *, is_bold: bool = True) -> float:
    """Measure the widest word of some texts in letters of a size, in points."""
    words = (word for text in texts for word in text.split(" "))
    return max(map(_word_width, words), default=0) * (_BOLD if is_bold else 1) * size / _USED


_FIRST_TALL: Final = "\u0250"


def is_tall(text: str) -> bool:
    """Return whether letters of a text may come from another font, with taller lines."""
    return any(letter >= _FIRST_TALL and letter not in _WIDTHS for letter in text)


def line_starts(text: str, width: float, size: int, bold: int = 0) -> list[int]:
    """Compute where the lines of a text with single blanks begin; so many letters at its start are bold.

    Width and size are in points.
    """
    room = width * _USED / size
    starts, at, left = [0], 0, room
    for word in text.split(" "):
        weight = _BOLD if at < bold else 1.0
        needed = _word_width(word) * weight
        if at > starts[-1]:
            left -= _WIDTHS[" "] * weight
            if needed > left:
                starts.append(at)
                left = room
        if needed <= room:
            left -= needed
        else:  # no line holds the word: it is broken
            left = room
            for index, letter in enumerate(word):
                width_of_letter = _letter_width(letter) * weight
                if width_of_letter > left and index:
                    starts.append(at + index)
                    left = room
                left -= width_of_letter
        at += len(word) + 1
    return starts


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
