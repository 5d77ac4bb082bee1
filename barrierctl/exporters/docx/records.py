"""A list of records under headings: what a row is about as an entry of a list, what is told of it below."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, NamedTuple

from barrierctl.document import Cell, Column, Table
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.body import Body
from barrierctl.exporters.docx.wording import told
from barrierctl.languages import catalogue
from barrierctl.records import Record as Rule

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "items": ("stage_name", "block"),
    "gaps": ("stage_name",),
    "recommendations": ("domain", "target_group"),
}
"""The columns whose values are the headings over the rows, by table."""

_UNTOLD: Final = {"element", "stage", "severity"}  # for programs, or told otherwise
_LINE = 90  # letters; what is longer has a paragraph of its own
_BETWEEN = "   \N{MIDDLE DOT}   "

_Row = Mapping[str, tuple[Column, Cell]]


class _Told(NamedTuple):
    """What is told under a label."""

    label: str
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it stands better alone."""
        return len(self.label) + len(self.text) > _LINE or "\n" in self.text


def add_records(body: Body, table: Table, rules: Mapping[str, Rule]) -> None:
    """The rows of a table, each under the headings that hold for it.

    Args:
        body: where they are added.
        table: a list of records.
        rules: the records of the rules that rows may name: once under a heading is said why one matters.
    """
    over, lead = _HEADINGS.get(table.id, ()), table.lead or table.columns[0].id
    above: tuple[str, ...] = ()
    unsaid: dict[str, Rule] = {}
    for cells in table.rows:
        row = {column.id: (column, cell) for column, cell in zip(table.columns, cells, strict=True)}
        headings = tuple(_heading(row, name) for name in over)
        if headings != above:
            _add_headings(body, above, headings)
            above, unsaid = headings, dict(rules)
        more = [_Told(*pair) for pair in _why(row, unsaid)]
        body.add(*_entry(row, lead, {lead, *over, *_UNTOLD}, more))


def _heading(row: _Row, name: str) -> str:
    """What the rows under a heading have in common; a block is called as the model calls it."""
    facets = next((entry.facets for _, cell in row.values() for entry in cell), {})
    return " ".join(facets[name]) if name in facets else told(*row[name])


def _add_headings(body: Body, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    changed = next((at for at, pair in enumerate(zip(before, now, strict=False)) if len({*pair}) > 1), 0)
    for level, text in enumerate(now[changed:], start=changed + 2):
        if text:
            body.heading(level, text)


def _why(row: _Row, unsaid: dict[str, Rule]) -> Iterator[tuple[str, str]]:
    """Why the gap matters of which the row tells, unless it is said already."""
    if "rule" in row and (rule := unsaid.pop(told(*row["rule"]), None)):
        yield catalogue().say("rule.headings.why"), rule.why


def _entry(row: _Row, lead: str, untold: set[str], more: Iterable[_Told]) -> Iterator[str]:
    """What the row is about, and what is told of it."""
    column, cell = row[lead]
    name = told(column, cell)
    if name:
        yield wml.paragraph("ListBullet", *_grave(row), wml.run(name, "Name"))
    facts = [_Told(column.label, told(column, cell)) for key, (column, cell) in row.items() if key not in untold]
    yield from _facts(fact for fact in (*facts, *more) if fact.text)


def _grave(row: _Row) -> Iterator[str]:
    if "severity" in row:
        yield wml.run(f"{told(*row['severity'])} ", "Label")


def _facts(facts: Iterable[_Told]) -> Iterator[str]:
    """Short ones on one line, long ones each in a paragraph."""
    for is_long, some in groupby(facts, key=lambda fact: fact.is_long):
        for line in ([fact] for fact in some) if is_long else [list(some)]:
            yield wml.paragraph("Told", *_runs(line))


def _runs(facts: list[_Told]) -> Iterator[str]:
    for at, fact in enumerate(facts):
        yield wml.run((_BETWEEN if at else "") + f"{fact.label}: ", "Label")
        yield wml.run(fact.text)
