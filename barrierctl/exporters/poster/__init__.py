"""Formats `pdf`, `png` and `svg`: a poster of one view, for a wall."""

from collections.abc import Iterable, Iterator
from heapq import nlargest
from typing import Final

from barrierctl.errors import UsageError
from barrierctl.exporters import Options
from barrierctl.exporters.paper import PAPERS, Paper
from barrierctl.exporters.poster.compiler import Form, pressed
from barrierctl.exporters.poster.content import grid_parts, record_parts
from barrierctl.exporters.poster.layout import Card, Part, Place, Sheet
from barrierctl.messages import catalogue
from barrierctl.text.paper import printed, words_to_keep
from barrierctl.views.document import Document, Table

_LONGEST_WORDS: Final = 20  # the widest word of all is surely one of them


def sheet_of(document: Document, paper: Paper, *, blank: bool) -> Sheet:
    """The first table of a document on that paper.

    Raises:
        UsageError: an empty sheet is asked for of what is no grid.
    """
    table, words = document.tables[0], catalogue()
    if blank and table.kind != "grid":
        raise UsageError(words.say("exports.poster.no_blank", view=table.title))
    parts = _parts(table, paper, blank=blank)
    places = [place for part in parts for section in part.sections for place in section.cells]
    return Sheet(
        title=printed(document.title),
        subtitle=words.say("exports.poster.blank") if blank else printed(table.title),
        foot=tuple(_foot(document, places)),
        empty=words.say("exports.poster.empty"),
        parts=parts,
        words=_words(card for place in places for card in place.cards),
        blank=blank,
    )


def _parts(table: Table, paper: Paper, *, blank: bool) -> tuple[Part, ...]:
    if table.kind == "grid":
        return grid_parts(table, paper.most_columns, blank=blank)
    return record_parts(table)


def _foot(document: Document, places: Iterable[Place]) -> Iterator[str]:
    """Who may see it, of which day it is, and what its looks mean, as far as they are met on it."""
    words = catalogue()
    yield words.label("classification", document.classification)
    if document.date:
        yield document.date
    legend = words.entry("exports.poster.legend")
    met = {str(card.state) for place in places for card in place.cards}
    met |= {"empty" for place in places if place.gap}
    yield from (told for name, told in legend.items() if name in met)


def _words(cards: Iterable[Card]) -> tuple[str, ...]:
    """The longest of the words that should not be broken."""
    words = {word for card in cards for word in words_to_keep(card.text)}
    return tuple(sorted(nlargest(_LONGEST_WORDS, words, key=lambda word: (len(word), word))))


def export(document: Document, options: Options, form: Form) -> bytes:
    """Make a poster of the first table of a document.

    Raises:
        UsageError: a blank sheet is requested of a view that has none.
    """
    paper = PAPERS[options.paper]
    sheet = sheet_of(document, paper, blank=options.blank)
    return pressed(sheet, paper, form, language=document.language, day=document.day)
