"""Format `docx`: a report for Word that can be sent as it is."""

import io
from collections.abc import Iterator
from typing import Final

from docx.document import Document as Report

from barrierctl.exporters import Options
from barrierctl.exporters.common import repacked
from barrierctl.exporters.docx import grid, wml
from barrierctl.exporters.docx.records import Records, plain
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


def title(document: Document) -> Iterator[str]:
    """What the report is called, and who may see it."""
    yield wml.paragraph("Title", wml.run(document.title))
    classification = catalogue().label("classification", document.classification)
    subtitle = catalogue().say("exports.docx.subtitle", classification=classification)
    yield wml.paragraph("Subtitle", wml.run(subtitle))


def pairs(table: Table) -> str:
    """Labels and what is told under them."""
    widths = (_LABEL, PORTRAIT_WIDTH - _LABEL)
    rows = ((plain(label), plain(value)) for label, value in table.rows)
    return wml.table(widths, (_pair(widths, *row) for row in rows), title=table.title, header=False)


def _pair(widths: tuple[int, int], label: str, text: str) -> str:
    cells = (
        wml.cell(widths[0], wml.paragraph("CellText", wml.run(label, "RowHead")), fill=TINT),
        wml.cell(widths[1], wml.paragraph("CellText", wml.run(text))),
    )
    return wml.row(cells, can_split=len(text) >= _LONG)


def signs(overview: Table) -> str:
    """A row a stage, a column a block; each sign with what it means."""
    table = transposed(overview)
    each = (PORTRAIT_WIDTH - _STAGE) // (len(table.columns) - 1)
    widths = [_STAGE, *(each for _ in table.columns[1:])]
    heads = (
        wml.cell(width, wml.paragraph("CellSign", wml.run(column.label, "Head")), fill=DARK)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = (_signs(row, widths) for row in table.rows)
    return wml.table(widths, [wml.row(heads, header=True), *rows], title=table.title)


def _signs(row: tuple[Cell, ...], widths: list[int]) -> str:
    stage, *others = row
    name = plain(stage)
    cells = [wml.cell(widths[0], wml.paragraph("CellText", wml.run(name, "RowHead")), fill=TINT)]
    cells += [_sign(cell, width) for cell, width in zip(others, widths[1:], strict=True)]
    return wml.row(cells, can_split=len(name) >= _LONG)


def _sign(cell: Cell, width: int) -> str:
    if not cell:
        return wml.cell(width, wml.paragraph("CellSign"))
    (sign,) = cell
    meaning = catalogue().entry("overview.legend")[sign.element]["label"]
    return wml.cell(
        width, wml.paragraph("CellSign", wml.run(f"{sign.text} {meaning}")), fill=_FILLS[sign.element or ""]
    )


def export(document: Document, _options: Options) -> bytes:
    """The whole document: a first page, contents, every view and every annex, as far as they are there."""
    report = create_report(document)
    _fill(report, document)
    written = io.BytesIO()
    report.save(written)
    return repacked(written.getvalue())


def _fill(report: Report, document: Document) -> None:
    body, records = Body(header_references(report)), Records(document)
    _add_front(body, document)
    begun = len(body.blocks)
    for table in (*document.tables, *document.annexes):
        if table.role is not TableRole.ABOUT:
            body.set_orientation(landscape=table.kind == "grid")
            _add(body, table, records)
    body.blocks[begun:begun] = _contents(body)
    _put(report, [*body.blocks, body.section()])


def _add_front(body: Body, document: Document) -> None:
    body.add(*title(document))
    body.add(*(pairs(table) for table in document.annexes if table.role is TableRole.ABOUT))
    if document.overview:
        body.add_heading(1, document.overview.title)
        body.add(signs(document.overview))


def _contents(body: Body) -> list[str]:
    words = catalogue().entry("exports.docx")
    return [wml.paragraph("TOCHeading", wml.run(words["contents"])), *body.contents(words["update"])]


def _add(body: Body, table: Table, records: Records) -> None:
    body.add_heading(1, table.title)
    if not table.rows:
        body.add(wml.paragraph("Normal", wml.run(table.empty)))
    elif table.kind == "grid":
        body.add(*grid.tables(table))
    elif table.role is TableRole.PROPERTIES:
        body.add(pairs(table))
    else:
        records.add(body, table)


def _put(report: Report, blocks: list[str]) -> None:
    """Let these be all that stands in the report; the last one tells of its pages."""
    whole = report.element
    # At once: whatever is added one by one is compared with all that is there.
    whole.replace(whole.body, parse_body("".join(blocks)))
