"""Family `upkeep`: whether a model is kept up to date, and what it rests on.

Serves traceability and uncertainty (Borrion 2013).
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from barrierctl.dataclass import replace
from barrierctl.findings import Location, Violation
from barrierctl.gaps.helpers import RuleContext, at, inherited_sources, linked, linked_barriers
from barrierctl.limits import MAX_LANGUAGES, MAX_NAMES_OF_ENTITY
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Measure
from barrierctl.model.translation import first_translations, is_same_language, missing_texts
from barrierctl.model.types import Item, Source, Stage
from barrierctl.resources.vocabulary import RESERVED_ID, Block, Certainty, Status

_UNSURE: Final = (Certainty.ASSUMED, Certainty.DISPUTED)


def review_overdue(model: BarrierModel, context: RuleContext) -> Iterator[Violation]:
    """Report a model whose last review is too long ago. Source: EUCPN 2021, 2.2."""
    last, months = model.header.reviewed, model.header.review_months or context.review_months
    if last and _add_months(last, months) < context.today:
        violation = at(model, None, "monthly" if months == 1 else "", last=last, months=months)
        yield replace(violation, span=model.header.review_span, names=(last.isoformat(),))


def never_reviewed(model: BarrierModel, context: RuleContext) -> Iterator[Violation]:
    """Report a model without a review, unless it is recent or a draft. Source: EUCPN 2021, 2.2."""
    written = model.header.date or ""
    months = model.header.review_months or context.review_months
    first = f"{written}-01" if len(written) == len("YYYY-MM") else written
    try:
        is_recent = _add_months(date.fromisoformat(first), months) >= context.today
    except ValueError:  # it has no month
        is_recent = False
    is_draft = model.header.status is Status.DRAFT
    if not (model.header.reviewed or is_recent or (is_draft and not written)):
        yield at(model, None, "date" if written else "", date=written)


def model_without_sources(model: BarrierModel) -> Iterator[Violation]:
    """Report a model without sources. Source: Borrion 2013."""
    if not model.sources:
        yield at(model)


def items_without_source(model: BarrierModel) -> Iterator[Violation]:
    """Report what has no source, its own or inherited; parties need none. Source: Borrion 2013."""
    if not model.sources:
        return
    checked = [
        item
        for stage, items in _columns(model)
        if not inherited_sources(model, stage)
        for item in items
        if item.block not in (Block.FACILITATORS, Block.PARTNERS)
    ]
    bare = [item for item in checked if not linked(model, item, "sources", Source)]
    entities = {model.entity_of(item).element: item.label for item in bare}
    if entities:
        total = len({model.entity_of(item).element for item in checked})
        names = list(entities.values())
        violation = at(model, None, about=names, count=len(names), total=total, names=names)
        yield replace(violation, stages=tuple(item.stage for item in bare))


def disputed_or_assumed(model: BarrierModel) -> Iterator[Violation]:
    """Report what is only assumed, or disputed, by stage. Source: EUCPN 2021, 3.3."""
    for stage, items in _columns(model):
        of_parties = ((item, model.party_of(item)) for item in items)
        every = ((item, item.certainty or (party and party.certainty)) for item, party in of_parties)
        unsure = [(item, certainty) for item, certainty in every if certainty in _UNSURE]
        named = [(item.label, certainty) for item, certainty in unsure]
        if stage and stage.certainty in _UNSURE:
            named.insert(0, (stage.name, stage.certainty))
        if named:
            names: dict[str, Any] = {
                str(kind): [name for name, certainty in named if certainty is kind] for kind in _UNSURE
            }
            kinds = [kind for kind in names if names[kind]]
            variant = "" if len(kinds) > 1 else kinds[0]
            violation = at(model, stage or unsure[0][0], variant, **names)
            location = violation.location if stage else Location(stage=RESERVED_ID)
            yield replace(violation, location=location, names=tuple(name for name, _ in named))


def open_knowledge_gap(model: BarrierModel) -> Iterator[Violation]:
    """Report knowledge gaps without a measure or an owned barrier to close them. Source: EUCPN 2021, 3.3."""
    for gap in model.knowledge_gaps:
        is_measured = any(not measure.is_cancelled for measure in linked(model, gap, "measures", Measure))
        named = list(linked_barriers(model, gap))
        if not (is_measured or any(barriers.are_owned for barriers in named)):
            labels = (label for barriers in named for label in barriers.labels[:MAX_NAMES_OF_ENTITY])
            names = list(dict.fromkeys(labels))
            yield replace(at(model, gap, "barriers" if names else "", names=names), names=tuple(names))


def translation_missing(model: BarrierModel) -> Iterator[Violation]:
    """Report each language into which some texts are translated, but not all."""
    for code, first in islice(first_translations(model).items(), MAX_LANGUAGES):
        if is_same_language(code, model.header.language):
            continue
        names, total = missing_texts(model, code)
        if names:
            violation = at(model, subject=code, code=code, names=names, count=len(names), total=total)
            yield replace(violation, span=first.span)


def _columns(model: BarrierModel) -> Iterator[tuple[Stage | None, Sequence[Item]]]:
    """The active items of each stage, then those of the whole process."""
    for stage in model.stages:
        yield stage, [item for item in stage.items if item.is_active]
    yield None, [item for item in model.general_items if item.is_active]


def _add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
