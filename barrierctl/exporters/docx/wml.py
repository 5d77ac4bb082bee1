"""WordprocessingML, written as text and parsed once for each report.

Measured with python-docx 1.2: 2,880 table cells take 0.015 s as text, and 0.15 to 0.25 s through the
library's rows and cells. The 23,800 elements of a large report take 0.13 s through `OxmlElement`, where the
whole export takes 0.09 s. The library also writes other XML: it sets `xml:space` on some texts only.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from barrierctl.exporters.common import shortened
from barrierctl.messages import catalogue
from barrierctl.text.markup import attribute, run_content
from barrierctl.text.terminal import shown
from barrierctl.views.document import State

_SHORT_SIDE, _LONG_SIDE, _MARGIN = 11906, 16838, 1020
PORTRAIT_WIDTH: Final = _SHORT_SIDE - 2 * _MARGIN
"""The width between the margins of a portrait page, in twentieths of a point."""
LANDSCAPE_WIDTH: Final = _LONG_SIDE - 2 * _MARGIN
"""The same for a landscape page."""
DARK: Final = "1F3864"
"""The colour of headings, and behind the heads of tables."""
TINT: Final = "E9EEF7"
"""The colour behind the heads of rows."""
LOOKS: Final = {
    State.PLAIN: "",
    State.DOUBTFUL: "Doubtful",
    State.OVERDUE: "Severe",
    State.DONE: "Absent",
    State.DROPPED: "Dropped",
    State.NOT_APPLICABLE: "Absent",
    State.UNKNOWN: "Absent",
}
"""The styles of entries by their state."""
_SHORT: Final = 100  # letters of a text that appears in full elsewhere
_STYLE: Final = re.compile(r'<w:pStyle w:val="\w+"/>')
_CONTENTS_LEVELS: Final = 2  # of headings
_CONTENTS_BEGIN: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_BETWEEN: Final = "\N{NO-BREAK SPACE} \N{MIDDLE DOT} "  # two links of the contents
_LINE: Final = 100  # letters of a line of the contents
_CONTENTS_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def run(text: str, style: str = "") -> str:
    """Write a text, which is data, in a character style or in the paragraph's own."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}{run_content(text)}</w:r>"


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """Write a paragraph in the style with that id, with further properties as XML."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def field(code: str, result: str) -> str:
    """Write a field that Word computes, and the result to show until it does."""
    return f'<w:fldSimple w:instr=" {code} ">{run(result)}</w:fldSimple>'


def cell(width: int, paragraphs: str, *, fill: str = "", borders: str = "", span: int = 1) -> str:
    """Write a cell over *span* columns; *width* is in twentieths of a point, *borders* are XML."""
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    edges = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}{edges}{shade}</w:tcPr>{paragraphs}</w:tc>'
    )


def text_cell(width: int, text: str, style: str = "", *, fill: str = "", borders: str = "") -> str:
    """Write a cell with one paragraph of text in a character style."""
    return cell(width, paragraph("CellText", run(text, style)), fill=fill, borders=borders)


def row(cells: Iterable[str], *, header: bool = False, can_split: bool = False) -> str:
    """Write a row; a header is repeated on each page, and a row that cannot split stays on one page."""
    properties = ("" if can_split else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def kept_with_next(written: str) -> str:
    """Keep a row on the page of the next one: Word asks this of each of its paragraphs."""
    return _STYLE.sub(r"\g<0><w:keepNext/>", written)


def table(
    widths: Sequence[int],
    rows: Iterable[str],
    *,
    title: str,
    labels: Sequence[str] = (),
) -> str:
    """Write a table of fixed widths; screen readers say its title, and the labels of its columns."""
    header = bool(labels)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first = f'w:val="{"04A0" if header else "0480"}" w:firstRow="{int(header)}" w:lastRow="0"'
    look = f'<w:tblLook {first} w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    said = catalogue().say("exports.docx.columns", labels=list(map(shorten, filter(None, labels))))
    alternative = f'<w:tblCaption w:val="{attribute(shown(title))}"/>'
    alternative += f'<w:tblDescription w:val="{attribute(shown(said))}"/>' if header else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{alternative}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def shorten(text: str) -> str:
    """Cut a text that appears in full elsewhere to a line or two."""
    return shortened(text, _SHORT)


class Body:
    """The blocks of a report from top to bottom, its headings and its sections."""

    def __init__(self, header_references: str) -> None:
        self.blocks: list[str] = []
        self._headers = header_references
        self._headings: list[tuple[int, str, str]] = []  # level, text, bookmark
        self._is_landscape = False
        self._is_at_top = False  # of a page that follows another

    @property
    def heading_count(self) -> int:
        """The number of headings so far."""
        return len(self._headings)

    def add(self, *blocks: str) -> None:
        """Add paragraphs or tables."""
        self.blocks += blocks
        self._is_at_top = False

    def add_heading(self, level: int, text: str, *, new_page: bool = False, is_below: bool = False) -> None:
        """Add a heading with a bookmark for the table of contents; *is_below* a line to cut along."""
        number = self.heading_count
        bookmark = f"_Toc{number:06}"
        self._headings.append((level, text, bookmark))
        begin = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        before = "<w:pageBreakBefore/>" if new_page else ""
        if self._is_at_top:
            before += '<w:spacing w:before="0"/>'
        style = "SheetBelow" if is_below else f"Heading{level}"
        self.add(paragraph(style, begin, run(text), end, properties=before))

    def set_orientation(self, *, landscape: bool) -> None:
        """End the section where the orientation changes."""
        if landscape is not self._is_landscape:
            if not self.blocks:  # there is no section yet
                self._is_landscape = landscape
                return
            self.add(paragraph("SectionEnd", properties=self.section()))
            self._is_at_top = True
            self._is_landscape = landscape

    def section(self) -> str:
        """Write the properties of the section that ends here."""
        size = f'w:w="{_SHORT_SIDE}" w:h="{_LONG_SIDE}"'
        if self._is_landscape:
            size = f'w:w="{_LONG_SIDE}" w:h="{_SHORT_SIDE}" w:orient="landscape"'
        sides = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
        return (
            f'<w:sectPr>{self._headers}<w:type w:val="nextPage"/><w:pgSz {size}/>'
            f'<w:pgMar {sides} w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
        )

    def contents(self, title: str, above: int, room: int) -> list[str]:
        """Write a table of contents: a line of links for each chapter below, without page numbers.

        The headings *above* are on the same page. Word adds numbers where it is asked to update the field.
        The contents begin on a page of their own if they have more lines than there is *room* for.
        """
        chapters: list[list[tuple[int, str, str]]] = []
        for heading in self._headings[above:]:
            if heading[0] == 1 or not chapters:
                chapters.append([])
            if heading[0] <= _CONTENTS_LEVELS:
                chapters[-1].append(heading)
        lines = sum(1 + sum(len(text) + len(_BETWEEN) for _, text, _ in each) // _LINE for each in chapters)
        before = "<w:pageBreakBefore/>" if lines > room else ""
        blocks = [paragraph("TOCHeading", run(title), properties=before)]
        for chapter in chapters:
            links = [
                f'<w:hyperlink w:anchor="{bookmark}" w:history="1">'
                f"{run(shorten(text), 'Name' if level == 1 else '')}</w:hyperlink>"
                for level, text, bookmark in chapter
            ]
            begin = _CONTENTS_BEGIN if chapter is chapters[0] else ""
            end = _CONTENTS_END if chapter is chapters[-1] else ""
            blocks.append(paragraph("TOC1", begin, run(_BETWEEN).join(links), end))
        return blocks
