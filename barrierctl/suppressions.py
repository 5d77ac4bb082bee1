"""Suppressions: gaps that a model accepts, in its list `accepted_gaps` or in a comment."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, TypeAlias

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Accepted, Severity, Span, Violation
from barrierctl.messages import acceptable_rules, catalogue, current_id, record, rule_ids
from barrierctl.model.entities import Entity, Link
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Objective, Recommendation
from barrierctl.model.types import Item, Stage
from barrierctl.names import Guesses

Elements: TypeAlias = frozenset[str | int | None]
"""Addresses of elements, and numbers of lines; None is the whole model, and everything in it."""

WHOLE_MODEL: Final[Elements] = frozenset({None})
_IGNORE: Final = re.compile(r"ignore\[([^\]]*)\]\s*(.*)")


@frozen
class Suppression:
    """One accepted gap, as the file says it.

    Attributes:
        rule: the id of the rule whose findings it accepts; empty for a comment that is not understood.
        elements: what it covers.
        at: what it names, as typed or in words; empty if it names nothing.
        name: that in words.
        span: where it is in the file.
        accepted: why, by whom and until when; without a reason it accepts nothing.
        in_text: whether it is a comment in a quoted or block text, which accepts nothing.
    """

    rule: str
    elements: Elements
    at: str
    name: str
    span: Span
    accepted: Accepted
    in_text: bool = False

    def holds(self, today: date) -> bool:
        """Whether it accepts anything on that day."""
        until = self.accepted.until
        return self.accepted.reason is not None and (until is None or today.isoformat() <= until)


# ---- those of a model


def suppressions_of(model: BarrierModel) -> list[Suppression]:
    """Collect the suppressions of a model, in the order of the file's list, then of its comments."""
    return [
        *(_from_list(model) if model.accepted_gaps else ()),
        *(_from_comments(model) if model.comments else ()),
    ]


def _from_list(model: BarrierModel) -> Iterator[Suppression]:
    links = {link.reference.path: link for link in model.links_by("at")}
    covered: dict[tuple[str, int, bool], Elements] = {}  # many entries may name the same stage
    for entry in model.accepted_gaps:
        elements, at = WHOLE_MODEL, entry.at[0] if entry.at else None
        link = links.get(at.path) if at else None
        name = at.text if at else ""
        if link:
            if isinstance(link.target, Entity):
                name = link.target.name
            else:
                location = model.location_of(link.target)
                name = location.name or location.stage_name or name
            key = link.target.element, id(link.occurrences), "/" in link.reference.text
            elements = covered[key] = covered.get(key) or frozenset(_covered(link))
        until = entry.until.isoformat() if entry.until else None
        yield Suppression(
            rule=current_id(entry.rule),
            elements=elements,
            at=at.text if at else "",
            name=name,
            span=entry.rule_span,
            accepted=Accepted(how="list", reason=entry.reason, by=entry.by, until=until),
        )


def _covered(link: Link) -> Iterator[str]:
    """The addresses of a link's target and of everything below it."""
    yield from (item.element for item in link.occurrences)
    if "/" not in link.reference.text or not link.occurrences:
        yield link.target.element
    match link.target:
        case Stage() | Recommendation():
            yield from (item.element for item in link.target.items)
        case Objective():
            yield from (measure.element for measure in link.target.measures)
        case _:
            pass


def _from_comments(model: BarrierModel) -> Iterator[Suppression]:
    by_line: dict[int, list[Item]] = defaultdict(list)
    for item in model.items:
        by_line[item.span.line].append(item)
    for comment in model.comments:
        found = None if comment.in_text else _IGNORE.fullmatch(comment.text)
        rules = [rule.strip() for rule in found[1].split(",")] if found else []
        items = by_line.get(comment.about, [])
        covered: Elements = frozenset({comment.about, *(item.element for item in items)})
        for rule in list(filter(None, rules)) or [""]:
            name = items[0].label if items and rule else ""
            yield Suppression(
                rule=current_id(rule),
                elements=covered if comment.about else WHOLE_MODEL,
                at=name,
                name=name,
                span=comment.span,
                accepted=Accepted(how="comment", reason=(found[2] or None) if found and rule else None),
                in_text=comment.in_text,
            )


