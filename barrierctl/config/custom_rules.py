"""The custom rules of a configuration: how they are read and checked."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from barrierctl.dataclass import frozen
from barrierctl.findings import Severity, Violation
from barrierctl.gaps.custom_rules import CustomRule, Kind, max_length, pattern_error
from barrierctl.messages import Record, catalogue, current_id, rule_ids
from barrierctl.model.reader import Reader
from barrierctl.model.types import Reference, violation_at
from barrierctl.names import nearest
from barrierctl.resources import schema
from barrierctl.resources.vocabulary import Block

CONDITIONS: Final = ("required", "allowed", "pattern", "at_least")
"""The keys of which a rule has one."""


def read_custom_rule(entry: Reader, path: str) -> CustomRule:
    """Read a custom rule that has no errors.

    Args:
        entry: the rule's mapping.
        path: of the configuration, as shown.
    """
    say, each, hint = catalogue().say, Kind(entry.text("each") or ""), entry.text("hint")
    required, (allowed, pattern, least) = entry.texts("required"), map(entry.sub, CONDITIONS[1:])
    conditions: dict[str, dict[str, Any]] = {
        "allowed": {key: allowed.texts(key) for key in allowed.node},
        "pattern": {key: pattern.text(key) or "" for key in pattern.node},
        "at_least": {key: least.number(key) or 1 for key in least.node},
    }
    finds = [say(f"house.each.{each}"), *([say("house.required", keys=required)] if required else [])]
    for name, values in conditions.items():
        finds += [say(f"house.{name}", key=key, **{name: value}) for key, value in values.items()]
    record = Record(
        id=entry.text("id") or "",
        family="house",
        severity=Severity(entry.text("severity") or "warning"),
        title=entry.text("text") or "",
        finds=" ".join(finds),
        why=say("house.why", path=path),
        fix=hint or say("house.fix"),
        example=None,
        fixed=None,
        accept_when=say("house.accept_when"),
        criterion="",
        source=path,
        wordings={"": {"message": "{text}", "hint": [*catalogue().entry("house.missed"), "{hint}"]}},
    )
    return CustomRule(record=record, each=each, required=required, **conditions, hint=hint)


# ---- what the schema cannot see of them


def check_custom_rules(rules: Iterable[Reader]) -> Iterator[Violation]:
    """Report ids that are taken, unknown keys and values, and patterns that cannot be used."""
    first: dict[str, int] = {}
    for entry in rules:
        for identity in entry.references("id"):
            if current_id(identity.text) in rule_ids():
                yield violation_at(identity, "duplicate-id", identity.text, "built-in", id=identity.text)
            elif identity.text in first:
                yield violation_at(
                    identity, "duplicate-id", identity.text, id=identity.text, first=first[identity.text]
                )
            first.setdefault(identity.text, identity.span.line)
        conditions = [key for key in entry.node if key in CONDITIONS]
        for key in conditions[1:]:
            yield violation_at(key_reference(entry, key), "value-not-allowed", key, "conditions", value=key)
        known = schema("config")["definitions"]["house-rule"]["properties"]
        if not conditions and entry.node and entry.node.keys() <= known.keys():
            begin = next(iter(entry.node.key_spans.values()))
            rule = Reference(text="condition", span=begin, path=entry.path)
            yield violation_at(rule, "missing-key", "condition", "condition", known=CONDITIONS)
        each = entry.text("each")
        if each in set(Kind):
            yield from _check_keys(entry, str(each))


def _check_keys(entry: Reader, each: str) -> Iterator[Violation]:
    known = keys_of(each)
    keys = [(key, "required") for key in entry.references("required")]
    for condition in CONDITIONS[1:]:
        under = entry.sub(condition)
        keys += [(key_reference(under, key), condition) for key in under.node]
    for named, condition in keys:
        key = known.get(named.text)
        if key is None:
            yield _unknown(named, "unknown-key", known, key=named.text, holder=each, known=list(known))
            continue
        for value in entry.sub(condition).references(named.text):
            if condition == "pattern":
                if reason := pattern_error(value.text):
                    yield violation_at(
                        value, "bad-format", value.text, "pattern", value=value.text, reason=reason
                    )
                elif not max_length(value.text):
                    yield violation_at(value, "bad-format", value.text, "slow-pattern", value=value.text)
            elif condition == "allowed" and key.values and value.text not in key.values:
                allowed = {"list": key.closed_list, "allowed": key.values}
                yield _unknown(value, "value-not-allowed", key.values, value=value.text, **allowed)
        if condition == "at_least" and not key.many:
            lists = {"known": [name for name in known if known[name].many]}
            yield violation_at(
                named, "value-not-allowed", named.text, "not-a-list", value=named.text, holder=each, **lists
            )


def _unknown(named: Reference, rule: str, known: Iterable[str], /, **parameters: object) -> Violation:
    near = nearest(named.text, known)
    return violation_at(named, rule, named.text, "near" if near else "", **parameters, near=near)


def key_reference(holder: Reader, key: str) -> Reference:
    """Make a reference of a key, at its position."""
    return Reference(text=key, span=holder.key_span(key), path=(*holder.path, key))


# ---- the keys that they may ask for

_NO_ATTRIBUTES: Final = ("barrier_model", "accepted_gaps")


@frozen
class Key:
    """A key: whether it may hold several values, and its closed list, by name and values, if it has one."""

    many: bool = False
    closed_list: str = ""
    values: tuple[str, ...] = ()


@cache
def keys_of(kind: str) -> Mapping[str, Key]:
    """List the keys that a custom rule may ask of a definition, or of a `model` with its blocks."""
    rules = schema("barrier-model")
    if kind != "model":
        return dict(_keys(rules["definitions"][kind]["properties"]))
    own = {name: key for name, key in _keys(rules["properties"]) if name not in _NO_ATTRIBUTES}
    return own | {block.value: Key(many=True) for block in Block}


def _keys(properties: Mapping[str, Any]) -> Iterator[tuple[str, Key]]:
    for name, rules in properties.items():
        entry = rules.get("items", rules)
        closed_list = str(entry.get("$ref", "")).rpartition("/")[2]
        values = tuple(schema("barrier-model")["definitions"].get(closed_list, {}).get("enum", ()))
        many = "array" in rules.get("type", ())
        yield name, Key(many=many, closed_list=closed_list if values else "", values=values)
        for inner, key in _keys(rules.get("properties", {})):
            yield f"{name}.{inner}", key
