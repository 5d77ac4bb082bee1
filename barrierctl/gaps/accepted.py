"""The acceptances of a model: its list `accepted_gaps`, and comments at its items."""

import re
from collections.abc import Iterator

from barrierctl.acceptance import Grant
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.link import Link
from barrierctl.model.parts import Stage
from barrierctl.model.plan import Acceptance, Objective, Recommendation

_IGNORE = re.compile(r"ignore\[([^\]]*)\]\s*(.*)")


def grants(model: BarrierModel) -> list[Grant]:
    """Every acceptance in a model, in the order of the file's list, then of its comments."""
    links = {link.reference.path: link for link in model.links_by("at")}
    listed = [_from_list(acceptance, links) for acceptance in model.accepted_gaps]
    return [*listed, *_from_comments(model)]


def _from_list(acceptance: Acceptance, links: dict[tuple[str | int, ...], Link]) -> Grant:
    named = acceptance.at[0] if acceptance.at else None
    link = links.get(named.path) if named else None
    return Grant(
        how="list",
        rule=acceptance.rule,
        elements=frozenset(_covered(link)) if link else None,
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
    for comment in model.comments:
        found = _IGNORE.fullmatch(comment.text)
        rules = [rule.strip() for rule in found[1].split(",")] if found else []
        items = [item for item in model.items if item.span.line == comment.about]
        for rule in list(filter(None, rules)) or [""]:
            yield Grant(
                how="comment",
                rule=rule,
                elements=frozenset(item.element for item in items),
                at=items[0].label if items and rule else None,
                span=comment.span,
                reason=(found[2] or None) if found and rule else None,
            )
