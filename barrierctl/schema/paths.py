"""Which part of which JSON Schema describes a place in the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from barrierctl.resources import schema
from barrierctl.source.tree import Path
from barrierctl.vocabulary import Block


class Grammar(StrEnum):
    """The kinds of files; each value is what messages call what such a file describes."""

    MODEL = "model"
    CONFIGURATION = "configuration"
    PARTIES = "parties"


@cache
def rules_of(grammar: Grammar) -> dict[str, Any]:
    """The schema of such files; shared parties are held against what a model's own parties are."""
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


_NOT_ASKED: Final = ("barrier_model", "accepted_gaps")


@dataclass(frozen=True, slots=True)
class Key:
    """A key: whether it may hold several values, and its closed list, by name and values, if it has one."""

    many: bool = False
    closed_list: str = ""
    values: tuple[str, ...] = ()


@cache
def keys_of(kind: str) -> Mapping[str, Key]:
    """The keys of a kind of thing; a model has its blocks too, all stages together.

    Args:
        kind: `model`, or the name of a definition in the schema.
    """
    rules = schema("barrier-model")
    if kind != "model":
        return dict(_keys(rules["definitions"][kind]["properties"]))
    told = {key: inner for key, inner in _keys(rules["properties"]) if key not in _NOT_ASKED}
    return {**told, **{block.value: Key(many=True) for block in Block}}


def _keys(properties: Mapping[str, Any]) -> Iterator[tuple[str, Key]]:
    for name, rules in properties.items():
        yield name, _key(rules)
        for inner, key in _keys(rules.get("properties", {})):
            yield f"{name}.{inner}", key


def _key(rules: Mapping[str, Any]) -> Key:
    entry = rules.get("items", rules)
    name = str(entry.get("$ref", "")).rpartition("/")[2]
    values = schema("barrier-model")["definitions"].get(name, {}).get("enum", ())
    return Key(
        many="array" in rules.get("type", ()), closed_list=name if values else "", values=tuple(values)
    )
