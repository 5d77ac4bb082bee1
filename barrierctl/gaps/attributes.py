"""The values of the format's keys: an element's own, and those that it inherits."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain, islice
from typing import Any, Final, TypeAlias

from barrierctl.gaps.helpers import active_entities, linked, linked_barriers
from barrierctl.limits import MAX_OWNERS_OFFERED
from barrierctl.model.entities import Entity, Link, Target
from barrierctl.model.model import BarrierModel
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
from barrierctl.resources.vocabulary import BLOCKS, Block

Names: TypeAlias = tuple[str, ...]
"""One value, under all its names; the first is the one to show."""

_FACTS: Final = frozenset(field.name for field in fields(PartyFacts))
_LINKS: Final = frozenset(
    {
        *("owner", "helped_by", "addresses", "targets", "seen_by", "reported_to"),
        *("fallback_for", "barriers", "alternative_to"),
    }
)


def inherited_sources(model: BarrierModel, stage: Stage | None) -> tuple[Source, ...]:
    """Return the sources of items without their own: their stage's, else the model's if it has only one."""
    of_stage = linked(model, stage, "sources", Source) if stage else ()
    return of_stage or (model.sources if len(model.sources) == 1 else ())


class MeasureParties:
    """The parties of measures under one key, their own or those of their barriers.

    Args:
        model: that the measures are in.
        key: `owner` or `helped_by`.
    """

    def __init__(self, model: BarrierModel, key: str) -> None:
        self._model = model
        self._key = key
        # Several measures may set up the same barriers, so their answers are kept.
        self._by_barriers: dict[int, dict[tuple[str, ...], tuple[Party, ...]]] = {}

    def answers(self, measure: Measure) -> list[tuple[Party, ...]]:
        """Return a measure's own parties; without any, the different answers of its barriers."""
        own = linked(self._model, measure, self._key, Party)
        if own:
            return [own]
        answers: dict[tuple[str, ...], tuple[Party, ...]] = {}
        for barriers in linked_barriers(self._model, measure):
            if id(barriers) not in self._by_barriers:
                every = (linked(self._model, barrier, self._key, Party) for barrier in barriers)
                different = {tuple(sorted(one.element for one in parties)): parties for parties in every}
                different.pop((), None)
                self._by_barriers[id(barriers)] = dict(islice(different.items(), MAX_OWNERS_OFFERED))
            answers |= self._by_barriers[id(barriers)]
        return list(answers.values())


def values_of(model: BarrierModel, element: Element | None, key: str) -> list[Names]:
    """Return an element's values under a key, its own or inherited.

    Args:
        model: that the element is in.
        element: None for the model itself.
        key: as in the file, a nested one with a dot.
    """
    first, _, rest = key.partition(".")
    value = _value_of_model(model, first) if element is None else _value(model, element, first)
    for step in filter(None, rest.split(".")):
        value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
    return list(_names(value))


def _value_of_model(model: BarrierModel, key: str) -> Any:
    header = model.header
    match key:
        case "scope":
            return {"level": header.scope_level, "area": header.scope_area}
        case "review":
            return {"last": header.reviewed, "every_months": header.review_months}
        case _ if key in BLOCKS:
            return tuple(active_entities(model, Block(key)))
        case _:
            return getattr(header if hasattr(header, key) else model, key)


def _value(model: BarrierModel, element: Element, key: str) -> Any:
    match element:
        case Stage() if key in BLOCKS:
            return model.active_items(element, Block(key))
        case Facilitator() | Partner() if key in _FACTS:
            return getattr(model.facts_of(element), key)
        case Party() if key in _FACTS:
            return getattr(element.facts, key)
        case Measure() if key in ("owner", "helped_by"):
            answers = MeasureParties(model, key).answers(element)
            return answers[0] if len(answers) == 1 else ()
        case Item() if key == "name":
            return element.label
        case Item() if key == "sources":
            stage = model.stage_by_id.get(element.stage)
            return linked(model, element, "sources", Source) or inherited_sources(model, stage)
        case Item() if key == "party":
            party = model.party_of(element)
            return party if party and party.listed else None
        case _ if key in _LINKS:
            return tuple(model.links_of(element, key))
        case _:
            return getattr(element, key, None)


def _names(value: Any) -> Iterator[Names]:
    match value:
        case None | "":
            return
        case Element() | Entity():
            yield _names_of_target(value)
        case Link():
            yield (value.reference.text, *_names_of_target(value.target))
        case Activity():
            yield (value.name,)
        case Plan():
            yield ("plan",)
        case SourceUse():
            yield (value.source.text,)
        case Qualified() | Priority():
            yield from _names(tuple(getattr(value, field.name) for field in fields(value)))
        case Mapping():
            yield from _names(tuple(value.values()))
        case tuple():
            yield from chain.from_iterable(map(_names, value))
        case _:
            yield (str(value),)


def _names_of_target(target: Target) -> Names:
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
