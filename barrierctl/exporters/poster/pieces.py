"""What is on a sheet of paper, in plain data for the template: grids under heads, records as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Any, Final

from barrierctl.text.paper import printed, words_to_keep
from barrierctl.views.document import Entry

_LONGEST_WORDS: Final = 20  # the widest word of all is surely one of them


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
    details: tuple[str, ...] = ()  # on one line below its name
    facts: tuple[Fact, ...] = ()  # the rest of a record
    colour: str = ""  # a block, or empty if it takes the colour of its section
    short: bool = True  # never higher than a page, so that it need not break over two
    letters: int = 0  # about how many there are to read, if it is a record


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell."""

    cards: tuple[Card, ...] = ()
    gap: bool = False  # empty, and that is to be seen


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
    card_words: tuple[str, ...] = ()  # those on the cards below it
    share: float = 1.0  # of the width, as against that of the others
    arrow: bool = False  # points to the next one
    colour: str = ""  # a block, or empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of a chart; lengths are fractions of its width."""

    text: str
    mark: str
    state: str
    is_step: bool
    is_drawn: bool
    left: float
    width: float  # 0 for a point


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A timeline."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]  # where a month begins, and its name
    today: float | None
    legend: str  # says which day today is, if it is drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table. Without heads, as many cards are side by side as find room, or as are given."""

    title: str
    heads: tuple[Head, ...] = ()
    sections: tuple[Section, ...] = ()
    columns: int = 0  # of cards side by side, or 0 for as many as find room
    words: tuple[str, ...] = ()  # on cards that are under no head
    chart: Chart | None = None  # above the cards
    lines: int = 0  # to write on, at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is on a poster."""

    title: str  # of the model
    foot: tuple[str, ...]  # at the foot of every page
    empty: str  # in an empty cell
    room: str  # over lines to write on
    parts: tuple[Part, ...]  # one under the other
    blank: bool = False  # the cells stay empty, for notes
    notes: str = ""  # before the number of notes in a cell of an empty sheet
    no_notes: str = ""  # in place of that number, if they find no room
    separate: bool = False  # each part is a sheet of its own, in letters as large as that one allows


def make_card(entry: Entry, **more: Any) -> Card:
    """Make the card of an entry."""
    details = tuple(map(printed, entry.details))
    return Card(
        text=printed(entry.text), mark=printed(entry.mark), state=entry.state, details=details, **more
    )


def make_head(label: str, cards: Iterable[Card], **more: Any) -> Head:
    """Make the head of a column over some cards."""
    text = printed(label)
    return Head(text=text, words=tuple(words_to_keep(text)), card_words=longest_words(cards), **more)


def longest_words(cards: Iterable[Card]) -> tuple[str, ...]:
    """Choose the longest of the words on cards that should not be broken."""
    kept = {word for card in cards for text in (card.text, *card.details) for word in words_to_keep(text)}
    return tuple(sorted(nlargest(_LONGEST_WORDS, kept, key=lambda word: (len(word), word))))
