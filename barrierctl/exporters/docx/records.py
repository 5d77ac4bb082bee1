"""A list of records under headings: what a row is about as an entry of a list, what is told of it below."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, NamedTuple

from barrierctl.document import Cell, Column, Document, Table
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.body import Body
from barrierctl.exporters.docx.wording import Wording, plain
from barrierctl.findings import Severity
from barrierctl.languages import catalogue
from barrierctl.records import Record as Rule

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "items": ("stage_name", "block"),
    "gaps": ("stage_name",),
    "recommendations": ("domain", "target_group"),
}
"""The columns whose values are the headings over the rows, by table."""

_UNTOLD: Final = {"element", "stage", "severity", "rule"}  # for programs, or told in another place
_CITED_BY_ID: Final = {"sources"}
_IN_THE_LEAD: Final = {"block", "name", "party"}  # may be told by it already
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
        lead, known = table.lead or table.columns[0].id, {column.id for column in table.columns}
        over = tuple(name for name in _HEADINGS.get(table.id, ()) if name in known)
        untold = {lead, *over, *_UNTOLD, *(() if table.id in _CITED_BY_ID else ("id",))}
        above: tuple[str, ...] = ()
        unsaid: dict[str, Rule] = {}
        for cells in table.rows:
            row = {column.id: (column, cell) for column, cell in zip(table.columns, cells, strict=True)}
            headings = tuple(self._heading(row, name) for name in over)
            if headings != above:
                _add_headings(body, above, headings)
                above, unsaid = headings, dict(self._rules)
            facts = [*self._facts(row, lead, untold), *self._rule(row, unsaid)]
            body.add(*self._lead(row, lead, stays=bool(facts)), *_paragraphs(facts))

    def _heading(self, row: _Row, name: str) -> str:
        """What the rows under a heading have in common; a block is called as the model calls it."""
        facets = next((entry.facets for _, cell in row.values() for entry in cell), {})
        return " ".join(facets[name]) if name in facets else self._words.told(*row[name])

    def _lead(self, row: _Row, lead: str, *, stays: bool) -> Iterator[str]:
        """What the row is about."""
        if name := self._words.told(*row[lead]):
            more = _STAYS if stays else ""
            yield wml.paragraph("ListBullet", *self._grave(row), wml.run(name, "Name"), more=more)

    def _grave(self, row: _Row) -> Iterator[str]:
        if "severity" in row:
            is_note = plain(row["severity"][1]) == Severity.INFO
            yield wml.run(f"{self._words.told(*row['severity'])} ", "Label" if is_note else "Grave")

    def _facts(self, row: _Row, lead: str, untold: set[str]) -> Iterator[_Fact]:
        """What is told beside, but what repeats the lead."""
        name = self._words.told(*row[lead])
        for key, (column, cell) in row.items():
            text = "" if key in untold else self._words.told(column, cell)
            if text and not (key in _IN_THE_LEAD and text in name):
                yield _Fact(column.label, text)

    def _rule(self, row: _Row, unsaid: dict[str, Rule]) -> Iterator[_Fact]:
        """Why a gap matters, where this heading has not said it yet, and by which rule it was found."""
        if "rule" in row:
            column, cell = row["rule"]
            if rule := unsaid.pop(plain(cell), None):
                yield _Fact(catalogue().say("rule.headings.why"), rule.why)
            yield _Fact(column.label, plain(cell))


def _add_headings(body: Body, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    changed = next((at for at, pair in enumerate(zip(before, now, strict=False)) if len({*pair}) > 1), 0)
    for level, text in enumerate(now[changed:], start=changed + 2):
        if text:
            body.heading(level, text)


def _paragraphs(facts: Iterable[_Fact]) -> Iterator[str]:
    """Short facts on one line, long ones each in a paragraph."""
    for is_long, some in groupby(facts, key=lambda fact: fact.is_long):
        for line in ([fact] for fact in some) if is_long else [list(some)]:
            yield wml.paragraph("Told", *_runs(line))


def _runs(facts: list[_Fact]) -> Iterator[str]:
    for at, fact in enumerate(facts):
        yield wml.run((_BETWEEN if at else "") + f"{fact.label}: ", "Label")
        yield wml.run(fact.text)
