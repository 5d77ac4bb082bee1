"""What is to stand on slides, before it is known how many it takes."""

import math
from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from typing import Final

from barrierctl.frozen import frozen


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
