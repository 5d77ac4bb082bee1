"""Format `docx`: a report for Word that can be sent as it is."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

import docx
from docx.document import Document as Report
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from barrierctl.dataclass import replace
from barrierctl.exporters import Options
from barrierctl.exporters.common import packed_by, shown_legend
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.bars import bars
from barrierctl.exporters.docx.grid import TABULAR, Grid
from barrierctl.exporters.docx.records import SEPARATOR, Records, add_sheet, add_stages, is_half, merged
from barrierctl.exporters.docx.wml import DARK, PORTRAIT_WIDTH, TINT, Body
from barrierctl.exporters.timeline import timeline
from barrierctl.limits import MAX_PROPERTY_LENGTH
from barrierctl.messages import catalogue
from barrierctl.resources import packaged
from barrierctl.text.markup import legal
from barrierctl.text.terminal import visible
from barrierctl.views.document import Document, Table, TableRole, outline, text_of, transposed

_LABEL = 2600  # the width of a column of labels, in twentieths of a point
_STAGE = 2300
_LONG = 1500  # letters of a text that may not fit on what is left of a page
_FILLS = {"empty": "F8CECC", "unconfirmed": "FFE6CC", "unknown": "E1E1E1"}
_MAX_WITHOUT_CONTENTS: Final = 100  # paragraphs and tables, on about three pages
_RANKS: Final = {
    TableRole.MATRIX: 0,
    TableRole.STAGES: 2,
    TableRole.ITEMS: 2,
    TableRole.TASKS: 4,
    TableRole.COUNTS: 4,
    TableRole.OBJECTIVES: 4,
    TableRole.PROPERTIES: 4,
    TableRole.RECOMMENDATIONS: 5,
    TableRole.PARTIES: 6,
    TableRole.SOURCES: 7,
}
"""Where in a report of a whole model a table belongs; outlines, such as the agenda, are second."""
_OUTLINE, _OTHER = 1, 3
_CONTENTS_ROOM: Final = 42  # lines on the first page, below its headings
_LINE, _SHORT_LINE, _WIDE_LINE = 70, 24, 90  # letters beside a label, in the first column, and alone
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


def export(document: Document, _options: Options) -> bytes:
    """Write the title, every view and every annex as chapters, and a table of contents if they are many."""
    report = _create_report(document)
    # What each section needs to have the header and the footer.
    references = report.element.body.get_or_add_sectPr().xpath("w:headerReference | w:footerReference")
    body = Body(
        "".join(
            f'<w:{each.tag.rpartition("}")[2]} w:type="default" r:id="{each.get(qn("r:id"))}"/>'
            for each in references
        )
    )
    if not document.overview:
        body.set_orientation(landscape=any(Grid(table).is_landscape for table in document.tables[:1]))
    lines = _add_front(body, document)
    front, above = len(body.blocks), body.heading_count
    _add_chapters(body, document)
    # Sheets to hand out are no book: the first of them says what follows.
    is_book = not any(table.new_page for table in document.tables)
    if is_book and len(body.blocks) > _MAX_WITHOUT_CONTENTS:
        title = catalogue().entry("exports.docx")["contents"]
        body.blocks[front:front] = body.contents(title, above, _CONTENTS_ROOM - lines)
    # The whole report becomes the main part as bytes: to parse them, to write them again, takes long.
    report.element.body[:] = ()
    head, _, tail = serialize_part_xml(report.element).partition(b"<w:body/>")
    content = "".join([*body.blocks, body.section()]).encode()
    xml = b"".join((head, b"<w:body>", content, b"</w:body>", tail))
    old, package = report.part, report.part.package
    part = Part(old.partname, old.content_type, xml, package)
    for relation in old.rels.values():
        part.load_rel(relation.reltype, relation.target_part, relation.rId)
    for key in [key for key, relation in package.rels.items() if relation.target_part is old]:
        package.rels.pop(key)
    package.relate_to(part, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    return packed_by(package.save)


def _add_front(body: Body, document: Document) -> int:
    """Add the title, what sums the model up, and what describes it; return about how many lines they take."""
    words, lines = catalogue(), 2 * (1 + len(document.title) // _LINE)
    kind = "marked" if document.marking else "plain"
    subtitle = words.say(f"exports.docx.subtitle.{kind}", classification=document.marking)
    body.add(wml.paragraph("Title", wml.run(document.title)), wml.paragraph("Subtitle", wml.run(subtitle)))
    if document.untranslated:
        body.add(wml.paragraph("Legend", wml.run(document.untranslated)))
    for table in filter(_is_agenda, document.tables):
        summary = _section(table, is_summary=True)
        texts = [text_of(row[table.lead_index]) for row in summary.rows]
        lines += sum(2 + len(text) // _WIDE_LINE for text in texts) + 2 * bool(texts)
        if document.overview:
            Records(None).add(body, summary, 1)
    if document.overview:
        body.add_heading(1, document.overview.title)
        body.add(_overview(document.overview))
        lines += sum(1 + len(column.label) // _SHORT_LINE for column in document.overview.columns)
        body.add(wml.paragraph("Legend", wml.run(shown_legend(document.overview))))
    for table in document.annexes:
        if table.role is TableRole.ABOUT:
            # The title is above.
            rows = tuple(row for row in table.rows if text_of(row[1]) != document.title)
            body.add(_property_table(replace(table, rows=rows)))
            lines += sum(1 + len(text_of(row[-1])) // _LINE for row in table.rows)
    return lines


def _is_agenda(table: Table) -> bool:
    return table.is_outline and not table.new_page


def _section(table: Table, *, is_summary: bool) -> Table:
    """Return the first section of an agenda, if it has sentences alone that sum the model up, or the rest."""
    (_, first), *_ = [*outline(table), ("", [])]
    count = 0 if any(points for _, points in first) else len(first)
    return replace(table, rows=table.rows[:count] if is_summary else table.rows[count:])


def _add_chapters(body: Body, document: Document) -> None:
    """Add every table; those of a whole model in the order of a report."""
    by_role = {table.role: table for table in (*document.tables, *document.annexes)}
    records = Records(by_role.get(TableRole.SOURCES) if document.overview else None)
    above, is_below = 0, False
    tables = _tables(document)
    for number, table in enumerate(tables):
        is_part = document.overview is not None and _rank(table) == above > _OTHER
        above, level = _rank(table), 2 if is_part else 1
        title = document.title if number == 0 and not document.overview else ""
        is_below = not is_below and number > 0 and is_half(tables[number - 1]) and is_half(table)
        new_page = (table.new_page and number > 0 and not is_below) or (
            document.overview is not None and timeline(table) is not None
        )
        shown = Grid(table)
        if document.overview and table.role is TableRole.MATRIX and not shown.is_readable:
            # Its items are in the chapters of the stages, and their numbers on the first page.
            body.set_orientation(landscape=False)
            body.add_heading(level, table.title)
            body.add(wml.paragraph("Normal", wml.run(catalogue().say("exports.docx.too_large"))))
            continue
        if title and shown.needs_page(title):
            title, new_page = "", True
        body.set_orientation(landscape=shown.is_landscape)
        body.add_heading(level, table.title, new_page=new_page, is_below=is_below)
        if document.overview and table.role is TableRole.STAGES:
            add_stages(body, records, by_role[TableRole.MATRIX], by_role[TableRole.ITEMS], table)
        else:
            _add_table(body, records, shown, table, level + 1, title)


def _tables(document: Document) -> Sequence[Table]:
    """Put the tables in order; those of a whole model in that of a report, with parties in one place."""
    tables = [table for table in (*document.tables, *document.annexes) if table.role is not TableRole.ABOUT]
    if not document.overview:
        return tables
    tables = [_section(table, is_summary=False) if _is_agenda(table) else table for table in tables]
    tables = sorted((table for table in tables if table.rows), key=_rank)
    if any(table.role is TableRole.STAGES for table in tables):
        tables = [table for table in tables if table.role is not TableRole.ITEMS]
    parties = [table for table in tables if table.role is TableRole.PARTIES]
    if len(parties) > 1:
        tables[tables.index(parties[0])] = merged(*parties)
        tables.remove(parties[1])
    return tables


def _rank(table: Table) -> int:
    return _OUTLINE if table.is_outline else _RANKS.get(table.role, _OTHER) if table.role else _OTHER


def _add_table(body: Body, records: Records, shown: Grid, table: Table, level: int, title: str) -> None:
    """Add a table as suits it; *level* is that of the headings in it, *title* is above it."""
    if not table.rows:
        body.add(wml.paragraph("Normal", wml.run(table.empty)))
    elif table.kind == "grid" or table.role in TABULAR:
        body.add(*shown.tables(title))
    elif table.role is TableRole.PROPERTIES:
        body.add(_property_table(table))
    elif table.new_page and table.is_outline:
        add_sheet(body, table)
    else:
        body.add(*bars(table))
        records.add(body, table, level)


def _property_table(table: Table) -> str:
    rows, width = [], PORTRAIT_WIDTH - _LABEL
    for label, value in table.rows:
        text = SEPARATOR.join(entry.shown for entry in value)
        head = wml.text_cell(_LABEL, text_of(label), "RowHead", fill=TINT)
        rows.append(wml.row((head, wml.text_cell(width, text)), can_split=len(text) >= _LONG))
    return wml.table((_LABEL, width), rows, title=table.title)


def _overview(overview: Table) -> str:
    """Write a row for each stage and a column for each block."""
    table = transposed(overview)
    width = (PORTRAIT_WIDTH - _STAGE) // (len(table.columns) - 1)
    widths = [_STAGE, *(width for _ in table.columns[1:])]
    heads = (
        wml.cell(width, wml.paragraph("CellSign", wml.run(column.label, "Head")), fill=DARK)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = [wml.row(heads, header=True)]
    for stage, *signs in table.rows:
        name = text_of(stage)
        cells = [wml.text_cell(_STAGE, name, "RowHead", fill=TINT)]
        for cell in signs:
            runs = (wml.run(sign.text) for sign in cell)
            fill = next((_FILLS.get(sign.element or "", "") for sign in cell), "")
            cells.append(wml.cell(width, wml.paragraph("CellSign", *runs), fill=fill))
        rows.append(wml.row(cells, can_split=len(name) >= _LONG))
    return wml.table(widths, rows, title=table.title, labels=[column.label for column in table.columns])


def _create_report(document: Document) -> Report:
    """Create a report without content: classification and title above each page, and its number below."""
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
    # The dates of the file are the model's, never those of its writing.
    properties, day = report.core_properties, document.day or _DEFAULT_DATE
    properties.title = legal(visible(document.title))[:MAX_PROPERTY_LENGTH]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = document.language
    properties.created = properties.modified = datetime.combine(day, time())  # the format knows no zone
    section, title = report.sections[0], wml.shorten(visible(document.title))
    marking = [wml.run(f"{document.marking}  ·  ", "Name")] if document.marking else []
    header = wml.paragraph("Header", *marking, wml.run(title))
    footer = wml.paragraph("Footer", wml.field("PAGE", "1"), wml.run(" / "), wml.field("NUMPAGES", "1"))
    for part, xml in ((section.header, header), (section.footer, footer)):
        part.is_linked_to_previous = False
        part.part.element[:] = parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")
    return report


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
