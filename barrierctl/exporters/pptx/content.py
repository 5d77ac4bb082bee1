"""Tables as sheets: the overview, grids stage by stage, records."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from barrierctl.exporters.pptx.text_layout import Box, Look, Paragraph, Sheet, share
from barrierctl.frozen import frozen
from barrierctl.messages import catalogue
from barrierctl.text.paper import line, lines
from barrierctl.views.document import Cell, ColumnRole, Entry, State, Table, transposed
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


_ASIDE: Final = (
    ColumnRole.BLOCK,
    ColumnRole.NAME,
    ColumnRole.SEVERITY,
    ColumnRole.RULE,
    ColumnRole.ID,
    ColumnRole.ADDRESS,
)
"""Columns that say where a row belongs, for who looks it up: in small print under what it is about."""
_LABEL_SHARES: Final = 2  # columns that need no label of their own, beside the first

Row = tuple[Cell, ...]


@frozen
class _Roles:
    """The columns of a table, by what becomes of them on slides.

    Attributes:
        group: those whose text stands over the rows.
        lead: what a row is about.
        aside: those in small print.
        others: the rest.
    """

    group: tuple[int, ...]
    lead: int
    aside: tuple[int, ...]
    others: tuple[int, ...]


def record_sheets(table: Table) -> Iterator[Sheet]:
    """A sheet a stage or other group, or one for all."""
    roles = _roles(table)
    for group, rows in groupby(table.rows, lambda row: _group(row, roles)):
        yield _sheet(table, roles, group, list(rows))


def _roles(table: Table) -> _Roles:
    ids = [column.id for column in table.columns]
    lead = ids.index(table.lead) if table.lead else 0
    roles = [column.role for column in table.columns]
    group = tuple(at for at in map(ids.index, table.group_by) if roles[at] not in _ASIDE)
    left_out = {lead, *group}
    aside = [at for role in _ASIDE if role in roles and (at := roles.index(role)) not in left_out]
    # The id of a stage is in the list of stages; its name is over the rows.
    left_out |= {at for at, role in enumerate(roles) if role is ColumnRole.STAGE}
    others = (index for index in range(len(ids)) if index not in left_out.union(aside))
    return _Roles(group=group, lead=lead, aside=tuple(aside), others=tuple(others))


def _group(row: Row, roles: _Roles) -> str:
    told = (line(entry.shown) for index in roles.group for entry in row[index])
    return ", ".join(text for text in told if text)


def _sheet(table: Table, roles: _Roles, group: str, rows: list[Row]) -> Sheet:
    title = line(table.title)
    used = [index for index in roles.others if any(_is_told(row[index]) for row in rows)]
    few = len(used) <= _LABEL_SHARES
    heads = [line(table.columns[index].label) for index in used]
    boxes = [
        (
            _lead_box(table, roles, row),
            *([_plain_box(row[index]) for index in used] if few else [_labelled(table, used, row)]),
        )
        for row in rows
    ]
    return Sheet(
        title=catalogue().say("exports.pptx.within", title=title, group=group) if group else title,
        head=(
            line(table.columns[roles.lead].label),
            *(heads if few else [catalogue().say("exports.pptx.more")]),
        ),
        shares=tuple(share(column) for column in zip(*boxes, strict=True)),
        rows=tuple(boxes),
    )


def _is_told(cell: Cell) -> bool:
    return any(lines(entry.shown) for entry in cell)


def _lead_box(table: Table, roles: _Roles, row: Row) -> Box:
    """What the row is about, and in small print where it belongs, unless the former says it."""
    words, lead = catalogue(), head_box(row[roles.lead]).paragraphs
    told = [
        (index, text)
        for index in roles.aside
        for entry in row[index]
        if (text := line(entry.shown)) and not any(text in paragraph.text for paragraph in lead)
    ]
    small = words.say("exports.pptx.between").join(
        words.say("views.told", label=line(table.columns[index].label), text=text) for index, text in told
    )
    return Box(paragraphs=(*lead, Paragraph(text=small, look=Look.ASIDE)) if told else lead)


def _plain_box(cell: Cell) -> Box:
    """One text as running text, several as a list."""
    if len(cell) > 1:
        return Box(paragraphs=tuple(paragraph for entry in cell for paragraph in entry_paragraphs(entry)))
    return Box(paragraphs=tuple(Paragraph(text=text) for entry in cell for text in lines(entry.shown)))


def _labelled(table: Table, used: list[int], row: Row) -> Box:
    """What is told, each under its label."""
    paragraphs = (
        paragraph
        for index in used
        if _is_told(row[index])
        for paragraph in _under_label(line(table.columns[index].label), row[index])
    )
    return Box(paragraphs=tuple(paragraphs))


def _under_label(label: str, cell: Cell) -> Iterator[Paragraph]:
    told = _plain_box(cell).paragraphs
    first = "" if len(cell) > 1 else told[0].text
    text = catalogue().say("views.told", label=label, text=first).rstrip()
    yield Paragraph(text=text, bold=min(len(label) + 1, len(text)))
    yield from told[0 if len(cell) > 1 else 1 :]
