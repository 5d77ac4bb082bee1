"""The empty report: its styles, its language, what stands around each page, what it says of itself."""

from datetime import date, datetime
from typing import Final

import docx
from docx.document import Document as Report
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.styles import lists, style_sheet
from barrierctl.messages import catalogue
from barrierctl.text.markup import legal
from barrierctl.text.terminal import visible
from barrierctl.views.document import Document

_SOME_DAY = date(2000, 1, 1)  # for a model that tells none: the same whenever it is written
_LONGEST_PROPERTY = 255
# What whoever made the library's template left in it: a picture of it, its statistics, a list of books,
# its styles for an older program.
_FOREIGN: Final = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
_MODE = 15  # of Word 2013 and later; below that, its window says that it makes allowances


def empty(document: Document) -> Report:
    """A report on this document in which nothing stands yet."""
    report = docx.Document()
    _clear(report)
    _set(report, document.language)
    _describe(report, document)
    _put_around(report, document)
    return report


def body_of(xml: str) -> BaseOxmlElement:
    """An element with these in it."""
    return parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")


def headers(report: Report) -> str:
    """What a section says so that its pages have the report's header and footer."""
    kept = report.element.body.get_or_add_sectPr().xpath("w:headerReference | w:footerReference")
    return "".join(
        f'<w:{each.tag.rpartition("}")[2]} w:type="default" r:id="{each.get(qn("r:id"))}"/>' for each in kept
    )


def _clear(report: Report) -> None:
    """Leave out what the template brings along."""
    for rels in (report.part.package.rels, report.part.rels):
        for key in [key for key, relation in rels.items() if relation.reltype in _FOREIGN]:
            rels.pop(key)


def _set(report: Report, language: str) -> None:
    """Give it our styles in place of the template's, the language, and the ways of a Word of today."""
    sheet = report.styles.element
    for old in [*sheet.iterchildren(qn("w:docDefaults")), *sheet.iterchildren(qn("w:style"))]:
        sheet.remove(old)
    defaults, *styles = body_of("".join(style_sheet(language)))
    sheet.insert(0, defaults)
    sheet.extend(styles)
    report.part.numbering_part.element[:] = body_of("".join(lists()))
    for told in report.settings.element.iter(qn("w:themeFontLang")):
        told.attrib.clear()
        told.set(qn("w:val"), language)
    for told in report.settings.element.iter(qn("w:compatSetting")):
        if told.get(qn("w:name")) == "compatibilityMode":
            told.set(qn("w:val"), str(_MODE))


def _describe(report: Report, document: Document) -> None:
    """The properties of the file; dates are the model's, never those of its writing."""
    told, day = report.core_properties, document.day or _SOME_DAY
    told.title = legal(visible(document.title))[:_LONGEST_PROPERTY]
    told.author = told.comments = told.last_modified_by = ""
    told.language = document.language
    told.created = told.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format knows no zone


def _put_around(report: Report, document: Document) -> None:
    """Classification and title above each page, its number below."""
    section, title = report.sections[0], wml.short(visible(document.title))
    classification = catalogue().label("classification", document.classification)
    above = wml.paragraph("Header", wml.run(f"{classification}  ·  ", "Name"), wml.run(title))
    below = wml.paragraph("Footer", wml.field("PAGE", "1"), wml.run(" / "), wml.field("NUMPAGES", "1"))
    for part, xml in ((section.header, above), (section.footer, below)):
        part.is_linked_to_previous = False
        part.part.element[:] = body_of(xml)
