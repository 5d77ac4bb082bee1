"""The values of a key of the format, for rules that name keys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final, TypeAlias

from barrierctl.gaps.helpers import entities
from barrierctl.model.entities import Entity, Link, Target
from barrierctl.model.model import BarrierModel, PartiesOfMeasures, sources_of
from barrierctl.model.plan import Activity, Measure, Plan
from barrierctl.model.types import (
    Element,
    Facilitator,
    Item,
    Partner,
    Party,
    PartyFacts,
    Priority,
    Qualified,
    Source,
    SourceUse,
    Stage,
)
from barrierctl.vocabulary import Block

Names: TypeAlias = tuple[str, ...]
"""One value, in all the ways in which it may be called; the first is the one to show."""

_FACTS: Final = frozenset(field.name for field in fields(PartyFacts))
_LINKS: Final = ("owner", "helped_by", "addresses", "targets", "seen_by", "fallback_for", "barriers")
_BLOCKS: Final = frozenset(Block)


def told(model: BarrierModel, element: Element | None, key: str) -> list[Names]:
    """The values that hold for an element under a key; none where nothing is told.

    Args:
        model: that the element is in.
        element: None for the model itself.
        key: as in the file, a nested one with a dot.
    """
    first, _, rest = key.partition(".")
    found = _first(model, element, first)
    for step in filter(None, rest.split(".")):
        found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
    return list(_each(found))


def _first(model: BarrierModel, element: Element | None, key: str) -> Any:
    """What stands under a key that is not nested, with what an element has from others."""
    match element:
        case None:
            return _of_model(model, key)
        case Stage() if key in _BLOCKS:
            return model.live(element, Block(key))
        case Facilitator() | Partner() if key in _FACTS:
            return getattr(model.facts_of(element), key)
        case Party() if key in _FACTS:
            return getattr(element.facts, key)
        case Measure() if key in ("owner", "helped_by"):
            return PartiesOfMeasures(model, key).of(element)
        case Item() if key in ("name", "party", "sources"):
            return _of_item(model, element, key)
        case _ if key in (*_LINKS, "alternative_to"):
            return tuple(model.links_of(element, key))
        case _:
            return getattr(element, key, None)


def _of_model(model: BarrierModel, key: str) -> Any:
    header = model.header
    match key:
        case "scope":
            return {"level": header.scope_level, "area": header.scope_area}
        case "review":
            return {"last": header.reviewed, "every_months": header.review_months}
        case _ if key in _BLOCKS:
            return tuple(entities(model, Block(key)))
        case _:
            return getattr(header if hasattr(header, key) else model, key)


def _of_item(model: BarrierModel, item: Item, key: str) -> Any:
    if key == "name":
        return item.label
    if key == "sources":
        return sources_of(model, item, model.stage_by_id.get(item.stage))
    party = model.party_of(item)
    return party if party and party.listed else None


def _each(value: Any) -> Iterator[Names]:
    match value:
        case None | "":
            return
        case Element() | Entity():
            yield _called(value)
        case Link():
            yield (value.reference.text, *_called(value.target))
        case Activity():
            yield (value.name,)
        case Plan():
            yield ("plan",)
        case SourceUse():
            yield (value.source.text,)
        case Qualified() | Priority():
            yield from _all(getattr(value, field.name) for field in fields(value))
        case Mapping():
            yield from _all(value.values())
        case tuple():
            yield from _all(value)
        case _:
            yield (str(value),)


def _all(values: Iterable[Any]) -> Iterator[Names]:
    for value in values:
        yield from _each(value)


def _called(target: Target) -> Names:
    match target:
        case Party():
            names = (target.name, target.id, *target.facts.aliases)
        case Entity():
            names = (target.name, *(item.id for item in target.items), *(item.label for item in target.items))
        case Item():
            names = (target.label, target.id)
        case Source():
            names = (target.id, target.title)
        case _:
            names = (getattr(target, "name", None), target.element)
    return tuple(name for name in names if name)
