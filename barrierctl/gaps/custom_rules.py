"""Custom rules: rules of a configuration, which need no code and run like those of the registry."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias, assert_never

from barrierctl.findings import Severity, Violation
from barrierctl.frozen import frozen, replace
from barrierctl.gaps import Context
from barrierctl.gaps.attributes import Names, told
from barrierctl.gaps.helpers import at_element, at_model, at_stage
from barrierctl.gaps.patterns import fits
from barrierctl.messages import Record, catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Element, Stage
from barrierctl.names import fold
from barrierctl.vocabulary import Block

_LONGEST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Required:
    """Each of these keys must be told."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Under a key, each value that is told must be one of these."""

    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Under a key, each value that is told must fit this regular expression."""

    patterns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Under a key, at least so many must stand."""

    numbers: Mapping[str, int]


Condition: TypeAlias = Required | Allowed | Pattern | AtLeast
Values: TypeAlias = Callable[[str], list[Names] | None]


def missed(condition: Condition, values: Values) -> dict[str, object] | None:
    """What does not hold, as parameters of its words; of several keys the first one speaks.

    Args:
        condition: of the rule.
        values: what is told under a key; None where it is told that there is nothing.

    Returns:
        None where all holds.
    """
    match condition:
        case Required():
            missing = [key for key in condition.keys if values(key) == []]
            return {"key": missing[0], "missing": missing} if missing else None
        case AtLeast():
            return next(_too_few(condition, values), None)
        case Allowed() | Pattern():
            return next(_unfit(condition, values), None)
        case _:
            assert_never(condition)


def _too_few(condition: AtLeast, values: Values) -> Iterator[dict[str, object]]:
    for key, least in condition.numbers.items():
        found = values(key)
        if found is not None and len(found) < least:
            yield {"key": key, "count": str(len(found)), "least": least}


def _unfit(condition: Allowed | Pattern, values: Values) -> Iterator[dict[str, object]]:
    if isinstance(condition, Pattern):
        for key, pattern in condition.patterns.items():
            for names in values(key) or ():
                if not fits(pattern, names[0]):
                    yield {"key": key, "pattern": pattern, "shown": _short(names[0])}
        return
    for key, allowed in condition.values.items():
        known = {fold(value) for value in allowed}
        for names in values(key) or ():
            if known.isdisjoint(map(fold, names)):
                yield {"key": key, "allowed": allowed, "shown": _short(names[0])}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


FAMILY: Final = "house"


class Kind(StrEnum):
    """What a house rule can look at, one by one."""

    MODEL = "model"
    STAGE = "stage"
    FACILITATOR = "facilitator"
    OPPORTUNITY = "opportunity"
    SIGNAL = "signal"
    PARTNER = "partner"
    BARRIER = "barrier"
    PARTY = "party"
    MEASURE = "measure"


@frozen
class CustomRule:
    """A rule of a configuration.

    Attributes:
        record: what is known of it, as of every rule.
        each: what it looks at, one by one.
        condition: what must hold; where it does not, there is one finding.
        hint: what to do about it, or None.
    """

    record: Record
    each: Kind
    condition: Condition
    hint: str | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.record.id

    def sightings(self, model: BarrierModel, _: Context) -> Iterator[Violation]:
        """What the rule sees."""
        for element in _elements(model, self.each):
            wrong = missed(self.condition, _values_of(model, element))
            if wrong:
                parameters = {**wrong, "text": self.record.title, "hint": self.hint}
                violation = _at(model, element, str(wrong["key"]))
                yield replace(violation, rule=self.id, parameters=parameters)


def record_of(
    identity: str, severity: Severity, text: str, told_in: str, finds: str, hint: str | None
) -> Record:
    """The record of a house rule.

    Args:
        identity: its id.
        severity: of its findings.
        text: what they say.
        told_in: the configuration.
        finds: when, in words.
        hint: what to do about it, or None.
    """
    words = catalogue()
    return Record(
        id=identity,
        family=FAMILY,
        severity=severity,
        title=text,
        finds=finds,
        why=words.say("house.why", path=told_in),
        fix=hint or words.say("house.fix"),
        example=None,
        fixed=None,
        accept_when=words.say("house.accept_when"),
        criterion="",
        source=told_in,
        wordings={"": {"message": "{text}", "hint": [*words.entry("house.missed"), "{hint}"]}},
    )


def _elements(model: BarrierModel, each: Kind) -> tuple[Element | None, ...]:
    match each:
        case Kind.MODEL:
            return (None,)
        case Kind.STAGE:
            return model.stages
        case Kind.BARRIER:
            return model.barriers
        case Kind.PARTY:
            return model.parties
        case Kind.MEASURE:
            objectives = model.plan.objectives if model.plan else ()
            return tuple(one for goal in objectives for one in goal.measures if not one.is_cancelled)
        case _:
            return tuple(item for item in model.items if item.block is _BLOCKS[each])


_BLOCKS: Final = {
    Kind.FACILITATOR: Block.FACILITATORS,
    Kind.OPPORTUNITY: Block.OPPORTUNITIES,
    Kind.SIGNAL: Block.SIGNALS,
    Kind.PARTNER: Block.PARTNERS,
}


def _values_of(model: BarrierModel, element: Element | None) -> Callable[[str], list[Names] | None]:
    """What is told of an element by key; None for a block of which it is told that it is not applicable."""
    answered = set(element.not_applicable) if isinstance(element, Stage) else set()
    return lambda key: None if key in answered else told(model, element, key)


def _at(model: BarrierModel, element: Element | None, key: str) -> Violation:
    match element:
        case None:
            return at_model(model)
        case Stage():
            return at_stage(element, Block(key) if key in set(Block) else None)
        case _:
            return at_element(model, element)
