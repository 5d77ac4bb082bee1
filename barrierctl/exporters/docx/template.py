"""The report before it is filled: styles, lists, language, header and footer, properties of the file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import docx
from docx.document import Document as Report
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from barrierctl.exporters.docx import wml
from barrierctl.limits import MAX_PROPERTY_LENGTH
from barrierctl.messages import catalogue
from barrierctl.text.markup import attribute, legal
from barrierctl.text.terminal import visible
from barrierctl.views.document import Document

DARK: Final = "1F3864"
"""The colour of headings, and behind the heads of tables."""
TINT: Final = "E9EEF7"
"""The colour behind the heads of rows."""
_GREY = "595959"
_FONT: Final = "Arial"  # every office has it, or one that is as wide
_DEFAULT_DATE = date(2000, 1, 1)  # of a model without one, so that the bytes are always the same
_WORD_VERSION = "15"  # Word 2013 and later; below that, its window says "Compatibility mode"
_FOREIGN: Final = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
"""What the library's template brings along: a picture, statistics, a list of books, styles for Word 2007."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; lengths are in points, `level` is that of a heading, from 0.

    A built-in style has the name that the format gives it, and `base` is the id of a style.
    """

    name: str
    size: float = 10
    base: str = "Normal"
    before: float = 0
    after: float = 0
    left: float = 0
    color: str = "000000"
    bold: bool = False
    centred: bool = False
    level: int | None = None
    bullet: bool = False
    keep_with_next: bool = False
    page_break_before: bool = False

    @property
    def id(self) -> str:
        return "".join(word[0].upper() + word[1:] for word in self.name.replace("toc", "TOC").split())


@dataclass(frozen=True, slots=True)
class _Look:
    """A character style."""

    name: str
    color: str
    bold: bool = False
    italic: bool = False
    strike: bool = False


_HEADING: Final[dict[str, Any]] = {"color": DARK, "bold": True, "keep_with_next": True}
_STYLES: Final = (
    _Style("Title", 26, after=4, color=DARK, bold=True),
    _Style("Subtitle", 11, after=12, color=_GREY),
    _Style("heading 1", 18, before=20, after=6, level=0, **_HEADING),
    _Style("heading 2", 13, before=16, after=4, level=1, **_HEADING),
    _Style("heading 3", 10.5, before=8, after=3, level=2, **_HEADING),
    _Style("caption", 9, before=10, after=4, color=_GREY, keep_with_next=True),
    _Style("header", 8.5, color=_GREY),
    _Style("footer", 8.5, color=_GREY, centred=True),
    _Style("List Bullet", after=2, left=14, bullet=True),
    _Style("toc 1", before=4, after=1, bold=True),
    _Style("toc 2", after=1, left=14),
    _Style("TOC Heading", 18, after=6, page_break_before=True, **_HEADING),
    _Style("Contents Note", 8.5, before=8, color=_GREY),
    _Style("Told", 9, after=3, left=14),
    _Style("Cell Text", 9, before=1, after=1),
    _Style("Cell Sign", 8.5, before=1, after=1, centred=True),
    _Style("Cell Entry", 8.5, base="ListBullet", after=1.5, left=8, bullet=True),
    _Style("Section End", 8),
)
_LOOKS: Final = (
    _Look("Name", "000000", bold=True),
    _Look("Label", _GREY),
    _Look("Head", "FFFFFF", bold=True),
    _Look("Row Head", DARK, bold=True),
    _Look("Continued", _GREY),
    _Look("Doubtful", "7F4F00", italic=True),
    _Look("Dropped", _GREY, strike=True),
    _Look("Absent", _GREY, italic=True),
    _Look("Grave", "9C2A00", bold=True),
)
_MARGINS = (
    '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_DEFAULT_STYLES = f"""\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
<w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:style>\
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>\
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>\
<w:uiPriority w:val="99"/><w:semiHidden/>\
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_MARGINS}</w:tblPr></w:style>\
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>\
<w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>{_MARGINS}</w:tblPr></w:style>"""


def create_report(document: Document) -> Report:
    """Create a report without content."""
    report = docx.Document()
    for relations in (report.part.package.rels, report.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _FOREIGN]:
            relations.pop(key)
    _replace_styles(report, document.language)
    for fonts in report.settings.element.iter(qn("w:themeFontLang")):
        fonts.attrib.clear()
        fonts.set(qn("w:val"), document.language)
    for setting in report.settings.element.xpath("//w:compatSetting[@w:name='compatibilityMode']"):
        setting.set(qn("w:val"), _WORD_VERSION)
    _set_properties(report, document)
    _add_header_and_footer(report, document)
    return report


def parse_body(xml: str) -> BaseOxmlElement:
    """Parse blocks, or other elements, as the children of a body."""
    return parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")


def header_references(report: Report) -> str:
    """Write what a section needs to have the report's header and footer."""
    references = report.element.body.get_or_add_sectPr().xpath("w:headerReference | w:footerReference")
    return "".join(
        f'<w:{each.tag.rpartition("}")[2]} w:type="default" r:id="{each.get(qn("r:id"))}"/>'
        for each in references
    )


