"""A sheet: how it is printed, and rows that are as high as what stands in them."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from barrierctl.exporters.xlsx.cells import plain, write
from barrierctl.exporters.xlsx.lines import NOTHING, Part, parts, weight

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
