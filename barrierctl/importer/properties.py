"""The header of a model and of its plan: labels and values on a sheet, which a group may have changed."""

import re
from typing import Any, Final

from barrierctl.importer.tables import SheetRow, by_block
from barrierctl.messages import catalogues, value_of
from barrierctl.names import fold
from barrierctl.resources.vocabulary import LISTS
from barrierctl.text.spreadsheet import joined, parted
from barrierctl.views.origins import VALUE
from barrierctl.views.values import with_text

_LISTS: Final = ("status", "classification", "sequence", "level")
_NUMBER: Final = re.compile(r"\d+")


def set_property(root: dict[str, Any], row: SheetRow) -> bool:
    """Set the property that a row is about to what it says now; return whether it was changed."""
    if "at" not in row.kept or VALUE not in row.edited:
        return False
    *outer, key = row.kept["at"]
    _set(root, outer, key, _raw(key, row.values[VALUE]))
    return True


def _set(holder: dict[str, Any], outer: list[str], key: str, text: str) -> None:
    if outer:
        first, *rest = outer
        inner = dict(holder[first]) if isinstance(holder.get(first), dict) else {}
        _set(inner, rest, key, text)
        holder[first] = inner
        return
    changed = with_text(holder, key, text)
    holder.clear()
    holder.update(changed)


def _raw(key: str, text: str) -> str:
    """Return the value that people mean by a text, as the file has it."""
    if key in _LISTS:
        return str(value_of(key, text.strip(), LISTS[key]) or text.strip())
    match key:
        case "language":
            names = (pair for words in catalogues() for pair in words.entry("views.languages").items())
            return next((code for code, name in names if fold(name) == fold(text)), text.strip())
        case "every_months":
            found = _NUMBER.search(text)
            return found[0] if found else text
        case "labels":
            return joined(f"{block}: {label}" for block, label in map(by_block, parted(text)))
        case _:
            return text
