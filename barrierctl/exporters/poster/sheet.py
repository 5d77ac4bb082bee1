"""A document as a sheet: what stands on it, where, and at its foot."""

from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.document import Document, State, Table
from barrierctl.errors import UsageError
from barrierctl.exporters.poster.grids import grid_parts
from barrierctl.exporters.poster.layout import Part, Sheet
from barrierctl.exporters.poster.papers import Paper
from barrierctl.exporters.poster.records import record_parts
from barrierctl.languages import catalogue
from barrierctl.text.paper import printed

_IN_THE_FOOT: Final = (State.DOUBTFUL, State.DROPPED)


def sheet_of(document: Document, paper: Paper, *, blank: bool) -> Sheet:
    """The first table of a document on that paper.

    Raises:
        UsageError: an empty sheet is asked for of what is no grid.
    """
    table, words = document.tables[0], catalogue()
    if blank and table.kind != "grid":
        raise UsageError(words.say("exports.poster.no_blank", view=table.title))
    parts = _parts(table, paper, blank=blank)
    return Sheet(
        title=printed(document.title),
        subtitle=words.say("exports.poster.blank") if blank else table.title,
        foot=tuple(_foot(document, parts)),
        empty=words.say("exports.poster.empty"),
        parts=parts,
        blank=blank,
    )


def _parts(table: Table, paper: Paper, *, blank: bool) -> tuple[Part, ...]:
    if table.kind == "grid":
        return grid_parts(table, paper.most_columns, blank=blank)
    return record_parts(table)


def _foot(document: Document, parts: Iterable[Part]) -> Iterator[str]:
    """Who may see it, of which day it is, and what its looks mean, as far as they are met on it."""
    words = catalogue()
    yield words.label("classification", document.classification)
    if document.day:
        yield document.day.isoformat()
    places = [place for part in parts for section in part.sections for place in section.cells]
    legend, states = words.entry("exports.poster.legend"), {card.state for place in places for card in place.cards}
    yield from (legend[state] for state in _IN_THE_FOOT if state in states)
    if any(place.gap for place in places):
        yield legend["empty"]
