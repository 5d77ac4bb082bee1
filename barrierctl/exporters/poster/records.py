"""A list of records on a poster: a card each, under a band for each stage or domain."""

from itertools import groupby
from typing import Final

from barrierctl.document import Cell, Table
from barrierctl.exporters.poster.layout import Card, Fact, Part, Place, Section
from barrierctl.text.paper import printed

_GROUPS: Final = ("stage_name", "domain")
_FOR_PROGRAMS: Final = ("element", "stage")
_SHORT: Final = 400  # letters; more of them might be longer than a page

Row = tuple[Cell, ...]


def record_parts(table: Table) -> tuple[Part, ...]:
    """One part with a section for each run of rows of one group."""
    at = {column.id: index for index, column in enumerate(table.columns)}
    group = next((at[name] for name in _GROUPS if name in at), None)

    def grouped(row: Row) -> str:
        return table.title if group is None else _told(row[group])

    sections = tuple(
        Section(title=printed(title), cells=tuple(Place(cards=(_card(table, row, group),)) for row in rows))
        for title, rows in groupby(table.rows, grouped)
    )
    return (Part(sections=sections or (Section(title=table.title, note=getattr(table, "empty", "")),)),)


def _card(table: Table, row: Row, group: int | None) -> Card:
    """What is told of a row; columns in which nothing stands are left out."""
    lead = next((at for at, column in enumerate(table.columns) if column.id == getattr(table, "lead", "name")), 0)
    facts = tuple(
        Fact(label=column.label, values=tuple(printed(entry.shown) for entry in cell))
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True))
        if at not in (lead, group) and column.id not in _FOR_PROGRAMS and any(entry.text for entry in cell)
    )
    name = row[lead][0] if row[lead] else None
    letters = sum(len(entry.shown) for cell in row for entry in cell)
    return Card(
        text=printed(name.text) if name else "",
        mark=name.mark if name else "",
        state=name.state if name else "plain",
        facts=facts,
        colour=next((_told(cell) for column, cell in zip(table.columns, row, strict=True) if column.id == "block"), ""),
        short=letters < _SHORT,
    )


def _told(cell: Cell) -> str:
    return "".join(entry.text for entry in cell)
