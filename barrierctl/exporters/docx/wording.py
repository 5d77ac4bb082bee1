"""What stands in the cells of records, as people call it."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from barrierctl.document import Cell, Column, Document, Entry, Table
from barrierctl.languages import catalogue
from barrierctl.vocabulary import LISTS

_BETWEEN: Final = "; "
_NAMING: Final = {"party", "seen_by", "owner", "helped_by", "addresses", "targets", "fallback_for"}
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
        return _BETWEEN.join(filter(None, (self._entry(column, entry) for entry in cell)))

    def _entry(self, column: Column, entry: Entry) -> str:
        text = entry.text
        if not text:
            return ""
        if column.choices:
            return _each(text, lambda value: _label(column.choices, value))
        if column.id == "severity":
            return str(catalogue().entry("exports.docx.severity")[text])
        if column.id == "block":
            return catalogue().label("block", text)
        if column.id in _NAMING and not column.many:
            return _each(text, lambda name: self._names.get(name, name))
        return entry.shown


def plain(cell: Cell) -> str:
    """What stands in a cell, as it is."""
    return _BETWEEN.join(entry.shown for entry in cell)


def _each(text: str, in_words: Callable[[str], str]) -> str:
    """A list in one text, each part in words; where one is in quotes, it may hold anything, and stays."""
    return text if '"' in text else _BETWEEN.join(in_words(part) for part in text.split(_BETWEEN))


@cache
def _label(choices: tuple[str, ...], value: str) -> str:
    """The label of a value in the closed list, or one of the closed lists, whose values the choices are."""
    for name, values in LISTS.items():
        if value in set(values) and set(values) <= set(choices):
            return catalogue().label(name, value)
    return value


def _named(table: Table) -> Iterator[tuple[str, str]]:
    """The id and the name of each row that has both."""
    at = {column.id: n for n, column in enumerate(table.columns)}
    if {"id", "name"} <= at.keys():
        for row in table.rows:
            if told := plain(row[at["id"]]):
                yield told, plain(row[at["name"]])
