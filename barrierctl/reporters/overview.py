"""The small picture of a model over its gaps."""

from collections.abc import Iterator
from functools import lru_cache

from barrierctl.messages import catalogue
from barrierctl.text.terminal import columns, in_lines, padded, visible, wrapped
from barrierctl.views.document import Cell, Table

_TIE = "\N{NO-BREAK SPACE}"  # keeps a sign and its word on one line until the lines are broken
_GAP = f"{_TIE}{_TIE} "
_BETWEEN = "   "
_HIGHEST = 3  # lines of a heading


def draw(table: Table, width: int | None) -> Iterator[str]:
    """Blocks as rows and stages as columns; a line a stage where the columns do not fit.

    Args:
        table: a grid with one sign a cell.
        width: of the terminal, or None.
    """
    labels = [visible(column.label) for column in table.columns[1:]]
    heads = [visible(row[0][0].text) for row in table.rows]
    first = max(columns(head) for head in heads) + 6
    headings = _headings(labels, None if width is None else width - first)
    if headings:
        yield from (" " * first + _BETWEEN.join(line) for line in headings)
        rooms = [columns(label) for label in headings[0]]
        for head, row in zip(heads, table.rows, strict=True):
            signs = (_centred(_sign(cell), room) for cell, room in zip(row[1:], rooms, strict=True))
            yield f"  {padded(head, first - 2)}{_BETWEEN.join(signs)}".rstrip()
    else:
        yield from _stage_by_stage(table, labels, heads, width or 0)
    yield from (_spaced(line) for line in wrapped(_legend(table), 2, width))


def _headings(labels: list[str], room: int | None) -> list[list[str]]:
    """The lines of the headings, all of a column as wide as each other; none where they do not fit."""
    for height in range(1, _HIGHEST + 1):
        broken = [in_lines(label, height) for label in labels]
        widths = [max(map(columns, lines)) for lines in broken]
        if room is None or sum(widths) + len(_BETWEEN) * len(widths) <= room:
            filled = [[""] * (height - len(lines)) + lines for lines in broken]
            return [
                [padded(lines[at], width) for lines, width in zip(filled, widths, strict=True)]
                for at in range(height)
            ]
    return []


def _stage_by_stage(table: Table, labels: list[str], heads: list[str], width: int) -> Iterator[str]:
    for index, label in enumerate(labels, start=1):
        yield from wrapped(label, 2, width)
        told = [
            f"{_sign(row[index])}{_TIE}{_tied(head)}"
            for head, row in zip(heads, table.rows, strict=True)
            if row[index]
        ]
        yield from (_spaced(line) for line in wrapped(_GAP.join(told), 4, width))


@lru_cache(maxsize=1_000)  # few signs, and columns of few widths
def _centred(sign: str, room: int) -> str:
    return padded(" " * ((room - 1) // 2) + sign, room)


def _sign(cell: Cell) -> str:
    return cell[0].text if cell else " "


def _legend(table: Table) -> str:
    """The signs that occur, each with its meaning."""
    used = {cell[0].element for row in table.rows for cell in row[1:] if cell}
    legend = catalogue().entry("overview.legend")
    told = [entry for name, entry in legend.items() if name in used]
    return _GAP.join(f"{entry['sign']}{_TIE}{_tied(entry['label'])}" for entry in told)


def _tied(text: str) -> str:
    return text.replace(" ", _TIE)


def _spaced(line: str) -> str:
    return line.replace(_TIE, " ").rstrip()
