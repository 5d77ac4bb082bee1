"""A text as the cells of a workbook hold it: nothing acts, nothing is cut off or hidden under an edge."""

import re
from collections.abc import Iterable
from math import sqrt
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from barrierctl.text.xml import holdable

ANY: Final = 1_700
"""A width for what nobody looks at: with it a part is as long as a cell takes, 32,767 letters at most."""
_LINES: Final = 18  # a row is 409 points high at most, which is room for these and for words that wrap badly
_WIDE: Final = re.compile("[A-Z@%\u1100-\U0010ffff]")
_NARROWEST: Final = 10
_WIDEST: Final = 45


def plain(text: str) -> str:
    """The text with the line ends of a workbook, and without what XML cannot hold."""
    return holdable(text.replace("\r\n", "\n").replace("\r", "\n"))


def parts(text: str, width: int, lines: int = _LINES) -> list[str]:
    """Cut a text so that each part is seen whole in a cell; joined again they are the text.

    Args:
        text: as `plain` gives it.
        width: of the cell, in letters.
        lines: how many of them a cell may have.
    """
    room = width * lines
    if 2 * len(text) + width * text.count("\n") <= room:
        return [text]
    cut, start = [], 0
    while start < len(text):
        end = start + _reach(text[start : start + room + 1], width, room)
        cut.append(text[start:end])
        start = end
    return cut


def _reach(text: str, width: int, room: int) -> int:
    """How many letters of the text fit, up to the end of a word where there is one."""
    used = 0
    for at, letter in enumerate(text):
        used += width if letter == "\n" else 2 if _WIDE.match(letter) else 1
        if used > room:
            return text.rfind(" ", at // 2, at) + 1 or at
    return len(text)


def fitting(texts: Iterable[str], widest: int = _WIDEST) -> int:
    """A width for a column: no word is broken and no text is a tower, as far as there is room."""
    narrowest = _NARROWEST
    for text in texts:
        if narrowest >= widest:
            break
        word = max(map(len, text.split()), default=0)
        narrowest = max(narrowest, word + 3, round(2.6 * sqrt(len(text))))
    return min(narrowest, widest)


def write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as a text, whatever it looks like.

    Args:
        sheet: where.
        row: from 0.
        column: from 0.
        text: as `plain` and `parts` give it.
        look: of the cell.
    """
    if not text:
        sheet.write_blank(row, column, None, look)
    elif text.startswith("<r>") and text.endswith("</r>"):
        # The library takes such a text for its own markup, but not if it comes in pieces; and an escape
        # such as _x000D_ is escaped twice then, unless it is broken up too.
        pieces = ("<", "r", *re.split("(?<=_)", text[2:]))
        sheet.write_rich_string(row, column, *(each for piece in pieces for each in (look, piece)), look)
    else:
        sheet.write_string(row, column, text, look)
