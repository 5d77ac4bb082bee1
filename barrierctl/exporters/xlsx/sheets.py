"""Sheets, cells and their looks; rows that are as high as their text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from math import sqrt
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from barrierctl.text.markup import legal
from barrierctl.views.document import State

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


_A4, _A3 = 9, 8
_ON_A4, _ON_A3 = 185, 330
"""Digits side by side that can still be read on that paper."""
_LINE, _EDGES = 13, 3  # points
_BUTTON: Final = 3  # digits; what opens the filter takes them from a head
_HEAD_LINES: Final = 8  # more would fill the window, as the heads stay in sight
_WIDEST_HEAD: Final = 30
BOLD: Final = 1.12
"""How much wider bold letters are."""


class Sheet(Worksheet):
    """A sheet whose rows have a height to begin with, and grow when somebody writes more into them."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        # The library says of each height that somebody chose it, and then a row no longer grows.
        super()._xml_start_tag_unencoded(
            tag, [each for each in attributes if (tag, each[0]) != ("row", "customHeight")]
        )


def head_width(label: str) -> int:
    """A width in which a label of ordinary length takes two lines at most."""
    needed = max([weight(label) / 2, *map(weight, label.split())])
    return min(round((needed + 1) * BOLD) + _BUTTON + 1, _WIDEST_HEAD)


def write_row(sheet: Sheet, at: int, cells: Iterable[tuple[Part, Format]]) -> None:
    """Write a row, and make it high enough for each of its cells."""
    most = 1
    for column, (part, look) in enumerate(cells):
        write(sheet, at, column, part.text, look)
        most = max(most, part.lines)
    if most > 1:
        sheet.set_row(at, most * _LINE + _EDGES)


def write_heads(sheet: Sheet, at: int, labels: Iterable[str], widths: Iterable[int], look: Format) -> int:
    """Write the labels of columns; a long one goes on in the rows below.

    Returns:
        The first row below them.
    """
    cut = (
        parts(plain(label), (width - _BUTTON) / BOLD, _HEAD_LINES)
        for label, width in zip(labels, widths, strict=True)
    )
    rows = list(zip_longest(*cut, fillvalue=NOTHING))
    for row, line in enumerate(rows, start=at):
        write_row(sheet, row, ((part, look) for part in line))
    return at + len(rows)


def fit_on_paper(sheet: Sheet, width: int) -> None:
    """Choose paper, and as many pages side by side as it takes to read it.

    Args:
        sheet: what is printed.
        width: of all that is not hidden, in digits.
    """
    sheet.set_paper(_A4 if width <= _ON_A4 else _A3)
    sheet.fit_to_pages(max(1, -(-width // _ON_A3)), 0)


def plain(text: str) -> str:
    """The text with the line ends of a workbook, and without what XML cannot hold."""
    return legal(text.replace("\r\n", "\n").replace("\r", "\n"))


def write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as a text, never as a formula, number or link.

    Args:
        sheet: where.
        row: from 0.
        column: from 0.
        text: as `plain` gives it, and as long as a cell takes it.
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


FONT: Final = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
_DARK, _MIDDLE, _LIGHT, _EDGE, _FAINT = "#1F3A5F", "#DCE6F1", "#F3F6FA", "#B8C4D6", "#595959"
_TEXT: Final = {"text_wrap": True, "valign": "top", "num_format": "@"}
_BOX: Final = {"border": 1, "border_color": _EDGE}
_BETWEEN: Final = {"top_color": "#E3E8EF", "bottom_color": "#E3E8EF"}

_STYLES: Final[dict[str, dict[str, Any]]] = {
    "text": _TEXT,
    "cell": {**_TEXT, **_BOX, **_BETWEEN},
    "head": {**_TEXT, **_BOX, "bold": True, "font_color": "#FFFFFF", "bg_color": _DARK},
    "side": {**_TEXT, **_BOX, "bold": True, "bg_color": _MIDDLE},
    "again": {"bold": False, "font_color": _FAINT, "bg_color": _LIGHT, **_BETWEEN},
    "begins": {"top": 2, "top_color": _DARK},
    "title": {"bold": True, "font_size": 18, "font_color": _DARK},
    "heading": {"bold": True, "font_size": 12, "font_color": _DARK},
    "faint": {"font_color": _FAINT, "num_format": "@"},
    "link": {"font_color": "#0B5394", "underline": 1},
    "sign": {**_TEXT, **_BOX, "align": "center", "valign": "vcenter", "font_size": 14},
    "sign-full": {"bg_color": "#D7EBD3"},
    "sign-thin": {"bg_color": "#FFF3C9"},
    "sign-empty": {"bg_color": "#F9D6D2"},
    "sign-doubtful": {"bg_color": "#FFE2C2"},
    "sign-unknown": {"bg_color": "#E6DAEE"},
    "sign-not-applicable": {"bg_color": "#EDEDED"},
    State.PLAIN: {},
    State.DOUBTFUL: {"italic": True, "font_color": "#7F4F00"},
    State.DROPPED: {"font_strikeout": True, "font_color": _FAINT},
    State.NOT_APPLICABLE: {"italic": True, "font_color": _FAINT},
    State.UNKNOWN: {"italic": True, "font_color": "#6A3D7C"},
}


class Looks:
    """The looks of the cells of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        """Those of this workbook."""
        self._workbook = workbook
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *names: str) -> Format:
        """These styles together; where they differ, the last one holds."""
        if names not in self._made:
            style: dict[str, Any] = {}
            for name in names:
                style |= _STYLES[name]
            self._made[names] = self._workbook.add_format(style)
        return self._made[names]
