"""Three sides of the items: as they were exported, as the sheet has them, and as the model has them now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from barrierctl.changes.words import Problem, brief, say
from barrierctl.importer.tables import SheetRow, SheetTable
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Item
from barrierctl.names import nearest
from barrierctl.text.spreadsheet import reading
from barrierctl.views.columns import FILL_IN
from barrierctl.views.document import Column, Entry, digest_of
from barrierctl.views.items import items
from barrierctl.views.translations import is_translated

Texts: TypeAlias = Mapping[str, tuple[str, ...]]
"""The texts that a cell may have, by column."""

ITEMS: Final = "items"
PLACE: Final = ("stage", "stage_name", "block")
"""The columns that say where an item is."""
_NAMES: Final = ("name", "party")
_SEEN: Final = ("stage_name", "block", "name")
"""The columns that are empty if somebody emptied what people see of a row."""
_DERIVED: Final = ("element", "stage_name")
"""The columns that show what others have: a stage can get another name without a change of its items."""
NO_ENTRY: Final = Entry(text="")
"""What an empty cell has."""


class Base(NamedTuple):
    """The items as they were exported, in order and by element.

    Attributes:
        cells: the texts of each; none of an item whose row was deleted, if the sheet alone knew them.
        digests: of the items with no texts.
    """

    cells: Mapping[str, Texts]
    digests: Mapping[str, str] = MappingProxyType({})


class Record(NamedTuple):
    """An item of a model with the cells of its row."""

    item: Item
    cells: Mapping[str, Entry]

    def texts(self, column: str) -> tuple[str, ...]:
        """Return the texts that a cell may have: as the file has it, and as people see it."""
        entry = self.cells[column]
        return (entry.raw or entry.text, entry.text)


class EditedRow(NamedTuple):
    """A row with the new texts of cells, by column, that were changed in the sheet alone."""

    row: SheetRow
    record: Record
    edits: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Comparison:
    """What the sheet changes.

    Attributes:
        columns: of the items.
        records: of the model, by element.
        edited, added, removed: rows of the sheet, and items that it no longer has.
        order: the elements of its rows that the model has, from the top.
        base: the elements in the order in which they were exported.
        problems: what was changed on both sides and what would have to be guessed, in words.
    """

    columns: tuple[Column, ...]
    records: Mapping[str, Record]
    edited: list[EditedRow] = field(default_factory=list)
    added: list[SheetRow] = field(default_factory=list)
    removed: list[Record] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    base: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def records_of(
    model: BarrierModel, translations: Iterable[str] = ()
) -> tuple[tuple[Column, ...], dict[str, Record]]:
    """Return the columns and the rows of the items of a model, by element.

    Args:
        model: in its own language.
        translations: columns for texts in other languages, beside those for what is translated.
    """
    table = items(model, translations)
    names = [column.id for column in table.columns]
    rows = (
        {name: cell[0] if cell else NO_ENTRY for name, cell in zip(names, row, strict=True)}
        for row in table.rows
    )
    pairs = zip(model.items, rows, strict=True)
    return table.columns, {item.element: Record(item, cells) for item, cells in pairs}


def base_of(records: Mapping[str, Record]) -> Base:
    """Return what an export of these items has."""
    return Base(
        {
            element: {column: record.texts(column) for column in record.cells}
            for element, record in records.items()
        }
    )


def base_of_table(table: SheetTable) -> Base | None:
    """Return what a workbook keeps of what was exported; None if the sheet keeps nothing of it."""
    if table.exported is None:
        return None
    kept = {row.element: row.base for row in table.rows if row.base}
    cells = {
        element: {column: (text,) for column, text in kept.get(element, {}).items()}
        for element in table.exported.values()
    }
    return Base(cells, table.digests)


def place_of(row: SheetRow, column: str = "") -> str:
    """Name a row of a sheet, and a column in it, for people."""
    return catalogue().joined(filter(None, (row.sheet, say("row", number=row.number), column)))


def filled(row: SheetRow) -> dict[str, str]:
    """Return the texts of the cells that are not blank."""
    return {column: text for column, text in row.values.items() if text.strip()}


def compare(model: BarrierModel, table: SheetTable, base: Base | None) -> Comparison:
    """Compare the rows of a sheet with the items of a model and with what was exported.

    Args:
        model: as it is now.
        table: the items in the sheet.
        base: as they were exported; None if that is not known, and taken to be what the model has.
    """
    columns, records = records_of(model, filter(is_translated, table.columns))
    comparer = _Comparer(columns, records, base_of(records) if base is None else base)
    return comparer.compare(table.rows)


def _reads_same(text: str, others: Sequence[str]) -> bool:
    """Whether a cell with this text may be one with those, whatever programs did to it."""
    return text in others or reading(text) in map(reading, others)


def edited_elsewhere(tables: Iterable[SheetTable]) -> Iterator[str]:
    """Say which rows of other tables were edited: their changes are not taken over."""
    for table in tables:
        left = {row.record for row in table.rows if row.record is not None}
        rows = [row.number for row in table.rows if row.edited and filled(row)]
        deleted = len((table.exported or {}).keys() - left)
        if table.id != ITEMS and table.id in FILL_IN and (rows or deleted):
            yield say("elsewhere", sheet=table.sheet, count=len(rows) + deleted)


class _Comparer:
    def __init__(self, columns: tuple[Column, ...], records: Mapping[str, Record], base: Base) -> None:
        self._records, self._base, self._digests = records, base.cells, base.digests
        self._columns = columns
        self._labels = {column.id: column.label for column in columns}
        self._shown = {
            column.id: dict(zip(column.values, column.choices, strict=False)) for column in columns
        }
        self._found = Comparison(columns=columns, records=records, base=tuple(base.cells))

    def compare(self, rows: Sequence[SheetRow]) -> Comparison:
        known: defaultdict[str, list[SheetRow]] = defaultdict(list)
        misspelt: set[str] = set()
        for row in rows:
            if not row.element:
                self._add(row)
            elif row.element in self._base or row.element in self._records:
                known[row.element].append(row)
            else:
                near = nearest(row.element, self._records)
                key = "misspelt_row" if near else "unknown_row"
                self._report(row, key, element=row.element, near=near)
                misspelt.add(near)
        for element, copies in known.items():
            original = self._original(element, copies)
            if original:
                self._compare(element, original)
        for element in self._base:
            if element not in known and element not in misspelt:
                self._remove(element)
        return self._found

    def _report(self, row: SheetRow, key: str, **parameters: object) -> None:
        self._found.problems.append(Problem(row.number, say(key, place=place_of(row), **parameters)))

    def _add(self, row: SheetRow) -> None:
        """Take a new row; one that only waits in its stage and block is none."""
        texts = filled(row)
        if not texts.keys() - PLACE:
            return
        missing = [] if texts.keys() & set(_NAMES) else ["name"]
        missing += [] if texts.keys() & {"stage", "stage_name"} else ["stage_name"]
        missing += [] if "block" in texts else ["block"]
        if missing:
            self._report(row, "incomplete_row", missing=[self._labels[column] for column in missing])
        else:
            self._found.added.append(row)

    def _original(self, element: str, rows: Sequence[SheetRow]) -> SheetRow | None:
        """Of several rows with one address, the unchanged one is the item, and its copies are new."""
        if len(rows) == 1:
            return rows[0]
        unchanged = [row for row in rows if not self._edits(element, row)]
        if len(unchanged) != 1:
            self._report(
                rows[0], "copied_rows", others=[row.number for row in rows[1:]], name=self._name(rows[0])
            )
            return None
        for row in rows:
            if row is not unchanged[0]:
                old = unchanged[0].values
                values = {
                    name: text for name, text in row.values.items() if name != "id" or text != old[name]
                }
                self._add(replace(row, values=values | {"element": ""}))
        return unchanged[0]

    def _compare(self, element: str, row: SheetRow) -> None:
        record, edits = self._records.get(element), self._edits(element, row)
        if record is None:
            if edits:
                columns = [self._labels[column] for column in edits]
                self._report(row, "changed_and_gone", name=self._name(row), columns=columns)
            return
        if "name" in row.values and filled(row).keys().isdisjoint(_SEEN):
            self._remove(element)
            return
        self._found.order.append(element)
        edits = {
            column: text for column, text in edits.items() if not _reads_same(text, record.texts(column))
        }
        changed = self._changed_in_model(element) if edits else []
        if changed:
            before = self._base.get(element, {})
            theirs = [self._pair(column, before.get(column, ("",)), text) for column, text in edits.items()]
            ours = [
                self._pair(column, before.get(column, ("",)), record.texts(column)[-1]) for column in changed
            ]
            name = brief(record.item.label)
            self._report(row, "conflict", name=name, theirs="; ".join(theirs), ours="; ".join(ours))
        elif edits:
            self._found.edited.append(EditedRow(row, record, edits))

    def _edits(self, element: str, row: SheetRow) -> dict[str, str]:
        """Return the cells that are not as they were exported."""
        before = self._base.get(element, {})
        return {
            column: text
            for column, text in row.values.items()
            if column in self._labels and column != "element"
            if not _reads_same(text, before.get(column, ()))
        }

    def _changed_in_model(self, element: str) -> list[str]:
        """Return the columns in which the model has another value than when it was exported."""
        record = self._records[element]
        before = self._base.get(element)
        if before is None:  # it was added on both sides
            return [column for column, entry in record.cells.items() if entry.text]
        return [
            column
            for column, texts in before.items()
            if column in record.cells and column not in _DERIVED
            if not any(_reads_same(text, record.texts(column)) for text in texts)
        ]

    def _remove(self, element: str) -> None:
        record, before = self._records.get(element), self._base[element]
        if record is None:
            return
        name = brief(record.item.label)
        now = digest_of(self._columns, [(entry,) for entry in record.cells.values()])
        if changed := self._changed_in_model(element):
            ours = (self._pair(column, before[column], record.texts(column)[-1]) for column in changed)
            text = say("removed_and_changed", name=name, ours="; ".join(ours))
            self._found.problems.append(Problem(0, text))
        elif not before and self._digests.get(element, now) != now:
            self._found.problems.append(Problem(0, say("removed_and_edited", name=name)))
        else:
            self._found.removed.append(record)

    def _pair(self, column: str, old: Sequence[str], new: str) -> str:
        shown = (brief(self._shown[column].get(text, text)) for text in (old[-1], new))
        return say("pair", column=self._labels[column], **dict(zip(("old", "new"), shown, strict=True)))

    def _name(self, row: SheetRow) -> str:
        before = self._base.get(row.element, {}).get("name", ("",))[-1]
        return brief(before or row.values.get("name") or row.element)
