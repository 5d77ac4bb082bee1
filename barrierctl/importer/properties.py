"""The header of a model and of its plan: labels and values on a sheet, which a group may have changed."""

import re
from collections.abc import Mapping
from typing import Any, Final

from barrierctl.importer.tables import SheetRow
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import BLOCKS, LISTS
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
    words = catalogue()
    if key in _LISTS:
        return _value({words.label(key, value): str(value) for value in LISTS[key]}, text)
    match key:
        case "language":
            names: Mapping[str, str] = words.entry("views.languages")
            return _value({name: code for code, name in names.items()}, text)
        case "every_months":
            found = _NUMBER.search(text)
            return found[0] if found else text
        case "labels":
            blocks = {words.label("block", block): str(block) for block in BLOCKS}
            pairs = (entry.partition(":") for entry in parted(text))
            return joined(f"{_value(blocks, block)}: {label.strip()}" for block, _, label in pairs)
        case _:
            return text


def _value(values: Mapping[str, str], label: str) -> str:
    folded = {name.casefold(): value for name, value in values.items()}
    return folded.get(label.strip().casefold(), label.strip())
