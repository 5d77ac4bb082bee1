"""Records under headings: a row is an entry of a list, with its details below."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.wml import Body
from barrierctl.findings import Severity
from barrierctl.messages import Record as Rule
from barrierctl.messages import catalogue
from barrierctl.views.document import Cell, Column, ColumnRole, Document, Entry, Facet, Table, TableRole
from barrierctl.vocabulary import LISTS

_BETWEEN_ENTRIES: Final = "; "
_NAMING: Final = (ColumnRole.PARTY, ColumnRole.REFERENCES)
"""The columns that name parties and items, as they are typed: by id, it may be."""


class Wording:
    """Puts the cells of one document into words."""

    def __init__(self, document: Document) -> None:
        """With the names of whatever has an id in it."""
        self._names: dict[str, str] = {}
        for table in (*document.annexes, *document.tables):
            self._names = {**dict(_named(table)), **self._names}

    def told(self, column: Column, cell: Cell) -> str:
        """All that stands in a cell; empty where nothing does."""
        return _BETWEEN_ENTRIES.join(filter(None, (self._entry(column, entry) for entry in cell)))

    def _entry(self, column: Column, entry: Entry) -> str:
        text = entry.text
        if not text:
            return ""
        if column.choices:
            return _each(text, lambda value: _label(column.choices, value))
        if column.role is ColumnRole.SEVERITY:
            return str(catalogue().entry("exports.docx.severity")[text])
        if column.role in _NAMING and not column.many:
            return _each(text, lambda name: self._names.get(name, name))
        return entry.shown


def plain(cell: Cell) -> str:
    """What stands in a cell, as it is."""
    return _BETWEEN_ENTRIES.join(entry.shown for entry in cell)


def _each(text: str, in_words: Callable[[str], str]) -> str:
    """A list in one text, each part in words; where one is in quotes, it may hold anything, and stays."""
    return (
        text
        if '"' in text
        else _BETWEEN_ENTRIES.join(in_words(part) for part in text.split(_BETWEEN_ENTRIES))
    )


@cache
def _label(choices: tuple[str, ...], value: str) -> str:
    """The label of a value in the closed list, or one of the closed lists, whose values the choices are."""
    for name, values in LISTS.items():
        if value in set(values) and set(values) <= set(choices):
            return catalogue().label(name, value)
    return value


def _named(table: Table) -> Iterator[tuple[str, str]]:
    """The id and the name of each row that has both."""
    at = {column.role: n for n, column in enumerate(table.columns)}
    if {ColumnRole.ID, ColumnRole.NAME} <= at.keys():
        for row in table.rows:
            if told := plain(row[at[ColumnRole.ID]]):
                yield told, plain(row[at[ColumnRole.NAME]])


_ELSEWHERE: Final = (ColumnRole.SEVERITY, ColumnRole.RULE)  # written before and after the other facts
_IN_THE_LEAD: Final = (ColumnRole.BLOCK, ColumnRole.NAME, ColumnRole.PARTY)  # may be told by it already
_LINE = 90  # letters; what is longer has a paragraph of its own
_BETWEEN = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{MIDDLE DOT}   "
_STAYS = "<w:keepNext/>"

_Row = Mapping[str, tuple[Column, Cell]]


class _Fact(NamedTuple):
    """What is told under a label."""

    label: str
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it stands better alone."""
        return len(self.label) + len(self.text) > _LINE or "\n" in self.text


class Records:
    """Writes the lists of records of one document."""

    def __init__(self, document: Document) -> None:
        """With what the document knows of names and of rules."""
        self._words = Wording(document)
        self._rules = document.records

    def add(self, body: Body, table: Table) -> None:
        """The rows of a table, each under the headings that hold for it."""
        lead = table.lead or table.columns[0].id
        untold = {lead, *table.group_by}
        untold |= {column.id for column in table.columns if column.technical or column.role in _ELSEWHERE}
        if table.role is not TableRole.SOURCES:
            untold |= {column.id for column in table.columns if column.role is ColumnRole.ID}
        above: tuple[str, ...] = ()
        unsaid: dict[str, Rule] = {}
        for cells in table.rows:
            row = {column.id: (column, cell) for column, cell in zip(table.columns, cells, strict=True)}
            headings = tuple(self._heading(row, name) for name in table.group_by)
            if headings != above:
                _add_headings(body, above, headings)
                above, unsaid = headings, dict(self._rules)
            facts = [*self._facts(row, lead, untold), *self._rule(row, unsaid)]
            body.add(*self._lead(row, lead, stays=bool(facts)), *_paragraphs(facts))

    def _heading(self, row: _Row, name: str) -> str:
        """What the rows under a heading have in common; a block is called as the model calls it."""
        column, cell = row[name]
        facets = next((entry.facets for _, cell in row.values() for entry in cell), {})
        if column.role is ColumnRole.BLOCK and Facet.BLOCK in facets:
            return " ".join(facets[Facet.BLOCK])
        return self._words.told(column, cell)

    def _lead(self, row: _Row, lead: str, *, stays: bool) -> Iterator[str]:
        """What the row is about."""
        if name := self._words.told(*row[lead]):
            more = _STAYS if stays else ""
            yield wml.paragraph("ListBullet", *self._grave(row), wml.run(name, "Name"), properties=more)

    def _grave(self, row: _Row) -> Iterator[str]:
        for column, cell in row.values():
            if column.role is ColumnRole.SEVERITY:
                is_note = plain(cell) == Severity.INFO
                yield wml.run(f"{self._words.told(column, cell)} ", "Label" if is_note else "Grave")

    def _facts(self, row: _Row, lead: str, untold: set[str]) -> Iterator[_Fact]:
        """What is told beside, but what repeats the lead."""
        name = self._words.told(*row[lead])
        for key, (column, cell) in row.items():
            text = "" if key in untold else self._words.told(column, cell)
            if text and not (column.role in _IN_THE_LEAD and text in name):
                yield _Fact(column.label, text)

    def _rule(self, row: _Row, unsaid: dict[str, Rule]) -> Iterator[_Fact]:
        """Why a gap matters, where this heading has not said it yet, and by which rule it was found."""
        for column, cell in row.values():
            if column.role is ColumnRole.RULE:
                if rule := unsaid.pop(plain(cell), None):
                    yield _Fact(catalogue().say("rule.headings.why"), rule.why)
                yield _Fact(column.label, plain(cell))


def _add_headings(body: Body, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    changed = next((at for at, pair in enumerate(zip(before, now, strict=False)) if len({*pair}) > 1), 0)
    for level, text in enumerate(now[changed:], start=changed + 2):
        if text:
            body.add_heading(level, text)


def _paragraphs(facts: Iterable[_Fact]) -> Iterator[str]:
    """Short facts on one line, long ones each in a paragraph."""
    for is_long, some in groupby(facts, key=lambda fact: fact.is_long):
        for line in ([fact] for fact in some) if is_long else [list(some)]:
            yield wml.paragraph("Told", *_runs(line))


def _runs(facts: list[_Fact]) -> Iterator[str]:
    for at, fact in enumerate(facts):
        yield wml.run((_BETWEEN if at else "") + f"{fact.label}: ", "Label")
        yield wml.run(fact.text)
