"""Records under headings: each row is an entry of a list, with its details below."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from barrierctl.exporters.common import list_entries
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.wml import Body
from barrierctl.findings import Severity
from barrierctl.messages import Record as Rule
from barrierctl.messages import catalogue
from barrierctl.views.document import (
    Cell,
    Column,
    ColumnRole,
    Document,
    Facet,
    Table,
    TableRole,
    has_text,
    text_of,
)

_REFERRING: Final = (ColumnRole.PARTY, ColumnRole.REFERENCES)  # as in the file, which may be by id
_ELSEWHERE: Final = (ColumnRole.SEVERITY, ColumnRole.RULE)  # written before and after the other facts
_IN_THE_LEAD: Final = (ColumnRole.BLOCK, ColumnRole.NAME, ColumnRole.PARTY)  # it may say these already
SEPARATOR: Final = "; "
"""Between the entries of a cell."""
_BETWEEN_FACTS = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{MIDDLE DOT}   "
_LONG = 90  # letters; a longer fact has a paragraph of its own

_Row = Mapping[str, tuple[Column, Cell]]
"""The cells of a row that have a text, by the ids of their columns."""


_Fact = tuple[str, str]
"""A label and a text."""


class Records:
    """Writes the lists of records of one document."""

    def __init__(self, document: Document) -> None:
        self._rules = document.records
        self._names: dict[str, str] = {}  # by id
        # The first of several tables names an id.
        for table in reversed((*document.annexes, *document.tables)):
            at = {column.role: index for index, column in enumerate(table.columns)}
            if {ColumnRole.ID, ColumnRole.NAME} <= at.keys():
                cells = ((row[at[ColumnRole.ID]], row[at[ColumnRole.NAME]]) for row in table.rows)
                self._names |= {text_of(key): text_of(name) for key, name in cells if text_of(key)}

    def add(self, body: Body, table: Table) -> None:
        """Add the rows of a table to a report, each under the headings of its groups."""
        lead = table.columns[table.lead_index].id
        elsewhere = _ELSEWHERE if table.role is TableRole.SOURCES else (*_ELSEWHERE, ColumnRole.ID)
        hidden = {column.id for column in table.columns if column.technical or column.role in elsewhere}
        points = {column.id for column in table.columns if column.role is ColumnRole.POINTS}
        hidden |= {lead, *table.group_by, *points}
        above: tuple[str, ...] = ()
        unexplained: dict[str, Rule] = {}
        for cells in table.rows:
            pairs = zip(table.columns, cells, strict=True)
            row = {column.id: (column, cell) for column, cell in pairs if has_text(cell)}
            headings = tuple(self._heading(row, name) for name in table.group_by)
            if headings != above:
                _add_headings(body, above, headings)
                above, unexplained = headings, dict(self._rules)
            name = self._in_words(*row[lead]) if lead in row else ""
            facts = [*self._facts(row, hidden, name), *_rule_facts(row, unexplained)]
            below = [*_paragraphs(facts)]
            for key in points & row.keys():
                below += (wml.paragraph("ListBullet", wml.run(entry.shown)) for entry in row[key][1])
            if name:
                keep = "<w:keepNext/>" if below else ""
                runs = (*self._severity(row), wml.run(name, "" if table.new_page else "Name"))
                body.add(wml.paragraph("Point" if points else "ListBullet", *runs, properties=keep))
            body.add(*below)

    def _heading(self, row: _Row, name: str) -> str:
        """Get what the rows of a group have in common; a block is called as the model calls it."""
        if name not in row:
            return ""
        column, cell = row[name]
        facets = next((entry.facets for _, cell in row.values() for entry in cell), {})
        if column.role is ColumnRole.BLOCK and Facet.BLOCK in facets:
            return " ".join(facets[Facet.BLOCK])
        return self._in_words(column, cell)

    def _severity(self, row: _Row) -> Iterator[str]:
        for column, cell in row.values():
            if column.role is ColumnRole.SEVERITY:
                is_note = text_of(cell) == Severity.INFO
                yield wml.run(f"{self._in_words(column, cell)} ", "Label" if is_note else "Severe")

    def _facts(self, row: _Row, hidden: set[str], lead: str) -> Iterator[_Fact]:
        """Collect the facts of a row that the lead does not repeat."""
        for key, (column, cell) in row.items():
            text = "" if key in hidden else self._in_words(column, cell)
            if text and not (column.role in _IN_THE_LEAD and text in lead):
                yield column.label, text

    def _in_words(self, column: Column, cell: Cell) -> str:
        """Put a cell into words: values by their labels, ids by the names that they refer to."""
        entries = [entry for entry in cell if entry.text]
        if column.choices:
            names = {value: entry["label"] for value, entry in list_entries(column.choices).items()}
            texts = [_rename_each(entry.text, names) for entry in entries]
        elif column.role is ColumnRole.SEVERITY:
            texts = [catalogue().entry("exports.docx.severity")[entry.text] for entry in entries]
        elif column.role in _REFERRING and not column.many:
            texts = [_rename_each(entry.text, self._names) for entry in entries]
        else:
            texts = [entry.shown for entry in entries]
        return SEPARATOR.join(filter(None, texts))


def _rename_each(text: str, names: Mapping[str, str]) -> str:
    """Name each part of a list in one text; a list with quotes may hold anything, and stays."""
    return text if '"' in text else SEPARATOR.join(names.get(part, part) for part in text.split(SEPARATOR))


def _rule_facts(row: _Row, unexplained: dict[str, Rule]) -> Iterator[_Fact]:
    """Say why a gap matters, once under each heading, and which rule found it."""
    for column, cell in row.values():
        if column.role is ColumnRole.RULE:
            if rule := unexplained.pop(text_of(cell), None):
                yield catalogue().say("rule.headings.why"), rule.why
            yield column.label, text_of(cell)


def _add_headings(body: Body, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    """Add the headings from the first one that changes."""
    pairs = enumerate(zip(before, now, strict=False))
    changed = next((at for at, (old, new) in pairs if old != new), 0)
    for level, text in enumerate(now[changed:], start=changed + 2):
        if text:
            body.add_heading(level, text)


def _paragraphs(facts: Iterable[_Fact]) -> Iterator[str]:
    """Write short facts on one line, and each long one in a paragraph of its own."""
    for is_long, group in groupby(facts, key=lambda fact: len("".join(fact)) > _LONG or "\n" in fact[1]):
        for line in ([fact] for fact in group) if is_long else [list(group)]:
            runs: list[str] = []
            for label, text in line:
                runs += [wml.run(f"{_BETWEEN_FACTS if runs else ''}{label}: ", "Label"), wml.run(text)]
            yield wml.paragraph("Remark", *runs)
