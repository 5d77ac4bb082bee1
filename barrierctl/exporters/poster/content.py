"""Tables as parts of a poster: grids under heads and bands, records as cards."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from barrierctl.exporters.poster.layout import Card, Fact, Head, Part, Place, Section
from barrierctl.frozen import replace
from barrierctl.messages import catalogue
from barrierctl.text.paper import printed, words_to_keep
from barrierctl.views.document import Cell, Column, ColumnRole, Entry, Table
from barrierctl.vocabulary import RESERVED_ID, Block

_BLOCKS: Final = frozenset(map(str, Block))
_SHORT: Final = 300  # letters; more of them might be longer than a page


def grid_parts(table: Table, most: int, *, blank: bool) -> tuple[Part, ...]:
    """The grid; in several parts, where it has more columns than can be read side by side."""
    others = range(1, len(table.columns))
    count = -(-len(others) // most)
    rows = frozenset(row[0][0].element for row in table.rows)
    arrows = bool(rows) and rows <= _BLOCKS
    return tuple(
        Part(
            heads=tuple(_head(table.columns[index], arrows=arrows) for index in kept),
            sections=tuple(_section(table, row, kept, blank=blank) for row in table.rows),
        )
        for kept in (_share(others, at, count) for at in range(count))
    )


def _share(whole: range, at: int, count: int) -> range:
    return whole[len(whole) * at // count : len(whole) * (at + 1) // count]


def _head(column: Column, *, arrows: bool) -> Head:
    """Stages, which blocks as rows give away, point to the next one."""
    colour = column.id if column.id in _BLOCKS else ""
    text = printed(column.label)
    return Head(
        text=text,
        words=tuple(words_to_keep(text)),
        arrow=arrows and column.id != RESERVED_ID,
        colour=colour,
    )


def _section(table: Table, row: tuple[Cell, ...], kept: range, *, blank: bool) -> Section:
    head = row[0][0]
    block = head.element if head.element in _BLOCKS else ""
    return Section(
        title=printed(head.text),
        note=_note(block, blank=blank) if block else "",
        colour=block or "",
        cells=() if blank else tuple(_place(table.columns[index], head, row[index]) for index in kept),
    )


def _note(block: str, *, blank: bool) -> str:
    """What a block is about; on an empty sheet, the question that fills it."""
    words = catalogue()
    return words.say(f"questions.{block}") if blank else str(words.entry("lists.block")[block]["meaning"])


def _place(column: Column, head: Entry, cell: Cell) -> Place:
    general = RESERVED_ID in (column.id, head.element)
    return Place(cards=tuple(map(_card, cell)), gap=not cell and not general)


def _card(entry: Entry) -> Card:
    return Card(
        text=printed(entry.text),
        mark=printed(entry.mark),
        state=entry.state,
        short=len(entry.text) < _SHORT,
    )


_BRIEF: Final = 30  # letters of a label and its value, which find room on a card's line
_A_CARD: Final = 60  # letters for which there would be room in the margins of a card
_SHORT_FACT: Final = 400  # letters; with more of them, a card might be longer than a page

Row = tuple[Cell, ...]


def record_parts(table: Table) -> tuple[Part, ...]:
    """One part, with a section for each run of rows of one group."""
    group = next(iter(table.group_by), "")
    sections = tuple(
        Section(title=printed(title), cells=tuple(_record_place(table, row, group) for row in rows))
        for title, rows in groupby(table.rows, lambda row: _told(table, row, group))
    )
    return (Part(sections=sections or (Section(title=printed(table.empty)),)),)


def _record_place(table: Table, row: Row, group: str) -> Place:
    letters = sum(len(entry.shown) for cell in row for entry in cell)
    card = _record_card(table, row, group)
    return Place(cards=(replace(card, short=letters < _SHORT_FACT),), letters=letters + _A_CARD)


def _record_card(table: Table, row: Row, group: str) -> Card:
    """What is told of a row; columns in which nothing stands are left out."""
    lead = table.lead or table.columns[0].id
    name = next((entry for entry in _cell(table, row, lead)), Entry(text=""))
    cells = zip(table.columns, row, strict=True)
    block = "".join(entry.text for column, cell in cells if column.role is ColumnRole.BLOCK for entry in cell)
    return Card(
        text=printed(name.text),
        mark=printed(name.mark),
        state=name.state,
        facts=tuple(_facts(table, row, but=(lead, group))),
        colour=block if block in frozenset(Block) else "",
    )


def _facts(table: Table, row: Row, *, but: tuple[str, ...]) -> Iterator[Fact]:
    for column, cell in zip(table.columns, row, strict=True):
        is_hidden = column.technical or column.role is ColumnRole.ID or column.id in but
        if not is_hidden and any(entry.text for entry in cell):
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
