"""What the template prints: plain data, every text of it ready to be seen."""

from barrierctl.frozen import frozen


@frozen
class Fact:
    """What a card tells under its name; brief, if it is a word or two."""

    label: str
    values: tuple[str, ...]
    brief: bool = False


@frozen
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


@frozen
class Place:
    """A cell.

    Attributes:
        cards: in order.
        gap: whether nothing stands there and that is to be seen.
        letters: about how many there are to read.
    """

    cards: tuple[Card, ...] = ()
    gap: bool = False
    letters: int = 0


@frozen
class Section:
    """What stands under one band, or under none where it has no title; the colour is a block, or empty."""

    title: str
    note: str = ""
    colour: str = ""
    cells: tuple[Place, ...] = ()


@frozen
class Head:
    """A column's head.

    Attributes:
        text: as a reader sees it.
        words: of the text, those that should not be broken.
        arrow: whether it points to the next one.
        colour: a block, or empty.
    """

    text: str
    words: tuple[str, ...] = ()
    arrow: bool = False
    colour: str = ""


@frozen
class Part:
    """A table. Without heads, as many cards stand side by side as find room."""

    heads: tuple[Head, ...] = ()
    sections: tuple[Section, ...] = ()


@frozen
class Sheet:
    """All that is on a poster.

    Attributes:
        title: of the model.
        subtitle: which view it is.
        foot: what stands at the foot of every page.
        empty: what is written where nothing stands.
        parts: one under the other.
        words: the longest of those on cards that should not be broken.
        blank: whether the cells stay empty, for notes.
    """

    title: str
    subtitle: str
    foot: tuple[str, ...]
    empty: str
    parts: tuple[Part, ...]
    words: tuple[str, ...] = ()
    blank: bool = False
