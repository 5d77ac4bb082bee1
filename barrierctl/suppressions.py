"""Suppressions: gaps that a model accepts, in its list `accepted_gaps` or in a comment."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from barrierctl.findings import Accepted, Severity, Span, Violation
from barrierctl.frozen import frozen, replace
from barrierctl.messages import acceptable_rules, current_id, record, rule_ids
from barrierctl.model.entities import Link
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Acceptance, Objective, Recommendation
from barrierctl.model.types import Item, Stage
from barrierctl.names import Guesses
from barrierctl.source.tree import Path


@frozen
class Suppression:
    """One accepted gap, as the file says it.

    Attributes:
        how: `list` or `comment`.
        rule: the id of the rule whose findings it accepts; empty for a comment that is not understood.
        elements: the addresses that it covers; None for the whole model.
        at: what it names, in words, or None.
        span: where it is in the file.
        reason: why; without a reason it accepts nothing.
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
    """The elements at which each rule found something."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self._elements: dict[str, set[str | None]] = defaultdict(set)
        for violation in violations:
            self._elements[violation.rule].add(violation.location.element)
        # The suppressions of a stage share their elements, which may be many.
        self._known: dict[tuple[str, frozenset[str]], bool] = {}

    def has(self, rule: str, elements: frozenset[str] | None) -> bool:
        """Whether the rule found something at one of these elements; anywhere, for None."""
        found = self._elements.get(rule, set())
        if elements is None:
            return bool(found)
        if (rule, elements) not in self._known:
            self._known[rule, elements] = not elements.isdisjoint(found)
        return self._known[rule, elements]


def suppress(
    violations: Iterable[Violation], suppressions: Iterable[Suppression], today: date
) -> list[Violation]:
    """Mark each violation that a suppression covers on that day as accepted."""
    first: dict[tuple[str, str | None], tuple[int, Suppression]] = {}
    known: set[tuple[str, frozenset[str] | None]] = set()
    for number, each in enumerate(each for each in suppressions if each.holds(today)):
        if (each.rule, each.elements) not in known:
            known.add((each.rule, each.elements))
            for element in (None,) if each.elements is None else each.elements:
                first.setdefault((each.rule, element), (number, each))
    return [_accepted(violation, first) for violation in violations] if first else list(violations)


def _accepted(
    violation: Violation, first: Mapping[tuple[str, str | None], tuple[int, Suppression]]
) -> Violation:
    keys = {(violation.rule, violation.location.element), (violation.rule, None)}
    covering = dict(first[key] for key in keys if key in first)
    if not covering:
        return violation
    used = covering[min(covering)]
    until = used.until.isoformat() if used.until else None
    return replace(violation, accepted=Accepted(how=used.how, reason=used.reason, by=used.by, until=until))


def suppression_problems(
    suppressions: Iterable[Suppression],
    found: ViolationIndex,
    today: date,
    was_checked: Callable[[Suppression], bool],
) -> Iterator[Violation]:
    """Report suppressions without a reason, expired ones, and ones that no longer match.

    Args:
        suppressions: all of a file.
        found: where the rules found something in it.
        today: the day for `until`.
        was_checked: whether the rule of a suppression ran and could report something there.
    """
    for each in suppressions:
        if each.reason is None:
            yield _problem("acceptance-without-reason", each)
        elif not each.holds(today):
            yield _problem("expired-acceptance", each)
        elif was_checked(each) and not found.has(each.rule, each.elements):
            yield _problem("unused-acceptance", each)


def _problem(rule: str, suppression: Suppression) -> Violation:
    at, until = suppression.at or "", suppression.until
    return Violation(
        rule=rule,
        span=suppression.span,
        subject=f"{suppression.rule} {at}".strip(),
        variant="at" if at else "" if suppression.rule else "unclear",
        parameters={"rule": suppression.rule, "at": at, "until": until.isoformat() if until else ""},
    )


def unknown_rules(model: BarrierModel, custom_rules: Iterable[str]) -> Iterator[Violation]:
    """Report each suppression whose rule does not exist or cannot be accepted.

    Args:
        model: as far as it could be built.
        custom_rules: ids of rules of the configuration, which can be accepted too.
    """
    known = dict.fromkeys((*acceptable_rules(), *sorted(custom_rules)))
    guesses = Guesses(known)
    for each in suppressions_of(model):
        if each.rule and each.rule not in known:
            near = guesses.nearest(each.rule)
            is_error = each.rule in rule_ids() and record(each.rule).severity is Severity.ERROR
            yield Violation(
                rule="unknown-rule",
                span=each.span,
                subject=each.rule,
                variant="error" if is_error else "near" if near else "",
                parameters={"text": each.rule, "near": near or ""},
            )


def suppressions_of(model: BarrierModel) -> list[Suppression]:
    """Collect the suppressions of a model, in the order of the file's list, then of its comments."""
    covered = _covered_by_path(model)
    listed = [_from_list(acceptance, covered) for acceptance in model.accepted_gaps]
    return [*listed, *_from_comments(model)]


def _covered_by_path(model: BarrierModel) -> dict[Path, frozenset[str]]:
    """Find the elements that each entry of the list covers, by the path of its reference; once per target."""
    known: dict[tuple[str, int, bool], frozenset[str]] = {}
    covered = {}
    for link in model.links_by("at"):
        target = (link.target.element, id(link.occurrences), "/" in link.reference.text)
        if target not in known:
            known[target] = frozenset(_covered(link))
        covered[link.reference.path] = known[target]
    return covered


def _covered(link: Link) -> Iterator[str]:
    """The addresses of a link's target and of everything below it."""
    yield from (item.element for item in link.occurrences)
    if "/" not in link.reference.text or not link.occurrences:
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


def _from_list(acceptance: Acceptance, covered: Mapping[Path, frozenset[str]]) -> Suppression:
    reference = acceptance.at[0] if acceptance.at else None
    return Suppression(
        how="list",
        rule=current_id(acceptance.rule),
        elements=covered.get(reference.path) if reference else None,
        at=reference.text if reference else None,
        span=acceptance.rule_span,
        reason=acceptance.reason,
        by=acceptance.by,
        until=acceptance.until,
    )


_IGNORE = re.compile(r"ignore\[([^\]]*)\]\s*(.*)")


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
                rule=current_id(rule),
                elements=frozenset(item.element for item in items),
                at=items[0].label if items and rule else None,
                span=comment.span,
                reason=(found[2] or None) if found and rule else None,
            )
