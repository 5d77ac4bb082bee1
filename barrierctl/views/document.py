"""The document that views make and exporters write: tables of what is shown of a model."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import Literal, NamedTuple

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Finding
from barrierctl.messages import Record, catalogue
from barrierctl.source.tree import Path
from barrierctl.text.spreadsheet import digest


class Facet(StrEnum):
    """What a reader may filter on."""

    PARTY = "party"
    BLOCK = "block"
    COMMITMENT = "commitment"
    STATUS = "status"


class Chapter(StrEnum):
    """Where people look for a table, in the order in which a chair needs it."""

    START = "start"  # what opens a meeting: the agenda and the matrix
    ITEMS = "items"
    FINDINGS = "findings"
    PARTIES = "parties"
    ACTION = "action"  # what is done, planned and recommended
    ABOUT = "about"  # the model itself: its stages, its sources


class ColumnRole(StrEnum):
    """What a format may have to know of a column."""

    ADDRESS = "address"  # the stable address of an element
    STAGE = "stage"  # the id of a stage
    BLOCK = "block"  # a block, as the file has it
    NAME = "name"  # the name of the row or of what it is about
    ID = "id"  # the id of the row
    PARTY = "party"  # a party
    REFERENCES = "references"  # parties or items
    SEVERITY = "severity"  # the severity of a finding
    RULE = "rule"  # the id of a rule
    POINTS = "points"  # sentences that belong to the one that names the row
    PARENT = "parent"  # the name of the row that this one is a step of, or empty
    START = "start"  # the first day of what the row is about
    DUE = "due"  # its last day
    DESCRIPTION = "description"  # what the row is about, in a sentence or more
    SOURCES = "sources"  # the literature behind the row, each with the place in it
    TRANSLATION = "translation"  # a text in another language than that of the model


class Roster(StrEnum):
    """The names in a model that cells may refer to: lists that grow while a group fills in a table."""

    STAGES = "stages"
    PARTIES = "parties"
    TARGETS = "targets"  # facilitators, opportunities and signals
    BARRIERS = "barriers"
    OBJECTIVES = "objectives"
    MEASURES = "measures"
    SOURCES = "sources"


class TableRole(StrEnum):
    """What a format may have to know of a table."""

    MATRIX = "matrix"  # the whole model as a grid of stages and blocks
    ITEMS = "items"  # the whole model, one row per item
    AGENDA = "agenda"  # questions for a meeting
    FINDINGS = "findings"  # what is missing or weak
    SOURCES = "sources"  # the literature, which other texts cite by id
    ABOUT = "about"  # labels and values that describe the model
    PROPERTIES = "properties"  # other labels and values
    TASKS = "tasks"  # what is to be done, with days: it can be drawn as a timeline
    COUNTS = "counts"  # a number in each cell but the first
    RANKING = "ranking"  # rows in an order, to be compared column by column
    QUADRANTS = "quadrants"  # a picture of four cells, the best one first and the worst one last
    OBJECTIVES = "objectives"  # what a plan is to reach
    STAGES = "stages"  # the stages, one row each
    PARTIES = "parties"  # who facilitates, takes part or could act
    RECOMMENDATIONS = "recommendations"  # what is recommended to others


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
    OVERDUE = "overdue"
    DONE = "done"


@frozen
class Entry:
    """One text in a cell."""

    text: str  # as people read it: names and labels; data from a model, which the exporter escapes
    raw: str = ""  # as the file has it, for programs, if people read something else
    state: State = State.PLAIN
    mark: str = ""  # the state in a word or symbol, so that colour is never alone
    element: str | None = None  # its stable address
    details: tuple[str, ...] = ()  # for a second line: in the matrix, the status and the owners of a barrier
    # As people call them. Those of a row of records are at its first entry.
    facets: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The text, with its mark in brackets if there is one."""
        return f"{self.text} [{self.mark}]" if self.mark else self.text

    @property
    def stored(self) -> str:
        """What programs read: the text as the file has it, or else as people read it."""
        return self.raw or self.shown


