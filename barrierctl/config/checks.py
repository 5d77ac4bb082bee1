"""What the schema cannot see of a configuration: versions, and rules that do not exist."""

import operator
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Final

from barrierctl.config.custom_rules import check_house_rules
from barrierctl.findings import Span, Violation
from barrierctl.model.reader import Reader
from barrierctl.model.types import Reference
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


def unmet(tree: Value) -> Violation | None:
    """The violation of a configuration that is for other versions of the program."""
    asked = value_at(tree, ("requires",))
    conditions = [_CONDITION.fullmatch(part) for part in str(asked).split(",")]
    if not isinstance(asked, str) or all(found is None or _holds(*found.groups()) for found in conditions):
        return None
    return Violation(
        rule="value-not-allowed",
        span=value_span(tree, ("requires",)),
        path=("requires",),
        subject="requires",
        variant="version-of-the-program",
        parameters={"known": __version__, "value": asked},
    )


def check(tree: Value) -> Iterator[Violation]:
    """Every rule that is named and does not exist, or finds errors; and what is wrong with house rules."""
    top = Reader(tree, (), Span())
    house = frozenset(entry.text("id") or "" for entry in top.each("rules"))
    yield from check_house_rules(list(top.each("rules")))
    for holder, key in ((top, "select"), *((entry, "ignore") for entry in (top, *top.each("per_path")))):
        for named in holder.references(key):
            yield from _unknown(named, house, whole=False)
    severity = top.sub("severity")
    for rule in severity.node:
        named = Reference(text=rule, span=severity.key_span(rule), path=(*severity.path, rule))
        yield from _unknown(named, house, whole=True)


def _unknown(named: Reference, house: frozenset[str], *, whole: bool) -> Iterator[Violation]:
    reason = explain_unmatched(named.text, house, whole=whole)
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


def _holds(sign: str, version: str) -> bool:
    """Whether a condition holds for this version; figures that are left out are 0."""
    ours, theirs = (re.findall(r"[0-9]+", text)[:3] for text in (__version__, version))
    numbers = [(int(one), int(other)) for one, other in zip_longest(ours, theirs, fillvalue="0")]
    first_difference = next((pair for pair in numbers if pair[0] != pair[1]), (0, 0))
    return _COMPARE[sign](*first_difference)
