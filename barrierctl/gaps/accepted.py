"""The acceptances of a model: its list `accepted_gaps`, and comments at its items."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from barrierctl.acceptance import Grant
from barrierctl.model.advice import Acceptance, Recommendation
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.link import Link
from barrierctl.model.parts import Item, Stage
from barrierctl.model.plan import Objective
from barrierctl.source.tree import Path

_IGNORE = re.compile(r"ignore\[([^\]]*)\]\s*(.*)")


def grants(model: BarrierModel) -> list[Grant]:
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


def _from_list(acceptance: Acceptance, covered: Mapping[Path, frozenset[str]]) -> Grant:
    named = acceptance.at[0] if acceptance.at else None
    return Grant(
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


def _from_comments(model: BarrierModel) -> Iterator[Grant]:
    by_line: dict[int, list[Item]] = defaultdict(list)
    for item in model.items if model.comments else ():
        by_line[item.span.line].append(item)
    for comment in model.comments:
        found = _IGNORE.fullmatch(comment.text)
        rules = [rule.strip() for rule in found[1].split(",")] if found else []
        items = by_line.get(comment.about, [])
        for rule in list(filter(None, rules)) or [""]:
            yield Grant(
                how="comment",
                rule=rule,
                elements=frozenset(item.element for item in items),
                at=items[0].label if items and rule else None,
                span=comment.span,
                reason=(found[2] or None) if found and rule else None,
            )