@frozen
class Column:
    """A column."""

    id: str  # stable, for programs
    label: str  # for people
    role: ColumnRole | None = None
    many: bool = False  # whether its cells hold several entries
    choices: tuple[str, ...] = ()  # the values of its cells, if they are a closed list
    values: tuple[str, ...] = ()  # the choices as the file has them
    several: bool = False  # whether an entry may hold several of the choices, with semicolons between them
    roster: Roster | None = None  # the names that its cells may hold, beside others
    blocks: tuple[str, ...] = ()  # the labels of the blocks whose rows may have a value; none for all
    hint: str = ""  # what to fill in, in a sentence
    detail: bool = False  # whether it can be folded away: people rarely fill it in

    @property
    def folded(self) -> bool:
        """Whether people see it only if they ask for it."""
        return self.technical or self.detail

    @property
    def technical(self) -> bool:
        """Whether the column is for programs, and hidden from people."""
        return self.role in (ColumnRole.ADDRESS, ColumnRole.STAGE, ColumnRole.ID)


Cell = tuple[Entry, ...]
"""The entries where a row and a column meet."""


class Origin(NamedTuple):
    """What a program needs to read a row back: the number of its record, and what the file had, as JSON."""

    number: int
    content: str


@frozen
class Table:
    """Columns and rows of cells; if a column does not hold `many`, its cells hold one entry or none."""

    id: str  # the view's name
    title: str
    columns: tuple[Column, ...]  # the first names the row, unless there is a `lead`
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["grid", "records"] = "records"  # a grid reads both ways, a record is a row of its own
    role: TableRole | None = None
    chapter: Chapter = Chapter.ABOUT
    lead: str = ""  # the id of the column that says best what a row is about
    group_by: tuple[str, ...] = ()  # the ids of the columns whose values group the rows, the widest first
    by_stage: bool = False  # whether its columns are stages, or a column has the role `STAGE`
    reader: Reader | None = None  # whom it is for, or None if it is for everybody
    empty: str = ""  # the sentence in place of a table without rows
    legend: tuple[Entry, ...] = ()  # the signs in its cells, each with its meaning as its mark
    today: dt.date | None = None  # the day that the days in it were compared with
    new_page: bool = False  # whether it is a sheet to hand out, which begins on a page of its own
    shares_page: bool = False  # whether it is a small sheet: several, one below the other, may be cut apart
    blank_lines: int = 0  # the number of lines to write on that follow it on paper
    fill_in: bool = False  # whether a group may change it and add rows
    open_groups: tuple[tuple[str, ...], ...] = ()  # values of `group_by` that still wait for a row, in order
    # The lists of names to which its rows add theirs, each with the blocks that count, or none for all.
    adds_to: Mapping[Roster, tuple[str, ...]] = field(default_factory=dict)
    # Where the file has what each row is about; None if it is in no file. None at all if that is not known.
    paths: tuple[Path | None, ...] = ()
    origins: tuple[Origin, ...] = ()  # of the rows, for formats that are read back

    @cached_property
    def is_outline(self) -> bool:
        """Whether it is read from top to bottom: headings, sentences and points, as against a table."""
        return any(column.role is ColumnRole.POINTS for column in self.columns)

    @cached_property
    def lead_index(self) -> int:
        """The number of the column that says best what a row is about."""
        return [column.id for column in self.columns].index(self.lead) if self.lead else 0

    @cached_property
    def group_indexes(self) -> tuple[int, ...]:
        """The numbers of the columns whose values group the rows, the widest first."""
        ids = [column.id for column in self.columns]
        return tuple(map(ids.index, self.group_by))


