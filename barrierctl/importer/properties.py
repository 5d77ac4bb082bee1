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

_NUMBER: Final = re.compile(r"\d+")


def set_property(root: dict[str, Any], row: SheetRow) -> bool:
    """Set the property that a row is about to what people mean by its text; return whether it was changed."""
    if "at" not in row.kept or VALUE not in row.edited:
        return False
    *outer, key = row.kept["at"]
    text = row.values[VALUE]
    match key:
        case "status" | "classification" | "sequence" | "level":
            text = str(value_of(key, text.strip(), LISTS[key]) or text.strip())
        case "language":
            names = (pair for words in catalogues() for pair in words.entry("views.languages").items())
            text = next((code for code, name in names if fold(name) == fold(text)), text.strip())
        case "every_months":
            found = _NUMBER.search(text)
            text = found[0] if found else text
        case "labels":
            text = joined(f"{block}: {label}" for block, label in map(by_block, parted(text)))
        case _:
            pass
    _set(root, outer, key, text)
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
