"""What a schema cannot see of house rules: ids that are taken, unknown keys, patterns that are none."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from barrierctl.config.house import CONDITIONS
from barrierctl.findings import Fault
from barrierctl.gaps.house import Kind
from barrierctl.gaps.patterns import reach, unreadable
from barrierctl.model.facts import Reference
from barrierctl.model.reader import Reader
from barrierctl.names import nearest
from barrierctl.records import rule_ids
from barrierctl.resources import schema
from barrierctl.schema.keys import Key, keys_of

_RULE = schema("config")["definitions"]["house-rule"]


def check_house_rules(rules: Iterable[Reader]) -> Iterator[Fault]:
    """Every fault of house rules that the schema does not tell."""
    first: dict[str, int] = {}
    for entry in rules:
        for identity in entry.references("id"):
            if identity.text in rule_ids():
                yield _at(identity, "duplicate-id", "built-in", id=identity.text)
            elif identity.text in first:
                yield _at(identity, "duplicate-id", "", id=identity.text, first=first[identity.text])
            first.setdefault(identity.text, identity.span.line)
        yield from _conditions(entry)


def _conditions(entry: Reader) -> Iterator[Fault]:
    told = [key for key in entry.node if key in CONDITIONS]
    for key in told[1:]:
        second = Reference(text=key, span=entry.key_span(key), path=(*entry.path, key))
        yield _at(second, "value-not-allowed", "conditions", value=key)
    if not told and entry.node and entry.node.keys() <= _RULE["properties"].keys():
        first = next(iter(entry.node.key_spans.values()))
        here = Reference(text="condition", span=first, path=entry.path)
        yield _at(here, "missing-key", "condition", known=CONDITIONS)
    each = entry.text("each")
    if each in set(Kind):
        yield from _keys(entry, str(each), keys_of(str(each)))


def _keys(entry: Reader, each: str, known: Mapping[str, Key]) -> Iterator[Fault]:
    for named in entry.references("required"):
        yield from _unknown_key(named, each, known)
    for condition in CONDITIONS[1:]:
        under = entry.sub(condition)
        for key in under.node:
            named = Reference(text=key, span=under.key_span(key), path=(*under.path, key))
            if key not in known:
                yield from _unknown_key(named, each, known)
            elif condition == "allowed":
                yield from _values(under, key, known[key])
            elif condition == "pattern":
                yield from _pattern(under, key)
            elif not known[key].many:
                lists = [name for name in known if known[name].many]
                yield _at(named, "value-not-allowed", "not-a-list", value=key, holder=each, known=lists)


def _unknown_key(named: Reference, each: str, known: Mapping[str, Key]) -> Iterator[Fault]:
    if named.text not in known:
        near = nearest(named.text, known, most=1)
        parameters = {"key": named.text, "holder": each, "known": list(known)}
        if near:
            yield _at(named, "unknown-key", "near", **parameters, near=near[0])
        else:
            yield _at(named, "unknown-key", "", **parameters)


def _values(under: Reader, key: str, known: Key) -> Iterator[Fault]:
    for value in under.references(key):
        if known.values and value.text not in known.values:
            near = next(iter(nearest(value.text, known.values, most=1)), "")
            told = {"value": value.text, "list": known.closed_list, "allowed": known.values}
            yield _at(value, "value-not-allowed", "near" if near else "", **told, near=near)


def _pattern(under: Reader, key: str) -> Iterator[Fault]:
    for pattern in under.references(key):
        reason = unreadable(pattern.text)
        if reason:
            yield _at(pattern, "bad-format", "pattern", value=pattern.text, reason=reason)
        elif not reach(pattern.text):
            yield _at(pattern, "bad-format", "slow-pattern", value=pattern.text)


def _at(named: Reference, rule: str, variant: str, **parameters: Any) -> Fault:
    return Fault(
        rule=rule,
        span=named.span,
        path=named.path,
        subject=named.text,
        variant=variant,
        parameters=parameters,
    )
