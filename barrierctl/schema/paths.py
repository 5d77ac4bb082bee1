"""Which part of which JSON Schema describes a place in the file."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from barrierctl.resources import schema
from barrierctl.source.tree import Path


class Grammar(StrEnum):
    """The kinds of files; each value is what messages call what such a file describes."""

    MODEL = "model"
    CONFIGURATION = "configuration"
    PARTIES = "parties"


@cache
def rules_of(grammar: Grammar) -> dict[str, Any]:
    """Give the schema of such files; shared parties have the same rules as a model's own."""
    match grammar:
        case Grammar.MODEL:
            return schema("barrier-model")
        case Grammar.CONFIGURATION:
            return schema("config")
        case Grammar.PARTIES:
            party = {"$ref": "#/definitions/party"}
            return {"type": "array", "items": party, "definitions": schema("barrier-model")["definitions"]}


Rules = Mapping[str, Any]


def keys_at(path: Path, grammar: Grammar = Grammar.MODEL) -> Mapping[str, Rules]:
    """Give the keys that may be together at a place, each with its rules; none if no keys belong there."""
    keys: Mapping[str, Rules] = rules_at(path, grammar).get("properties", {})
    return keys


def is_required(path: Path, grammar: Grammar = Grammar.MODEL) -> bool:
    """Say whether the last key of a path has to be there."""
    return bool(path) and path[-1] in rules_at(path[:-1], grammar).get("required", ())


def rules_at(path: Path, grammar: Grammar = Grammar.MODEL) -> Rules:
    """Give the rules of a value, or of each entry of a list: a single entry may be there without a list."""
    whole = rules_of(grammar)

    def follow(rules: Rules) -> Rules:
        if "$ref" not in rules:
            return rules
        definition: Rules = whole["definitions"][rules["$ref"].rpartition("/")[2]]
        return definition

    rules: Rules = whole
    for step in path:
        rules = follow(rules.get("items", rules))
        if isinstance(step, str):
            others = rules.get("additionalProperties") or {}  # the keys of translations are any language
            rules = follow(rules.get("properties", {}).get(step, others))
    return follow(rules.get("items", rules))
