"""The hinges: a `Document` between views and exporters, a `Report` between use cases and reporters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from barrierctl.findings import Finding, Severity
from barrierctl.records import Record


class State(StrEnum):
    """What a reader must see at a glance about an entry or a cell."""

    PLAIN = "plain"
    DOUBTFUL = "doubtful"
    DROPPED = "dropped"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing in a cell.

    Attributes:
        text: as a reader sees it; data from a model, to be escaped by whoever prints it.
        state: what is to be seen about it.
        mark: the state in a word or symbol, or empty; so that colour is never alone.
        element: its stable address, or None.
        facets: what a reader may filter on, by name (party, block, level, certainty), as people call it.
            Those of a row of records stand at its first entry.
    """

    text: str
    state: State = State.PLAIN
    mark: str = ""
    element: str | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """Text and mark, as plain text."""
        return f"{self.text} [{self.mark}]" if self.mark else self.text


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column.

    Attributes:
        id: stable, for programs.
        label: for people.
        many: whether its cells hold several entries.
        choices: what may stand in its cells, where that is a closed list.
    """

    id: str
    label: str
    many: bool = False
    choices: tuple[str, ...] = ()


Cell = tuple[Entry, ...]
"""What stands where a row and a column meet; an empty tuple looks empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Columns and rows of cells.

    Attributes:
        id: the view's name.
        title: for people.
        columns: in order; the first names the row, unless `lead` is told.
        rows: each as long as `columns`; where a column does not hold `many`, its cells hold one entry.
        kind: a `grid` reads both ways; in a list of `records` each row is a thing of its own.
        lead: the id of the column that says best what a row is about.
        by_stage: whether its columns are stages, or a column `stage` tells the stage of each row.
        empty: what is said where it has no rows.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["grid", "records"] = "records"
    lead: str = ""
    by_stage: bool = False
    empty: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One model, as far as it is to be shown.

    Attributes:
        title: of the model.
        language: its code.
        classification: who may see it.
        tables: the views that were asked for, in that order.
        annexes: what stands beside the views, for formats that hold the whole model (`views/annexes.py`).
        overview: what is full and what is empty, or None.
        findings: the gaps of the model that nobody has accepted, in order.
        records: of the rules of these findings, by id.
        day: on which the model was changed last, as far as it tells; for the dates of files.
    """

    title: str
    language: str
    classification: str
    tables: tuple[Table, ...]
    annexes: tuple[Table, ...] = ()
    overview: Table | None = None
    findings: tuple[Finding, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileReport:
    """What was found in one file.

    Attributes:
        path: as shown to the user.
        root_path: relative to the project root, for platforms.
        model: the model's id, or None where it has none.
        heading: a line about the model, or None.
        stages: id and name of each stage in order, for grouping.
        lines: the file's text, line by line.
        findings: in order.
        overview: what is full and what is empty, or None.
        restricted: whether the model holds what only some may see.
    """

    path: str
    root_path: str
    model: str | None
    heading: str | None = None
    stages: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    overview: Table | None = None
    restricted: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether the file is no well-formed model, so that no gaps were looked for."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was found in all files, for one run of `validate` or `gaps`.

    Attributes:
        command: `validate` or `gaps`.
        files: in the order named.
        version: of the tool that made it.
        accepted: how many findings somebody knows of and lives with, whether they are shown or not.
        records: of the rules that found something, by id.
        fail_on: the severity from which a finding is a failure, or None where none is.
    """

    command: str
    files: tuple[FileReport, ...]
    version: str
    accepted: int = 0
    records: tuple[Record, ...] = ()
    fail_on: Severity | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of all files, in their order."""
        return tuple(finding for file in self.files for finding in file.findings)

    def fails(self, finding: Finding) -> bool:
        """Whether this finding makes the run fail; one that kept gaps from being looked for always does."""
        if finding.accepted:
            return False
        if self.command == "gaps" and finding.is_fault:
            return True
        return self.fail_on is not None and finding.severity.rank <= self.fail_on.rank


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
    """What a table holds of these stages: columns of a grid, rows of records with a column `stage`."""
    if table.kind == "grid":
        kept = [0, *(index for index, column in enumerate(table.columns) if index and column.id in stages)]
        columns = tuple(table.columns[index] for index in kept)
        return replace(table, columns=columns, rows=tuple(tuple(row[i] for i in kept) for row in table.rows))
    at = [column.id for column in table.columns].index("stage")
    return replace(table, rows=tuple(row for row in table.rows if row[at][0].text in stages))
