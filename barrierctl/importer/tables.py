"""Tables of a model as they came back on sheets: the rows with what was exported and what is there now."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest
from types import MappingProxyType
from typing import Any, Final

from barrierctl.errors import InputError
from barrierctl.importer.headers import translated_column
from barrierctl.importer.hidden import read_content, read_hidden
from barrierctl.messages import catalogue, value_of
from barrierctl.names import fold
from barrierctl.resources.vocabulary import BLOCKS
from barrierctl.sheets import Cell, Grid
from barrierctl.text.markup import legal, readable
from barrierctl.text.spreadsheet import joined, parted, reading, unguarded
from barrierctl.views.items import COLUMNS
from barrierctl.views.origins import own_text
from barrierctl.views.translations import own_column
from barrierctl.views.values import BY_BLOCK, SEVERAL

_KEY: Final = re.compile(r"(\d{1,9})(?:\+(\d{1,9}))?(?: (.*))?", re.ASCII | re.DOTALL)
_NEXT_ENTRY: Final = re.compile(r";\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A record of a table.

    Texts are as csv has them: raw values, several ones joined as `text.spreadsheet.parted` parts them.

    Attributes:
        sheet, number: the name of the sheet, empty for csv, and the number of the row, from 1.
        record: the number of the record in the workbook; None if the row is new, and in csv.
        kept: what the workbook has of the row, as `views.origins` wrote it; of a copied row too.
        base: the texts as exported, by column; None if the row is new, and in csv.
        values: the texts as they are now, by column; of columns that the sheet has.
        addresses: the cells by column, such as D14.
    """

    sheet: str
    number: int
    record: int | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)
    base: Mapping[str, str] | None = None
    values: Mapping[str, str]
    addresses: Mapping[str, str]

    @property
    def element(self) -> str:
        """The address of the element that the row is about; empty if the row is new."""
        return (self.values if self.base is None else self.base).get("element", "")

    @property
    def edited(self) -> frozenset[str]:
        """The columns whose texts are not those that were exported; of a row without a base, all."""
        base = self.base or {}
        return frozenset(name for name, text in self.values.items() if text != base.get(name, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """A table.

    Attributes:
        id: of the table, such as `items`.
        sheet: the name of its sheet; empty for csv.
        columns: the ids of the columns that the sheet has, from the left.
        rows: from the top, without blank ones.
        exported: the elements of all rows that were exported, by the number of the record; None if the file
            does not say.
        digests: of these rows, by element, as `views.document` gives them.
        unread: the headings of columns that a group added, and that mean nothing.
    """

    id: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    exported: Mapping[int, str] | None = None
    digests: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def read_tables(grids: Iterable[Grid]) -> dict[str, SheetTable]:
    """Read the tables of one of our workbooks, or of a csv file of items, by their ids.

    Empty if the grids have none: then they are somebody's own sheets.

    Raises:
        InputError: the workbook was made by another version, or has a column twice.
    """
    grids = tuple(grids)
    sections = [section for grid in grids for section in _sections(grid)]
    if not sections:
        return {table.id: table for grid in grids[:1] for table in _read_csv(grid)}
    hidden, sources = read_hidden(grids), dict[str, str]()
    tables: dict[str, SheetTable] = {}
    for section in sorted(sections, key=lambda each: each.id != "sources"):  # which others name
        if section.id in tables:  # a sheet was copied: the first one counts
            continue
        section.join()
        reader = _Reader(section, hidden.choices if hidden else {}, sources)
        table = tables[section.id] = SheetTable(
            id=section.id,
            sheet=section.sheet,
            columns=tuple(section.places),
            rows=tuple(row for line in section.lines if (row := reader.row(line)) is not None),
            exported=hidden.exported.get(section.id, {}) if hidden else None,
            digests=hidden.digests.get(section.id, {}) if hidden else {},
            unread=tuple(section.unread),
        )
        if section.id == "sources":
            sources = {fold(row.values["title"]): row.values.get("id", "") for row in table.rows}
    return tables


# ---- sheets


@dataclass(slots=True)
class _Line:
    """A row of the sheet, with those in which it goes on."""

    rows: list[Sequence[Cell]]
    kept: str = ""
    record: int | None = None


@dataclass(slots=True)
class _Section:
    """The rows of a table on its sheet."""

    id: str
    sheet: str
    places: dict[str, int]
    lines: list[_Line] = field(default_factory=list)
    more: dict[tuple[int, int], list[_Line]] = field(default_factory=lambda: defaultdict(list))
    unread: list[str] = field(default_factory=list)

    def add(self, row: Sequence[Cell]) -> None:
        """Add a row of the sheet."""
        found = _KEY.fullmatch(row[0].text)
        if not found:
            self.lines.append(_Line([row]))
            return
        line = _Line([row], found[3] or "", int(found[1]))
        if found[2]:
            self.more[int(found[1]), int(found[2])].append(line)
        else:
            self.lines.append(line)

    def add_columns(self, heads: Sequence[Cell]) -> None:
        """Take the columns for texts in another language that a group added beside those of the table."""
        taken = {*self.places.values(), 0}
        for cell in heads if self.id == "items" else ():
            if cell.column in taken or not cell.text.strip():
                continue
            if column := translated_column(cell.text):
                _place(self.places, column, cell)
            else:
                self.unread.append(cell.text)

    def join(self) -> None:
        """Put the rows in which records go on behind their first ones, also if the sheet was sorted."""
        begun: defaultdict[int | None, list[_Line]] = defaultdict(list)
        for line in self.lines:
            begun[line.record].append(line)
        for (record, _), further in sorted(self.more.items(), key=lambda each: each[0]):
            for line, rest in zip_longest(begun[record][: len(further)], further):
                if line:
                    line.kept += rest.kept
                    line.rows += rest.rows
                else:  # the row in which it began was deleted
                    self.lines.append(_Line(rest.rows))


def _sections(grid: Grid) -> Iterator[_Section]:
    """Yield the tables of a sheet; above each is a row with a key and the ids of its columns."""
    section = None
    for row in grid.rows:
        key = row[0].text
        if key.startswith(("key ", "title ")):
            if section:
                yield section
            section = None
        if key.startswith("key "):
            section = _Section(key.removeprefix("key "), grid.name, {})
            for cell in (each for each in row[1:] if each.text):
                _place(section.places, cell.text, cell)
        elif section and key == "head":
            section.add_columns(row)
        elif section:
            section.add(row)
    if section:
        yield section


def _place(places: dict[str, int], column: str, cell: Cell) -> None:
    """Note where a column is.

    Raises:
        InputError: it is there twice, and only one of two texts can be taken.
    """
    if column in places:
        raise InputError(catalogue().say("workbook.second_column", cell=cell.address, text=cell.text))
    places[column] = cell.column


class _Reader:
    """Reads the rows of a section: what people see counts, except where it is still what was exported."""

    def __init__(
        self,
        section: _Section,
        choices: Mapping[tuple[str, str], Mapping[str, str]],
        sources: Mapping[str, str],
    ) -> None:
        self._section, self._choices, self._sources = section, choices, sources
        self._blocks = choices.get(("items", "block"), {})
        self._taken: set[int] = set()

    def row(self, line: _Line) -> SheetRow | None:
        """Read a row; None if it is blank."""
        section = self._section
        seen = {
            name: "".join(row[at].text for row in line.rows if at < len(row))
            for name, at in section.places.items()
        }
        if not any(map(str.strip, seen.values())):
            return None
        kept = read_content(line.kept) if line.kept else {}
        raw = kept.get("raw", {})
        known = seen if kept else ()
        texts = {name: own_text(kept, name) if raw.get(name) is None else raw[name] for name in known}
        base = {name: str(text) for name, text in texts.items()} if kept else None
        values = {name: self._value(name, text, kept, base) for name, text in seen.items()}
        first = line.rows[0]
        row = SheetRow(
            sheet=section.sheet,
            number=first[0].row + 1,
            record=line.record if kept else None,
            kept=kept,
            base=base,
            values=values,
            addresses={name: first[at].address for name, at in section.places.items() if at < len(first)},
        )
        if row.record in self._taken:  # a copy
            return replace(row, record=None, base=None)
        if row.record is not None:
            self._taken.add(row.record)
        return row

    def _value(self, column: str, seen: str, kept: Mapping[str, Any], base: Mapping[str, str] | None) -> str:
        raw = base[column] if base else ""
        shown = kept.get("shown", {}).get(column, raw)
        if seen == shown or _plain(seen) == _plain(legal(readable(shown))):
            return raw
        key = kept["at"][-1] if column == "value" and "at" in kept else column
        choices = self._choices.get((self._section.id, column), {})
        if own_column(key) not in SEVERAL:
            text = seen.strip()
            quoted = parted(text) if "at" in kept and text.startswith('"') else ()
            text = quoted[0] if len(quoted) == 1 else text
            return choices.get(text.casefold(), text)
        before = dict(zip(parted(shown), parted(raw), strict=False))
        entries: list[str] = []
        for entry in parted(seen):
            entries += [before[entry]] if entry in before else self._typed(key, entry, choices)
        return joined(entries)

    def _typed(self, column: str, entry: str, choices: Mapping[str, str]) -> Iterator[str]:
        """Yield what people mean by a new entry, which may be several ones on lines of their own."""
        if column in BY_BLOCK:
            block, text = by_block(entry, self._blocks)
            yield f"{block}: {text}"
            return
        lines = entry.split("\n")
        for text in chain.from_iterable(map(parted, lines)) if len(lines) > 1 else lines:
            source = self._source(text) if column == "sources" else ""
            yield source or choices.get(text.casefold(), text)

    def _source(self, entry: str) -> str:
        """Find the id of a source by its title, alone or with a place behind it; empty if there is none."""
        if identity := self._sources.get(fold(entry)):
            return identity
        for comma in reversed([found.start() for found in re.finditer(", ", entry)]):
            if identity := self._sources.get(fold(entry[:comma])):
                return f"{identity} @ {entry[comma:].removeprefix(', ')}"
        return ""


def by_block(entry: str, own: Mapping[str, str] = MappingProxyType({})) -> tuple[str, str]:
    """Read `Block: text`; the block by the model's own labels, or by its label in any language."""
    label, _, text = entry.partition(":")
    block = own.get(label.strip().casefold()) or value_of("block", label.strip(), BLOCKS)
    return block or label.strip(), text.strip()


def _plain(text: str) -> str:
    """Read a cell without what programs do to its blanks, and to those between its entries."""
    return reading(_NEXT_ENTRY.sub("; ", text))


# ---- csv


def _read_csv(grid: Grid) -> Iterator[SheetTable]:
    """Yield the table of a csv file, if its first row has ids of columns of items."""
    if not grid.rows:
        return
    heads = [(cell.text.strip(), cell) for cell in grid.rows[0] if cell.text.strip()]
    columns = [text if text in COLUMNS else translated_column(text) or text for text, _ in heads]
    if not ({"block", "name"} <= set(columns) and set(map(own_column, columns)) <= set(COLUMNS)):
        return
    places: dict[str, int] = {}
    for column, (_, cell) in zip(columns, heads, strict=True):
        _place(places, column, cell)
    rows = (
        SheetRow(
            sheet=grid.name,
            number=row[0].row + 1,
            values={name: unguarded(row[at].text) for name, at in places.items()},
            addresses={name: row[at].address for name, at in places.items()},
        )
        for row in grid.rows[1:]
    )
    filled = tuple(row for row in rows if any(map(str.strip, row.values.values())))
    yield SheetTable(id="items", sheet=grid.name, columns=tuple(places), rows=filled)
