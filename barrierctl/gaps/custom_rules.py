"""Custom rules: rules of a configuration, which need no code and run like those of the registry."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, fields
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any, Final, TypeAlias

from barrierctl.dataclass import frozen
from barrierctl.findings import Violation
from barrierctl.gaps.helpers import MeasureParties, active_entities, at, inherited_sources, linked, measures
from barrierctl.limits import MAX_CHOICES_OF_PATTERN, MAX_LENGTHS_BY_REPEATS, MAX_SHOWN_LENGTH
from barrierctl.messages import Record
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
from barrierctl.names import fold
from barrierctl.resources.vocabulary import BLOCKS, Block

Names: TypeAlias = tuple[str, ...]
"""One value, under all its names; the first is the one to show."""

Values: TypeAlias = Callable[[str], list[Names] | None]
"""The values of a key; None if it is declared not applicable."""


class Kind(StrEnum):
    """What a custom rule checks, one by one."""

    MODEL = "model"
    STAGE = "stage"
    FACILITATOR = "facilitator"
    OPPORTUNITY = "opportunity"
    SIGNAL = "signal"
    PARTNER = "partner"
    BARRIER = "barrier"
    PARTY = "party"
    MEASURE = "measure"


_FACTS: Final = frozenset(field.name for field in fields(PartyFacts))
_LINKS: Final = frozenset(
    {
        *("owner", "helped_by", "addresses", "targets", "seen_by", "reported_to"),
        *("fallback_for", "barriers", "alternative_to"),
    }
)
_BLOCKS: Final = {
    Kind.FACILITATOR: Block.FACILITATORS,
    Kind.OPPORTUNITY: Block.OPPORTUNITIES,
    Kind.SIGNAL: Block.SIGNALS,
    Kind.PARTNER: Block.PARTNERS,
    Kind.BARRIER: Block.BARRIERS,
}


@frozen
class CustomRule:
    """A rule of a configuration, with one of four conditions; an element that fails it gets a violation.

    Attributes:
        record: its metadata, as of every rule.
        each: what it checks, one by one.
        required: the keys that must have a value.
        allowed: by key, the values that it may have.
        pattern: by key, the regular expression that each of its values must match.
        at_least: by key, the least number of its values.
        hint: what to do about it, or None.
    """

    record: Record
    each: Kind
    required: tuple[str, ...] = ()
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pattern: Mapping[str, str] = field(default_factory=dict)
    at_least: Mapping[str, int] = field(default_factory=dict)
    hint: str | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.record.id

    def violations(self, model: BarrierModel) -> Iterator[Violation]:
        """Find the elements that do not meet the condition."""
        for element in _elements(model, self.each):
            failure = next(self._failures(_values(model, element)), None)
            if failure:
                key = failure["key"]
                block = Block(key) if isinstance(element, Stage) and key in BLOCKS else None
                yield at(model, element, block=block, **failure, text=self.record.title, hint=self.hint)

    def _failures(self, values: Values) -> Iterator[dict[str, Any]]:
        """What does not hold, as parameters of the message."""
        missing = [key for key in self.required if values(key) == []]
        if missing:
            yield {"key": missing[0], "missing": missing}
        for key, least in self.at_least.items():
            found = values(key)
            if found is not None and len(found) < least:
                yield {"key": key, "count": str(len(found)), "least": least}
        for key, allowed in self.allowed.items():
            known = {fold(value) for value in allowed}
            for names in values(key) or ():
                if known.isdisjoint(map(fold, names)):
                    yield {"key": key, "allowed": allowed, "shown": _shorten(names[0])}
        for key, pattern in self.pattern.items():
            for names in values(key) or ():
                if not matches(pattern, names[0]):
                    yield {"key": key, "pattern": pattern, "shown": _shorten(names[0])}


def _elements(model: BarrierModel, each: Kind) -> Iterable[Element | None]:
    match each:
        case Kind.MODEL:
            return (None,)
        case Kind.STAGE:
            return model.stages
        case Kind.PARTY:
            return model.parties
        case Kind.MEASURE:
            return measures(model)
        case _:
            return (item for item in model.items if item.block is _BLOCKS[each] and item.is_active)


def _values(model: BarrierModel, element: Element | None) -> Values:
    not_applicable = set(element.not_applicable) if isinstance(element, Stage) else set()
    return lambda key: None if key in not_applicable else values_of(model, element, key)


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_LENGTH else f"{text[: MAX_SHOWN_LENGTH - 1]}…"


# ---- the values of keys


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


# ---- patterns

# Patterns run on the texts of models, so none may take for ever on any text. Python's matcher tries every way
# in which a pattern may match. That explodes if a repeat is inside a repeat, and grows with each further
# repeat; so those are refused, and only the beginning of a text is searched.

# It is compiled when it is first used: most configurations have no patterns.
_PATTERN_PART: Final = r"""
        (?P<back>\\[1-9]|\(\?P=\w+\))
      | \\.
      | \[\^?\]?(?:\\.|[^\]\\])*\]
      | (?P<open>\((?:\?(?:P?<\w+>|<?[=!]|>|\#[^)]*|[aiLmsux-]*:?))?)
      | (?P<close>\))
      | (?P<or>\|)
      | (?P<fixed>\{\d+\})
      | (?P<optional>\?)
      | (?P<repeat>(?:[*+]|\{\d*,\d*\})[?+]?)
      | .
"""


def matches(pattern: str, text: str) -> bool:
    """Return whether a pattern is found in the beginning of a text, as far as it is searched."""
    return re.search(pattern, text[: max_length(pattern)]) is not None


def pattern_error(pattern: str) -> str | None:
    """Return why Python cannot read a pattern, in its own words; None if it can."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return str(error)
    return None


@cache
def max_length(pattern: str) -> int:
    """Return how many characters of a text are searched; 0 for a pattern whose time may explode."""
    last = set[str]()  # of the last part: whether it is a group with a choice, or varies in length
    open_groups, repeats, choices = [set[str]()], 0, 0
    for token in re.finditer(_PATTERN_PART, pattern, re.VERBOSE | re.DOTALL):
        kind, closed = token.lastgroup, set[str]()
        if kind == "back" or (kind in ("repeat", "fixed") and "varies" in last):
            return 0
        if kind == "open":
            open_groups.append(set())
        elif kind == "close":
            closed = open_groups.pop()
            open_groups[-1] |= closed & {"varies"}
        elif kind in ("or", "repeat", "optional"):
            open_groups[-1] |= {"varies", "choice"} if kind == "or" else {"varies"}
        repeats += kind == "repeat"
        choices += kind == "optional" or "choice" in closed
        last = closed
    # Each repeat takes the place of three choices.
    too_many = repeats >= len(MAX_LENGTHS_BY_REPEATS) or choices + 3 * repeats > MAX_CHOICES_OF_PATTERN
    return 0 if too_many else MAX_LENGTHS_BY_REPEATS[repeats]
