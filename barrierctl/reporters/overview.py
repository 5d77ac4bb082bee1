"""The small picture of a model over its gaps."""

from collections.abc import Iterator

from barrierctl.document import Cell, Table
from barrierctl.languages import catalogue
from barrierctl.text.terminal import columns, padded, visible, wrapped

_TIE = "\N{NO-BREAK SPACE}"  # keeps a sign and its word on one line until the lines are broken
_GAP = f"{_TIE}{_TIE} "


def draw(table: Table, width: int | None) -> Iterator[str]:
    """Blocks as rows and stages as columns; a line a stage where the columns do not fit.

    Args:
        table: a grid with one sign a cell.
        width: of the terminal, or None.
    """
    labels = [visible(column.label) for column in table.columns[1:]]
    heads = [visible(row[0][0].text) for row in table.rows]
    first = max(columns(head) for head in heads) + 4
    if width is None or first + sum(columns(label) + 3 for label in labels) <= width:
        yield " " * (first + 2) + "   ".join(labels)
        for head, row in zip(heads, table.rows, strict=True):
            signs = "   ".join(
                _centred(_sign(cell), label) for cell, label in zip(row[1:], labels, strict=True)
            )
            yield f"  {padded(head, first)}{signs}".rstrip()
    else:
        yield from _stage_by_stage(table, labels, heads, width)
    yield from (_spaced(line) for line in wrapped(_legend(table), 2, width))


def _stage_by_stage(table: Table, labels: list[str], heads: list[str], width: int) -> Iterator[str]:
    for index, label in enumerate(labels, start=1):
        yield from wrapped(label, 2, width)
        told = [
            f"{_sign(row[index])}{_TIE}{_tied(head)}"
            for head, row in zip(heads, table.rows, strict=True)
            if row[index]
        ]
        yield from (_spaced(line) for line in wrapped(_GAP.join(told), 4, width))


def _centred(sign: str, label: str) -> str:
    room = columns(label)
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
