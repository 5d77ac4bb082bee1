"""A list of records on a poster: a card each, under a band for each stage or domain."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from barrierctl.document import Cell, Column, Entry, Table
from barrierctl.exporters.poster.layout import Card, Fact, Part, Place, Section
from barrierctl.frozen import replace
from barrierctl.text.paper import printed
from barrierctl.vocabulary import Block

_GROUPS: Final = ("stage_name", "domain")
_FOR_PROGRAMS: Final = ("element", "stage", "id")
_BRIEF: Final = 30  # letters of a label and its value, which find room on a card's line
_A_CARD: Final = 60  # letters for which there would be room in the margins of a card
_SHORT: Final = 400  # letters; with more of them, a card might be longer than a page

Row = tuple[Cell, ...]


def record_parts(table: Table) -> tuple[Part, ...]:
    """One part, with a section for each run of rows of one group."""
    group = next((column.id for column in table.columns if column.id in _GROUPS), "")
    sections = tuple(
        Section(title=printed(title), cells=tuple(_place(table, row, group) for row in rows))
        for title, rows in groupby(table.rows, lambda row: _told(table, row, group))
    )
    return (Part(sections=sections or (Section(title=printed(table.empty)),)),)


def _place(table: Table, row: Row, group: str) -> Place:
    letters = sum(len(entry.shown) for cell in row for entry in cell)
    card = _card(table, row, group)
    return Place(cards=(replace(card, short=letters < _SHORT),), letters=letters + _A_CARD)


def _card(table: Table, row: Row, group: str) -> Card:
    """What is told of a row; columns in which nothing stands are left out."""
    lead = table.lead or table.columns[0].id
    name = next((entry for entry in _cell(table, row, lead)), Entry(text=""))
    block = _told(table, row, "block")
    return Card(
        text=printed(name.text),
        mark=printed(name.mark),
        state=name.state,
        facts=tuple(_facts(table, row, but=(lead, group, *_FOR_PROGRAMS))),
        colour=block if block in frozenset(Block) else "",
    )


def _facts(table: Table, row: Row, *, but: tuple[str, ...]) -> Iterator[Fact]:
    for column, cell in zip(table.columns, row, strict=True):
        if column.id not in but and any(entry.text for entry in cell):
            yield _fact(column, cell)


def _fact(column: Column, cell: Cell) -> Fact:
    values = tuple(printed(entry.shown) for entry in cell)
    brief = len(values) == 1 and len(column.label + values[0]) < _BRIEF
    return Fact(label=printed(column.label), values=values, brief=brief)


def _told(table: Table, row: Row, name: str) -> str:
    return "".join(entry.text for entry in _cell(table, row, name))


def _cell(table: Table, row: Row, name: str) -> Cell:
    """What stands in a column; nothing, where the table has no such column."""
    return next((cell for column, cell in zip(table.columns, row, strict=True) if column.id == name), ())
