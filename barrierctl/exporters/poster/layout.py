"""What the template prints: plain data on a sheet of paper, and its words for search and screen readers."""

from collections.abc import Iterator
from itertools import repeat

from barrierctl.frozen import frozen
from barrierctl.text.markup import content


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


def with_words(drawing: bytes, sheet: Sheet) -> bytes:
    """An SVG drawing that also tells, as its title and description, what stands on the sheet."""
    opening, bracket, shapes = drawing.partition(b">")
    words = "\n".join(filter(None, _lines(sheet)))
    told = f"<title>{content(sheet.title)}</title><desc>{content(words)}</desc>"
    return b"".join((opening, b' role="img"', bracket, told.encode(), shapes))


def _lines(sheet: Sheet) -> Iterator[str]:
    yield sheet.subtitle
    for part in sheet.parts:
        yield "; ".join(head.text for head in part.heads)
        for section in part.sections:
            yield f"{section.title} {section.note}".strip()
            yield from _cells(part.heads, section, sheet.empty)
    yield from sheet.foot


def _cells(heads: tuple[Head, ...], section: Section, empty: str) -> Iterator[str]:
    labels = [f"{head.text}: " for head in heads] or repeat("")
    for label, place in zip(labels, section.cells, strict=False):
        words = _place(place, empty)
        yield words and label + words


def _place(place: Place, empty: str) -> str:
    return empty if place.gap else "; ".join(map(_card, place.cards))


def _card(card: Card) -> str:
    name = f"{card.text} [{card.mark}]" if card.mark else card.text
    return "; ".join((name, *(f"{fact.label}: {', '.join(fact.values)}" for fact in card.facts)))
