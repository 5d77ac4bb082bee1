"""A view as a sheet of paper."""

from barrierctl.errors import UsageError
from barrierctl.exporters.common import nothing_yet
from barrierctl.exporters.paper import Paper
from barrierctl.exporters.poster.grids import grid_parts
from barrierctl.exporters.poster.pieces import Part, Sheet
from barrierctl.exporters.poster.records import record_part
from barrierctl.limits import MAX_POSTER_ENTRIES, MAX_POSTER_LETTERS
from barrierctl.messages import catalogue
from barrierctl.text.paper import printed
from barrierctl.views.document import Document


def sheet_of(document: Document, paper: Paper, *, blank: bool) -> Sheet:
    """Lay out the first table of a document, or its sheets to hand out.

    Raises:
        UsageError: a blank sheet is requested of a table that is no grid, or nobody could read so much.
    """
    words, parts = catalogue(), list[Part]()
    handouts = [table for table in document.tables if table.new_page]
    tables = handouts or document.tables[:1]
    _refuse_more(
        "too_many", sum(len(table.rows) for table in tables if table.kind != "grid"), MAX_POSTER_ENTRIES
    )
    for table in tables:
        if table.kind == "grid":
            parts += grid_parts(table, paper, blank=blank)
        elif blank:
            raise UsageError(words.say("exports.poster.no_blank", view=table.title))
        else:
            parts.append(record_part(table))
    places = [place for part in parts for section in part.sections for place in section.cells]
    cards = [card for place in places for card in place.cards]
    texts = [text for card in cards for text in (card.text, *card.details)]
    texts += (value for card in cards for fact in card.facts for value in fact.values)
    _refuse_more("too_many", len(cards), MAX_POSTER_ENTRIES)
    _refuse_more("too_long", sum(map(len, texts)), MAX_POSTER_LETTERS)
    states = {card.state for card in cards} | {"empty" for place in places if place.gap}
    meanings = words.entry("exports.poster.legend").items()
    key = "sheet" if len(parts) == 1 else "sheets"
    return Sheet(
        title=printed(document.title),
        foot=(
            *filter(None, (document.marking, document.date, document.untranslated)),
            *(text for state, text in meanings if state in states),
        ),
        empty=nothing_yet(),
        room=words.say("exports.room"),
        parts=tuple(parts),
        blank=blank,
        notes=words.say(f"exports.poster.{key}", paper=paper.name, count=len(parts)) if blank else "",
        no_notes=words.say("exports.poster.no_notes") if blank else "",
        separate=bool(handouts),
    )


def _refuse_more(key: str, count: int, most: int) -> None:
    if count > most:
        raise UsageError(catalogue().say(f"exports.poster.{key}", count=count, most=most))