@frozen
class Document:
    """One model, as far as it is to be shown."""

    title: str
    id: str = ""  # of the model
    language: str  # its code
    classification: str | None  # who may see it, if the model says so
    tables: tuple[Table, ...]  # the requested views, in that order
    annexes: tuple[Table, ...] = ()  # the rest of the model, for formats that hold all of it
    forms: tuple[Table, ...] = ()  # annexes without rows, to be filled in
    rosters: Mapping[Roster, tuple[str, ...]] = field(default_factory=dict)  # the names to choose from
    overview: Table | None = None  # which cells of the matrix are full and which are empty
    discussion: Table | None = None  # the questions of the agenda by stage, whose id is the heading's element
    findings: tuple[Finding, ...] = ()  # the gaps of the model that nobody has accepted, in order
    records: Mapping[str, Record] = field(default_factory=dict)  # of the rules of these findings, by id
    date: str | None = None  # a year, a month or a day
    untranslated: str = ""  # what the mark of texts in another language means, if there are any
    rest: str = (
        ""  # the whole model without the records of its tables, as JSON, for formats that are read back
    )

    @property
    def marking(self) -> str:
        """Who may see it, for people; empty if the model does not say."""
        return catalogue().label("classification", self.classification) if self.classification else ""

    @property
    def day(self) -> dt.date | None:
        """The first day of the date: the dates of files know no months or years."""
        return dt.date.fromisoformat((self.date + "-01-01")[: len("YYYY-MM-DD")]) if self.date else None


def digest_of(columns: Iterable[Column], row: Iterable[Cell]) -> str:
    """Give a digest of what the file has for a row.

    The names of stages, which can change without it, do not count, and neither does its address.
    """
    texts: list[str] = []
    for column, cell in zip(columns, row, strict=True):
        if column.role is ColumnRole.ADDRESS or (column.roster is Roster.STAGES and not column.many):
            continue
        text = "".join([entry.raw or entry.text for entry in cell]) if cell else ""
        if column.role is not ColumnRole.TRANSLATION:
            texts.append(text)
        elif text:  # a language may have columns or none
            texts.append(f"{column.id} {text}")
    return digest(texts)


def text_of(cell: Cell) -> str:
    """Put the texts of a cell one behind the other."""
    return "".join([entry.shown for entry in cell]) if cell else ""  # so are most cells


def filled(table: Table, row: tuple[Cell, ...]) -> Iterator[tuple[Column, Cell]]:
    """Yield the columns in which a row has a text, each with its cell."""
    for column, cell in zip(table.columns, row, strict=True):
        # Most cells of large tables are empty: this takes a third of the time of `has_text`.
        if cell and (cell[0].text or (len(cell) > 1 and has_text(cell))):
            yield column, cell


def has_text(cell: Cell) -> bool:
    """Return whether any entry of a cell has a text."""
    return bool(cell) and any(entry.text for entry in cell)  # most cells are empty


def outline(table: Table) -> Iterator[tuple[str, list[tuple[Cell, Cell]]]]:
    """Return the sections of an outline: the heading, and sentences with the points below each."""
    head, lead = table.group_indexes[0], table.lead_index
    points = next(at for at, column in enumerate(table.columns) if column.role is ColumnRole.POINTS)
    for heading, rows in groupby(table.rows, lambda row: text_of(row[head])):
        yield heading, [(row[lead], row[points]) for row in rows]


def transposed(table: Table) -> Table:
    """Exchange the rows and columns of a grid; the entries of the first column become the labels."""
    first, *others = table.columns
    heads = (row[0][0] for row in table.rows)
    columns = (Column(id=head.element or head.text, label=head.text, many=True) for head in heads)
    rows = [
        ((Entry(text=column.label, element=column.id),), *(row[index] for row in table.rows))
        for index, column in enumerate(others, start=1)
    ]
    return replace(table, columns=(first, *columns), rows=tuple(rows))


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
    kept = [number for number, row in enumerate(table.rows) if text_of(row[at]) in stages]
    paths = tuple(table.paths[number] for number in kept) if table.paths else ()
    return replace(table, rows=tuple(table.rows[number] for number in kept), paths=paths)
