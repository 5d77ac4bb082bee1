"""The edits of one item: what its keys are to hold, and what it is called."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from barrierctl.changes.cells import ListValue, Meaning
from barrierctl.changes.lists import edit_list
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Item
from barrierctl.names import fold
from barrierctl.patching import Edit, Plain, Remove, SetValue
from barrierctl.resources.vocabulary import Block
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, value_at
from barrierctl.views.items import COLUMNS

_NAMING: Final = ("name", "id", "party")
_PARTY_BLOCKS: Final = (Block.FACILITATORS, Block.PARTNERS)


def set_keys(tree: Value, item: Item, meanings: Mapping[str, Meaning]) -> Iterator[Edit]:
    """Give the edits for what cells of an item mean, by column, except for those that name it."""
    node, path = value_at(tree, item.path), item.path
    if not isinstance(node, MappingNode):
        head = {"party" if item.party else "name": node if isinstance(node, str) else item.label}
        yield SetValue(path, {**head, **as_keys(meanings)})
        return
    for key, meaning in _nested(meanings).items():
        yield from _set_key(node, path, key, meaning)


def as_keys(meanings: Mapping[str, Meaning]) -> dict[str, Plain]:
    """Return the keys of an item with these values, by column, in the order of the format."""
    columns = [*COLUMNS, *sorted(meanings.keys() - {*COLUMNS})]
    return _given(_nested({column: meanings[column] for column in columns if column in meanings}))


class _Inner(dict[str, "Meaning | _Inner"]):
    """What the keys of a mapping within an item are to hold."""


def _nested(meanings: Mapping[str, Meaning]) -> _Inner:
    """Put what columns with dots mean into the mappings that they are about."""
    every = _Inner()
    for column, meaning in meanings.items():
        *outer, last = column.split(".")
        inner: Any = every
        for key in outer:
            inner = inner.setdefault(key, _Inner())
        inner[last] = meaning
    return every


def _given(inner: _Inner) -> dict[str, Plain]:
    """Return the keys that are to hold something."""
    values = {
        key: _given(each) or None if isinstance(each, _Inner) else _value(each) for key, each in inner.items()
    }
    return {key: value for key, value in values.items() if value is not None}


def _value(meaning: Meaning) -> Plain:
    """Return the value for a key that is not there yet; None if there is none."""
    return ([*meaning.values] or None) if isinstance(meaning, ListValue) else meaning


def _set_key(node: MappingNode, path: Path, key: str, meaning: "Meaning | _Inner") -> Iterator[Edit]:
    if isinstance(meaning, _Inner):
        yield from _set_inner_keys(node.get(key), (*path, key), meaning)
        return
    place, present, value = (*path, key), node.get(key), _value(meaning)
    if value is None:
        if key in node:
            yield Remove(place)
    elif not isinstance(meaning, ListValue) or present is None:
        yield SetValue(place, value)
    elif isinstance(present, ListNode):
        removed = [index for index in range(len(present)) if index not in meaning.entries]
        yield from edit_list(place, meaning.entries, removed, len(present), replace=True)
    elif meaning.entries != (0,):
        yield SetValue(place, meaning.values[0] if len(meaning.values) == 1 else [*meaning.values])


def _set_inner_keys(present: Value, path: Path, inner: _Inner) -> Iterator[Edit]:
    if not isinstance(present, MappingNode):
        if given := _given(inner):
            yield SetValue(path, given)
    elif not _has_left(present, inner):
        yield Remove(path)
    else:
        for key, meaning in inner.items():
            yield from _set_key(present, path, key, meaning)


def _has_left(present: Value, inner: _Inner) -> bool:
    """Whether a mapping will hold anything."""
    old: Mapping[str, Value] = present if isinstance(present, MappingNode) else {}
    return bool(old.keys() - inner.keys()) or any(
        _has_left(old.get(key), each) if isinstance(each, _Inner) else _value(each) is not None
        for key, each in inner.items()
    )


def new_item(model: BarrierModel, block: Block, name: str, meanings: Mapping[str, Meaning]) -> Plain:
    """Return a new item: a plain text if it has a name alone."""
    keys = {"name": name, **as_keys(meanings)} if name else as_keys(meanings)
    return _plain_name(model, block, name) if [*keys] == ["name"] else keys


def _plain_name(model: BarrierModel, block: Block, name: str) -> Plain:
    """Write a name as an item: alone, unless it would be the id of a party that is not meant."""
    is_id = any(party.id == name for party in model.parties if party.listed)
    return {"name": name} if is_id and block not in _PARTY_BLOCKS else name


def rename(tree: Value, model: BarrierModel, item: Item, new: Mapping[str, str | None]) -> Iterator[Edit]:
    """Give the edits for what names an item.

    Args:
        tree: of the file, which may have other keys than the model.
        model: before.
        item: to be renamed.
        new: the values of the keys `name`, `id` and `party` that change; None if a key goes.
    """
    node, path, keys = value_at(tree, item.path), item.path, {**new}
    party = model.party_of(item)
    name = "" if item.party or "party" in keys or item.block not in _PARTY_BLOCKS else keys.get("name")
    if name and party and party.listed and fold(name) not in map(fold, (party.name, *party.facts.aliases)):
        # It is called by the name of a party of the list, and stays this party under a name of its own.
        keys["party"] = party.id
    if isinstance(node, MappingNode):
        for key, value in keys.items():
            if value is not None:
                yield SetValue((*path, key), value)
            elif key in node:
                yield Remove((*path, key))
        return
    present = {"party" if item.party else "name": str(node)}
    given = {key: value for key, value in {**present, **keys}.items() if value is not None}
    ordered: dict[str, Plain] = {key: given[key] for key in _NAMING if key in given}
    if [*ordered] == ["name"]:
        yield SetValue(path, _plain_name(model, item.block, given["name"]))
    else:
        yield SetValue(path, ordered["party"] if [*ordered] == ["party"] else ordered)
