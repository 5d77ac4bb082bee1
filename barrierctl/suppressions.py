"""Accepted findings: the list `accepted_gaps`, comments, and suppressions that no longer match."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from barrierctl.findings import Accepted, Span, Violation
from barrierctl.frozen import frozen, replace
from barrierctl.model.entities import Link
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Acceptance, Objective, Recommendation
from barrierctl.model.types import Item, Stage
from barrierctl.source.tree import Path


@frozen
class Suppression:
    """One acceptance, as it stands in a file.

    Attributes:
        how: `list` or `comment`.
        rule: whose findings it accepts; empty where the comment is not understood.
        elements: the addresses that it covers; None for the whole model.
        at: what it names, in words, or None.
        span: where it stands.
        reason: why; without one it accepts nothing.
        by: who decided it.
        until: the last day on which it holds.
    """

    how: str
    rule: str
    elements: frozenset[str] | None
    at: str | None
    span: Span
    reason: str | None = None
    by: str | None = None
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it accepts anything on that day."""
        return self.reason is not None and (self.until is None or today <= self.until)


class ViolationIndex:
    """Where each rule saw something."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        """All that was found in a file."""
        self._elements: dict[str, set[str | None]] = defaultdict(set)
        for violation in violations:
            self._elements[violation.rule].add(violation.location.element)
        # The acceptances of a stage share their elements, which may be many.
        self._told: dict[tuple[str, frozenset[str]], bool] = {}

    def has(self, rule: str, elements: frozenset[str] | None) -> bool:
        """Whether the rule saw something at one of these elements, or anywhere for None."""
        seen = self._elements.get(rule, set())
        if elements is None:
            return bool(seen)
        if (rule, elements) not in self._told:
            self._told[rule, elements] = not elements.isdisjoint(seen)
        return self._told[rule, elements]


_First: TypeAlias = dict[tuple[str, str | None], tuple[int, Suppression]]


def accept(violations: Iterable[Violation], grants: Iterable[Suppression], today: date) -> list[Violation]:
    """The violations, each with the acceptance that covers it, if any does on that day."""
    first = _first_by_place(grant for grant in grants if grant.holds(today))
    return [_accepted(violation, first) for violation in violations] if first else list(violations)


def suppression_problems(
    grants: Iterable[Suppression], found: ViolationIndex, today: date, said: Callable[[Suppression], bool]
) -> Iterator[Violation]:
    """What is wrong with the acceptances themselves.

    Args:
        grants: all of a file.
        found: where the rules saw something in it.
        today: the day on which `until` is looked at.
        said: whether the rule of an acceptance was looked for, and would have been heard.
    """
    for grant in grants:
        if grant.reason is None:
            yield _complaint("acceptance-without-reason", grant)
        elif not grant.holds(today):
            yield _complaint("expired-acceptance", grant)
        elif said(grant) and not found.has(grant.rule, grant.elements):
            yield _complaint("unused-acceptance", grant)


def _first_by_place(grants: Iterable[Suppression]) -> _First:
    """The first acceptance of each rule and element, with its number; under None that for the whole model."""
    first: _First = {}
    known: set[tuple[str, frozenset[str] | None]] = set()
    for number, grant in enumerate(grants):
        if (grant.rule, grant.elements) not in known:
            known.add((grant.rule, grant.elements))
            for element in (None,) if grant.elements is None else grant.elements:
                first.setdefault((grant.rule, element), (number, grant))
    return first


def _accepted(violation: Violation, first: _First) -> Violation:
    places = {(violation.rule, violation.location.element), (violation.rule, None)}
    covering = dict(first[place] for place in places if place in first)
    if not covering:
        return violation
    grant = covering[min(covering)]
    until = grant.until.isoformat() if grant.until else None
    return replace(violation, accepted=Accepted(how=grant.how, reason=grant.reason, by=grant.by, until=until))


def _complaint(rule: str, grant: Suppression) -> Violation:
    parameters = {
        "rule": grant.rule,
        "at": grant.at or "",
        "until": grant.until.isoformat() if grant.until else "",
    }
    return Violation(
        rule=rule,
        span=grant.span,
        subject=f"{grant.rule} {grant.at or ''}".strip(),
        variant="at" if grant.at else "" if grant.rule else "unclear",
        parameters=parameters,
    )


_IGNORE = re.compile(r"ignore\[([^\]]*)\]\s*(.*)")


def grants(model: BarrierModel) -> list[Suppression]:
    """Every acceptance in a model, in the order of the file's list, then of its comments."""
    covered = _covered_by_path(model)
    listed = [_from_list(acceptance, covered) for acceptance in model.accepted_gaps]
    return [*listed, *_from_comments(model)]


def _covered_by_path(model: BarrierModel) -> dict[Path, frozenset[str]]:
    """What each acceptance of the list covers, by the path of the reference; found once for each place."""
    known: dict[tuple[str, int, bool], frozenset[str]] = {}
    covered = {}
    for link in model.links_by("at"):
        place = (link.target.element, id(link.places), "/" in link.reference.text)
        if place not in known:
            known[place] = frozenset(_covered(link))
        covered[link.reference.path] = known[place]
    return covered


def _from_list(acceptance: Acceptance, covered: Mapping[Path, frozenset[str]]) -> Suppression:
    named = acceptance.at[0] if acceptance.at else None
    return Suppression(
        how="list",
        rule=acceptance.rule,
        elements=covered.get(named.path) if named else None,
        at=named.text if named else None,
        span=acceptance.rule_span,
        reason=acceptance.reason,
        by=acceptance.by,
        until=acceptance.until,
    )


def _covered(link: Link) -> Iterator[str]:
    """The addresses of what a link means and of all below it."""
    yield from (item.element for item in link.places)
    if "/" not in link.reference.text or not link.places:
        yield link.target.element
    match link.target:
        case Stage():
            yield from (item.element for item in link.target.items)
        case Objective():
            yield from (measure.element for measure in link.target.measures)
        case Recommendation():
            yield from (advice.element for advice in link.target.items)
        case _:
            pass


def _from_comments(model: BarrierModel) -> Iterator[Suppression]:
    by_line: dict[int, list[Item]] = defaultdict(list)
    for item in model.items if model.comments else ():
        by_line[item.span.line].append(item)
    for comment in model.comments:
        found = _IGNORE.fullmatch(comment.text)
        rules = [rule.strip() for rule in found[1].split(",")] if found else []
        items = by_line.get(comment.about, [])
        for rule in list(filter(None, rules)) or [""]:
            yield Suppression(
                how="comment",
                rule=rule,
                elements=frozenset(item.element for item in items),
                at=items[0].label if items and rule else None,
                span=comment.span,
                reason=(found[2] or None) if found and rule else None,
            )
