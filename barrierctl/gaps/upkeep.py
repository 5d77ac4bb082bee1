"""Family `upkeep`: whether a model is kept up to date, and what it rests on.

Serves traceability and uncertainty (Borrion 2013). Source: EUCPN 2021, 2.2 and 3.3.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from barrierctl.findings import Violation
from barrierctl.frozen import replace
from barrierctl.gaps import Context
from barrierctl.gaps.helpers import at_column, at_element, at_model
from barrierctl.model.model import BarrierModel, barriers_of, has_sources, inherited_sources
from barrierctl.model.plan import KnowledgeGap, Measure
from barrierctl.model.types import Item, Stage
from barrierctl.vocabulary import Certainty


def review_overdue(model: BarrierModel, context: Context) -> Iterator[Violation]:
    """The model was last reviewed too long ago."""
    last, months = model.header.reviewed, _months(model, context)
    if last and _later(last, months) < context.today:
        yield at_model(model, "monthly" if months == 1 else "", last=last, months=months)


def never_reviewed(model: BarrierModel, context: Context) -> Iterator[Violation]:
    """The model tells no review, nor a full date that is recent enough to stand for one."""
    written = _full_date(model)
    recent = written is not None and _later(written, _months(model, context)) >= context.today
    if not (model.header.reviewed or recent):
        yield at_model(model, "date" if model.header.date else "", date=model.header.date)


def model_without_sources(model: BarrierModel) -> Iterator[Violation]:
    """Nothing says what the model rests on."""
    if not model.sources:
        yield at_model(model)


def items_without_source(model: BarrierModel) -> Iterator[Violation]:
    """Items of a stage that have no source, of their own or inherited."""
    for stage, items in _columns(model) if model.sources else ():
        inherited = inherited_sources(model, stage)
        bare = [item for item in items if not (inherited or has_sources(model, item))]
        if bare:
            names = [item.label for item in bare]
            found = at_column(stage, bare, count=len(bare), total=len(items), names=names)
            yield replace(found, joined=True)


def disputed_or_assumed(model: BarrierModel) -> Iterator[Violation]:
    """What of a stage is only assumed, or disputed."""
    for stage, items in _columns(model):
        unsure = [item for item in items if _certainty(model, item) in _UNSURE]
        told = [(item.label, _certainty(model, item)) for item in unsure]
        if stage and stage.certainty in _UNSURE:
            told.insert(0, (stage.name, stage.certainty))
        if told:
            names = {str(kind): [name for name, known in told if known is kind] for kind in _UNSURE}
            kinds = [kind for kind in names if names[kind]]
            yield at_column(stage, unsure, "" if len(kinds) > 1 else kinds[0], **names)


def open_knowledge_gap(model: BarrierModel) -> Iterator[Violation]:
    """Nothing says who will find out what is not known."""
    for gap in model.knowledge_gaps:
        named = list(barriers_of(model, gap))
        owned = any(places.are_owned for places in named)
        if not (owned or _is_measured(model, gap)):
            names = list(dict.fromkeys(label for places in named for label in places.labels[:_MOST]))
            yield at_element(model, gap, "barriers" if names else "", names=names)


_MOST = 100
"""So many names of one barrier are told of at most: many knowledge gaps may be about it."""
_UNSURE = (Certainty.ASSUMED, Certainty.DISPUTED)


def _columns(model: BarrierModel) -> Iterator[tuple[Stage | None, Sequence[Item]]]:
    """The items of each stage, then those of the whole process; barriers that were dropped left out."""
    for stage in model.stages:
        yield stage, [item for item in stage.items if item.counts]
    yield None, [item for item in model.general_items if item.counts]


def _certainty(model: BarrierModel, item: Item) -> Certainty | None:
    party = model.party_of(item)
    return item.certainty or (party.certainty if party else None)


def _months(model: BarrierModel, context: Context) -> int:
    return model.header.review_months or context.review_months


def _is_measured(model: BarrierModel, gap: KnowledgeGap) -> bool:
    targets = (link.target for link in model.links_of(gap, "measures"))
    return any(isinstance(target, Measure) and not target.is_cancelled for target in targets)


def _full_date(model: BarrierModel) -> date | None:
    try:
        return date.fromisoformat(model.header.date or "")
    except ValueError:
        return None


def _later(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
