"""The document that views make and exporters write: tables of what is shown of a model."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Literal

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Finding
from barrierctl.messages import Record


class Facet(StrEnum):
    """What a reader may filter on."""

    PARTY = "party"
    BLOCK = "block"
    LEVEL = "level"
    CERTAINTY = "certainty"


class ColumnRole(StrEnum):
    """What a format may have to know of a column."""

    ADDRESS = "address"  # the stable address of an element
    STAGE = "stage"  # the id of a stage
    BLOCK = "block"  # a block, as the file has it
    NAME = "name"  # the name of the row or of what it is about
    ID = "id"  # the id of the row
    PARTY = "party"  # a party, by its name or id
    REFERENCES = "references"  # parties or items; in a cell with one entry, as typed in the file
    SEVERITY = "severity"  # the severity of a finding
    RULE = "rule"  # the id of a rule


class TableRole(StrEnum):
    """What a format may have to know of a table."""

    MATRIX = "matrix"  # the whole model as a grid of stages and blocks
    ITEMS = "items"  # the whole model, one row per item
    FINDINGS = "findings"  # what is missing or weak
    SOURCES = "sources"  # the literature, which other texts cite by id
    ABOUT = "about"  # labels and values that describe the model
    PROPERTIES = "properties"  # other labels and values


class Reader(StrEnum):
    """Whom a table is for, if not everybody."""

    PEOPLE = "people"
    PROGRAMS = "programs"


class State(StrEnum):
    """What a reader must see at a glance about an entry."""

    PLAIN = "plain"
    DOUBTFUL = "doubtful"
    DROPPED = "dropped"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"


@frozen
class Entry:
    """One text in a cell.

    Attributes:
        text: as a reader sees it; data from a model, which the exporter escapes.
        state: what is seen about it at a glance.
        mark: the state in a word or symbol, or empty; so that colour is never alone.
        element: its stable address, or None.
        facets: what a reader may filter on, as people call it. Those of a row of records are at its first
            entry.
    """

    text: str
    state: State = State.PLAIN
    mark: str = ""
    element: str | None = None
    facets: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The text, with its mark in brackets if there is one."""
        return f"{self.text} [{self.mark}]" if self.mark else self.text


@frozen
class Column:
    """A column.

    Attributes:
        id: stable, for programs.
        label: for people.
        role: by which formats that treat it in a special way know it.
        many: whether its cells hold several entries.
        choices: the values of its cells, if they are a closed list.
        several: whether an entry may hold several of the choices, with semicolons between them.
    """

    id: str
    label: str
    role: ColumnRole | None = None
    many: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False

    @property
    def technical(self) -> bool:
        """Whether the column is for programs, and hidden from people."""
        return self.role in (ColumnRole.ADDRESS, ColumnRole.STAGE)


Cell = tuple[Entry, ...]
"""The entries where a row and a column meet."""


@frozen
class Table:
    """Columns and rows of cells.

    Attributes:
        id: the view's name.
        title: for people.
        columns: in order; the first names the row, unless there is a `lead`.
        rows: each as long as `columns`; if a column does not hold `many`, its cells hold one entry.
        kind: a `grid` reads both ways; in a list of `records` each row is a record of its own.
        role: by which formats that treat it in a special way know it.
        lead: the id of the column that says best what a row is about.
        group_by: the ids of the columns whose values group the rows, the widest group first.
        by_stage: whether its columns are stages, or a column with the role `STAGE` has that of each row.
        reader: whom it is for, or None if it is for everybody.
        empty: the sentence in place of a table without rows.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["grid", "records"] = "records"
    role: TableRole | None = None
    lead: str = ""
    group_by: tuple[str, ...] = ()
    by_stage: bool = False
    reader: Reader | None = None
    empty: str = ""


@frozen
class Document:
    """One model, as far as it is to be shown.

    Attributes:
        title: of the model.
        language: its code.
        classification: who may see it.
        tables: the requested views, in that order.
        annexes: the rest of the model, for formats that hold all of it (`views/appendix.py`).
        overview: which cells of the matrix are full and which are empty, or None.
        findings: the gaps of the model that nobody has accepted, in order.
        records: of the rules of these findings, by id.
        date: of the model: a year, a month or a day; or None.
    """

    title: str
    language: str
    classification: str
    tables: tuple[Table, ...]
    annexes: tuple[Table, ...] = ()
    overview: Table | None = None
    findings: tuple[Finding, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    date: str | None = None

    @property
    def day(self) -> dt.date | None:
        """The first day of the date: the dates of files know no months or years."""
        return dt.date.fromisoformat((self.date + "-01-01")[: len("YYYY-MM-DD")]) if self.date else None


def transposed(table: Table) -> Table:
    """Exchange the rows and columns of a grid; the entries of the first column become the labels."""
    first, *others = table.columns
    columns = [first]
    for row in table.rows:
        head = row[0][0]
        columns.append(Column(id=head.element or head.text, label=head.text, many=True))
    rows = [
        ((Entry(text=column.label, element=column.id),), *(row[index] for row in table.rows))
        for index, column in enumerate(others, start=1)
    ]
    return replace(table, columns=tuple(columns), rows=tuple(rows))


def only_stages(table: Table, stages: tuple[str, ...]) -> Table:
    """Keep of a table what belongs to these stages: columns of a grid, rows of records."""
    if table.kind == "grid":
        kept = [0, *(index for index, column in enumerate(table.columns) if index and column.id in stages)]
        columns = tuple(table.columns[index] for index in kept)
        return replace(table, columns=columns, rows=tuple(tuple(row[i] for i in kept) for row in table.rows))
    roles = [column.role for column in table.columns]
    if ColumnRole.STAGE not in roles:  # made of findings of these stages alone
        return table
    at = roles.index(ColumnRole.STAGE)
    return replace(table, rows=tuple(row for row in table.rows if row[at][0].text in stages))
