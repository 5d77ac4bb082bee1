"""Keys that are not known where they stand, and what was most likely meant by each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from barrierctl.schema.commas import splits
from barrierctl.schema.complaint import Complaint, belongs_to, holder, is_item
from barrierctl.schema.place import keys_at
from barrierctl.schema.synonyms import likely
from barrierctl.source.decode import control_characters
from barrierctl.source.tree import MappingNode


@dataclass(frozen=True, slots=True)
class Stray:
    """A key that is not known, with the wording that tells it."""

    key: str
    variant: str
    parameters: dict[str, Any]


def strays(error: Complaint) -> Iterator[Stray]:
    """Each of them; names that stand in place of keys are one."""
    known = error.rules["properties"]
    parameters = {"holder": holder(error), "known": list(known)}
    found = [key for key in error.value if key not in known and not any(control_characters(key))]
    for split in splits(error, found):
        variant = "several-values" if split.several else "comma-in-text"
        parts = {"key": split.keys[0], "before": split.before, "values": split.values}
        yield Stray(split.keys[0], variant, {**parameters, **parts})
        found = [key for key in found if key not in split.keys]
    if found and _is_name(error, found[0]):
        variant = "name" if isinstance(error.path[-1], int) else "names"
        yield Stray(found[0], variant, {"key": found[0], **parameters})
        found = [key for key in found if error.value[key] is not None and not _is_name(error, key)]
    for key in found:
        near = likely(key, known)
        bare = key.lstrip()
        named = {"key": key, **parameters, "near": near, "blocks": belongs_to(key), "bare": bare}
        yield Stray(key, _variant(error, key, near), named)


def _variant(error: Complaint, key: str, near: str) -> str:
    if key[:1].isspace():
        return "hard-spaces"
    if not error.path and key in keys_at(("stages",), error.grammar):
        return "of-a-stage"
    if near:
        return "near"
    if is_item(error) and len(error.value) == 1:
        return "braces" if error.value[key] is None else "colon"
    return "elsewhere" if is_item(error) and belongs_to(key) else ""


def _is_name(error: Complaint, key: str) -> bool:
    """Whether the name of a thing stands in place of its key: `- Ordering:`."""
    properties = error.rules["properties"]
    lacks_name = "name" in error.rules.get("required", ()) and "name" not in error.value
    has_text = not (error.value[key] is None or isinstance(error.value[key], MappingNode))
    return lacks_name and not has_text and not likely(key, properties)
