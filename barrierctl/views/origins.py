"""What the file had for each row of the tables, so that a program can read an edited sheet back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from barrierctl.dataclass import replace
from barrierctl.source.tree import Path, Value, value_at
from barrierctl.text.spreadsheet import joined
from barrierctl.views.document import Cell, Column, Origin, Table
from barrierctl.views.values import text_at

RECORD: Final = "record"
"""The only key of what is in the place of a record: its number."""
VALUE: Final = "value"
"""The column with the values of properties; the row has the path of each."""


def with_origins(tables: Sequence[Table], tree: Value) -> tuple[tuple[Table, ...], str]:
    """Give each row of these tables its origin; give the rest of the tree as JSON too.

    Records are numbered. In the place of each, its parent and the rest have the number.
    """
    paths = (path for table in tables if table.fill_in for path in table.paths if path is not None)
    records = {path: number for number, path in enumerate(dict.fromkeys(paths), start=1)}
    made, last = [], len(records)
    for table in tables:
        rows = zip(table.paths, table.rows, strict=True) if table.paths else ()
        origins = []
        for path, row in rows:
            number = records.get(path) if path is not None and table.fill_in else None
            last += number is None
            content = _content(table, path, row, tree, records)
            origins.append(Origin(number or last, _json(content)))
        made.append(replace(table, origins=tuple(origins)))
    return tuple(made), _json(_cut(tree, (), records))


def _content(
    table: Table, path: Path | None, row: tuple[Cell, ...], tree: Value, records: Mapping[Path, int]
) -> dict[str, Any]:
    """Return the record of a row with the texts of its cells: raw ones, and those that people see.

    Both are left out as far as they follow from the record, and from the raw ones.
    """
    content: dict[str, Any] = {}
    if path is not None:
        content = {"is": _cut_inside(value_at(tree, path), path, records)}
        content |= {} if table.fill_in else {"at": path}
    raw, shown = {}, {}
    record = content.get("is")
    keys = record if isinstance(record, dict) else {"name"}
    for column, cell in zip(table.columns, row, strict=True):
        # Most cells are empty, and so are their values.
        if not cell and "at" not in content and column.id.partition(".")[0] not in keys:
            continue
        own = own_text(content, column.id)
        stored = _joined(column, [entry.raw or entry.text for entry in cell])
        if (not own or isinstance(content.get("is"), str)) and stored != own:
            raw[column.id] = own = stored
        if (seen := _joined(column, [entry.text for entry in cell])) != own:
            shown[column.id] = seen
    return content | {key: texts for key, texts in (("raw", raw), ("shown", shown)) if texts}


def own_text(content: Mapping[str, Any], column: str) -> str:
    """Return the text of a column that the record of a row has itself."""
    if "at" not in content:
        return text_at(content.get("is"), column)
    key = content["at"][-1]
    return text_at({key: content["is"]}, key) if column == VALUE else ""


def _joined(column: Column, texts: Sequence[str]) -> str:
    return joined(texts) if column.many else "".join(texts)


def _cut(value: Value, path: Path, records: Mapping[Path, int]) -> Any:
    """Put numbers in the places of records."""
    return {RECORD: records[path]} if path in records else _cut_inside(value, path, records)


def _cut_inside(value: Value, path: Path, records: Mapping[Path, int]) -> Any:
    if isinstance(value, dict):
        return {key: _cut(inner, (*path, key), records) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cut(inner, (*path, at), records) for at, inner in enumerate(value)]
    return value


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
