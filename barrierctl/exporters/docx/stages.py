"""The stages as short chapters: what a stage is, then its five blocks, with the details of each item."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.grid import LOOKS
from barrierctl.exporters.docx.records import Records, Row, rows_of
from barrierctl.exporters.docx.wml import Body
from barrierctl.messages import catalogue
from barrierctl.views.document import Cell, ColumnRole, Table, text_of, transposed

_LEVEL: Final = 2  # of the headings of stages


def add_stages(body: Body, records: Records, matrix: Table, items: Table, stages: Table) -> None:
    """Add a chapter for each stage of the matrix, and one for what belongs to none."""
    about = {_key(row, ColumnRole.ID): row for row in rows_of(stages)}
    if not about.keys() <= {column.id for column in matrix.columns}:
        matrix = transposed(matrix)
    known = _by_address(items)
    for at, column in enumerate(matrix.columns[1:], start=1):
        body.add_heading(_LEVEL, column.label)
        is_stage = column.id in about
        if is_stage:
            body.add(*records.about(stages, about[column.id]))
        for row in matrix.rows:
            if is_stage or row[at]:
                body.add_heading(_LEVEL + 1, text_of(row[0]))
                _add_block(body, records, items, row[at], known)


def _by_address(items: Table) -> Mapping[str | None, list[Row]]:
    """Collect the rows of items by their addresses."""
    found: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows_of(items):
        found[_key(row, ColumnRole.ADDRESS)].append(row)
    return found


def _key(row: Row, role: ColumnRole) -> str:
    return next(text_of(cell) for column, cell in row.values() if column.role is role)


def _add_block(
    body: Body, records: Records, items: Table, cell: Cell, known: Mapping[str | None, list[Row]]
) -> None:
    """Add the items of a block, or say that there are none, and why."""
    for entry in cell:
        if rows := known.get(entry.element):
            body.add(*records.record(items, rows.pop(0), entry))
        else:
            body.add(wml.paragraph("Remark", wml.run(entry.shown, LOOKS[entry.state])))
    if not cell:
        body.add(wml.paragraph("Remark", wml.run(catalogue().say("exports.nothing"), "Absent")))
