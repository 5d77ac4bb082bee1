"""WordprocessingML in pieces, as text.

The library's own tables and paragraphs look through all that is there already each time that one is added, so
that a large model would take the square of its size. What is written here is read into the document once.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import Final

from barrierctl.text.terminal import shown
from barrierctl.text.word import run_content
from barrierctl.text.xml import attribute, content

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
