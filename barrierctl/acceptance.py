"""Acceptances over faults: who knows of what and lives with it, and which acceptances are no longer true."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from barrierctl.findings import Accepted, Fault, Span
from barrierctl.frozen import frozen, replace


@frozen
class Grant:
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


class Sightings:
    """Where each rule saw something."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """All that was found in a file."""
        self._elements: dict[str, set[str | None]] = defaultdict(set)
        for fault in faults:
            self._elements[fault.rule].add(fault.place.element)
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


_First: TypeAlias = dict[tuple[str, str | None], tuple[int, Grant]]


def accept(faults: Iterable[Fault], grants: Iterable[Grant], today: date) -> list[Fault]:
    """The faults, each with the acceptance that covers it, if any does on that day."""
    first = _first_by_place(grant for grant in grants if grant.holds(today))
    return [_accepted(fault, first) for fault in faults] if first else list(faults)


def complaints(
    grants: Iterable[Grant], found: Sightings, today: date, said: Callable[[Grant], bool]
) -> Iterator[Fault]:
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


def _first_by_place(grants: Iterable[Grant]) -> _First:
    """The first acceptance of each rule and element, with its number; under None that for the whole model."""
    first: _First = {}
    known: set[tuple[str, frozenset[str] | None]] = set()
    for number, grant in enumerate(grants):
        if (grant.rule, grant.elements) not in known:
            known.add((grant.rule, grant.elements))
            for element in (None,) if grant.elements is None else grant.elements:
                first.setdefault((grant.rule, element), (number, grant))
    return first


def _accepted(fault: Fault, first: _First) -> Fault:
    places = {(fault.rule, fault.place.element), (fault.rule, None)}
    covering = dict(first[place] for place in places if place in first)
    if not covering:
        return fault
    grant = covering[min(covering)]
    until = grant.until.isoformat() if grant.until else None
    return replace(fault, accepted=Accepted(how=grant.how, reason=grant.reason, by=grant.by, until=until))


def _complaint(rule: str, grant: Grant) -> Fault:
    parameters = {
        "rule": grant.rule,
        "at": grant.at or "",
        "until": grant.until.isoformat() if grant.until else "",
    }
    return Fault(
        rule=rule,
        span=grant.span,
        subject=f"{grant.rule} {grant.at or ''}".strip(),
        variant="at" if grant.at else "" if grant.rule else "unclear",
        parameters=parameters,
    )
