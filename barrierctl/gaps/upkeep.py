"""Family `upkeep`: whether a model is kept up to date, and what it rests on.

Serves traceability and uncertainty (Borrion 2013).
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from barrierctl.findings import Violation
from barrierctl.frozen import replace
from barrierctl.gaps import RuleContext
from barrierctl.gaps.attributes import inherited_sources, own_sources
from barrierctl.gaps.helpers import at_column, at_element, at_model, linked_barriers
from barrierctl.limits import MAX_NAMES_OF_ENTITY
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Measure
from barrierctl.model.types import Item, Stage
from barrierctl.vocabulary import Certainty

_UNSURE: Final = (Certainty.ASSUMED, Certainty.DISPUTED)


def review_overdue(model: BarrierModel, context: RuleContext) -> Iterator[Violation]:
    """Report a model whose last review is too long ago. Source: EUCPN 2021, 2.2."""
    last, months = model.header.reviewed, _review_months(model, context)
    if last and _add_months(last, months) < context.today:
        yield at_model(model, "monthly" if months == 1 else "", last=last, months=months)


def never_reviewed(model: BarrierModel, context: RuleContext) -> Iterator[Violation]:
    """Report a model without a review, unless its full date is recent. Source: EUCPN 2021, 2.2."""
    try:
        written = date.fromisoformat(model.header.date or "")
        is_recent = _add_months(written, _review_months(model, context)) >= context.today
    except ValueError:
        is_recent = False
    if not (model.header.reviewed or is_recent):
        yield at_model(model, "date" if model.header.date else "", date=model.header.date)


def model_without_sources(model: BarrierModel) -> Iterator[Violation]:
    """Report a model without sources. Source: Borrion 2013."""
    if not model.sources:
        yield at_model(model)


def items_without_source(model: BarrierModel) -> Iterator[Violation]:
    """Report items without a source, their own or inherited, by stage. Source: Borrion 2013."""
    for stage, items in _columns(model) if model.sources else ():
        if inherited_sources(model, stage):
            continue
        bare = [item for item in items if not own_sources(model, item)]
        if bare:
            names = [item.label for item in bare]
            violation = at_column(stage, bare, count=len(bare), total=len(items), names=names)
            yield replace(violation, joined=True)


def disputed_or_assumed(model: BarrierModel) -> Iterator[Violation]:
    """Report what is only assumed, or disputed, by stage. Source: EUCPN 2021, 3.3."""
    for stage, items in _columns(model):
        unsure = [item for item in items if _certainty(model, item) in _UNSURE]
        named = [(item.label, _certainty(model, item)) for item in unsure]
        if stage and stage.certainty in _UNSURE:
            named.insert(0, (stage.name, stage.certainty))
        if named:
            names = {str(kind): [name for name, certainty in named if certainty is kind] for kind in _UNSURE}
            kinds = [kind for kind in names if names[kind]]
            yield at_column(stage, unsure, "" if len(kinds) > 1 else kinds[0], **names)


def open_knowledge_gap(model: BarrierModel) -> Iterator[Violation]:
    """Report knowledge gaps without a measure or an owned barrier to close them. Source: EUCPN 2021, 3.3."""
    for gap in model.knowledge_gaps:
        targets = (link.target for link in model.links_of(gap, "measures"))
        is_measured = any(isinstance(target, Measure) and not target.is_cancelled for target in targets)
        named = list(linked_barriers(model, gap))
        if not (is_measured or any(barriers.are_owned for barriers in named)):
            labels = (label for barriers in named for label in barriers.labels[:MAX_NAMES_OF_ENTITY])
            names = list(dict.fromkeys(labels))
            yield at_element(model, gap, "barriers" if names else "", names=names)


def _columns(model: BarrierModel) -> Iterator[tuple[Stage | None, Sequence[Item]]]:
    """The active items of each stage, then those of the whole process."""
    for stage in model.stages:
        yield stage, [item for item in stage.items if item.is_active]
    yield None, [item for item in model.general_items if item.is_active]


def _certainty(model: BarrierModel, item: Item) -> Certainty | None:
    party = model.party_of(item)
    return item.certainty or (party.certainty if party else None)


def _review_months(model: BarrierModel, context: RuleContext) -> int:
    return model.header.review_months or context.review_months


def _add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
