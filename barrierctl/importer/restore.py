"""Sheets that barrierctl exported become models again: a workbook, whole, or a csv file of items."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import getitem
from pathlib import Path as File
from typing import Any, Final

from barrierctl.findings import Violation
from barrierctl.importer.hidden import damaged, read_hidden
from barrierctl.importer.places import place_of
from barrierctl.importer.records import Record, Records, entries, finish
from barrierctl.importer.report import Question, Report
from barrierctl.importer.tables import SheetTable, read_tables
from barrierctl.importer.workbook import LEADS, Workbook, read_items
from barrierctl.importer.writer import write_yaml
from barrierctl.messages import catalogue, is_error, render
from barrierctl.model.references import MAY_NAME, PARTY, SOURCE
from barrierctl.names import fold
from barrierctl.pipeline import load_bytes
from barrierctl.scaffold import default_id, default_title, modeline
from barrierctl.schema.paths import Grammar
from barrierctl.schema.validator import acceptor
from barrierctl.selection import ModelContext
from barrierctl.sheets import Grid
from barrierctl.source.tree import Path

_STUBS: Final[Mapping[tuple[str, ...], tuple[str, str]]] = {
    (PARTY,): ("parties", "name"),
    (SOURCE,): ("sources", "title"),
}
"""Where a model lists what its cells name, and the key with the name."""
_OTHERWISE: Final = ("near", "several", "several-owners", "other-kind")
"""The variants of an unknown reference of which it is known what may be meant."""


def restore(
    grids: Sequence[Grid], path: File, head: Mapping[str, str | None], context: ModelContext
) -> tuple[str | None, Report] | None:
    """Make a model of sheets that were exported; None if they were not.

    Args:
        grids: every sheet of the file.
        path: of the new model.
        head: the title and the language of the model; None for those in the workbook.
        context: what a configuration adds to the model.

    Returns:
        The text of the model, or None if the report has questions; and the report.

    Raises:
        InputError: the workbook was made by another version, or what is hidden was changed.
    """
    tables, hidden, report = read_tables(grids), read_hidden(grids), Report()
    if hidden and hidden.rest:
        missing = (each for name, each in hidden.tables.items() if name in LEADS and name not in tables)
        for sheet in dict.fromkeys(missing):
            report.ask("no_sheet", name=sheet)
        known = hidden.sheets | {table.sheet.casefold() for table in tables.values()}
        for grid in grids:
            if grid.rows and not grid.hidden and grid.name.casefold() not in known:
                report.leave_out_sheet(grid)
        rest = {**hidden.rest, **{key: value for key, value in head.items() if value}}
        book = Workbook(_records(rest, [tables[name] for name in LEADS if name in tables]), report)
        book.read([tables[name] for name in (*LEADS, *(tables.keys() - LEADS.keys())) if name in tables])
        return _Restorer(book, report, path, context, is_csv=False).finish(), report
    if "items" not in tables:
        return None
    language = head["language"] or (hidden.language if hidden else None)
    if not language:
        report.ask("language")
    return restore_items(tables["items"], path, {**head, "language": language}, report, context), report


def restore_items(
    items: SheetTable, path: File, head: Mapping[str, str | None], report: Report, context: ModelContext
) -> str | None:
    """Make a model of a table of items alone; the arguments are those of `restore`."""
    names = {"title": head["title"] or default_title(path), "language": head["language"] or "en"}
    own = {"barrier_model": 1, "id": default_id(path), **names}
    book = read_items(items, own, report)
    return _Restorer(book, report, path, context, is_csv=True).finish()


def _records(rest: Mapping[str, Any], tables: Sequence[SheetTable]) -> Records:
    """Put the records together; what is hidden was a model when it was exported.

    Raises:
        InputError: it is none any more.
    """
    try:
        records = Records(rest, tables)
        was_model = acceptor(Grammar.MODEL)(finish(records.root)[0])
    except RecursionError:
        was_model = False
    if not was_model:
        raise damaged()
    return records


class _Restorer:
    """Writes the records as a model, and asks about what keeps it from being one."""

    def __init__(
        self, book: Workbook, report: Report, path: File, context: ModelContext, *, is_csv: bool
    ) -> None:
        self._book, self._report, self._path, self._context = book, report, path, context
        self._root = book.records.root
        self._is_csv = is_csv
        self._tried: set[tuple[Path, str]] = set()

    def finish(self) -> str | None:
        """Write the model, with stubs for what is only named; None if there is something to ask."""
        while not self._report.questions:
            tree, records = finish(self._root)
            text = write_yaml(tree, self._report.comments, modeline(self._path))
            loaded = load_bytes(text.encode("utf-8", "surrogatepass"), context=self._context)
            errors = [violation for violation in loaded.violations if is_error(violation)]
            if not errors:
                return text
            added: set[tuple[str, str]] = set()
            corrected = [
                self._correct(each, tree, added) for each in errors if each.rule == "unknown-reference"
            ]
            for violation in [] if any(corrected) else errors:
                finding, cell = render(violation, ""), _cell(violation.path, records)
                in_cell = cell and catalogue().say("import.in_cell", cell=cell, text=finding.sentence)
                question = Question(in_cell or finding.sentence, finding.advice or "")
                if question not in self._report.questions:
                    self._report.questions.append(question)
        return None

    def _correct(self, violation: Violation, tree: Any, added: set[tuple[str, str]]) -> bool:
        """Let a reference follow what it means to its new name, or list what it names; say whether it can."""
        text, path = reduce(getitem, violation.path, tree), violation.path
        if not isinstance(text, str) or (path, text) in self._tried:
            return False
        self._tried.add((path, text))
        if new := self._book.renamed.get(fold(text)):
            _replace(self._root, path, new)
            return True
        keys = [step for step in path if isinstance(step, str) and step != "id"]
        where, key = _STUBS.get(MAY_NAME[keys[-1]], ("", ""))
        if not where or (violation.variant in _OTHERWISE and not self._is_csv):
            return False
        if (where, fold(text)) not in added:
            added.add((where, fold(text)))
            listed = entries(self._root, where)
            self._root[where] = [*listed, {"id": self._book.new_id(text), key: text}]
            self._report.guess(f"stub_{where}", (where, len(listed)), text)
        return True


def _cell(path: Path, records: Mapping[Path, Record]) -> str:
    """Name the cell of what is at a path; empty if it is in none."""
    if inside := records.get((*path, 0)):  # a block of a stage is where its items are
        return place_of(inside.rows[0], LEADS[inside.table])
    for length in range(len(path), 0, -1):
        if record := records.get(path[:length]):
            row, keys = record.rows[0], [step for step in path[length:] if isinstance(step, str)]
            columns = (".".join(keys[:2]), *keys[:1], LEADS[record.table])
            return place_of(row, next((name for name in columns if name in row.addresses), ""))
    return ""


def _replace(value: Any, path: Path, text: str) -> None:
    """Put a text at a path of a tree with records."""
    first, *rest = path
    inner = value.value if isinstance(value, Record) else value
    if rest:
        _replace(inner[first], tuple(rest), text)
    else:
        inner[first] = text
