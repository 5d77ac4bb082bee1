"""Acceptances over faults: who knows of what and lives with it, and which acceptances are no longer true."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from barrierctl.findings import Accepted, Fault, Span


@dataclass(frozen=True, kw_only=True, slots=True)
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

    def covers(self, fault: Fault) -> bool:
        """Whether it is about this fault."""
        return fault.rule == self.rule and self.is_about(fault)

    def is_about(self, fault: Fault) -> bool:
        """Whether it names the place of this fault, by whatever rule."""
        return self.elements is None or fault.place.element in self.elements

    def holds(self, today: date) -> bool:
        """Whether it accepts anything on that day."""
        return self.reason is not None and (self.until is None or today <= self.until)


def accept(faults: Iterable[Fault], grants: Iterable[Grant], today: date) -> list[Fault]:
    """The faults, each with the acceptance that covers it, if any does on that day."""
    holding = [grant for grant in grants if grant.holds(today)]
    return [_accepted(fault, holding) for fault in faults]


def complaints(
    grants: Iterable[Grant], faults: Iterable[Fault], today: date, said: Callable[[Grant], bool]
) -> Iterator[Fault]:
    """What is wrong with the acceptances themselves.

    Args:
        grants: all of a file.
        faults: all that was found in it.
        today: the day on which `until` is looked at.
        said: whether the rule of an acceptance was looked for, and would have been heard.
    """
    found = list(faults)
    for grant in grants:
        if grant.reason is None:
            yield _complaint("acceptance-without-reason", grant)
        elif not grant.holds(today):
            yield _complaint("expired-acceptance", grant)
        elif said(grant) and not any(grant.covers(fault) for fault in found):
            yield _complaint("unused-acceptance", grant)


def _accepted(fault: Fault, grants: list[Grant]) -> Fault:
    for grant in grants:
        if grant.covers(fault):
            until = grant.until.isoformat() if grant.until else None
            return replace(
                fault, accepted=Accepted(how=grant.how, reason=grant.reason, by=grant.by, until=until)
            )
    return fault


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
