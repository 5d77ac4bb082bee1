"""Format `docx`: a report for Word that can be sent as it is."""

import io

from docx.document import Document as Report

from barrierctl.document import Document, Table
from barrierctl.exporters import Options
from barrierctl.exporters.docx import front, grid, wml
from barrierctl.exporters.docx.body import Body, section
from barrierctl.exporters.docx.records import Records
from barrierctl.exporters.docx.template import body_of, empty, headers
from barrierctl.exporters.packing import repacked
from barrierctl.languages import catalogue

_PAIRS = ["label", "value"]


def export(document: Document, _options: Options) -> bytes:
    """The whole document: a first page, contents, every view and every annex, as far as they are there."""
    report = empty(document)
    _fill(report, document)
    written = io.BytesIO()
    report.save(written)
    return repacked(written.getvalue())


def _fill(report: Report, document: Document) -> None:
    around, body, records = headers(report), Body(), Records(document)
    _add_front(body, document)
    begun = len(body.blocks)
    for table in (*document.tables, *document.annexes):
        if table.id != front.ABOUT:
            body.turn(lies=table.kind == "grid", headers=around)
            _add(body, table, records)
    body.blocks[begun:begun] = _contents(body)
    _put(report, [*body.blocks, section(lies=body.lies, headers=around)])


def _add_front(body: Body, document: Document) -> None:
    body.add(*front.title(document))
    body.add(*(front.pairs(table) for table in document.annexes if table.id == front.ABOUT))
    if document.overview:
        body.heading(1, document.overview.title)
        body.add(front.signs(document.overview))


def _contents(body: Body) -> list[str]:
    words = catalogue().entry("exports.docx")
    return [wml.paragraph("TOCHeading", wml.run(words["contents"])), *body.contents(words["update"])]


def _add(body: Body, table: Table, records: Records) -> None:
    body.heading(1, table.title)
    if not table.rows:
        body.add(wml.paragraph("Normal", wml.run(table.empty)))
    elif table.kind == "grid":
        body.add(*grid.tables(table))
    elif [column.id for column in table.columns] == _PAIRS:
        body.add(front.pairs(table))
    else:
        records.add(body, table)


def _put(report: Report, blocks: list[str]) -> None:
    """Let these be all that stands in the report; the last one tells of its pages."""
    whole = report.element
    # At once: whatever is added one by one is compared with all that is there.
    whole.replace(whole.body, body_of("".join(blocks)))
