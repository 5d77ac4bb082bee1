"""Which part of the schema describes a place in the file."""

from collections.abc import Mapping
from typing import Any

from barrierctl.schema.grammar import Grammar, rules_of
from barrierctl.source.tree import Path

Rules = Mapping[str, Any]


def keys_at(path: Path, grammar: Grammar = Grammar.MODEL) -> Mapping[str, Rules]:
    """The keys that may stand together at a place, each with its rules; none where no keys belong."""
    keys: Mapping[str, Rules] = _one(path, grammar).get("properties", {})
    return keys


def is_required(path: Path, grammar: Grammar) -> bool:
    """Whether the last key of a path has to be there."""
    return bool(path) and path[-1] in _one(path[:-1], grammar).get("required", ())


def _one(path: Path, grammar: Grammar) -> Rules:
    """What describes the thing at a place, or each of the things in a list there: one may stand for it."""
    whole = rules_of(grammar)
    rules: Rules = whole
    for step in path:
        inner = _entry(rules, whole) if "items" in rules else rules
        rules = (
            inner if isinstance(step, int) else _followed(inner.get("properties", {}).get(step, {}), whole)
        )
    return _entry(rules, whole) if "items" in rules else rules


def _entry(rules: Rules, whole: Rules) -> Rules:
    return _followed(rules.get("items", {}), whole)


def _followed(rules: Rules, whole: Rules) -> Rules:
    if "$ref" not in rules:
        return rules
    definition: Rules = whole["definitions"][rules["$ref"].rsplit("/", 1)[1]]
    return definition
