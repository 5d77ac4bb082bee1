"""Grids on posters: a matrix, and the empty sheet for its notes."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from barrierctl.exporters.common import split_columns
from barrierctl.exporters.paper import Paper
from barrierctl.exporters.poster.pieces import Part, Place, Section, make_card, make_head
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import BLOCKS, RESERVED_ID
from barrierctl.text.paper import printed
from barrierctl.views.document import Cell, Table

_Row: TypeAlias = tuple[Cell, ...]

_SHORT: Final = 300  # letters; a longer card might be higher than a page
_GENERAL: Final = 0.65  # the width of what is general, as against that of a stage
_GENERAL_NOTES: Final = 0.8  # the same on an empty sheet: notes are as wide everywhere


def grid_parts(table: Table, paper: Paper, *, blank: bool) -> Iterator[Part]:
    """Split a grid into as many parts as there are columns that cannot be read side by side."""
    most = paper.most_columns_of_notes if blank and paper.across else paper.most_columns
    general = _GENERAL_NOTES if blank else _GENERAL
    shares = [general if column.id == RESERVED_ID else 1 for column in table.columns]
    # If the rows are blocks, the columns are stages, which point to the next one.
    has_stages = bool(table.rows) and all(row[0][0].element in BLOCKS for row in table.rows)
    rows = () if blank else table.rows
    heads = [
        make_head(
            column.label,
            (make_card(entry) for row in rows for entry in row[at]),
            share=shares[at],
            arrow=has_stages and column.id != RESERVED_ID,
            colour=column.id if column.id in BLOCKS else "",
        )
        for at, column in enumerate(table.columns)
    ]
    count = len(shares) - 1
    divisions = (list(split_columns(count, parts)) for parts in range(1, count + 1))
    fitting = (each for each in divisions if all(sum(shares[at] for at in kept) <= most for kept in each))
    for kept in next(fitting, list(split_columns(count, count))):
        yield Part(
            title=catalogue().say("exports.poster.blank") if blank else printed(table.title),
            heads=tuple(heads[at] for at in kept),
            sections=tuple(_section(table, row, kept, blank=blank) for row in table.rows),
        )


def _section(table: Table, row: _Row, kept: Iterable[int], *, blank: bool) -> Section:
    head = row[0][0]
    block = head.element if head.element and head.element in BLOCKS else ""
    note, words = "", catalogue()
    if block:
        # On a blank sheet, the question that fills it.
        note = words.say(f"questions.{block}") if blank else words.entry("lists.block")[block]["meaning"]
    places = (
        Place(
            cards=tuple(make_card(entry, short=len(entry.text) < _SHORT) for entry in row[at]),
            gap=not row[at] and RESERVED_ID not in (table.columns[at].id, head.element),
        )
        for at in kept
    )
    cells = () if blank else tuple(places)
    return Section(title=printed(head.text), note=note, colour=block, cells=cells)
