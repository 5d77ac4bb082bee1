"""Which part of the schema describes a place in the file."""

from collections.abc import Mapping
from typing import Any

from barrierctl.resources import schema
from barrierctl.source.tree import Path

Rules = Mapping[str, Any]


def keys_at(path: Path) -> Mapping[str, Rules]:
    """The keys that may stand together at a place, each with its rules; none where no keys belong."""
    rules = _followed(schema("barrier-model"))
    for step in path:
        rules = _followed(_entry(rules) if isinstance(step, int) else _keys(rules).get(step, {}))
    return _keys(rules)


def _keys(rules: Rules) -> Mapping[str, Rules]:
    """Of what stands there, or of an entry: one may stand where a list is expected."""
    keys: Mapping[str, Rules] = (_entry(rules) if "items" in rules else rules).get("properties", {})
    return keys


def _entry(rules: Rules) -> Rules:
    return _followed(rules.get("items", {}))


def _followed(rules: Rules) -> Rules:
    if "$ref" not in rules:
        return rules
    definition: Rules = schema("barrier-model")["definitions"][rules["$ref"].rsplit("/", 1)[1]]
    return definition
