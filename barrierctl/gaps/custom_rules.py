"""Custom rules: rules of a configuration, which need no code and run like those of the registry."""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Final, TypeAlias

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Severity, Violation
from barrierctl.gaps import RuleContext
from barrierctl.gaps.attributes import Names, values_of
from barrierctl.gaps.helpers import at_element, at_model, at_stage
from barrierctl.limits import MAX_CHOICES_OF_PATTERN, MAX_LENGTHS_BY_REPEATS, MAX_SHOWN_LENGTH
from barrierctl.messages import Record, catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Element, Stage
from barrierctl.names import fold
from barrierctl.vocabulary import BLOCKS, Block

FAMILY: Final = "house"


@frozen
class Required:
    """Each of these keys must have a value."""

    keys: tuple[str, ...]


@frozen
class Allowed:
    """Each value of a key must be one of these."""

    values: Mapping[str, tuple[str, ...]]


@frozen
class Pattern:
    """Each value of a key must match this regular expression."""

    patterns: Mapping[str, str]


@frozen
class AtLeast:
    """A key must have at least so many values."""

    numbers: Mapping[str, int]


Condition: TypeAlias = Required | Allowed | Pattern | AtLeast
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


_BLOCKS: Final = {
    Kind.FACILITATOR: Block.FACILITATORS,
    Kind.OPPORTUNITY: Block.OPPORTUNITIES,
    Kind.SIGNAL: Block.SIGNALS,
    Kind.PARTNER: Block.PARTNERS,
}


@frozen
class CustomRule:
    """A rule of a configuration.

    Attributes:
        record: its metadata, as of every rule.
        each: what it checks, one by one.
        condition: what must hold; each element where it does not gets a violation.
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

    def violations(self, model: BarrierModel, _: RuleContext) -> Iterator[Violation]:
        """Find the elements that do not meet the condition."""
        for element in _elements(model, self.each):
            failure = next(_failures(self.condition, _values(model, element)), None)
            if failure is None:
                continue
            match element:
                case None:
                    violation = at_model(model)
                case Stage():
                    key = str(failure["key"])
                    violation = at_stage(element, Block(key) if key in BLOCKS else None)
                case _:
                    violation = at_element(model, element)
            parameters = {**failure, "text": self.record.title, "hint": self.hint}
            yield replace(violation, rule=self.id, parameters=parameters)


def build_record(
    rule_id: str, severity: Severity, text: str, configuration: str, finds: str, hint: str | None
) -> Record:
    """Build the record of a custom rule that the file at the path *configuration* defines."""
    words = catalogue()
    return Record(
        id=rule_id,
        family=FAMILY,
        severity=severity,
        title=text,
        finds=finds,
        why=words.say("house.why", path=configuration),
        fix=hint or words.say("house.fix"),
        example=None,
        fixed=None,
        accept_when=words.say("house.accept_when"),
        criterion="",
        source=configuration,
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
            measures = (measure for objective in model.objectives for measure in objective.measures)
            return tuple(measure for measure in measures if not measure.is_cancelled)
        case _:
            return tuple(item for item in model.items if item.block is _BLOCKS[each])


def _values(model: BarrierModel, element: Element | None) -> Values:
    not_applicable = set(element.not_applicable) if isinstance(element, Stage) else set()
    return lambda key: None if key in not_applicable else values_of(model, element, key)


def _failures(condition: Condition, values: Values) -> Iterator[dict[str, object]]:
    """What does not hold, as parameters of the message."""
    match condition:
        case Required():
            if missing := [key for key in condition.keys if values(key) == []]:
                yield {"key": missing[0], "missing": missing}
        case AtLeast():
            for key, least in condition.numbers.items():
                found = values(key)
                if found is not None and len(found) < least:
                    yield {"key": key, "count": str(len(found)), "least": least}
        case Allowed() | Pattern():
            yield from _wrong_values(condition, values)


def _wrong_values(condition: Allowed | Pattern, values: Values) -> Iterator[dict[str, object]]:
    if isinstance(condition, Pattern):
        for key, pattern in condition.patterns.items():
            for names in values(key) or ():
                if not matches(pattern, names[0]):
                    yield {"key": key, "pattern": pattern, "shown": _shorten(names[0])}
        return
    for key, allowed in condition.values.items():
        known = {fold(value) for value in allowed}
        for names in values(key) or ():
            if known.isdisjoint(map(fold, names)):
                yield {"key": key, "allowed": allowed, "shown": _shorten(names[0])}


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_LENGTH else f"{text[: MAX_SHOWN_LENGTH - 1]}…"


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


class _Group:
    """A group of a pattern: whether it holds a choice, and whether it holds that or a repeat."""

    def __init__(self) -> None:
        self.choice = self.varies = False


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
    open_groups, last = [_Group()], _Group()
    repeats = choices = 0
    for token in re.finditer(_PATTERN_PART, pattern, re.VERBOSE | re.DOTALL):
        kind, closed = token.lastgroup, _Group()
        if kind == "back" or (kind in ("repeat", "fixed") and last.varies):
            return 0
        if kind == "open":
            open_groups.append(_Group())
        elif kind == "close":
            closed = open_groups.pop()
            open_groups[-1].varies |= closed.varies
        elif kind in ("or", "repeat", "optional"):
            open_groups[-1].varies = True
            open_groups[-1].choice |= kind == "or"
        repeats += kind == "repeat"
        choices += kind == "optional" or closed.choice
        last = closed
    # Each repeat takes the place of three choices.
    too_many = repeats >= len(MAX_LENGTHS_BY_REPEATS) or choices + 3 * repeats > MAX_CHOICES_OF_PATTERN
    return 0 if too_many else MAX_LENGTHS_BY_REPEATS[repeats]
