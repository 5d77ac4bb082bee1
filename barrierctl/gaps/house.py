"""House rules: rules of a configuration, which need no code. They run like those of the registry."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Final

from barrierctl.findings import Fault, Severity
from barrierctl.frozen import frozen, replace
from barrierctl.gaps import Context
from barrierctl.gaps.conditions import Condition, missed
from barrierctl.gaps.sightings import at_element, at_model, at_stage
from barrierctl.gaps.told import Names, told
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Element, Stage
from barrierctl.records import Record
from barrierctl.vocabulary import Block

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
class HouseRule:
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

    def sightings(self, model: BarrierModel, _: Context) -> Iterator[Fault]:
        """What the rule sees."""
        for element in _elements(model, self.each):
            wrong = missed(self.condition, _values_of(model, element))
            if wrong:
                parameters = {**wrong, "text": self.record.title, "hint": self.hint}
                fault = _at(model, element, str(wrong["key"]))
                yield replace(fault, rule=self.id, parameters=parameters)


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
        mend=hint or words.say("house.mend"),
        example=None,
        mended=None,
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


def _at(model: BarrierModel, element: Element | None, key: str) -> Fault:
    match element:
        case None:
            return at_model(model)
        case Stage():
            return at_stage(element, Block(key) if key in set(Block) else None)
        case _:
            return at_element(model, element)
