"""What stands in the cell of a record, as people call it."""

from typing import Final

from barrierctl.document import Cell, Column, Entry
from barrierctl.languages import catalogue
from barrierctl.vocabulary import LISTS

_BETWEEN: Final = "; "
_SEVERITIES: Final = "severity"


def told(column: Column, cell: Cell) -> str:
    """All that stands in a cell, on one line if its texts are; empty where nothing does."""
    return _BETWEEN.join(filter(None, (_entry(column, entry) for entry in cell)))


def _entry(column: Column, entry: Entry) -> str:
    if column.id == _SEVERITIES:
        return str(catalogue().entry("exports.docx.severity")[entry.text])
    if not column.choices or not entry.text:
        return entry.shown
    # Values of a closed list hold nothing that would put them into quotes.
    return _BETWEEN.join(_label(column.choices, value) for value in entry.text.split(_BETWEEN))


def _label(choices: tuple[str, ...], value: str) -> str:
    """The label of a value in the closed list, or one of the closed lists, whose values the choices are."""
    for name, values in LISTS.items():
        if value in set(values) and set(values) <= set(choices):
            return catalogue().label(name, value)
    return value
