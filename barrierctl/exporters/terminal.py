"""`show`: a document in a terminal, fitted to its width without losing a word."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from operator import add
from typing import Final, TypeAlias

from barrierctl.exporters.common import nothing_yet
from barrierctl.exporters.timeline import TODAY, Timeline, timeline
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import RESERVED_ID
from barrierctl.text.terminal import columns, in_room, padded, painted, visible, wrapped
from barrierctl.views.document import (
    Cell,
    Column,
    Document,
    Entry,
    State,
    Table,
    TableRole,
    outline,
    text_of,
)

_STYLES = {
    State.DOUBTFUL: "yellow",
    State.DROPPED: "dim",
    State.NOT_APPLICABLE: "dim",
    State.UNKNOWN: "yellow",
    State.OVERDUE: "red",
    State.DONE: "dim",
}
_BARS = {State.OVERDUE: "▓", State.DONE: "░", State.DROPPED: "·"}
_BAR, _POINT = "█", "◆"
_BETWEEN = 3  # columns that a border and its blanks take
_NARROWEST = 14  # columns; below this, running text is hard to read

_Line: TypeAlias = tuple[str, str, str]
"""A line of a cell: what is before its text, the text, and its style."""
_NO_LINE: Final[_Line] = ("", "", "")


def export(document: Document, *, width: int, color: bool) -> str:
    """Write the tables of a document, one below the other, for a terminal of that width in columns."""
    parts: list[Iterable[str]] = [_bold(document.title, width, color=color)]
    for table in document.tables:
        if len(document.tables) > 1:
            parts.append(_bold(table.title, width, color=color))
        if chart := timeline(table):
            parts.append(_timeline(chart, width, color=color))
        parts.append(_table(table, width, color=color))
    if document.untranslated:
        parts.append(wrapped(document.untranslated, 0, width))
    return "\n\n".join(map("\n".join, parts)) + "\n"


def _table(table: Table, width: int, *, color: bool) -> Iterable[str]:
    if not table.rows:
        return wrapped(table.empty, 0, width)
    if table.is_outline:
        return _outline(table, width, color=color)
    if table.role in (TableRole.ABOUT, TableRole.PROPERTIES):
        pairs = (
            (text_of(label), catalogue().joined(entry.shown for entry in values))
            for label, values in table.rows
        )
        texts = (catalogue().labelled(label, text) for label, text in pairs)
        return (line for text in texts for line in wrapped(text, 0, width))
    if table.kind == "records" and table.role is not TableRole.COUNTS:
        return _records(table, width, color=color)
    least = _longest_words(table)
    if (left := width - _grid_width(least)) >= 0:
        # Each column gets a share of what is left, but the first no more than its texts.
        heads = max(columns(visible(row[0][0].text)) for row in table.rows)
        first = min(max(heads, least[0]), least[0] + left // len(least))
        shares = [first, *_shared(least[1:], left - (first - least[0]))]
        return _grid(table, shares, color=color)
    if table.kind == "records":
        return _records(table, width, color=color)
    if least[1:] and _grid_width(least[1:]) <= width:
        return _banded(table, least[1:], width, color=color)
    return _columns(table, width, color=color)


def _grid_width(rooms: Sequence[int]) -> int:
    return sum(rooms) + _BETWEEN * len(rooms) + 1


def _bold(text: str, width: int, *, color: bool) -> list[str]:
    return [painted(line, "bold", color=color) for line in wrapped(text, 0, width)]


def _longest_words(table: Table) -> list[int]:
    """Measure the width that each column needs so that no word is broken."""
    needed = []
    for index, column in enumerate(table.columns):
        words = {*column.label.split()}
        words.update(word for row in table.rows for entry in row[index] for word in entry.shown.split())
        dash = 2 if column.many else 0
        narrowest = _NARROWEST if column.many else 1
        needed.append(max([narrowest, *(columns(visible(word)) + dash for word in words)]))
    return needed


def _shared(least: Sequence[int], left: int) -> list[int]:
    """Divide what is left among the columns."""
    return [room + left // len(least) + (at < left % len(least)) for at, room in enumerate(least)]


def _grid(table: Table, widths: Sequence[int], *, color: bool) -> Iterator[str]:
    """Draw a grid of as many columns of the table as there are widths, the last ones."""
    first, edges = -len(widths), ["─" * (width + 2) for width in widths]
    labels = (column.label for column in table.columns[first:])
    heads = [[("", line, "bold") for line in in_room(*each)] for each in zip(labels, widths, strict=True)]
    above = [[_NO_LINE] * (max(map(len, heads)) - len(lines)) for lines in heads]
    yield f"╭{'┬'.join(edges)}╮"
    yield from _side_by_side(list(map(add, above, heads)), widths, color=color)
    for row in table.rows:
        pairs = zip(table.columns[first:], row[first:], widths, strict=True)
        cells = [[*_cell(table, column, row, cell, width)] or [_NO_LINE] for column, cell, width in pairs]
        yield f"├{'┼'.join(edges)}┤"
        yield from _side_by_side(cells, widths, color=color)
    yield f"╰{'┴'.join(edges)}╯"


def _side_by_side(cells: Sequence[list[_Line]], widths: Sequence[int], *, color: bool) -> Iterator[str]:
    for lines in zip_longest(*cells, fillvalue=_NO_LINE):
        drawn = [
            before + painted(text, style, color=color) + " " * (width - len(before) - columns(text))
            for (before, text, style), width in zip(lines, widths, strict=True)
        ]
        yield f"│ {' │ '.join(drawn)} │"


def _cell(table: Table, column: Column, row: tuple[Cell, ...], cell: Cell, width: int) -> Iterator[_Line]:
    if cell is row[0]:
        yield from (("", line, "bold") for line in in_room(cell[0].text, width))
    elif _is_gap(table, column, row[0], cell):
        yield "", nothing_yet(), "dim"
    elif column.many:
        for entry in cell:
            style, (line, *others) = _STYLES.get(entry.state, ""), in_room(entry.shown, width - 2)
            yield "- ", line, style
            yield from (("  ", line, style) for line in others)
    else:
        yield from (("", line, "") for line in in_room(text_of(cell), width))


def _banded(table: Table, least: Sequence[int], width: int, *, color: bool) -> Iterator[str]:
    """Draw a grid with the names of its rows in bands over them, which leaves more room for the columns."""
    names, room = iter(table.rows), width - _grid_width([0])
    for line in _grid(table, _shared(least, width - _grid_width(least)), color=color):
        if not line.startswith("├"):
            yield line
            continue
        yield line.replace("┼", "┴")
        for part in wrapped(next(names)[0][0].text, 0, room):
            yield f"│ {painted(padded(part, room), 'bold', color=color)} │"
        yield line.replace("┼", "┬")


def _timeline(chart: Timeline, width: int, *, color: bool) -> Iterator[str]:
    """Draw one line per row: its name, and a bar from its first day to its last, or a point.

    Above are the months where they begin, as far as there is room for them; across is the line of today.
    """
    names = [wrapped(bar.entry.shown, 2 * bar.is_step, width * 2 // 5) for bar in chart.bars]
    margin = max(columns(line) for lines in names for line in lines) + 2
    room = max(width - margin, _NARROWEST)
    months = ""
    for tick in chart.ticks:
        at = int(tick.left * room)
        if (not months or at > len(months)) and at + len(tick.label) <= room:
            months = months.ljust(at) + tick.label
    yield (" " * margin + months).rstrip()
    for bar, (first, *others) in zip(chart.bars, names, strict=True):
        cells = [" "] * room
        if chart.today is not None:
            cells[int(chart.today * room)] = TODAY
        begin = int(bar.left * room)
        if bar.is_drawn and not bar.width:
            cells[begin] = _POINT
        elif bar.is_drawn:
            end = max(begin + 1, round((bar.left + bar.width) * room))
            cells[begin:end] = _BARS.get(bar.entry.state, _BAR) * (end - begin)
        drawn = "".join(cells).rstrip()
        style = _STYLES.get(bar.entry.state)
        yield (padded(first, margin) + (painted(drawn, style, color=color) if style else drawn)).rstrip()
        yield from others
    if chart.legend:
        yield " " * margin + chart.legend


def _is_gap(table: Table, column: Column, head: Cell, cell: Cell) -> bool:
    """Whether a cell is empty and a reader should see that; what is general may be so."""
    return table.role is TableRole.MATRIX and not cell and RESERVED_ID not in (column.id, head[0].element)


def _columns(table: Table, width: int, *, color: bool) -> Iterator[str]:
    """Write the columns of a grid that is too wide, one below the other."""
    for index, column in enumerate(table.columns[1:], start=1):
        yield from _bold(column.label, width, color=color)
        for row in table.rows:
            if column.id == RESERVED_ID and not row[index]:
                continue
            yield from wrapped(row[0][0].text, 2, width)
            if _is_gap(table, column, row[0], row[index]):
                yield painted(f"    {nothing_yet()}", "dim", color=color)
            for entry in row[index]:
                yield from _bullet(entry, width, color=color)
        yield ""


def _records(table: Table, width: int, *, color: bool) -> Iterator[str]:
    """Write for each row what it is about, and below it the rest."""
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        shown = ((column, cell) for column, cell in pairs if text_of(cell) and not column.technical)
        cells = {column.id: (column.label, cell) for column, cell in shown}
        lead = table.lead if table.lead in cells else next(iter(cells), "")
        _, name = cells.pop(lead, ("", ()))
        yield from _bold(text_of(name), width, color=color)
        for label, cell in cells.values():
            if len(cell) > 1:
                yield from wrapped(catalogue().labelled(label, "").rstrip(), 2, width)
                for entry in cell:
                    yield from _bullet(entry, width, color=color)
            else:
                first, *others = wrapped(catalogue().labelled(label, text_of(cell)), 4, width)
                yield from (f"  {first.strip()}", *others)
        yield ""


def _outline(table: Table, width: int, *, color: bool) -> Iterator[str]:
    """Write each section under its heading: sentences, and points below them."""
    for section, rows in outline(table):
        yield from _bold(section, width, color=color)
        for text, points in rows:
            yield from wrapped(text_of(text), 2, width)
            for point in points:
                yield from _bullet(point, width, color=color)
        yield ""


def _bullet(entry: Entry, width: int, *, color: bool) -> Iterator[str]:
    style = _STYLES.get(entry.state)
    first, *others = wrapped(entry.shown, 6, width)
    for line in (f"    - {first.strip()}", *others):
        yield painted(line, style, color=color) if style else line
