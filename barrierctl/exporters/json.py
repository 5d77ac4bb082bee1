"""Format `json`: rows as objects keyed by column id, for programs."""

import json

from barrierctl.exporters import Options
from barrierctl.names import FreeNames
from barrierctl.views.document import Column, Document, Entry, Table

Row = dict[str, str | list[str]]


def export(document: Document, _options: Options) -> str:
    """An array of rows for one table; for several, an object of such arrays by view."""
    views = {table.id: _rows(table) for table in document.tables}
    shown = next(iter(views.values())) if len(views) == 1 else views
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _rows(table: Table) -> list[Row]:
    keys = _keys(table)
    return [
        {key: _value(column, cell) for key, column, cell in zip(keys, table.columns, row, strict=True)}
        for row in table.rows
    ]


def _keys(table: Table) -> list[str]:
    """The ids of the columns; a stage may have the id of the first one, which comes first."""
    taken = [column.id for column in table.columns]
    head, *others = taken
    free = FreeNames(taken)
    return [head, *(free.take(name) if name == head else name for name in others)]


def _value(column: Column, cell: tuple[Entry, ...]) -> str | list[str]:
    shown = [entry.shown for entry in cell]
    return shown if column.many else "".join(shown)
