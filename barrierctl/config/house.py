"""The house rules of a configuration that has no faults."""

from collections.abc import Iterator
from typing import Final

from barrierctl.findings import Severity
from barrierctl.gaps.conditions import Allowed, AtLeast, Condition, Pattern, Required
from barrierctl.gaps.house import HouseRule, Kind, record_of
from barrierctl.languages import catalogue
from barrierctl.model.reader import Reader

CONDITIONS: Final = ("required", "allowed", "pattern", "at_least")
"""The keys of which a rule has one."""


def house_rule(entry: Reader, path: str) -> HouseRule:
    """The rule that stands there.

    Args:
        entry: without faults.
        path: of the configuration, as shown.
    """
    each, condition = Kind(entry.text("each") or ""), _condition(entry)
    record = record_of(
        entry.text("id") or "",
        entry.choice("severity", Severity) or Severity.WARNING,
        text=entry.text("text") or "",
        finds=" ".join([catalogue().say(f"house.each.{each}"), *_in_words(condition)]),
        hint=entry.text("hint"),
        told_in=path,
    )
    return HouseRule(record=record, each=each, condition=condition, hint=entry.text("hint"))


def _condition(entry: Reader) -> Condition:
    if entry.texts("required"):
        return Required(entry.texts("required"))
    if entry.has("allowed"):
        allowed = entry.sub("allowed")
        return Allowed({key: allowed.texts(key) for key in allowed.node})
    if entry.has("pattern"):
        pattern = entry.sub("pattern")
        return Pattern({key: pattern.text(key) or "" for key in pattern.node})
    least = entry.sub("at_least")
    return AtLeast({key: least.number(key) or 1 for key in least.node})


def _in_words(condition: Condition) -> Iterator[str]:
    words = catalogue()
    match condition:
        case Required():
            yield words.say("house.required", keys=condition.keys)
        case Allowed():
            for key, allowed in condition.values.items():
                yield words.say("house.allowed", key=key, allowed=allowed)
        case Pattern():
            for key, pattern in condition.patterns.items():
                yield words.say("house.pattern", key=key, pattern=pattern)
        case AtLeast():
            for key, least in condition.numbers.items():
                yield words.say("house.at_least", key=key, least=least)
