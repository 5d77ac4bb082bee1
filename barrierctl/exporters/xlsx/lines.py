"""How many lines a text takes in a cell: not every program that opens a workbook makes rows fit."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import sqrt
from typing import Final, NamedTuple

MOST_LINES: Final = 30
"""In one row, which is 409 points high at most."""
_MOST_LETTERS: Final = 16_000  # a cell holds 32,767; those outside the first plane count twice
_TOKEN: Final = re.compile(r"[^ \n]+ {0,20}\n?| {1,20}\n?|\n")
_NARROW: Final = re.compile(r"[ijlfrtI.,:;'!|/()\[\]\- ]")
_WIDE: Final = re.compile("[A-Z&mw\u0100-\U0010ffff]")
_WIDER: Final = re.compile("[MW@%\u1100-\U0010ffff]")
_OF_THE_NARROW, _OF_THE_WIDE = 0.4, 0.4
_WIDTH_TO_HEIGHT: Final = 3
_USABLE: Final = 0.94
"""How much of the width of a cell is left between its edges."""


class Part(NamedTuple):
    """As much of a text as is seen whole in one cell.

    Attributes:
        text: a stretch of it.
        lines: how many it takes; none where nobody looks.
    """

    text: str
    lines: int


NOTHING: Final = Part("", 1)
"""What stands in an empty cell."""


def parts(text: str, width: float | None, most: int = MOST_LINES) -> list[Part]:
    """Cut a text so that each part is seen whole in a cell; joined again, the parts are the text.

    Args:
        text: as `plain` gives it.
        width: of the cell, in digits; None where it is hidden.
        most: how many lines a cell may have.
    """
    if not text:
        return [NOTHING]
    if width is None:
        starts = range(0, len(text), _MOST_LETTERS)
        return [Part(text[start : start + _MOST_LETTERS], 0) for start in starts]
    told = lines(text, width * _USABLE)
    groups = [told[start : start + most] for start in range(0, len(told), most)]
    return [Part("".join(group), len(group)) for group in groups]


def lines(text: str, width: float) -> list[str]:
    """Break a text into lines as a cell does, at the earliest; joined again, the lines are the text.

    Args:
        text: with line breaks as in `plain`.
        width: that a line may have, in digits.
    """
    if "\n" not in text and weight(text) <= width:
        return [text]
    told, line, used = [], "", 0.0
    for token in _TOKEN.findall(text):
        needed = weight(token.rstrip(" \n") or token)
        if line and used + needed > width:
            told.append(line)
            line, used = "", 0.0
        *full, rest = _broken(token, width) if needed > width else (token,)
        told += full
        line, used = line + rest, used + weight(rest)
        if token.endswith("\n"):
            told.append(line)
            line, used = "", 0.0
    return [*told, line]


def _broken(word: str, width: float) -> Iterator[str]:
    """A word that is wider than its cell, as it is broken there."""
    start, used = 0, 0.0
    for at, letter in enumerate(word):
        used += (needed := weight(letter))
        if used > width and at > start:
            yield word[start:at]
            start, used = at, needed
    yield word[start:]


@lru_cache(maxsize=20_000)
def weight(text: str) -> float:
    """The width of a text on one line, in digits, and not less than in Arial."""
    wide = len(_WIDE.findall(text)) + len(_WIDER.findall(text))
    return len(text) - _OF_THE_NARROW * len(_NARROW.findall(text)) + _OF_THE_WIDE * wide


def fitting(texts: Iterable[str], narrowest: int, widest: int) -> int:
    """A width for a column: no word is broken and no text is a tower, as far as there is room.

    Args:
        texts: that stand in it.
        narrowest: the least width, in digits.
        widest: the greatest.
    """
    width = narrowest
    for text in texts:
        if width >= widest:
            break
        word = max(map(weight, text.split()), default=0)
        width = max(width, round(word) + 2, round(_WIDTH_TO_HEIGHT * sqrt(len(text))))
    return min(width, widest)
