"""Format `json`: rows as objects keyed by column id, for programs."""

import json

from barrierctl.document import Column, Document, Entry, Table

Row = dict[str, str | list[str]]


def export(document: Document) -> str:
    """An array of rows for one table; for several, an object of such arrays by view."""
    views = {table.id: _rows(table) for table in document.tables}
    shown = next(iter(views.values())) if len(views) == 1 else views
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _rows(table: Table) -> list[Row]:
    return [
        {column.id: _value(column, cell) for column, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]


def _value(column: Column, cell: tuple[Entry, ...]) -> str | list[str]:
    shown = [entry.shown for entry in cell]
    return shown if column.many else "".join(shown)
