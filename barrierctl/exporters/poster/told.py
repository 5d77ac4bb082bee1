"""The words of a drawing, for those who search it or have it read aloud: its letters are only shapes."""

from collections.abc import Iterator
from itertools import repeat

from barrierctl.exporters.poster.layout import Card, Head, Place, Section, Sheet
from barrierctl.text.xml import content


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
