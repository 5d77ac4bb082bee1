"""The custom rules of a configuration: how they are read and checked."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from barrierctl.findings import Severity, Violation
from barrierctl.gaps.custom_rules import (
    Allowed,
    AtLeast,
    Condition,
    CustomRule,
    Kind,
    Pattern,
    Required,
    build_record,
    max_length,
    pattern_error,
)
from barrierctl.messages import catalogue, rule_ids
from barrierctl.model.reader import Reader
from barrierctl.model.types import Reference
from barrierctl.names import nearest
from barrierctl.resources import schema
from barrierctl.schema.paths import Key, keys_of

CONDITIONS: Final = ("required", "allowed", "pattern", "at_least")
"""The keys of which a rule has one."""


def read_custom_rule(entry: Reader, path: str) -> CustomRule:
    """Read a custom rule that has no errors.

    Args:
        entry: the rule's mapping.
        path: of the configuration, as shown.
    """
    each, condition = Kind(entry.text("each") or ""), _condition(entry)
    record = build_record(
        entry.text("id") or "",
        Severity(entry.text("severity") or Severity.WARNING),
        text=entry.text("text") or "",
        finds=" ".join([catalogue().say(f"house.each.{each}"), *_in_words(condition)]),
        hint=entry.text("hint"),
        configuration=path,
    )
    return CustomRule(record=record, each=each, condition=condition, hint=entry.text("hint"))


def _condition(entry: Reader) -> Condition:
    if entry.texts("required"):
        return Required(keys=entry.texts("required"))
    if entry.has("allowed"):
        allowed = entry.sub("allowed")
        return Allowed(values={key: allowed.texts(key) for key in allowed.node})
    if entry.has("pattern"):
        pattern = entry.sub("pattern")
        return Pattern(patterns={key: pattern.text(key) or "" for key in pattern.node})
    least = entry.sub("at_least")
    return AtLeast(numbers={key: least.number(key) or 1 for key in least.node})


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


# ---- what the schema cannot see of them


def check_custom_rules(rules: Iterable[Reader]) -> Iterator[Violation]:
    """Report ids that are taken, unknown keys and values, and patterns that cannot be used."""
    first: dict[str, int] = {}
    for entry in rules:
        for identity in entry.references("id"):
            if identity.text in rule_ids():
                yield _at(identity, "duplicate-id", "built-in", id=identity.text)
            elif identity.text in first:
                yield _at(identity, "duplicate-id", id=identity.text, first=first[identity.text])
            first.setdefault(identity.text, identity.span.line)
        yield from _check_number_of_conditions(entry)
        each = entry.text("each")
        if each in set(Kind):
            yield from _check_keys(entry, str(each))


def _check_number_of_conditions(entry: Reader) -> Iterator[Violation]:
    conditions = [key for key in entry.node if key in CONDITIONS]
    for key in conditions[1:]:
        yield _at(_key(entry, key), "value-not-allowed", "conditions", value=key)
    known = schema("config")["definitions"]["house-rule"]["properties"]
    if not conditions and entry.node and entry.node.keys() <= known.keys():
        first = next(iter(entry.node.key_spans.values()))
        rule = Reference(text="condition", span=first, path=entry.path)
        yield _at(rule, "missing-key", "condition", known=CONDITIONS)


def _check_keys(entry: Reader, each: str) -> Iterator[Violation]:
    known = keys_of(each)
    for named in entry.references("required"):
        yield from _check_key(named, each, known)
    for condition in CONDITIONS[1:]:
        under = entry.sub(condition)
        for key in under.node:
            named = _key(under, key)
            if key not in known:
                yield from _check_key(named, each, known)
            elif condition == "allowed":
                yield from _check_values(under, key, known[key])
            elif condition == "pattern":
                yield from _check_patterns(under, key)
            elif not known[key].many:
                lists = [name for name in known if known[name].many]
                yield _at(named, "value-not-allowed", "not-a-list", value=key, holder=each, known=lists)


def _check_key(named: Reference, each: str, known: Mapping[str, Key]) -> Iterator[Violation]:
    if named.text not in known:
        near = nearest(named.text, known)
        parameters = {"key": named.text, "holder": each, "known": list(known), "near": near}
        yield _at(named, "unknown-key", "near" if near else "", **parameters)


def _check_values(under: Reader, key: str, known: Key) -> Iterator[Violation]:
    for value in under.references(key):
        if known.values and value.text not in known.values:
            near = nearest(value.text, known.values)
            parameters = {"value": value.text, "list": known.closed_list, "allowed": known.values}
            yield _at(value, "value-not-allowed", "near" if near else "", **parameters, near=near)


def _check_patterns(under: Reader, key: str) -> Iterator[Violation]:
    for pattern in under.references(key):
        reason = pattern_error(pattern.text)
        if reason:
            yield _at(pattern, "bad-format", "pattern", value=pattern.text, reason=reason)
        elif not max_length(pattern.text):
            yield _at(pattern, "bad-format", "slow-pattern", value=pattern.text)


def _key(holder: Reader, key: str) -> Reference:
    return Reference(text=key, span=holder.key_span(key), path=(*holder.path, key))


def _at(named: Reference, rule: str, variant: str = "", **parameters: Any) -> Violation:
    return Violation(
        rule=rule,
        span=named.span,
        path=named.path,
        subject=named.text,
        variant=variant,
        parameters=parameters,
    )
