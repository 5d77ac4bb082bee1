"""WordprocessingML in pieces, as text.

The library's own tables and paragraphs look through all that is there already each time that one is added, so
that a large model would take the square of its size. What is written here is read into the document once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Final

from barrierctl.text.markup import attribute, content, run_content
from barrierctl.text.terminal import shown

_DEEPEST: Final = 2  # of the headings that the table of contents shows
SHORT: Final = 100
"""The letters of a text where it only points to the place that has it whole."""


def run(text: str, style: str = "") -> str:
    """A text in one look.

    Args:
        text: data, as it is.
        style: the id of a character style; empty for the paragraph's own.
    """
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{look}{run_content(text)}</w:r>"


def paragraph(style: str, *runs: str, more: str = "") -> str:
    """A paragraph in the style of that id; `more` is what else it says of itself, as XML."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(runs)}</w:p>'


def field(code: str, until: str) -> str:
    """Something that the program counts itself, and what stands there until it does."""
    return f'<w:fldSimple w:instr=" {code} ">{run(until)}</w:fldSimple>'


def marked(name: str, number: int, runs: str) -> str:
    """Runs to which the table of contents can lead."""
    begin = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{begin}{runs}<w:bookmarkEnd w:id="{number}"/>'


def cell(width: int, paragraphs: str, *, fill: str = "", borders: str = "") -> str:
    """A cell; `width` in twentieths of a point, `fill` a colour, `borders` those that differ, as XML."""
    edges = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{edges}{shade}</w:tcPr>{paragraphs}</w:tc>'


def row(cells: Iterable[str], *, head: bool = False, whole: bool = True) -> str:
    """A row.

    Args:
        cells: left to right.
        head: whether it is repeated on each page.
        whole: whether it is kept on one page.
    """
    told = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{told}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], rows: Iterable[str], *, title: str, header: bool = True) -> str:
    """A table of fixed widths; its title is for those who have it read to them."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first = f'w:val="{"04A0" if header else "0480"}" w:firstRow="{int(header)}" w:lastRow="0"'
    look = f'<w:tblLook {first} w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val="{attribute(shown(title))}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def contents(entries: Iterable[tuple[int, str, str]], note: str) -> list[str]:
    """A table of contents, filled with what it will hold but the page numbers, which only a layout knows.

    Args:
        entries: level, text and bookmark of each heading.
        note: what a reader may do for the page numbers; it goes away once that is done.
    """
    code = ' TOC \\o "1-2" \\h \\z \\u '
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{content(code)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [
        paragraph(f"TOC{level}", start, _leading(place, text))
        for start, (level, text, place) in zip(chain([begin], repeat("")), entries, strict=False)
    ]
    return [*lines, paragraph("ContentsNote", run(note), end)]


def _leading(place: str, text: str) -> str:
    """A text that leads to a bookmark in the same report."""
    return f'<w:hyperlink w:anchor="{place}" w:history="1">{run(text)}</w:hyperlink>'


def short(text: str) -> str:
    """The text as far as it fits on a line or two, where it stands whole elsewhere."""
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


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
        self.add(paragraph(f"Heading{level}", marked(told.place, number, run(text))))

    def turn(self, *, lies: bool, headers: str) -> None:
        """Go on with pages that lie or stand; `headers` are those of the pages until here."""
        if lies is not self.lies:
            self.add(paragraph("SectionEnd", more=section(lies=self.lies, headers=headers)))
            self.lies = lies

    def contents(self, note: str) -> list[str]:
        """The table of contents of what stands here."""
        shown = [heading for heading in self.headings if heading.level <= _DEEPEST]
        entries = [(heading.level, short(heading.text), heading.place) for heading in shown]
        return contents(entries, note) if entries else []


def section(*, lies: bool, headers: str) -> str:
    """How the pages of a section are: which way they lie, and what stands above and below."""
    wide, high = (_LONG_SIDE, _SHORT_SIDE) if lies else (_SHORT_SIDE, _LONG_SIDE)
    turned = ' w:orient="landscape"' if lies else ""
    sides = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{headers}<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar {sides} w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )
