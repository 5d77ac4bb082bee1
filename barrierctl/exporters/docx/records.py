"""Records under headings: each row is an entry of a list, with its details below."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final, NamedTuple

from barrierctl.dataclass import replace
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.wml import LOOKS, PORTRAIT_WIDTH, Body
from barrierctl.exporters.letters import line_starts
from barrierctl.messages import catalogue
from barrierctl.views.document import (
    Cell,
    Column,
    ColumnRole,
    Entry,
    Table,
    TableRole,
    filled,
    outline,
    text_of,
    transposed,
)

_IN_THE_LEAD: Final = (ColumnRole.BLOCK, ColumnRole.NAME, ColumnRole.PARTY)  # it may say these already
_ELSEWHERE: Final = (ColumnRole.DESCRIPTION, ColumnRole.POINTS)
SEPARATOR: Final = "; "
"""Between the entries of a cell."""
_BETWEEN_FACTS = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{MIDDLE DOT}   "
_BEFORE_DESCRIPTION = " \N{EN DASH} "
_LONG = 160  # letters; a longer fact has a paragraph of its own

Row = Mapping[str, tuple[Column, Cell]]
"""The cells of a row that have a text, by the ids of their columns."""


_Fact = tuple[str, str]
"""A label and a text."""


class Records:
    """Writes the records of a document, and cites its sources by their numbers."""

    def __init__(self, sources: Table | None) -> None:
        titles = [text_in(row[sources.lead_index]) for row in sources.rows] if sources else []
        numbers = {title: number for number, title in enumerate(titles, start=1)}
        often = Counter(titles)
        self._numbers = {title: number for title, number in numbers.items() if often[title] == 1}
        self._lengths = sorted(set(map(len, self._numbers)))

    def add(self, body: Body, table: Table, level: int) -> None:
        """Add the rows of a table to a report, each under the headings of its groups from that level."""
        above: tuple[str, ...] = ()
        for number, row in enumerate(rows_of(table), start=1):
            headings = tuple(text_in(row[name][1]) if name in row else "" for name in table.group_by)
            if headings != above:  # those from the first one that changes
                pairs = enumerate(zip(above, headings, strict=False))
                changed = next((at for at, (old, new) in pairs if old != new), 0)
                for below, text in enumerate(headings[changed:], start=level + changed):
                    if text:
                        body.add_heading(below, text)
                above = headings
            is_cited = self._numbers and table.role is TableRole.SOURCES
            body.add(*self.record(table, row, label=f"[{number}] " if is_cited else ""))

    def record(self, table: Table, row: Row, name: Entry | None = None, *, label: str = "") -> Iterator[str]:
        """Write what a row is about, then its details and points.

        Args:
            table: of the row.
            row: its cells.
            name: if more is known of it elsewhere, such as a doubt.
            label: to put before it.
        """
        lead = table.columns[table.lead_index].id
        below = [*self._details(table, row)]
        below += (
            wml.paragraph("ListBullet", wml.run(entry.shown))
            for column, cell in row.values()
            for entry in cell
            if column.role is ColumnRole.POINTS
        )
        if lead in row:
            named = name or row[lead][1][0]
            runs = [wml.run(label, "Label"), wml.run(named.text, "" if table.new_page else "Name")]
            if named.mark:
                runs.append(wml.run(f" [{named.mark}]", LOOKS[named.state]))
            runs += self._sentences(row, _BEFORE_DESCRIPTION)
            keep = "<w:keepNext/>" if below else ""
            style = "Point" if table.is_outline or label else "ListBullet"
            yield wml.paragraph(style, *runs, properties=keep)
        yield from below

    def about(self, table: Table, row: Row) -> Iterator[str]:
        """Write what is known of a row whose name is the heading above it."""
        if runs := [*self._sentences(row)]:
            yield wml.paragraph("Normal", *runs)
        yield from self._details(table, row)

    def _sentences(self, row: Row, before: str = "") -> Iterator[str]:
        """Write what is said of a row in sentences, and the sources of that and of its details."""
        for column, cell in row.values():
            if column.role is ColumnRole.DESCRIPTION:
                yield wml.run(before, "Label") + wml.run(text_in(cell))
            elif column.role is ColumnRole.SOURCES and (cited := self._cited(text_in(cell))):
                yield wml.run(f" [{cited}]", "Label")

    def _details(self, table: Table, row: Row) -> Iterator[str]:
        lead = table.columns[table.lead_index].id
        title = text_in(row[lead][1]) if lead in row else ""
        hidden = {lead, *table.group_by}
        facts: list[_Fact] = []  # those that the lead does not repeat
        for key, (column, cell) in row.items():
            text = text_in(cell)
            is_elsewhere = column.role in _ELSEWHERE or column.technical
            is_cited = column.role is ColumnRole.SOURCES and self._cited(text)
            is_known = column.role in _IN_THE_LEAD and text in title
            if not (key in hidden or is_elsewhere or is_cited or is_known):
                facts.append((column.label, text))
        # Short facts are on one line, and each long one has a paragraph of its own.
        for is_long, group in groupby(facts, lambda fact: len("".join(fact)) > _LONG or "\n" in fact[1]):
            for line in ([fact] for fact in group) if is_long else [list(group)]:
                runs: list[str] = []
                for label, text in line:
                    shown = catalogue().labelled(f"{_BETWEEN_FACTS if runs else ''}{label}", "")
                    runs += [wml.run(shown, "Label"), wml.run(text)]
                yield wml.paragraph("Remark", *runs)

    def _cited(self, text: str) -> str:
        """Write sources as their numbers, each with its place; empty if that is not clear for each."""
        cited = []
        for part in text.split(SEPARATOR):
            ends = (length for length in self._lengths if part[length : length + 2] in ("", ", "))
            found = [part[:end] for end in ends if part[:end] in self._numbers]
            if len(found) != 1:
                return ""
            number, place = self._numbers[found[0]], part[len(found[0]) :].removeprefix(", ")
            cited.append(catalogue().labelled(str(number), place) if place else str(number))
        return SEPARATOR.join(cited)


# ---- sheets to hand out


class _Way(NamedTuple):
    """A way to write a sheet; lengths are in points."""

    lines: int  # to write on, at most
    run_on: bool = False  # whether points follow their sentence on one line
    style: str = "Point"
    letter: int = 10
    gap: float = 4.5  # between sentences


_WAYS: Final = (
    _Way(6),
    _Way(4),
    _Way(3),
    _Way(4, run_on=True),
    _Way(3, run_on=True),
    _Way(3, run_on=True, style="PointSmall", letter=9, gap=2),
    _Way(2, run_on=True, style="PointSmall", letter=9, gap=2),
)
"""The ways to choose from, the one with the most room first."""
_PAGE: Final = 732  # the height between the margins, with something to spare
_HALF: Final = 348  # the same of half a page, without the line to cut along
_TITLE, _BAND, _WRITING = (
    18,
    34,
    24,
)  # the letters of the title, the heights of a heading and a line to write on
_GAP_OF_POINTS: Final = 2
_LEADING: Final = 1.22
_WIDTH: Final = 1.15 * (PORTRAIT_WIDTH / 20)  # letters are hardly ever as wide as they are measured


def add_sheet(body: Body, table: Table) -> None:
    """Add a sheet, on one page if there is a way to do so, or on half of one if it may share a page."""
    rooms = [_HALF, _PAGE] if table.shares_page else [_PAGE]
    ways = (way for room in rooms for way in _WAYS if _height(table, way) <= room)
    way = next(ways, _WAYS[1])
    written: list[str] = []
    for head, rows in outline(table):
        written.append(wml.paragraph("Heading2", wml.run(head)))
        for text, points in rows:
            runs = [wml.run(text_in(text))]
            if way.run_on and points:
                runs.append(wml.run(f"{_BEFORE_DESCRIPTION}{text_in(points)}"))
            written.append(wml.paragraph(way.style, *runs))
            written += (
                wml.paragraph("ListBullet", wml.run(entry.shown)) for entry in points if not way.run_on
            )
    if table.blank_lines:
        lines = [wml.paragraph("Room")] * min(table.blank_lines, way.lines)
        written += [wml.paragraph("Heading2", wml.run(catalogue().say("exports.room"))), *lines]
    if table.shares_page:  # it stays whole where another one ends
        written[:-1] = map(wml.kept_with_next, written[:-1])
    body.add(*written)


def is_half(table: Table) -> bool:
    """Whether a sheet needs half a page at most, and may share it."""
    return table.shares_page and any(_height(table, way) <= _HALF for way in _WAYS)


def _height(table: Table, way: _Way) -> float:
    """Compute the height of a sheet in points, in the widest of the usual fonts."""
    height = (1 + len(line_starts(table.title, _WIDTH, _TITLE))) * _TITLE * _LEADING
    if table.blank_lines:
        height += _BAND + _WRITING * min(table.blank_lines, way.lines)
    for _, rows in outline(table):
        height += _BAND
        for text, points in rows:
            texts = [text_in(text), *(entry.shown for entry in points)]
            for number, shown in enumerate([SEPARATOR.join(texts)] if way.run_on else texts):
                height += len(line_starts(shown, _WIDTH, way.letter)) * way.letter * _LEADING
                height += _GAP_OF_POINTS if number else way.gap
    return height


# ---- rows and their facts


def rows_of(table: Table) -> Iterator[Row]:
    """Yield the rows, without empty cells."""
    for cells in table.rows:
        yield {column.id: (column, cell) for column, cell in filled(table, cells)}


def text_in(cell: Cell) -> str:
    """Put the entries of a cell in one text."""
    return SEPARATOR.join(entry.shown for entry in cell if entry.text)


def merged(table: Table, other: Table) -> Table:
    """Put what another table knows of the same elements before the cells of a table."""
    known = {row[other.lead_index][0].element: row for row in other.rows}
    more = [at for at in range(len(other.columns)) if at != other.lead_index]
    rows = []
    for lead, *cells in table.rows:
        own = known.pop(lead[0].element, None)
        rows.append((lead, *(own[at] if own else () for at in more), *cells))
    empty = ((),) * (len(table.columns) - 1)
    rows += ((row[other.lead_index], *(row[at] for at in more), *empty) for row in known.values())
    columns = (table.columns[0], *(other.columns[at] for at in more), *table.columns[1:])
    return replace(table, columns=columns, rows=tuple(rows))


# ---- the stages as chapters

_LEVEL: Final = 2  # of the headings of stages


def add_stages(body: Body, records: Records, matrix: Table, items: Table, stages: Table) -> None:
    """Add a chapter for each stage of the matrix, and one for what belongs to none."""
    about = {_key(row, ColumnRole.ID): row for row in rows_of(stages)}
    if not about.keys() <= {column.id for column in matrix.columns}:
        matrix = transposed(matrix)
    known: defaultdict[str | None, list[Row]] = defaultdict(list)  # the rows of items by their addresses
    for row in rows_of(items):
        known[_key(row, ColumnRole.ADDRESS)].append(row)
    for at, column in enumerate(matrix.columns[1:]):
        body.add_heading(_LEVEL, column.label)
        is_stage = column.id in about
        if is_stage:
            body.add(*records.about(stages, about[column.id]))
        for head, *cells in matrix.rows:
            cell = cells[at]
            if not (is_stage or cell):
                continue
            body.add_heading(_LEVEL + 1, text_of(head))
            for entry in cell:
                if rows := known.get(entry.element):
                    body.add(*records.record(items, rows.pop(0), entry))
                else:
                    body.add(wml.paragraph("Remark", wml.run(entry.shown, LOOKS[entry.state])))
            if not cell:
                body.add(wml.paragraph("Remark", wml.run(catalogue().say("exports.nothing"), "Absent")))


def _key(row: Row, role: ColumnRole) -> str:
    return next(text_of(cell) for column, cell in row.values() if column.role is role)
