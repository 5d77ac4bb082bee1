"""The report before it is filled: styles, lists, language, header and footer, properties of the file."""

from datetime import date, datetime
from typing import Final

import docx
from docx.document import Document as Report
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from barrierctl.exporters.docx import wml
from barrierctl.limits import MAX_PROPERTY_LENGTH
from barrierctl.messages import catalogue
from barrierctl.resources import packaged
from barrierctl.text.markup import legal
from barrierctl.text.terminal import visible
from barrierctl.views.document import Document

DARK: Final = "1F3864"
"""The colour of headings, and behind the heads of tables."""
TINT: Final = "E9EEF7"
"""The colour behind the heads of rows."""
_STYLES: Final = "exporters/docx/styles.xml"
_DEFAULT_DATE = date(2000, 1, 1)  # of a model without one, so that the bytes are always the same
_WORD_VERSION = "15"  # Word 2013 and later; below that, its window says "Compatibility mode"
_FOREIGN: Final = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
"""What the library's template brings along: a picture, statistics, a list of books, styles for Word 2007."""


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
    styles, lists = parse_xml(packaged(_STYLES))
    for tag in styles.iter(qn("w:lang")):
        for name in tag.attrib:
            tag.set(name, language)
    first, *others = styles
    sheet.insert(0, first)
    sheet.extend(others)
    report.part.numbering_part.element[:] = lists


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
