"""What the template prints: plain data, every text of it ready to be seen."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """What a card tells under its name."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A thing on a piece of paper of its own.

    Attributes:
        text: its name.
        mark: the state in a word, or empty.
        state: a value of `State`.
        facts: what is told of it.
        colour: a block, or empty where it takes the colour of its section.
        short: whether it is never longer than a page, so that it need not break over two.
    """

    text: str
    mark: str = ""
    state: str = "plain"
    facts: tuple[Fact, ...] = ()
    colour: str = ""
    short: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A cell: its cards; or a gap, to be seen as one."""

    cards: tuple[Card, ...] = ()
    gap: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """What stands under one band; the colour is a block, or empty."""

    title: str
    note: str = ""
    colour: str = ""
    cells: tuple[Place, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """A column's head; an arrow points to the next one. The colour is a block, or empty."""

    text: str
    arrow: bool = False
    colour: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A table. Without heads, as many cards stand side by side as find room."""

    heads: tuple[Head, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """All that is on a poster.

    Attributes:
        title: of the model.
        subtitle: which view it is.
        foot: what stands at the foot of every page.
        empty: what is written where nothing stands.
        parts: one under the other.
        blank: whether the cells stay empty, for notes.
    """

    title: str
    subtitle: str
    foot: tuple[str, ...]
    empty: str
    parts: tuple[Part, ...]
    blank: bool = False
