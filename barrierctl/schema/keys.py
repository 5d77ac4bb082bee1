"""What a house rule may ask of each kind of thing: the keys of the format, nested ones dotted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from barrierctl.resources import schema
from barrierctl.vocabulary import Block

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
