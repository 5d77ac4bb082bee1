"""A table as a sheet of paper, in plain data for the template: grids under heads, records as cards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import groupby
from typing import Any, Final, TypeAlias

from barrierctl.errors import UsageError
from barrierctl.exporters.common import split_columns
from barrierctl.exporters.paper import Paper
from barrierctl.limits import MAX_POSTER_ENTRIES, MAX_POSTER_LETTERS
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.text.paper import printed, words_to_keep
from barrierctl.views.document import Cell, ColumnRole, Document, Entry, Table, TableRole

_Row: TypeAlias = tuple[Cell, ...]

_BLOCKS: Final = frozenset(map(str, Block))
_LONGEST_WORDS: Final = 20  # the widest word of all is surely one of them
_SHORT: Final = 300  # letters; a longer card of a grid might be higher than a page
_SHORT_RECORD: Final = 400  # letters; a longer card of a record might be higher than a page
_BRIEF: Final = 30  # letters of a label and its value that find room on one line of a card
_MARGINS: Final = 60  # letters that would find room in the margins of a card


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled text on a card."""

    label: str
    values: tuple[str, ...]
    brief: bool = False  # a word or two


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An entry or a record, on a piece of paper of its own."""

    text: str  # its name
    mark: str = ""  # the state in a word
    state: str = "plain"  # a value of `State`
    facts: tuple[Fact, ...] = ()  # the rest of a record
    colour: str = ""  # a block, or empty if it takes the colour of its section
    short: bool = True  # never higher than a page, so that it need not break over two


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell."""

    cards: tuple[Card, ...] = ()
    gap: bool = False  # empty, and that is to be seen
    letters: int = 0  # about how many there are to read


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The cells under one band, or under none without a title."""

    title: str
    note: str = ""
    colour: str = ""  # a block, or empty
    cells: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a column."""

    text: str
    words: tuple[str, ...] = ()  # those that should not be broken
    arrow: bool = False  # points to the next one
    colour: str = ""  # a block, or empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table. Without heads, as many cards are side by side as find room, or as are given."""

    title: str
    heads: tuple[Head, ...] = ()
    sections: tuple[Section, ...] = ()
    columns: int = 0  # of cards side by side, or 0 for as many as find room
    lines: int = 0  # to write on, at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is on a poster."""

    title: str  # of the model
    foot: tuple[str, ...]  # at the foot of every page
    empty: str  # in an empty cell
    room: str  # over lines to write on
    parts: tuple[Part, ...]  # one under the other
    words: tuple[str, ...] = ()  # the longest of those on cards that should not be broken
    blank: bool = False  # the cells stay empty, for notes
    separate: bool = False  # each part is a sheet of its own, in letters as large as that one allows


def sheet_of(document: Document, paper: Paper, *, blank: bool) -> Sheet:
    """Lay out the first table of a document, or its sheets to hand out.

    Raises:
        UsageError: a blank sheet is requested of a table that is no grid, or nobody could read so much.
    """
    words, parts = catalogue(), list[Part]()
    handouts = [table for table in document.tables if table.new_page]
    for table in handouts or document.tables[:1]:
        if table.kind == "grid":
            parts += _grid_parts(table, paper.most_columns, blank=blank)
        elif blank:
            raise UsageError(words.say("exports.poster.no_blank", view=table.title))
        else:
            parts.append(_records(table))
    places = [place for part in parts for section in part.sections for place in section.cells]
    cards = [card for place in places for card in place.cards]
    _refuse_unreadable(cards)
    kept = {word for card in cards for word in words_to_keep(card.text)}
    longest = nlargest(_LONGEST_WORDS, kept, key=lambda word: (len(word), word))
    return Sheet(
        title=printed(document.title),
        foot=tuple(_foot(document, places)),
        empty=words.say("exports.poster.empty"),
        room=words.say("exports.room"),
        parts=tuple(parts),
        words=tuple(sorted(longest)),
        blank=blank,
        separate=bool(handouts),
    )


def _refuse_unreadable(cards: Iterable[Card]) -> None:
    entries = [(card.text, *(value for fact in card.facts for value in fact.values)) for card in cards]
    letters = sum(len(text) for entry in entries for text in entry)
    for key, count, most in (
        ("too_many", len(entries), MAX_POSTER_ENTRIES),
        ("too_long", letters, MAX_POSTER_LETTERS),
    ):
        if count > most:
            raise UsageError(catalogue().say(f"exports.poster.{key}", count=f"{count:,}", most=f"{most:,}"))


