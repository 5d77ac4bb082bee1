"""A model while its sheets are read: a tree whose records know their rows, and where they are."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from barrierctl.importer.tables import SheetRow, SheetTable
from barrierctl.schema.paths import keys_at
from barrierctl.source.tree import Path
from barrierctl.views.origins import RECORD

_GONE: Final = object()  # in the place of a record whose row was deleted


class Record:
    """A record, with the rows that are about it, and the mapping and the key under which it is."""

    __slots__ = ("holder", "key", "rows", "table", "value")

    def __init__(self, table: str, rows: list[SheetRow], value: Any) -> None:
        self.table, self.rows, self.value = table, rows, value
        self.holder: dict[str, Any] | None = None
        self.key = ""

    @property
    def number(self) -> int:
        """The number of its row on the sheet."""
        return self.rows[0].number

    def change(self, value: Any) -> None:
        """Give it another value; the mapping stays the same one, which others may hold."""
        if isinstance(self.value, dict) and isinstance(value, dict):
            value = dict(value)
            self.value.clear()
            self.value.update(value)
        else:
            self.value = value


class Records:
    """The records of a model in their places."""

    def __init__(self, rest: Mapping[str, Any], tables: Iterable[SheetTable]) -> None:
        """Put the records whose rows are on the sheets in their places; those without a row are gone.

        Args:
            rest: the model with the numbers of its records in their places.
            tables: those that a group fills in.
        """
        self._known: dict[int, Record] = {}
        self._kept: dict[int, Any] = {}
        for table in tables:
            for row in table.rows:
                if row.record is not None and "is" in row.kept:
                    self._known.setdefault(row.record, Record(table.id, [], None)).rows.append(row)
                    self._kept.setdefault(row.record, row.kept["is"])
        self.root: dict[str, Any] = self._assembled(rest, {}, "")
        # Those whose parents are gone.
        for number, record in self._known.items():
            if record.holder is None:
                self._fill(number)

    def _assembled(self, value: Any, holder: dict[str, Any], key: str) -> Any:
        """Put the records back into a value that is under a key of a mapping."""
        if isinstance(value, list):
            every = (self._assembled(each, holder, key) for each in value)
            return [each for each in every if each is not _GONE]
        if not isinstance(value, dict):
            return value
        if value.keys() == {RECORD}:
            record = self._known.get(value[RECORD]) if isinstance(value[RECORD], int) else None
            if record is None or record.holder is not None:
                return _GONE
            record.holder, record.key = holder, key
            return self._fill(value[RECORD])
        return self._mapping(value, {})

    def _mapping(self, value: Mapping[str, Any], into: dict[str, Any]) -> dict[str, Any]:
        for key, each in value.items():
            if (inner := self._assembled(each, into, key)) is not _GONE:
                into[key] = inner
        return into

    def _fill(self, number: int) -> Record:
        record = self._known[number]
        if record.value is None:
            kept = self._kept[number]
            record.value = self._mapping(kept, {}) if isinstance(kept, dict) else kept
        return record

    def of(self, table: str) -> Iterator[Record]:
        """Iterate over the known records of a table."""
        return (record for record in self._known.values() if record.table == table)

    def known(self, row: SheetRow) -> Record | None:
        """Return the record that a row was exported of."""
        return self._known.get(row.record) if row.record is not None else None


def entries(holder: Mapping[str, Any], key: str) -> list[Any]:
    """Return what is under a key as a list, also a single value or none."""
    value = holder.get(key)
    return value if isinstance(value, list) else [] if value is None else [value]


def remove(record: Record) -> None:
    """Take a record from where it is, if it is anywhere."""
    if record.holder is not None:
        left = [each for each in entries(record.holder, record.key) if each is not record]
        is_list = isinstance(record.holder[record.key], list)
        record.holder[record.key] = left if is_list else None
        record.holder = None


def put(record: Record, holder: dict[str, Any], key: str) -> None:
    """Put a record at the end of what is under a key, and take it from where it was."""
    remove(record)
    holder[key] = [*entries(holder, key), record]
    record.holder, record.key = holder, key


def finish(root: Mapping[str, Any]) -> tuple[dict[str, Any], dict[Path, Record]]:
    """Return the plain tree, with its keys in the order of the format, and the records by their paths."""
    places: dict[Path, Record] = {}
    return _plain(root, (), places), places


def _plain(value: Any, path: Path, places: dict[Path, Record]) -> Any:
    match value:
        case Record():
            places[path] = value
            return _plain(value.value, path, places)
        case dict():
            order = _order(tuple(step for step in path if isinstance(step, str)))
            keys = sorted(value, key=lambda key: order.get(key, len(order)))
            return {key: _plain(value[key], (*path, key), places) for key in keys}
        case list():
            return [_plain(each, (*path, at), places) for at, each in enumerate(value)]
        case _:
            return value


@cache
def _order(path: Path) -> Mapping[str, int]:
    return {key: at for at, key in enumerate(keys_at(path))}


def arrange(value: Any, ranks: Mapping[str, Mapping[int, int]]) -> None:
    """Put the records of each list in a tree in order.

    Args:
        value: the tree.
        ranks: of records, by table and by the identity of the record; lists of other tables stay as they are.
    """
    match value:
        case Record():
            arrange(value.value, ranks)
        case dict():
            for each in value.values():
                arrange(each, ranks)
        case list():
            for each in value:
                arrange(each, ranks)
            if value and all(isinstance(each, Record) and each.table in ranks for each in value):
                value.sort(key=lambda each: ranks[each.table].get(id(each), 0))
        case _:
            pass
