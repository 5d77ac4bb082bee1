"""Format `docx`: a report for Word that can be sent as it is."""

import io
from typing import Final

from barrierctl.exporters import Options
from barrierctl.exporters.common import repacked
from barrierctl.exporters.docx import grid, wml
from barrierctl.exporters.docx.records import Records, join_entries
from barrierctl.exporters.docx.template import DARK, TINT, create_report, header_references, parse_body
from barrierctl.exporters.docx.wml import PORTRAIT_WIDTH, Body
from barrierctl.messages import catalogue
from barrierctl.views.document import Cell, Document, Table, TableRole, transposed

_LABEL = 2600  # the width of a column of labels, in twentieths of a point
_STAGE = 2300
_LONG = 1500  # letters of a text that may not fit on what is left of a page
_FILLS: Final = {
    "full": "D5E8D4",
    "thin": "FFF2CC",
    "empty": "F8CECC",
    "doubtful": "FFE6CC",
    "unknown": "E1E1E1",
    "not-applicable": "",
}


def export(document: Document, _options: Options) -> bytes:
    """Write a first page, a table of contents, every view and every annex."""
    report = create_report(document)
    body, records = Body(header_references(report)), Records(document)
    _add_front(body, document)
    front = len(body.blocks)
    for table in (*document.tables, *document.annexes):
        if table.role is not TableRole.ABOUT:
            body.set_orientation(landscape=table.kind == "grid")
            body.add_heading(1, table.title)
            if not table.rows:
                body.add(wml.paragraph("Normal", wml.run(table.empty)))
            elif table.kind == "grid":
                body.add(*grid.tables(table))
            elif table.role is TableRole.PROPERTIES:
                body.add(_property_table(table))
            else:
                records.add(body, table)
    words = catalogue().entry("exports.docx")
    contents = [wml.paragraph("TOCHeading", wml.run(words["contents"])), *body.contents(words["update"])]
    body.blocks[front:front] = contents
    # All at once: the library compares whatever is added one by one with all that is there.
    report.element.replace(report.element.body, parse_body("".join([*body.blocks, body.section()])))
    stream = io.BytesIO()
    report.save(stream)
    return repacked(stream.getvalue())


def _add_front(body: Body, document: Document) -> None:
    words = catalogue()
    classification = words.label("classification", document.classification)
    subtitle = words.say("exports.docx.subtitle", classification=classification)
    body.add(wml.paragraph("Title", wml.run(document.title)), wml.paragraph("Subtitle", wml.run(subtitle)))
    body.add(*(_property_table(table) for table in document.annexes if table.role is TableRole.ABOUT))
    if document.overview:
        body.add_heading(1, document.overview.title)
        body.add(_overview(document.overview))


def _property_table(table: Table) -> str:
    """Write labels and their values."""
    rows = []
    for label, value in table.rows:
        text = join_entries(value)
        cells = (
            wml.text_cell(_LABEL, join_entries(label), "RowHead", fill=TINT),
            wml.text_cell(PORTRAIT_WIDTH - _LABEL, text),
        )
        rows.append(wml.row(cells, can_split=len(text) >= _LONG))
    return wml.table((_LABEL, PORTRAIT_WIDTH - _LABEL), rows, title=table.title, header=False)


def _overview(overview: Table) -> str:
    """Write a row for each stage and a column for each block, and each sign with its meaning."""
    table = transposed(overview)
    width = (PORTRAIT_WIDTH - _STAGE) // (len(table.columns) - 1)
    widths = [_STAGE, *(width for _ in table.columns[1:])]
    heads = (
        wml.cell(width, wml.paragraph("CellSign", wml.run(column.label, "Head")), fill=DARK)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = [wml.row(heads, header=True)]
    for stage, *signs in table.rows:
        name = join_entries(stage)
        cells = [wml.text_cell(_STAGE, name, "RowHead", fill=TINT), *(_sign(cell, width) for cell in signs)]
        rows.append(wml.row(cells, can_split=len(name) >= _LONG))
    return wml.table(widths, rows, title=table.title)


def _sign(cell: Cell, width: int) -> str:
    if not cell:
        return wml.cell(width, wml.paragraph("CellSign"))
    (sign,) = cell
    meaning = catalogue().entry("overview.legend")[sign.element]["label"]
    text = wml.run(f"{sign.text} {meaning}")
    return wml.cell(width, wml.paragraph("CellSign", text), fill=_FILLS[sign.element or ""])