def _foot(document: Document, places: Iterable[Place]) -> Iterator[str]:
    """Say who may see the sheet, its date, and the meaning of the states that are on it."""
    words = catalogue()
    yield from filter(None, (document.marking, document.date))
    states = {str(card.state) for place in places for card in place.cards}
    states |= {"empty" for place in places if place.gap}
    yield from (text for name, text in words.entry("exports.poster.legend").items() if name in states)


def _grid_parts(table: Table, most: int, *, blank: bool) -> Iterator[Part]:
    """Split the grid into as many parts as there are columns that cannot be read side by side."""
    count = len(table.columns) - 1
    rows = frozenset(row[0][0].element for row in table.rows)
    # If the rows are blocks, the columns are stages, which point to the next one.
    arrows = bool(rows) and rows <= _BLOCKS
    heads = [
        Head(
            text=(text := printed(column.label)),
            words=tuple(words_to_keep(text)),
            arrow=arrows and column.id != RESERVED_ID,
            colour=column.id if column.id in _BLOCKS else "",
        )
        for column in table.columns
    ]
    for kept in split_columns(count, -(-count // most)):
        yield Part(
            title=catalogue().say("exports.poster.blank") if blank else printed(table.title),
            heads=tuple(heads[at] for at in kept),
            sections=tuple(_grid_section(table, row, kept, blank=blank) for row in table.rows),
        )


def _grid_section(table: Table, row: _Row, kept: Iterable[int], *, blank: bool) -> Section:
    head = row[0][0]
    block = head.element if head.element and head.element in _BLOCKS else ""
    note, words = "", catalogue()
    if block:
        # On a blank sheet, the question that fills it.
        note = words.say(f"questions.{block}") if blank else words.entry("lists.block")[block]["meaning"]
    places = (
        Place(
            cards=tuple(_card(entry, short=len(entry.text) < _SHORT) for entry in row[at]),
            gap=not row[at] and RESERVED_ID not in (table.columns[at].id, head.element),
        )
        for at in kept
    )
    cells = () if blank else tuple(places)
    return Section(title=printed(head.text), note=note, colour=block, cells=cells)


def _card(entry: Entry, **more: Any) -> Card:
    return Card(text=printed(entry.text), mark=printed(entry.mark), state=entry.state, **more)


def _records(table: Table) -> Part:
    """Make a section for each run of rows of one group."""
    group = next(iter(table.group_by), "")
    at = next((at for at, column in enumerate(table.columns) if column.id == group), None)
    sections = tuple(
        Section(title=printed(title), cells=tuple(_record_place(table, row, group) for row in rows))
        for title, rows in groupby(table.rows, lambda row: "" if at is None else _text(row[at]))
    )
    return Part(
        title=printed(table.title),
        sections=sections or (Section(title=printed(table.empty)),),
        columns=int(table.role is TableRole.PROPERTIES),
        lines=table.blank_lines,
    )


def _record_place(table: Table, row: _Row, group: str) -> Place:
    """Put a record on a card, without empty columns and those that its reader does not need."""
    lead = table.columns[table.lead_index].id
    name, block, facts = Entry(text=""), "", []
    for column, cell in zip(table.columns, row, strict=True):
        if column.role is ColumnRole.BLOCK:
            block = _text(cell)
        if column.id == lead:
            name = next(iter(cell), name)
        elif column.id != group and not column.technical and column.role is not ColumnRole.ID and _text(cell):
            values = tuple(printed(entry.shown) for entry in cell)
            brief = len(values) == 1 and len(column.label + values[0]) < _BRIEF
            is_named = column.role is not ColumnRole.POINTS and table.role is not TableRole.PROPERTIES
            facts.append(Fact(label=printed(column.label) if is_named else "", values=values, brief=brief))
    letters = sum(len(entry.shown) for cell in row for entry in cell)
    colour = block if block in _BLOCKS else ""
    card = _card(name, facts=tuple(facts), colour=colour, short=letters < _SHORT_RECORD)
    return Place(cards=(card,), letters=letters + _MARGINS)


def _text(cell: Cell) -> str:
    return "".join(entry.text for entry in cell)
