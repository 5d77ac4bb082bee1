"""What was most likely meant by an unknown key or value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from barrierctl.names import fold, nearest
from barrierctl.resources import words
from barrierctl.schema.complaints import Complaint, as_list, belongs_to, holder, is_item
from barrierctl.schema.paths import keys_at
from barrierctl.source.decode import control_characters
from barrierctl.source.tree import MappingNode


def likely(word: str, known: Iterable[str]) -> str:
    """The one that was most likely meant; empty where none is likely."""
    candidates = list(known)
    translated = [ours for ours in candidates if ours in _called().get(fold(word).replace("_", " "), ())]
    return next(iter(translated), "") or nearest(word, candidates)


@cache
def _called() -> dict[str, list[str]]:
    """Our words by each word of another language."""
    by_word: dict[str, list[str]] = {}
    for ours, others in words("languages/synonyms.yaml").items():
        for other in others:
            by_word.setdefault(fold(other), []).append(ours)
    return by_word


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


def splits(error: Complaint, unknown_keys: Iterable[str]) -> list[Split]:
    """The values of a mapping that were split."""
    unknown, lines, previous = set(unknown_keys), error.value.key_spans, ""
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


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key that is not known, with the wording that tells it."""

    key: str
    variant: str
    parameters: dict[str, Any]
    near: str = ""


def unknown_keys(error: Complaint) -> Iterator[UnknownKey]:
    """Each of them; names that stand in place of keys are one."""
    known = error.rules["properties"]
    parameters = {"holder": holder(error), "known": list(known)}
    found = [key for key in error.value if key not in known and not any(control_characters(key))]
    for split in splits(error, found):
        variant = "several-values" if split.several else "comma-in-text"
        parts = {"key": split.keys[0], "before": split.before, "values": split.values}
        yield UnknownKey(split.keys[0], variant, {**parameters, **parts})
        found = [key for key in found if key not in split.keys]
    if found and _is_name(error, found[0]):
        variant = "name" if isinstance(error.path[-1], int) else "names"
        yield UnknownKey(found[0], variant, {"key": found[0], **parameters})
        found = [key for key in found if error.value[key] is not None and not _is_name(error, key)]
    for key in found:
        near = likely(key, known)
        bare = key.lstrip()
        named = {"key": key, **parameters, "near": near, "blocks": belongs_to(key), "bare": bare}
        yield UnknownKey(key, _variant(error, key, near), named, near)


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
