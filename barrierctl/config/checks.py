"""What the schema cannot see of a configuration and of a shared list of parties."""

import operator
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Final

from barrierctl.config.custom_rules import check_custom_rules
from barrierctl.findings import Location, Span, Violation
from barrierctl.frozen import replace
from barrierctl.model.checks import duplicate_ids, duplicate_names
from barrierctl.model.items import party_names, shared_party_entries
from barrierctl.model.reader import Reader
from barrierctl.model.types import Party, Reference
from barrierctl.selection import explain_unmatched
from barrierctl.source.tree import Value, value_at, value_span
from barrierctl.version import __version__

_CONDITION: Final = re.compile(r" *(>=|<=|==|>|<) *([0-9]+(?:\.[0-9]+)*) *")
_COMPARE: Final[dict[str, Callable[[int, int], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


def unmet_version(tree: Value) -> Violation | None:
    """The violation of a configuration that requires another version of the program."""
    required = value_at(tree, ("requires",))
    conditions = [_CONDITION.fullmatch(part) for part in str(required).split(",")]
    if not isinstance(required, str) or all(not found or _holds(*found.groups()) for found in conditions):
        return None
    return Violation(
        rule="value-not-allowed",
        span=value_span(tree, ("requires",)),
        path=("requires",),
        subject="requires",
        variant="version-of-the-program",
        parameters={"known": __version__, "value": required},
    )


def _holds(sign: str, version: str) -> bool:
    """Whether a condition holds for this version; missing figures are 0."""
    ours, theirs = (re.findall(r"[0-9]+", text)[:3] for text in (__version__, version))
    numbers = [(int(one), int(other)) for one, other in zip_longest(ours, theirs, fillvalue="0")]
    first_difference = next((pair for pair in numbers if pair[0] != pair[1]), (0, 0))
    return _COMPARE[sign](*first_difference)


def check_configuration(tree: Value) -> Iterator[Violation]:
    """Report names of rules that do not exist or are errors, and what is wrong with custom rules."""
    top = Reader(tree, (), Span())
    rules = list(top.each("rules"))
    custom = frozenset(entry.text("id") or "" for entry in rules)
    yield from check_custom_rules(rules)
    for holder, key in ((top, "select"), *((entry, "ignore") for entry in (top, *top.each("per_path")))):
        for named in holder.references(key):
            yield from _unknown_rule(named, custom, whole=False)
    severity = top.sub("severity")
    for rule in severity.node:
        named = Reference(text=rule, span=severity.key_span(rule), path=(*severity.path, rule))
        yield from _unknown_rule(named, custom, whole=True)


def _unknown_rule(named: Reference, custom_rules: frozenset[str], *, whole: bool) -> Iterator[Violation]:
    reason = explain_unmatched(named.text, custom_rules, whole=whole)
    if reason:
        ending, near = reason
        yield Violation(
            rule="unknown-rule",
            span=named.span,
            path=named.path,
            subject=named.text,
            variant=f"choice{ending}",
            parameters={"text": named.text, "near": near},
        )


def check_parties(tree: Value, parties: tuple[Party, ...]) -> Iterator[Violation]:
    """Report ids and names that a shared list has twice.

    Args:
        tree: the content of the list's file.
        parties: one for each entry of the list.
    """
    yield from duplicate_ids(
        given for entry in shared_party_entries(tree) for given in entry.references("id")
    )
    yield from duplicate_names(zip(parties, map(party_names, shared_party_entries(tree)), strict=True))


def locate_party(violation: Violation, parties: tuple[Party, ...]) -> Violation:
    """Name the party that a violation in a shared list is about."""
    index = violation.path[0] if violation.path else None
    party = parties[index] if isinstance(index, int) else None
    if not (party and party.name):
        return violation
    return replace(violation, location=Location(element=party.element, kind="party", name=party.name))
