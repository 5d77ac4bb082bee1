"""Records on slides: what a row is about on the left, what is told of it on the right."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from barrierctl.document import Cell, Table
from barrierctl.exporters.pptx.grids import entry_paragraphs, head_box
from barrierctl.exporters.pptx.sheet import Box, Look, Paragraph, Sheet, share
from barrierctl.frozen import frozen
from barrierctl.languages import catalogue
from barrierctl.text.slides import line, lines

_ASIDE: Final = ("block", "name", "severity", "rule", "id", "element")
"""Columns that say where a row belongs, for who looks it up: in small print under what it is about."""
_LEFT_OUT: Final = ("stage",)
"""The id of a stage: its name stands over the rows, and its id in the list of stages."""
_SIDE_BY_SIDE: Final = 2  # columns that need no label of their own, beside the first

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
    if table.by_stage:
        group: tuple[int, ...] = (ids.index("stage_name"),)
    else:
        # What comes before the lead is what the rows are sorted under.
        group = tuple(range(lead))
    left_out = {lead, *group, *(ids.index(name) for name in _LEFT_OUT if table.by_stage)}
    aside = [ids.index(name) for name in _ASIDE if name in ids and ids.index(name) not in left_out]
    others = (index for index in range(len(ids)) if index not in left_out.union(aside))
    return _Roles(group=group, lead=lead, aside=tuple(aside), others=tuple(others))


def _group(row: Row, roles: _Roles) -> str:
    told = (line(entry.shown) for index in roles.group for entry in row[index])
    return ", ".join(text for text in told if text)


def _sheet(table: Table, roles: _Roles, group: str, rows: list[Row]) -> Sheet:
    title = line(table.title)
    used = [index for index in roles.others if any(_is_told(row[index]) for row in rows)]
    few = len(used) <= _SIDE_BY_SIDE
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
