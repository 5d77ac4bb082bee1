"""Commas within curly brackets that split a value: `{seen_by: Police, Customs}`."""

from collections.abc import Iterable
from dataclasses import dataclass

from barrierctl.schema.complaint import Complaint, as_list


@dataclass(frozen=True, slots=True)
class Split:
    """A value that was split.

    Attributes:
        before: the key that it belongs to.
        keys: what its further parts became.
        values: its parts, in order.
        several: whether that key may have several values.
    """

    before: str
    keys: list[str]
    values: list[str]
    several: bool


def splits(error: Complaint, strays: Iterable[str]) -> list[Split]:
    """The values of a mapping that were split."""
    unknown, lines, previous = set(strays), error.value.key_spans, ""
    found: list[Split] = []
    for key, value in error.value.items():
        if key in unknown and value is None and previous and lines[previous].line == lines[key].line:
            if found and found[-1].keys[-1] == previous:
                found[-1].keys.append(key)
                found[-1].values.append(key)
            elif previous not in unknown and isinstance(error.value[previous], str):
                rules = error.rules["properties"][previous]
                several = "array" in as_list(rules.get("type", ()))
                found.append(Split(previous, [key], [error.value[previous], key], several))
        previous = key
    return found
