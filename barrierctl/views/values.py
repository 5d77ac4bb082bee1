"""The values of a record as texts, by column, and back: what csv has, without names and labels."""

import re
from collections.abc import Mapping
from typing import Any, Final

from barrierctl.resources.vocabulary import BLOCKS
from barrierctl.text.spreadsheet import joined, parted
from barrierctl.views.translations import own_column

LISTS: Final = frozenset(
    (
        *("aliases", "competences", "authors", "alternative_to", "stages", "barriers", "measures", "tags"),
        *("helped_by", "addresses", "targets", "fallback_for", "seen_by", "reported_to", "agreed_with"),
        *("categories", "types", "approach", "sources"),
    )
)
"""The columns whose values are lists."""
BY_BLOCK: Final = frozenset(("labels", "not_applicable", "unknown"))
"""The columns whose values have a text for some of the blocks."""
SEVERAL: Final = LISTS | BY_BLOCK | {"owner", "coordinator", "at"}
"""The columns whose texts are joined entries; of the last three, the file has one at most."""
_NUMBERS: Final = ("feasibility", "efficiency", "impact", "every_months", "baseline", "target", "budget")
"""Keys whose values are numbers, also those of a mapping."""
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_AT: Final = " @ "


def text_at(record: object, column: str) -> str:
    """Return the text of a column of a record, which may be a name alone; empty if it has no value."""
    value: object = {"name": record} if isinstance(record, str) else record
    for step in column.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if own_column(column) not in SEVERAL:
        return _text(value)
    if isinstance(value, Mapping) and "id" not in value:
        return joined(f"{block}: {value[block]}" for block in BLOCKS if _text(value.get(block)))
    several = value if isinstance(value, list) else [value]
    return joined(text for each in several if (text := _text(each)))


def _text(value: object) -> str:
    match value:
        case None | list():
            return ""
        case bool():
            return str(value).lower()
        case Mapping():
            source, at = _text(value.get("id")), _text(value.get("at"))
            return f"{source}{_AT}{at}" if source and at else source
        case _:
            text = str(value)
            return "" if text.isspace() else text


def with_text(record: object, column: str, text: str) -> Any:
    """Give a record another text in a column, or none; what is not changed stays as it is in the file."""
    if isinstance(record, str):
        if column == "name":
            return text
        record = {"name": record}
    changed = dict(record) if isinstance(record, Mapping) else {}
    key, _, inner = column.partition(".")
    old = changed.get(key)
    value = with_text(old, inner, text) or None if inner else _value(column, text, old)
    if value is None:
        changed.pop(key, None)
    else:
        changed[key] = value
    return changed


def _value(column: str, text: str, old: object) -> Any:
    if column in BY_BLOCK:
        pairs = (entry.partition(":") for entry in parted(text))
        return {block.strip(): own.strip() for block, _, own in pairs} or None
    if column in LISTS:
        return _list(column, parted(text), old)
    if column in SEVERAL and len(entries := parted(text)) == 1:
        return entries[0]
    is_number = column in _NUMBERS or (isinstance(old, int) and not isinstance(old, bool))
    return (number(text) if is_number else text) if text else None


def _list(column: str, entries: list[str], old: object) -> Any:
    """Make a list, with the old values of the entries that it had before."""
    before = old if isinstance(old, list) else [old]
    known = {text: each for each in before if (text := _text(each).strip())}
    values = []
    for entry in entries:
        source, at, place = entry.rpartition(_AT)
        has_place = column == "sources" and at and source.strip()
        new = {"id": source.strip(), "at": number(place.strip())} if has_place else entry
        values.append(known.get(entry, new))
    if len(values) == 1 and not isinstance(old, list) and values[0] == old:
        return old
    return values or None


def number(text: str) -> int | float | str:
    """Return the number that a text is, or the text."""
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)
