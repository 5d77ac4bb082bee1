"""Which part of the schema describes a place in the file."""

from collections.abc import Mapping
from typing import Any

from barrierctl.resources import schema
from barrierctl.source.tree import Path

Rules = Mapping[str, Any]


def keys_at(path: Path) -> Mapping[str, Rules]:
    """The keys that may stand together at a place, each with its rules; none where no keys belong."""
    keys: Mapping[str, Rules] = _one(path).get("properties", {})
    return keys


def is_required(path: Path) -> bool:
    """Whether the last key of a path has to be there."""
    return bool(path) and path[-1] in _one(path[:-1]).get("required", ())


def _one(path: Path) -> Rules:
    """What describes the thing at a place, or each of the things in a list there: one may stand for it."""
    rules: Rules = schema("barrier-model")
    for step in path:
        inner = _entry(rules) if "items" in rules else rules
        rules = inner if isinstance(step, int) else _followed(inner.get("properties", {}).get(step, {}))
    return _entry(rules) if "items" in rules else rules


def _entry(rules: Rules) -> Rules:
    return _followed(rules.get("items", {}))


def _followed(rules: Rules) -> Rules:
    if "$ref" not in rules:
        return rules
    definition: Rules = schema("barrier-model")["definitions"][rules["$ref"].rsplit("/", 1)[1]]
    return definition
