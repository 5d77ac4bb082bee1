"""`show`: a document in a terminal, fitted to its width without losing a word."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from barrierctl.text.terminal import columns as width_of
from barrierctl.text.terminal import painted, visible, wrapped
from barrierctl.views.document import Cell, Document, Entry, State, Table
from barrierctl.vocabulary import RESERVED_ID

if TYPE_CHECKING:
    from rich.console import RenderableType

_STYLES = {
    State.DOUBTFUL: "yellow",
    State.DROPPED: "dim",
    State.NOT_APPLICABLE: "dim",
    State.UNKNOWN: "yellow",
}
_BETWEEN = 3  # what a border and its blanks take, a column
_ANY_HEIGHT = 25  # of no account, but without it a terminal that is called dumb is taken for 80 columns
_NARROWEST = 14  # below this a column of running text is hard to read


def export(document: Document, *, width: int, color: bool) -> str:
    """The tables of a document, one below the other.

    Args:
        document: what to show.
        width: of the terminal, in columns.
        color: whether it takes colours.
    """
    parts = ["\n".join(_bold(line, color=color) for line in wrapped(document.title, 0, width))]
    parts += [_table(table, width, color=color) for table in document.tables]
    return "\n\n".join(parts) + "\n"


def _table(table: Table, width: int, *, color: bool) -> str:
    if not table.rows:
        return "\n".join(wrapped(table.empty, 0, width))
    if _fits(table, width):
        return _grid(table, width, color=color)
    return "\n".join(_sections(table, width, color=color))


def _bold(text: str, *, color: bool) -> str:
    return painted(text, "bold", color=color)


def _fits(table: Table, width: int) -> bool:
    if table.kind != "grid":
        return False
    return sum(_longest_words(table)) + _BETWEEN * len(table.columns) + 1 <= width


def _longest_words(table: Table) -> list[int]:
    """The width that each column needs so that no word is broken."""
    needed = []
    for index, column in enumerate(table.columns):
        words = column.label.split()
        words += [word for row in table.rows for entry in row[index] for word in entry.shown.split()]
        dash = 2 if index else 0
        needed.append(max([_NARROWEST if index else 1, *(width_of(visible(word)) + dash for word in words)]))
    return needed


def _shared_out(table: Table, width: int) -> list[int]:
    """The width of each column: what its longest word needs, and a share of what is left."""
    least = _longest_words(table)
    left = width - sum(least) - _BETWEEN * len(least) - 1
    heads = max(width_of(visible(row[0][0].text)) for row in table.rows)
    first = min(max(heads, least[0]), least[0] + left // len(least))
    left, shared = left - (first - least[0]), len(least) - 1
    return [first, *(room + left // shared + (at < left % shared) for at, room in enumerate(least[1:]))]


def _grid(table: Table, width: int, *, color: bool) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.ROUNDED, show_lines=True, width=width, safe_box=False)
    for column, room in zip(table.columns, _shared_out(table, width), strict=True):
        grid.add_column(Text(visible(column.label), style="bold"), width=room, overflow="fold")
    for row in table.rows:
        grid.add_row(*(_rich_cell(cell, head=index == 0) for index, cell in enumerate(row)))
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        height=_ANY_HEIGHT,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
    )
    console.print(grid)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def _rich_cell(cell: Cell, *, head: bool) -> "RenderableType":
    from rich.table import Table as Grid
    from rich.text import Text

    if head:
        return Text(visible(cell[0].text), style="bold")
    entries = Grid.grid(padding=(0, 1, 0, 0), pad_edge=False)
    for entry in cell:
        entries.add_row("-", Text(visible(entry.shown), style=_STYLES.get(entry.state, ""), overflow="fold"))
    return entries if cell else Text("")


def _sections(table: Table, width: int, *, color: bool) -> Iterator[str]:
    """What does not fit side by side, one below the other: a column of a grid, or a row of records."""
    if table.kind == "grid":
        yield from _columns_as_sections(table, width, color=color)
        return
    for row in table.rows:
        yield from _record(table, row, width, color=color)
        yield ""


def _columns_as_sections(table: Table, width: int, *, color: bool) -> Iterator[str]:
    for index, column in enumerate(table.columns[1:], start=1):
        yield from (_bold(line, color=color) for line in wrapped(column.label, 0, width))
        for row in table.rows:
            if column.id == RESERVED_ID and not row[index]:
                continue
            yield from wrapped(row[0][0].text, 2, width)
            for entry in row[index]:
                yield from _hanging(entry, width, color=color)
        yield ""


def _hanging(entry: Entry, width: int, *, color: bool) -> Iterator[str]:
    style = _STYLES.get(entry.state)
    first, *others = wrapped(entry.shown, 6, width) or [""]
    for line in (f"    - {first.strip()}", *others):
        yield painted(line, style, color=color) if style else line


def _record(table: Table, row: tuple[Cell, ...], width: int, *, color: bool) -> Iterator[str]:
    """A row of records: what it is about, and below it what is told."""
    told = {column.id: cell for column, cell in zip(table.columns, row, strict=True) if _text(cell)}
    lead = table.lead if table.lead in told else next(iter(told), "")
    yield from (_bold(line, color=color) for line in wrapped(_text(told.pop(lead, ())), 0, width))
    for column in table.columns:
        if len(told.get(column.id, ())) > 1:
            yield from wrapped(f"{column.label}:", 2, width)
            for entry in told[column.id]:
                yield from _hanging(entry, width, color=color)
        elif column.id in told:
            yield from _hanging_text(column.label, _text(told[column.id]), width)


def _text(cell: Cell) -> str:
    return "".join(entry.shown for entry in cell)


def _hanging_text(label: str, text: str, width: int) -> Iterator[str]:
    first, *others = wrapped(f"{label}: {text}", 4, width)
    yield from (f"  {first.strip()}", *others)
