"""Which part of which JSON Schema describes a place in the file."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Final

from barrierctl.dataclass import frozen
from barrierctl.resources import schema
from barrierctl.resources.vocabulary import Block
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
    keys: Mapping[str, Rules] = _rules_at(path, grammar).get("properties", {})
    return keys


def is_required(path: Path, grammar: Grammar) -> bool:
    """Say whether the last key of a path has to be there."""
    return bool(path) and path[-1] in _rules_at(path[:-1], grammar).get("required", ())


def _rules_at(path: Path, grammar: Grammar) -> Rules:
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
            rules = follow(rules.get("properties", {}).get(step, {}))
    return follow(rules.get("items", rules))


_NO_ATTRIBUTES: Final = ("barrier_model", "accepted_gaps")


@frozen
class Key:
    """A key: whether it may hold several values, and its closed list, by name and values, if it has one."""

    many: bool = False
    closed_list: str = ""
    values: tuple[str, ...] = ()


@cache
def keys_of(kind: str) -> Mapping[str, Key]:
    """List the keys that a custom rule may ask of a definition, or of a `model` with its blocks."""
    rules = schema("barrier-model")
    if kind != "model":
        return dict(_keys(rules["definitions"][kind]["properties"]))
    own = {name: key for name, key in _keys(rules["properties"]) if name not in _NO_ATTRIBUTES}
    return own | {block.value: Key(many=True) for block in Block}


def _keys(properties: Mapping[str, Any]) -> Iterator[tuple[str, Key]]:
    for name, rules in properties.items():
        entry = rules.get("items", rules)
        closed_list = str(entry.get("$ref", "")).rpartition("/")[2]
        values = tuple(schema("barrier-model")["definitions"].get(closed_list, {}).get("enum", ()))
        many = "array" in rules.get("type", ())
        yield name, Key(many=many, closed_list=closed_list if values else "", values=values)
        for inner, key in _keys(rules.get("properties", {})):
            yield f"{name}.{inner}", key
