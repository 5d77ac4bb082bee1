"""Format `json`: rows as objects with the column ids as keys, for programs."""

from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quoted
from typing import Final

from barrierctl.exporters import Options
from barrierctl.names import FreeNames
from barrierctl.views.document import Cell, Column, Document, Table

_STEP: Final = "  "


def export(document: Document, _options: Options) -> str:
    """Write an array of rows for one table; for several, an object of such arrays by view.

    The lines are laid out here: `json.dumps` with an indent takes three seconds for 50,000 rows.
    """
    tables = {table.id: table for table in document.tables}
    if len(tables) == 1:
        (table,) = tables.values()
        return _laid_out("[]", _rows(table, _STEP), "") + "\n"
    views = (
        f"{quoted(name)}: {_laid_out('[]', _rows(table, _STEP * 2), _STEP)}" for name, table in tables.items()
    )
    return _laid_out("{}", views, "") + "\n"


def _rows(table: Table, indent: str) -> Iterator[str]:
    # A stage may have the id of the first column, which comes first.
    head, *others = [column.id for column in table.columns]
    free = FreeNames([head, *others])
    keys = [head, *(free.take(name) if name == head else name for name in others)]
    labels = [f"{quoted(key)}: " for key in keys]
    blanks = [_pair(column, label, (), indent) for column, label in zip(table.columns, labels, strict=True)]
    for row in table.rows:
        cells = zip(table.columns, labels, row, blanks, strict=True)
        pairs = (
            _pair(column, label, cell, indent) if cell else blank for column, label, cell, blank in cells
        )
        yield _laid_out("{}", pairs, indent)


def _pair(column: Column, label: str, cell: Cell, indent: str) -> str:
    texts = [entry.stored for entry in cell]
    return label + (
        _laid_out("[]", map(quoted, texts), indent + _STEP) if column.many else quoted("".join(texts))
    )


def _laid_out(brackets: str, parts: Iterable[str], indent: str) -> str:
    """Write parts between brackets, each on a line of its own."""
    lines = f",\n{indent}{_STEP}".join(parts)
    return f"{brackets[0]}\n{indent}{_STEP}{lines}\n{indent}{brackets[1]}" if lines else brackets
