"""Format `json`: rows as objects with the column ids as keys, for programs."""

import json

from barrierctl.exporters import Options
from barrierctl.names import FreeNames
from barrierctl.views.document import Document, Table


def export(document: Document, _options: Options) -> str:
    """Write an array of rows for one table; for several, an object of such arrays by view."""
    views = {table.id: _rows(table) for table in document.tables}
    shown = next(iter(views.values())) if len(views) == 1 else views
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _rows(table: Table) -> list[dict[str, str | list[str]]]:
    # A stage may have the id of the first column, which comes first.
    head, *others = [column.id for column in table.columns]
    free = FreeNames([head, *others])
    keys = [head, *(free.take(name) if name == head else name for name in others)]
    return [
        {
            key: [entry.stored for entry in cell] if column.many else "".join(entry.stored for entry in cell)
            for key, column, cell in zip(keys, table.columns, row, strict=True)
        }
        for row in table.rows
    ]
