"""What a report is made of while it is written: blocks one below the other, on pages that lie or stand."""

from dataclasses import dataclass
from typing import Final

from barrierctl.exporters.docx import wml

_DEEPEST = 2  # of the headings that the table of contents shows
_SHORT_SIDE, _LONG_SIDE, _MARGIN = 11906, 16838, 1020
UPRIGHT: Final = _SHORT_SIDE - 2 * _MARGIN
"""The width of what stands on an upright page, in twentieths of a point."""

LYING: Final = _LONG_SIDE - 2 * _MARGIN
"""The same on a page that lies."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading: its level, its text, and the bookmark that stands at it."""

    level: int
    text: str
    place: str


class Body:
    """Collects blocks, headings and the turns of the page."""

    def __init__(self) -> None:
        """With nothing in it, on an upright page."""
        self.blocks: list[str] = []
        self.headings: list[Heading] = []
        self.lies = False

    def add(self, *blocks: str) -> None:
        """Paragraphs or tables, one each."""
        self.blocks += blocks

    def heading(self, level: int, text: str) -> None:
        """A heading to which the table of contents leads."""
        number = len(self.headings)
        told = Heading(level=level, text=text, place=f"_Toc{number:06}")
        self.headings.append(told)
        self.add(wml.paragraph(f"Heading{level}", wml.marked(told.place, number, wml.run(text))))

    def turn(self, *, lies: bool, headers: str) -> None:
        """Go on with pages that lie or stand; `headers` are those of the pages until here."""
        if lies is not self.lies:
            self.add(wml.paragraph("SectionEnd", more=section(lies=self.lies, headers=headers)))
            self.lies = lies

    def contents(self, note: str) -> list[str]:
        """The table of contents of what stands here."""
        shown = [heading for heading in self.headings if heading.level <= _DEEPEST]
        entries = [(heading.level, wml.short(heading.text), heading.place) for heading in shown]
        return wml.contents(entries, note) if entries else []


def section(*, lies: bool, headers: str) -> str:
    """How the pages of a section are: which way they lie, and what stands above and below."""
    wide, high = (_LONG_SIDE, _SHORT_SIDE) if lies else (_SHORT_SIDE, _LONG_SIDE)
    turned = ' w:orient="landscape"' if lies else ""
    sides = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{headers}<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar {sides} w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )
