"""A list of records under headings: what a row is about as an entry of a list, what is told of it below."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from barrierctl.document import Cell, Column, Entry, Table
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.body import Body
from barrierctl.exporters.docx.grid import LOOKS
from barrierctl.languages import catalogue
from barrierctl.records import Record
from barrierctl.vocabulary import LISTS

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "items": ("stage_name", "block"),
    "gaps": ("stage_name",),
    "recommendations": ("domain", "target_group"),
}
"""The columns whose values are the headings over the rows, by table."""

_FOR_PROGRAMS: Final = {"element", "stage"}
_TOLD_ALREADY: Final = {"gaps": {"name"}}
_LINE = 90  # letters; what is longer has a paragraph of its own
_BETWEEN = "   ·   "

Told = tuple[str, str]
"""A label, and what is told under it."""


def add_records(body: Body, table: Table, rules: Mapping[str, Record]) -> None:
    """The rows of a table.

    Args:
        body: where they are added.
        table: a list of records.
        rules: the records of the rules that a row may name, to say once under a heading why that matters.
    """
    over, at = _HEADINGS.get(table.id, ()), {column.id: n for n, column in enumerate(table.columns)}
    lead = table.columns[at.get(_lead(table), 0)].id
    before: list[str] = []
    for row in table.rows:
        record = {column.id: (column, cell) for column, cell in zip(table.columns, row, strict=True)}
        now = [_heading(record, name) for name in over]
        before = _add_headings(body, before, now)
        body.add(*_record(record, lead, {*over, *_FOR_PROGRAMS}))