# ---- what they accept


def suppress(
    violations: Iterable[Violation], suppressions: Iterable[Suppression], today: date
) -> Iterator[Violation]:
    """Mark each violation that is accepted on that day; the first suppression that covers it says why."""
    first: dict[tuple[str, str | int | None], int] = {}
    holding: dict[tuple[str, Elements], Suppression] = {}
    for each in suppressions:
        # Many may cover the same stage, whose elements are gone through once.
        if each.holds(today) and (each.rule, each.elements) not in holding:
            for element in each.elements:
                first.setdefault((each.rule, element), len(holding))
            holding[each.rule, each.elements] = each
    accepted = [each.accepted for each in holding.values()]
    for violation in violations:
        rule, line = violation.rule, violation.span.line
        keys = (rule, violation.location.element), (rule, line), (rule, None)
        numbers = [first[key] for key in keys if key in first]
        yield replace(violation, accepted=accepted[min(numbers)]) if numbers else violation


# ---- what is wrong with them


class ViolationIndex:
    """The elements and lines at which each rule found something; None for those that found anything."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self._places: dict[str, set[str | int | None]] = defaultdict(set)
        self._first_line: dict[str, int] = {}
        for violation in violations:
            self._places[violation.rule] |= {violation.location.element, violation.span.line, None}
            if not violation.accepted:
                line = violation.span.line
                self._first_line[violation.rule] = min(line, self._first_line.get(violation.rule, line))
        # The suppressions of a stage share their elements, which may be many.
        self._known: dict[tuple[str, Elements], bool] = {}

    def has(self, rule: str, elements: Elements) -> bool:
        """Whether the rule found something at one of these elements."""
        if (rule, elements) not in self._known:
            self._known[rule, elements] = not elements.isdisjoint(self._places.get(rule, ()))
        return self._known[rule, elements]

    def first_line(self, rule: str) -> int | None:
        """The first line at which the rule found something that is not accepted."""
        return self._first_line.get(rule)


def suppression_problems(
    suppressions: Iterable[Suppression],
    found: ViolationIndex,
    today: date,
    was_checked: Callable[[Suppression], bool],
) -> Iterator[Violation]:
    """Report suppressions without a reason, expired ones, and ones that do not match.

    Args:
        suppressions: all of a file.
        found: where the rules found something in it, and what of it is accepted.
        today: the day for `until`.
        was_checked: whether the rule of a suppression ran and could report something there.
    """
    for each in suppressions:
        line = None
        if each.accepted.reason is None:
            problem = "acceptance-without-reason"
        elif not each.holds(today):
            problem = "expired-acceptance"
        elif was_checked(each) and not found.has(each.rule, each.elements):
            problem = "unused-acceptance"
            if each.accepted.how == "comment":
                line = found.first_line(each.rule)
        else:
            continue
        title = record(each.rule).title.rstrip(".") if each.rule in rule_ids() else each.rule
        place = "at" if each.at else "" if each.rule else "in-text" if each.in_text else "unclear"
        yield Violation(
            rule=problem,
            span=each.span,
            subject=f"{each.rule} {each.at}".strip(),
            variant="line" if line else place,
            parameters={
                "rule": each.rule,
                "title": title,
                "at": each.name,
                "until": each.accepted.until or "",
                "line": line,
            },
            names=(catalogue().say("agenda.in_stage", name=title, stage=each.name) if each.name else title,),
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
            near = guesses.nearest(each.rule) or ""
            variant = "near" if near else ""
            if each.rule in rule_ids():  # one that cannot be accepted
                variant = "error" if record(each.rule).severity is Severity.ERROR else "acceptance"
            yield Violation(
                rule="unknown-rule",
                span=each.span,
                subject=each.rule,
                variant=variant,
                parameters={"text": each.rule, "near": near},
            )