def _replace_styles(report: Report, language: str) -> None:
    """Replace the template's styles and lists by ours."""
    sheet = report.styles.element
    for old in [*sheet.iterchildren(qn("w:docDefaults")), *sheet.iterchildren(qn("w:style"))]:
        sheet.remove(old)
    code = attribute(language)
    fonts = " ".join(f'w:{which}="{_FONT}"' for which in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="{code}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    ours = "".join([_DEFAULT_STYLES, *map(_paragraph_style, _STYLES), *map(_character_style, _LOOKS)])
    first, *others = parse_body(defaults + ours)
    sheet.insert(0, first)
    sheet.extend(others)
    numbers = [_list_number(style) for style in _STYLES if style.bullet]
    lists = [_abstract_list(style) for style in _STYLES if style.bullet]
    lists += [f'<w:num w:numId="{each}"><w:abstractNumId w:val="{each}"/></w:num>' for each in numbers]
    report.part.numbering_part.element[:] = parse_body("".join(lists))


def _paragraph_style(style: _Style) -> str:
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_with_next else ""
    keep += "<w:pageBreakBefore/>" if style.page_break_before else ""
    bullet = f'<w:numPr><w:numId w:val="{_list_number(style)}"/></w:numPr>' if style.bullet else ""
    centred = '<w:jc w:val="center"/>' if style.centred else ""
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    half_points = round(style.size * 2)
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base}"/><w:qFormat/><w:pPr>{keep}{bullet}'
        f'<w:spacing w:before="{_twentieths(style.before)}" w:after="{_twentieths(style.after)}"'
        f' w:line="252" w:lineRule="auto"/>{_indent(style)}{centred}{level}</w:pPr>'
        f'<w:rPr>{bold}<w:color w:val="{style.color}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )


def _character_style(look: _Look) -> str:
    marks = ("<w:b/><w:bCs/>" if look.bold else "") + ("<w:i/><w:iCs/>" if look.italic else "")
    marks += "<w:strike/>" if look.strike else ""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{look.name.replace(" ", "")}">'
        f'<w:name w:val="{look.name}"/><w:qFormat/>'
        f'<w:rPr>{marks}<w:color w:val="{look.color}"/></w:rPr></w:style>'
    )


def _abstract_list(style: _Style) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{_list_number(style)}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style.id}"/>'
        f'<w:lvlText w:val="\N{BULLET}"/><w:lvlJc w:val="left"/><w:pPr>{_indent(style)}</w:pPr></w:lvl>'
        "</w:abstractNum>"
    )


def _list_number(style: _Style) -> int:
    return 1 + _STYLES.index(style)


def _indent(style: _Style) -> str:
    left = _twentieths(style.left)
    return f'<w:ind w:left="{left}" w:hanging="{left if style.bullet else 0}"/>'


def _twentieths(points: float) -> int:
    return round(points * 20)


def _set_properties(report: Report, document: Document) -> None:
    """Set the properties of the file; dates are the model's, never those of its writing."""
    properties, day = report.core_properties, document.day or _DEFAULT_DATE
    properties.title = legal(visible(document.title))[:MAX_PROPERTY_LENGTH]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = document.language
    properties.created = properties.modified = datetime(  # noqa: DTZ001 - the format knows no zone
        day.year, day.month, day.day
    )


def _add_header_and_footer(report: Report, document: Document) -> None:
    """Put classification and title above each page, and its number below."""
    section, title = report.sections[0], wml.shorten(visible(document.title))
    classification = catalogue().label("classification", document.classification)
    header = wml.paragraph("Header", wml.run(f"{classification}  ·  ", "Name"), wml.run(title))
    footer = wml.paragraph("Footer", wml.field("PAGE", "1"), wml.run(" / "), wml.field("NUMPAGES", "1"))
    for part, xml in ((section.header, header), (section.footer, footer)):
        part.is_linked_to_previous = False
        part.part.element[:] = parse_body(xml)
