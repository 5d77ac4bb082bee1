"""A grid on a poster: its columns under heads, its rows under bands."""

from typing import Final

from barrierctl.document import Cell, Column, Entry, Table
from barrierctl.exporters.poster.layout import Card, Head, Part, Place, Section
from barrierctl.languages import catalogue
from barrierctl.text.paper import printed, words_to_keep
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
