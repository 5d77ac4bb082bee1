"""The styles of a report: those that every word processor knows by name, and a few of our own for tables."""

from dataclasses import dataclass
from typing import Final

DARK: Final = "1F3864"
"""Headings, and the heads of tables."""

TINT: Final = "E9EEF7"
"""Behind the heads of rows."""

_GREY = "595959"


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """A style of paragraphs; lengths are in points.

    Attributes:
        name: as users see it; built-in ones by the names that the format gives them.
        base: the style that it goes out from.
        size: of the letters.
        before, after: the space above and below.
        left: how far it is moved in.
        hanging: how far the first line is moved out again.
        color: of the letters.
        bold: whether they are.
        centred: whether the lines are.
        level: of a heading, from 0; None for what is none.
        bullet: whether it begins with one.
        stays: whether it is on the same page as what follows.
        anew: whether it begins a page.
    """

    name: str
    base: str = "Normal"
    size: float = 10
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    color: str = "000000"
    bold: bool = False
    centred: bool = False
    level: int | None = None
    bullet: bool = False
    stays: bool = False
    anew: bool = False

    @property
    def id(self) -> str:
        """By which paragraphs name it."""
        return "".join(word[0].upper() + word[1:] for word in self.name.replace("toc", "TOC").split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A style of letters within a paragraph."""

    name: str
    color: str
    bold: bool = False
    italic: bool = False
    struck: bool = False


PARAGRAPHS: Final = (
    Style(name="Title", size=26, after=4, color=DARK, bold=True),
    Style(name="Subtitle", size=11, after=12, color=_GREY),
    Style(name="heading 1", size=18, before=20, after=6, color=DARK, bold=True, level=0, stays=True),
    Style(name="heading 2", size=13, before=16, after=4, color=DARK, bold=True, level=1, stays=True),
    Style(name="heading 3", size=10.5, before=8, after=3, color=DARK, bold=True, level=2, stays=True),
    Style(name="caption", size=9, before=10, after=4, color=_GREY, stays=True),
    Style(name="header", size=8.5, color=_GREY),
    Style(name="footer", size=8.5, color=_GREY, centred=True),
    Style(name="List Bullet", after=2, left=14, hanging=14, bullet=True),
    Style(name="toc 1", before=4, after=1, bold=True),
    Style(name="toc 2", after=1, left=14),
    Style(name="TOC Heading", size=18, after=6, color=DARK, bold=True, stays=True, anew=True),
    Style(name="Contents Note", size=8.5, before=8, color=_GREY),
    Style(name="Told", size=9, after=3, left=14),
    Style(name="Cell Text", size=9, before=1, after=1),
    Style(name="Cell Sign", size=8.5, before=1, after=1, centred=True),
    Style(name="Cell Entry", base="List Bullet", size=8.5, after=1.5, left=8, hanging=8, bullet=True),
    Style(name="Section End", size=8),
)
LOOKS: Final = (
    Look(name="Name", color="000000", bold=True),
    Look(name="Label", color=_GREY),
    Look(name="Head", color="FFFFFF", bold=True),
    Look(name="Row Head", color=DARK, bold=True),
    Look(name="Continued", color=_GREY),
    Look(name="Doubtful", color="7F4F00", italic=True),
    Look(name="Dropped", color=_GREY, struck=True),
    Look(name="Absent", color=_GREY, italic=True),
    Look(name="Grave", color="9C2A00", bold=True),
)
