"""Text of sheets: cut so that its cells show all of it, in columns that are as wide as it needs."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import sqrt
from typing import Final, NamedTuple

from barrierctl.limits import MAX_CACHED_WIDTHS, MAX_CELL_LENGTH
from barrierctl.text.markup import legal, readable

BOLD: Final = 1.12
"""How much wider bold letters are."""
_MAX_LINES: Final = 30  # of a row, which is 409 points high at most
_MAX_HEAD_WIDTH: Final = 30  # all widths are in digits
BUTTON: Final = 3
"""What the button of the filter takes from a head."""
_USABLE: Final = 0.94  # how much of the width of a cell is left between its edges
_WIDTH_TO_HEIGHT: Final = 3  # of a long text

_TOKEN: Final = re.compile(r"[^ \n]+ {0,20}\n?| {1,20}\n?|\n")
_NARROW: Final = re.compile(r"[ijlfrtI.,:;'!|/()\[\]\- ]")
_WIDE: Final = re.compile("[A-Z&mw\u0100-\U0010ffff]")
_WIDER: Final = re.compile("[MW@%\u1100-\U0010ffff]")


class Part(NamedTuple):
    """As much of a text as one cell shows; a part that nobody sees takes no lines."""

    text: str
    lines: int
    styles: tuple[str, ...]


def clean(text: str) -> str:
    """Give a text the line ends of a workbook, and write out what nobody sees or XML cannot hold."""
    if text.isascii() and text.isprintable():  # so are most texts, each of which comes here several times
        return text
    return legal(readable(text.replace("\r\n", "\n").replace("\r", "\n")))


def cut(
    text: str, width: float | None, *styles: str, max_lines: int = _MAX_LINES, behind: str = ""
) -> list[Part]:
    """Cut a text so that a cell shows each part in full; joined again, the parts are the clean text.

    The width of a hidden cell is None. What is shown *behind* the text, in brackets, is no part of it.
    """
    if behind:
        *parts, last = cut(text, width, *styles, max_lines=max_lines)
        (whole, *_) = cut(f"{last.text} [{behind}]", width, *styles)
        shown = clean(behind).replace('"', "'")
        return [*parts, Part(last.text, whole.lines, (*styles, f'@" [{shown}]"'))]
    if not text:
        return [Part("", 1, styles)]
    text = clean(text)
    if width is None:
        starts = range(0, len(text), MAX_CELL_LENGTH)
        return [Part(text[start : start + MAX_CELL_LENGTH], 0, styles) for start in starts]
    lines = break_lines(text, width * _USABLE)
    groups = [lines[start : start + max_lines] for start in range(0, len(lines), max_lines)]
    return [Part("".join(group), len(group), styles) for group in groups]


def break_lines(text: str, width: float) -> list[str]:
    """Break a clean text into lines no later than a cell does; joined again, the lines are the text."""
    if "\n" not in text and text_width(text) <= width:
        return [text]
    lines, line, used = [], "", 0.0
    for token in _TOKEN.findall(text):
        needed = text_width(token.rstrip(" \n") or token)
        if line and used + needed > width:
            lines.append(line)
            line, used = "", 0.0
        *full, rest = _break_word(token, width) if needed > width else (token,)
        lines += full
        line, used = line + rest, used + text_width(rest)
        if token.endswith("\n"):
            lines.append(line)
            line, used = "", 0.0
    return [*lines, line]


def _break_word(word: str, width: float) -> Iterator[str]:
    start, used = 0, 0.0
    for at, letter in enumerate(word):
        used += (needed := text_width(letter))
        if used > width and at > start:
            yield word[start:at]
            start, used = at, needed
    yield word[start:]


@lru_cache(maxsize=MAX_CACHED_WIDTHS)
def text_width(text: str) -> float:
    """Estimate the width of a text on one line, in digits, and not less than in Arial."""
    wide = len(_WIDE.findall(text)) + len(_WIDER.findall(text))
    return len(text) - 0.4 * len(_NARROW.findall(text)) + 0.4 * wide


def fit_column(texts: Iterable[str], narrowest: int, widest: int) -> int:
    """Choose the width of a column: as far as possible, no word is broken and no text is a tower."""
    width = narrowest
    for text in filter(None, texts):
        if width >= widest:
            break
        word = max(map(text_width, text.split()), default=0)
        width = max(width, round(word) + 2, round(_WIDTH_TO_HEIGHT * sqrt(len(text))))
    return min(width, widest)


def fit_head(label: str) -> int:
    """Choose a width in which a label of ordinary length takes two lines at most."""
    needed = max([text_width(label) / 2, *map(text_width, label.split())])
    return min(round((needed + 1) * BOLD) + BUTTON + 1, _MAX_HEAD_WIDTH)
