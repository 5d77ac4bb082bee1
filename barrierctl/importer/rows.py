"""Sheets of items that people made: a row for each item, with a column for its stage and its block."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from barrierctl.importer.cells import Split, clean, is_in_brackets, split_cell
from barrierctl.importer.headers import COUNT, GENERAL, IGNORE, Headers, nearest_block, translated_column
from barrierctl.importer.layout import find_labels, stage_name
from barrierctl.importer.report import Report
from barrierctl.importer.tables import SheetRow, SheetTable
from barrierctl.messages import catalogue, value_of
from barrierctl.model.checks import placeholder_key
from barrierctl.resources.vocabulary import BLOCKS, LISTS, RESERVED_ID, Block
from barrierctl.schema.paths import keys_at
from barrierctl.schema.suggestions import suggest
from barrierctl.sheets import Cell, Grid
from barrierctl.text.spreadsheet import joined
from barrierctl.views.columns import CLOSED_LISTS
from barrierctl.views.translations import own_column, split_header
from barrierctl.views.values import SEVERAL

_CATEGORIES: Final[Mapping[str, str]] = {
    Block.OPPORTUNITIES: "opportunity-category",
    Block.SIGNALS: "signal-category",
}
_PLACES: Final = ("stage", "block", "name")
_COLUMN_OF: Final = {"stage": "stage_name"}
"""The columns of a table of items, by what headers mean, if they differ."""


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """Where a sheet of items has what.

    Attributes:
        grid: the sheet.
        head: the number of the row with the headers, from 0.
        columns: what each column means, by its number; `block` may be one block that all items have.
    """

    grid: Grid
    head: int
    columns: Mapping[int, str]

    @property
    def titles(self) -> list[Cell]:
        """The texts above the headers."""
        return [cell for row in self.grid.rows[: self.head] for cell in row if clean(cell.text)]


def find_items(grid: Grid, headers: Headers) -> ItemSheet | None:
    """Find the header row of a sheet of items; None if it has none."""
    for number, row in enumerate(grid.rows):
        columns = _with_blocks(_meanings(row, headers), grid.rows[number + 1 :], headers)
        meanings = [*columns.values()]
        blocks = [meaning for meaning in meanings if meaning in BLOCKS]
        if "name" in meanings and "block" in meanings:
            return ItemSheet(grid, number, columns)
        if "stage" in meanings and len(blocks) == 1 and "name" not in meanings:
            return None if find_labels(grid, headers) else ItemSheet(grid, number, columns)
    return None


def _with_blocks(
    columns: dict[int, str], below: Sequence[Sequence[Cell]], headers: Headers
) -> dict[int, str]:
    """Take a column called "type" for the blocks if its values are; "description" may then be the names."""
    places = {meaning: at for at, meaning in columns.items()}
    types = {clean(line[places["types"]].text) for line in below if "types" in places} - {""}
    if types and "block" not in places and all(map(headers.block, types)):
        columns[places["types"]] = "block"
    if "block" in columns.values() and "name" not in places and "description" in places:
        columns[places["description"]] = "name"
    return columns


def _meanings(row: Iterable[Cell], headers: Headers) -> dict[int, str]:
    """What the columns of a header row mean, by number; a code in brackets marks another language.

    Of several columns with one meaning, one has it. The others get keys that no item has, and go to notes.
    """
    columns = {cell.column: meaning for cell in row if (meaning := headers.meaning(cell.text))}
    codes = {cell.column: split_header(cell.text)[1] for cell in row}
    own: dict[str, int] = {}
    for at in sorted(columns, key=lambda at: codes[at] not in ("", headers.language)):
        own.setdefault(columns[at], at)
    is_named = {"block", "name"} <= own.keys()
    for block in own.keys() & set(BLOCKS):  # such a column has the names of items
        own.setdefault("name", own[block])
    taken = set[str]()
    for cell in row:
        at, translated = cell.column, translated_column(cell.text)
        meaning = columns.get(at, IGNORE)
        is_other = is_named if meaning in BLOCKS else meaning not in (IGNORE, COUNT) and own[meaning] != at
        if translated and translated not in taken and own.get(own_column(translated), at) != at:
            taken.add(translated)
            columns[at] = translated
        elif is_other and codes[at] and not translated:
            del columns[at]  # it is asked about
        elif is_other:
            columns[at] = f"{meaning} {at}"
    return columns


def read_rows(sheet: ItemSheet, headers: Headers, report: Report, ways: Collection[Split]) -> SheetTable:
    """Read the items of a sheet; the report has what is in doubt."""
    reader = _Reader(sheet, headers, report, ways)
    rows = tuple(row for line in sheet.grid.rows[sheet.head + 1 :] for row in reader.rows(line))
    reader.finish()
    columns = dict.fromkeys(name for row in rows for name in row.values)
    return SheetTable(id="items", sheet="", columns=tuple(columns), rows=rows)


class _Reader:
    """Reads one line after the other; an empty stage or block is that of the line above."""

    def __init__(self, sheet: ItemSheet, headers: Headers, report: Report, ways: Collection[Split]) -> None:
        self._headers, self._report, self._ways = headers, report, ways
        self._heads = sheet.grid.rows[sheet.head]
        self._titles = {cell.column: clean(cell.text) for cell in self._heads}
        self._columns = dict(sheet.columns)
        self._one_block = next((each for each in self._columns.values() if each in BLOCKS), "")
        self._columns = {at: "name" if each in BLOCKS else each for at, each in self._columns.items()}
        self._stage, self._block = "", self._one_block
        self._doubts: dict[Split, list[str]] = {}
        self._asked: set[str] = set()
        self._left: dict[int, list[Cell]] = {}

    def finish(self) -> None:
        """Ask for what is in doubt in the whole sheet, and say which columns were left out."""
        for way, points in self._doubts.items():
            self._report.ask(way.value, points)
        for at, cells in self._left.items():
            self._report.leave_out_line([self._heads[at], *cells], "column")

    def rows(self, line: Sequence[Cell]) -> Iterator[SheetRow]:
        """Yield a row for each item of a line."""
        cells = {name: line[at] for at, name in self._columns.items() if clean(line[at].text)}
        addresses = {_COLUMN_OF.get(name, name): line[at].address for at, name in self._columns.items()}
        others = [cell for cell in line if clean(cell.text) and cell.column not in self._columns]
        if "stage" in cells:
            text = cells["stage"].text
            is_general = self._headers.meaning(text) == GENERAL
            self._stage = RESERVED_ID if is_general else stage_name(text, self._headers)
        if "block" in cells:
            self._block = self._headers.block(cells["block"].text)
            if not self._block:
                cell = cells["block"]
                block = nearest_block(cell.text) or "opportunities"
                self._report.ask("unknown_value", text=clean(cell.text), cell=cell.address, block=block)
                return
        if "name" not in cells:
            for cell in [*cells.values(), *others]:
                self._report.leave_out(cell)
            return
        for cell in others:
            self._ask_column(cell)
        values, names = self._values(cells), [*self._names(cells["name"])]
        for at, name in enumerate(names):
            yield self._row(name, cells, self._of_one(values, at, len(names)), addresses)

    def _of_one(self, values: Mapping[str, str], at: int, count: int) -> Mapping[str, str]:
        """Give one of several items of a cell its own names in other languages, if there are as many."""
        own = dict(values)
        for column, text in values.items() if count > 1 else ():
            if own_column(column) == "name":
                parts = [part.name for part in split_cell(text, self._ways).items]
                own[column] = parts[at] if len(parts) == count else text
        return own

    def _names(self, cell: Cell) -> Iterator[str]:
        parts = split_cell(cell.text, self._ways, sentences=self._block == Block.BARRIERS)
        if parts.doubt:
            point = catalogue().say("import.in_cell", cell=cell.address, text=clean(cell.text))
            self._doubts.setdefault(parts.doubt, []).append(point)
        if parts.decided:
            self._report.guess(parts.decided.value, (), cell.address)
        if parts.unsplit:
            self._report.guess("unsplit", (), cell.address)
        for part in parts.items:
            if placeholder_key(part.name):
                self._report.leave_out(cell, "no_item", part.name)
            else:
                yield part.name

    def _row(
        self, name: str, cells: Mapping[str, Cell], values: Mapping[str, str], addresses: Mapping[str, str]
    ) -> SheetRow:
        notes = [values["note"]] if "note" in values else []
        more: dict[str, str] = {}
        if self._block == Block.PARTNERS and is_in_brackets(name) and "commitment" not in values:
            more["commitment"] = "possible"
            notes.append(catalogue().say("import.notes.brackets"))
            self._report.guess("brackets", (), name)
        if cells["name"].struck and self._block == Block.BARRIERS:
            more["status"] = "dropped"
            notes.append(catalogue().say("import.notes.struck"))
            self._report.guess("struck", (), name)
        place = {"stage": "general"} if self._stage == RESERVED_ID else {"stage_name": self._stage}
        noted = {"note": " ".join(notes)} if notes else {}
        return SheetRow(
            sheet="",
            number=cells["name"].row + 1,
            values={**place, "block": self._block, "name": name, **values, **more, **noted},
            addresses=addresses,
        )

    def _values(self, cells: Mapping[str, Cell]) -> dict[str, str]:
        """The attributes of a line, as csv has them; what the format has no place for goes to the note."""
        values: dict[str, str] = {}
        notes: list[str] = []
        allowed = keys_at(("general", self._block, 0)) if self._block else {}
        for key, cell in cells.items():
            if key == IGNORE:
                self._left.setdefault(cell.column, []).append(cell)
            if key in (*_PLACES, IGNORE, COUNT):
                continue
            text = self._value(key, cell.text) if key.partition(".")[0] in allowed else None
            if text is None:
                title = self._titles[cell.column]
                notes.append(catalogue().say("import.notes.column", label=title, text=clean(cell.text)))
                self._report.guess("column_in_note", (), cell.address, label=title)
            elif text and key == "note":
                notes.insert(0, text)
            elif text:
                values[key] = text
        return values | ({"note": " ".join(notes)} if notes else {})

    def _value(self, key: str, text: str) -> str | None:
        """The value of an attribute; empty if there is none, None if the format has no place for it."""
        bare = clean(text)
        if placeholder_key(bare):
            return ""
        lists = (_CATEGORIES.get(self._block, ""),) if key == "categories" else CLOSED_LISTS.get(key, ())
        is_several = own_column(key) in SEVERAL
        entries = [part.name for part in split_cell(text).items] if is_several else [bare]
        if lists:
            known = [str(value) for name in lists for value in LISTS[name]]
            entries = [each.strip() for entry in entries for each in entry.replace(",", ";").split(";")]
            found = [_value_of(lists, each) or suggest(each, known) for each in entries]
            if not all(found):
                return None
            entries = [str(value) for value in found]
        return joined(entries) if is_several else " ".join(entries)

    def _ask_column(self, cell: Cell) -> None:
        title = self._titles.get(cell.column, "")
        if not title:
            self._left.setdefault(cell.column, []).append(cell)
        elif title not in self._asked:
            self._asked.add(title)
            self._report.ask("unknown_column", text=title, cell=cell.address)


def _value_of(lists: Sequence[str], label: str) -> str | None:
    found = (value_of(name, label, LISTS[name]) for name in lists if name)
    return next(filter(None, found), None)
