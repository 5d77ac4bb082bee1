"""Sheets, text that is cut so that its cells show all of it, and rows as high as their text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from math import sqrt
from typing import Any, Final, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from barrierctl.limits import MAX_CACHED_WIDTHS, MAX_CELL_LENGTH
from barrierctl.text.markup import legal

BOLD: Final = 1.12
"""How much wider bold letters are."""
_MAX_LINES: Final = 30  # of a row, which is 409 points high at most
_MAX_HEAD_LINES: Final = 8  # more would fill the window, as the heads stay in sight
_MAX_HEAD_WIDTH: Final = 30  # all widths are in digits
_BUTTON: Final = 3  # what the button of the filter takes from a head
_USABLE: Final = 0.94  # how much of the width of a cell is left between its edges
_WIDTH_TO_HEIGHT: Final = 3  # of a long text
_LINE, _EDGES = 13, 3  # points
_A4, _A3 = 9, 8
_ON_A4, _ON_A3 = 185, 330  # digits side by side that can still be read on that paper

_TOKEN: Final = re.compile(r"[^ \n]+ {0,20}\n?| {1,20}\n?|\n")
_NARROW: Final = re.compile(r"[ijlfrtI.,:;'!|/()\[\]\- ]")
_WIDE: Final = re.compile("[A-Z&mw\u0100-\U0010ffff]")
_WIDER: Final = re.compile("[MW@%\u1100-\U0010ffff]")


class Sheet(Worksheet):
    """A sheet whose rows have a height to begin with, and grow when somebody writes more into them."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        # The library says of each height that somebody chose it, and then a row no longer grows.
        super()._xml_start_tag_unencoded(
            tag, [each for each in attributes if (tag, each[0]) != ("row", "customHeight")]
        )


class Part(NamedTuple):
    """As much of a text as one cell shows; a part that nobody sees takes no lines."""

    text: str
    lines: int


NOTHING: Final = Part("", 1)
"""The content of an empty cell."""


def clean(text: str) -> str:
    """Give a text the line ends of a workbook, and write out what XML cannot hold."""
    return legal(text.replace("\r\n", "\n").replace("\r", "\n"))


def cut(text: str, width: float | None, max_lines: int = _MAX_LINES) -> list[Part]:
    """Cut a clean text so that a cell shows each part in full; joined again, the parts are the text.

    Args:
        text: from `clean`.
        width: of the cell; None if it is hidden.
        max_lines: that a cell may have.
    """
    if not text:
        return [NOTHING]
    if width is None:
        starts = range(0, len(text), MAX_CELL_LENGTH)
        return [Part(text[start : start + MAX_CELL_LENGTH], 0) for start in starts]
    lines = break_lines(text, width * _USABLE)
    groups = [lines[start : start + max_lines] for start in range(0, len(lines), max_lines)]
    return [Part("".join(group), len(group)) for group in groups]


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
    for text in texts:
        if width >= widest:
            break
        word = max(map(text_width, text.split()), default=0)
        width = max(width, round(word) + 2, round(_WIDTH_TO_HEIGHT * sqrt(len(text))))
    return min(width, widest)


def fit_head(label: str) -> int:
    """Choose a width in which a label of ordinary length takes two lines at most."""
    needed = max([text_width(label) / 2, *map(text_width, label.split())])
    return min(round((needed + 1) * BOLD) + _BUTTON + 1, _MAX_HEAD_WIDTH)


def fit_on_paper(sheet: Sheet, width: int) -> None:
    """Choose paper, and as many pages side by side as it takes to read all that is not hidden."""
    sheet.set_paper(_A4 if width <= _ON_A4 else _A3)
    sheet.fit_to_pages(max(1, -(-width // _ON_A3)), 0)


def set_widths(sheet: Sheet, widths: Iterable[int], look: Format | None = None) -> None:
    """Set the widths of the first columns, and the look of their empty cells."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, look)


def write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a clean text as a text, never as a formula, number or link."""
    if not text:
        sheet.write_blank(row, column, None, look)
    elif text.startswith("<r>") and text.endswith("</r>"):
        # The library takes such a text for its own markup, but not if it comes in pieces; and an escape
        # such as _x000D_ is escaped twice then, unless it is broken up too.
        pieces = ("<", "r", *re.split("(?<=_)", text[2:]))
        sheet.write_rich_string(row, column, *(each for piece in pieces for each in (look, piece)), look)
    else:
        sheet.write_string(row, column, text, look)


def write_row(sheet: Sheet, row: int, cells: Iterable[tuple[Part, Format]]) -> None:
    """Write a row, and make it high enough for each of its cells."""
    lines = 1
    for column, (part, look) in enumerate(cells):
        write(sheet, row, column, part.text, look)
        lines = max(lines, part.lines)
    if lines > 1:
        sheet.set_row(row, lines * _LINE + _EDGES)


def write_heads(sheet: Sheet, row: int, labels: Iterable[str], widths: Iterable[int], look: Format) -> int:
    """Write the labels of columns, long ones in several rows; return the first row below them."""
    parts = (
        cut(clean(label), (width - _BUTTON) / BOLD, _MAX_HEAD_LINES)
        for label, width in zip(labels, widths, strict=True)
    )
    rows = list(zip_longest(*parts, fillvalue=NOTHING))
    for at, cells in enumerate(rows, start=row):
        write_row(sheet, at, ((part, look) for part in cells))
    return row + len(rows)
