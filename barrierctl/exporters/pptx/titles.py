"""Titles: as large as the room over a slide's table allows, on several slides with the number of the part."""

from typing import Final

from barrierctl.exporters.pptx.paging import MARGIN, WIDTH
from barrierctl.exporters.pptx.sheet import Box, Paragraph, Sheet
from barrierctl.exporters.pptx.widths import line_starts
from barrierctl.frozen import replace
from barrierctl.languages import catalogue

_SIZES: Final = ((28, 1), (24, 2), (20, 2), (16, 3))
"""Sizes of letters in points, each with the lines that there is room for."""
_FOR_PART: Final = 16  # letters that " (12/345)" takes at most, and the sign for what is left out


def size_of(title: str, sizes: tuple[tuple[int, int], ...] = _SIZES, width: float = WIDTH) -> int:
    """The largest size at which a title fits, or the least."""
    for size, lines in sizes:
        if len(_starts(title, size, width)) <= lines:
            return size
    return sizes[-1][0]


def short(title: str, sizes: tuple[tuple[int, int], ...] = _SIZES, width: float = WIDTH) -> str:
    """The title as far as there is room for it."""
    size, lines = sizes[-1]
    starts = _starts(title, size, width)
    return title if len(starts) <= lines else title[: starts[lines] - _FOR_PART] + "…"


def fitted(sheet: Sheet) -> Sheet:
    """The sheet with a title that fits; one that does not is told in full in the first row."""
    title = short(sheet.title)
    if title == sheet.title:
        return sheet
    return replace(sheet, title=title, rows=(_in_full(sheet), *sheet.rows))


def of_part(title: str, part: int, parts: int) -> str:
    """The title of one slide of several."""
    return catalogue().say("exports.pptx.part", title=title, part=part, parts=parts) if parts > 1 else title


def _in_full(sheet: Sheet) -> tuple[Box, ...]:
    label = catalogue().say("exports.pptx.in_full")
    told = Box(paragraphs=(Paragraph(text=sheet.title),))
    if len(sheet.shares) == 1:
        return (told,)
    head = Box(paragraphs=(Paragraph(text=label, bold=len(label)),))
    return (head, told, *(Box() for _ in sheet.shares[2:]))


def _starts(title: str, size: int, width: float) -> list[int]:
    return line_starts(title, (width - 2 * MARGIN) * 1000 / size, len(title))
