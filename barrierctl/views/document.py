"""What is shown of a model, whatever the format: between views and exporters."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Literal

from barrierctl.findings import Finding
from barrierctl.frozen import frozen, replace
from barrierctl.messages import Record


class Facet(StrEnum):
    """What a reader may filter on."""

    PARTY = "party"
    BLOCK = "block"
    LEVEL = "level"
    CERTAINTY = "certainty"


class ColumnRole(StrEnum):
    """What a format may have to know of a column.

    Attributes:
        ADDRESS: the stable address of an element.
        STAGE: the id of a stage.
        BLOCK: a block, as the file has it.
        NAME: the name of the row or of what it is about.
        ID: the id of the row.
        PARTY: a party, by its name or id.
        REFERENCES: parties or items; where a cell holds one entry, as typed in the file.
        SEVERITY: the severity of a finding.
        RULE: the id of a rule.
    """

    ADDRESS = "address"
    STAGE = "stage"
    BLOCK = "block"
    NAME = "name"
    ID = "id"
    PARTY = "party"
    REFERENCES = "references"
    SEVERITY = "severity"
    RULE = "rule"


class TableRole(StrEnum):
    """What a format may have to know of a table.

    Attributes:
        MATRIX: the whole model as a grid of stages and blocks.
        ITEMS: the whole model, a row an item.
        FINDINGS: what is missing or weak.
        SOURCES: the literature, which other texts cite by id.
        ABOUT: labels and values that describe the model.
        PROPERTIES: other labels and values.
    """

    MATRIX = "matrix"
    ITEMS = "items"
    FINDINGS = "findings"
    SOURCES = "sources"
    ABOUT = "about"
    PROPERTIES = "properties"


class State(StrEnum):
    """What a reader must see at a glance about an entry or a cell."""

    PLAIN = "plain"
    DOUBTFUL = "doubtful"
    DROPPED = "dropped"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"


@frozen
class Entry:
    """One entity in a cell.

    Attributes:
        text: as a reader sees it; data from a model, to be escaped by whoever prints it.
        state: what is to be seen about it.
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
        """Text and mark, as plain text."""
        return f"{self.text} [{self.mark}]" if self.mark else self.text


@frozen
class Column:
    """A column.

    Attributes:
        id: stable, for programs.
        label: for people.
        role: what formats know it by, if they treat it in a way of its own.
        many: whether its cells hold several entries.
        choices: what may stand in its cells, where that is a closed list.
        several: whether a cell may hold several of the choices in one entry, with semicolons between.
    """

    id: str
    label: str
    role: ColumnRole | None = None
    many: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False

    @property
    def technical(self) -> bool:
        """Whether it is for programs, and hidden from people."""
        return self.role in (ColumnRole.ADDRESS, ColumnRole.STAGE)


Cell = tuple[Entry, ...]
"""What stands where a row and a column meet; an empty tuple looks empty."""


@frozen
class Table:
    """Columns and rows of cells.

    Attributes:
        id: the view's name.
        title: for people.
        columns: in order; the first names the row, unless `lead` is told.
        rows: each as long as `columns`; where a column does not hold `many`, its cells hold one entry.
        kind: a `grid` reads both ways; in a list of `records` each row is a entity of its own.
        role: what formats know it by, if they treat it in a way of its own.
        lead: the id of the column that says best what a row is about.
        group_by: the ids of the columns whose values group the rows, the widest group first.
        by_stage: whether its columns are stages, or a column with the role `STAGE` has that of each row.
        empty: what is said where it has no rows.
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
    empty: str = ""


@frozen
class Document:
    """One model, as far as it is to be shown.

    Attributes:
        title: of the model.
        language: its code.
        classification: who may see it.
        tables: the views that were asked for, in that order.
        annexes: what stands beside the views, for formats that hold the whole model (`views/appendix.py`).
        overview: what is full and what is empty, or None.
        findings: the gaps of the model that nobody has accepted, in order.
        records: of the rules of these findings, by id.
        date: of the model, as it tells it: a year, a month or a day; or None.
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
        """The first day of its date, for the dates of files, which know no months or years."""
        return dt.date.fromisoformat((self.date + "-01-01")[: len("YYYY-MM-DD")]) if self.date else None


def transposed(table: Table) -> Table:
    """A grid with rows and columns changed round; the first column's entries become the labels."""
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
    """What a table holds of these stages: columns of a grid, rows of records by their stage."""
    if table.kind == "grid":
        kept = [0, *(index for index, column in enumerate(table.columns) if index and column.id in stages)]
        columns = tuple(table.columns[index] for index in kept)
        return replace(table, columns=columns, rows=tuple(tuple(row[i] for i in kept) for row in table.rows))
    at = [column.role for column in table.columns].index(ColumnRole.STAGE)
    return replace(table, rows=tuple(row for row in table.rows if row[at][0].text in stages))
