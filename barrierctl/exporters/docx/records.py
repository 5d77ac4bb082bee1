"""Records under headings: each row is an entry of a list, with its details below."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.grid import LOOKS
from barrierctl.exporters.docx.wml import Body
from barrierctl.views.document import Cell, Column, ColumnRole, Entry, Table, has_text

_IN_THE_LEAD: Final = (ColumnRole.BLOCK, ColumnRole.NAME, ColumnRole.PARTY)  # it may say these already
_ELSEWHERE: Final = (ColumnRole.DESCRIPTION, ColumnRole.POINTS)
SEPARATOR: Final = "; "
"""Between the entries of a cell."""
_BETWEEN_FACTS = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{MIDDLE DOT}   "
_BEFORE_DESCRIPTION = " \N{EN DASH} "
_LONG = 90  # letters; a longer fact has a paragraph of its own

Row = Mapping[str, tuple[Column, Cell]]
"""The cells of a row that have a text, by the ids of their columns."""


_Fact = tuple[str, str]
"""A label and a text."""


def rows_of(table: Table) -> Iterator[Row]:
    """Yield the rows, without empty cells."""
    for cells in table.rows:
        pairs = zip(table.columns, cells, strict=True)
        yield {column.id: (column, cell) for column, cell in pairs if has_text(cell)}


def add_records(body: Body, table: Table, level: int) -> None:
    """Add the rows of a table to a report, each under the headings of its groups from that level."""
    above: tuple[str, ...] = ()
    for row in rows_of(table):
        headings = tuple(_text(row[name][1]) if name in row else "" for name in table.group_by)
        if headings != above:
            _add_headings(body, above, headings, level)
            above = headings
        body.add(*record(table, row))


def record(table: Table, row: Row, name: Entry | None = None) -> Iterator[str]:
    """Write what a row is about, then its details and points; *name* if more is known of it elsewhere."""
    lead = table.columns[table.lead_index].id
    below = [*details(table, row)]
    below += (
        wml.paragraph("ListBullet", wml.run(entry.shown))
        for column, cell in row.values()
        for entry in cell
        if column.role is ColumnRole.POINTS
    )
    if lead in row:
        named = name or row[lead][1][0]
        runs = [wml.run(named.text, "" if table.new_page else "Name")]
        if named.mark:
            runs.append(wml.run(f" [{named.mark}]", LOOKS[named.state]))
        if said := description(row):
            runs += [wml.run(_BEFORE_DESCRIPTION, "Label"), wml.run(said)]
        keep = "<w:keepNext/>" if below else ""
        yield wml.paragraph("Point" if table.is_outline else "ListBullet", *runs, properties=keep)
    yield from below


def description(row: Row) -> str:
    """Return what is said of a row in sentences."""
    cells = (cell for column, cell in row.values() if column.role is ColumnRole.DESCRIPTION)
    return next(map(_text, cells), "")


def details(table: Table, row: Row) -> Iterator[str]:
    """Write what is known of a row, besides its name and its description."""
    lead = table.columns[table.lead_index].id
    title = _text(row[lead][1]) if lead in row else ""
    yield from _paragraphs(_facts(row, {lead, *table.group_by}, title))


def _facts(row: Row, hidden: set[str], lead: str) -> Iterator[_Fact]:
    """Collect the facts of a row that the lead does not repeat."""
    for key, (column, cell) in row.items():
        if key in hidden or column.technical or column.role in _ELSEWHERE:
            continue
        text = _text(cell)
        if not (column.role in _IN_THE_LEAD and text in lead):
            yield column.label, text


def _text(cell: Cell) -> str:
    return SEPARATOR.join(entry.shown for entry in cell if entry.text)


def _add_headings(body: Body, before: tuple[str, ...], now: tuple[str, ...], level: int) -> None:
    """Add the headings from the first one that changes."""
    pairs = enumerate(zip(before, now, strict=False))
    changed = next((at for at, (old, new) in pairs if old != new), 0)
    for below, text in enumerate(now[changed:], start=level + changed):
        if text:
            body.add_heading(below, text)


def _paragraphs(facts: Iterable[_Fact]) -> Iterator[str]:
    """Write short facts on one line, and each long one in a paragraph of its own."""
    for is_long, group in groupby(facts, key=lambda fact: len("".join(fact)) > _LONG or "\n" in fact[1]):
        for line in ([fact] for fact in group) if is_long else [list(group)]:
            runs: list[str] = []
            for label, text in line:
                runs += [wml.run(f"{_BETWEEN_FACTS if runs else ''}{label}: ", "Label"), wml.run(text)]
            yield wml.paragraph("Remark", *runs)
