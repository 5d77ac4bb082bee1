"""The stages as short chapters: what a stage is, then its five blocks, with the details of each item."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.grid import LOOKS
from barrierctl.exporters.docx.records import Row, description, details, record, rows_of
from barrierctl.exporters.docx.wml import Body
from barrierctl.messages import catalogue
from barrierctl.views.document import Cell, ColumnRole, Table, text_of, transposed

_LEVEL: Final = 2  # of the headings of stages


def add_stages(body: Body, matrix: Table, items: Table, stages: Table) -> None:
    """Add a chapter for each stage of the matrix."""
    about = {_key(row, ColumnRole.ID): row for row in rows_of(stages)}
    if not about.keys() <= {column.id for column in matrix.columns}:
        matrix = transposed(matrix)
    details = _by_address(items)
    for at, column in enumerate(matrix.columns[1:], start=1):
        body.add_heading(_LEVEL, column.label)
        is_stage = column.id in about
        if is_stage:
            _add_description(body, stages, about[column.id])
        for row in matrix.rows:
            if is_stage or row[at]:
                body.add_heading(_LEVEL + 1, text_of(row[0]))
                _add_block(body, items, row[at], details)


def _add_description(body: Body, stages: Table, row: Row) -> None:
    if said := description(row):
        body.add(wml.paragraph("Normal", wml.run(said)))
    body.add(*details(stages, row))


def _by_address(items: Table) -> Mapping[str, list[Row]]:
    """Collect the rows of items by their addresses."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of(items):
        found[_key(row, ColumnRole.ADDRESS)].append(row)
    return found


def _key(row: Row, role: ColumnRole) -> str:
    return next(text_of(cell) for column, cell in row.values() if column.role is role)


def _add_block(body: Body, items: Table, cell: Cell, details: Mapping[str, list[Row]]) -> None:
    """Add the items of a block, or say that there are none, and why."""
    for entry in cell:
        if details.get(entry.element or ""):
            body.add(*record(items, details[entry.element or ""].pop(0), entry))
        else:
            body.add(wml.paragraph("Remark", wml.run(entry.shown, LOOKS[entry.state])))
    if not cell:
        body.add(wml.paragraph("Remark", wml.run(catalogue().say("exports.docx.nothing"), "Doubtful")))
