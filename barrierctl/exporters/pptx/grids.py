"""Grids on slides: the signs of the overview, a sheet a stage, and other grids as they are."""

from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.document import Cell, Entry, State, Table, transposed
from barrierctl.exporters.pptx.sheet import Box, Look, Paragraph, Sheet, share
from barrierctl.languages import catalogue
from barrierctl.text.slides import line, lines
from barrierctl.vocabulary import RESERVED_ID

_LOOKS: Final = {
    State.DROPPED: Look.STRUCK,
    State.NOT_APPLICABLE: Look.SLANTED,
    State.UNKNOWN: Look.SLANTED,
    State.DOUBTFUL: Look.SLANTED,
}
_FILLS: Final = {"empty": "F6C9C4", "thin": "FCE9B8", "doubtful": "FCE9B8", "unknown": "FCE9B8"}
"""Behind a sign that asks for a look; a paler one than its letters by far."""
_SIDE_BY_SIDE: Final = 4  # columns that a slide has room for beside the first
_NARROW, _WIDE = 2, 9
_STAGE, _LONG_STAGE, _BLOCK = 3, 7, 2
_LONG: Final = 30  # letters


def overview_sheet(table: Table) -> Sheet:
    """Signs: a row a stage, a column a block, and what the signs mean."""
    turned = transposed(table)
    longest = max((len(entry.text) for row in turned.rows for entry in row[0]), default=0)
    stage = _LONG_STAGE if longest > _LONG else _STAGE
    return Sheet(
        title=line(table.title),
        head=tuple(line(column.label) for column in turned.columns),
        shares=(stage, *(_BLOCK for _ in turned.columns[1:])),
        rows=tuple((head_box(row[0]), *map(_sign, row[1:])) for row in turned.rows),
        note=_legend(),
    )


def sign_of(state: str) -> str:
    """The sign of a state in the overview, with what it means."""
    meant = catalogue().entry("overview.legend")[state]
    return catalogue().say("exports.pptx.sign", sign=meant["sign"], label=meant["label"])


def _legend() -> str:
    return "   ".join(sign_of(state) for state in catalogue().entry("overview.legend"))


def grid_sheets(table: Table) -> Iterator[Sheet]:
    """A sheet a column where these are stages; else the grid, as many columns at once as can be read."""
    others = range(1, len(table.columns))
    if table.by_stage:
        yield from (_column_sheet(table, index) for index in others)
        return
    for first in others[::_SIDE_BY_SIDE]:
        yield _part(table, [0, *others[first - 1 : first - 1 + _SIDE_BY_SIDE]])


def head_box(cell: Cell) -> Box:
    """What names a row, in bold."""
    texts = [text for entry in cell for text in lines(entry.shown)]
    return Box(paragraphs=tuple(Paragraph(text=text, bold=len(text)) for text in texts))


def entries_box(cell: Cell) -> Box:
    """Entries as a list."""
    return Box(paragraphs=tuple(paragraph for entry in cell for paragraph in entry_paragraphs(entry)))


def entry_paragraphs(entry: Entry) -> Iterator[Paragraph]:
    """An entry as a thing in a list, a paragraph a line."""
    for at, text in enumerate(lines(entry.shown)):
        yield Paragraph(text=text, bullet=at == 0, look=_LOOKS.get(entry.state, Look.PLAIN))


def _column_sheet(table: Table, index: int) -> Sheet:
    column = table.columns[index]
    rows = (row for row in table.rows if row[index] or column.id != RESERVED_ID)
    return Sheet(
        title=line(column.label),
        head=(line(table.columns[0].label), catalogue().say("exports.pptx.entries")),
        shares=(_NARROW, _WIDE),
        rows=tuple((head_box(row[0]), entries_box(row[index]) if row[index] else _empty()) for row in rows),
    )


def _empty() -> Box:
    """A cell of a stage in which nothing stands yet, as the overview says it."""
    return Box(paragraphs=(Paragraph(text=sign_of("empty"), look=Look.ASIDE),))


def _part(table: Table, indexes: Iterable[int]) -> Sheet:
    kept = list(indexes)
    rows = [(head_box(row[0]), *(entries_box(row[index]) for index in kept[1:])) for row in table.rows]
    return Sheet(
        title=line(table.title),
        head=tuple(line(table.columns[index].label) for index in kept),
        shares=tuple(share(column) for column in zip(*rows, strict=True)),
        rows=tuple(rows),
    )


def _sign(cell: Cell) -> Box:
    """A sign with its meaning in words; a colour only helps to find it."""
    states = [entry.element for entry in cell if entry.element]
    return Box(
        paragraphs=tuple(Paragraph(text=sign_of(state), look=Look.SIGN) for state in states),
        fill=_FILLS.get(states[0], "") if states else "",
    )
