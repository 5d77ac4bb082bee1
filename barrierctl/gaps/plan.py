"""Family `plan`: whether barriers will be set up, by whom and when.

A plan without an objective is treated as none; no rule considers cancelled measures.
Serves usability (Borrion 2013). Source: EUCPN 2021, 2.2 and 3.3.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.findings import Violation
from barrierctl.gaps.helpers import (
    MeasureParties,
    RuleContext,
    active_entities,
    at,
    barriers_of,
    linked,
    linked_barriers,
    linked_items,
    measures,
    report_missing,
)
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Measure, is_closed, is_overdue
from barrierctl.model.types import Barrier, Element, Party
from barrierctl.resources.vocabulary import BarrierStatus, Block

_EVALUATION_KEYS: Final = ("method", "due", "budget")


def no_plan(model: BarrierModel) -> Iterator[Violation]:
    """Report a model without a plan, or without an objective in it. Source: EUCPN 2021, 2.2."""
    if not model.objectives:
        yield at(model, model.plan, "empty" if model.plan else "")


def plan_without_coordinator(model: BarrierModel) -> Iterator[Violation]:
    """Report a plan without a coordinator. Source: EUCPN 2021, 2.2."""
    if model.plan and not model.plan.coordinator:
        yield at(model, model.plan)


def plan_without_evaluation(model: BarrierModel) -> Iterator[Violation]:
    """Report a plan that lacks an evaluation of the process or of the outcome. Source: EUCPN 2021, 2.2."""
    plan = model.plan
    if not plan:
        return
    evaluations = {"process": plan.process, "outcome": plan.outcome}
    missing = {
        kind: [key for key in _EVALUATION_KEYS if not getattr(evaluation, key, None)]
        for kind, evaluation in evaluations.items()
    }
    if all(len(keys) == len(_EVALUATION_KEYS) for keys in missing.values()):
        yield at(model, plan)
        return
    for kind, keys in missing.items():
        if keys:
            variant = kind if len(keys) == len(_EVALUATION_KEYS) else f"{kind}-lacks"
            yield at(model, evaluations[kind] or plan, variant, subject=kind, missing=keys)


def objective_not_measurable(model: BarrierModel) -> Iterator[Violation]:
    """Report objectives without an indicator, a target or a date. Source: EUCPN 2021, 2.2."""
    for objective in model.objectives:
        missing = [key for key in ("indicator", "target", "due") if not getattr(objective, key)]
        if missing:
            yield at(model, objective, missing=missing)


def objective_without_measures(model: BarrierModel) -> Iterator[Violation]:
    """Report objectives without measures. Source: EUCPN 2021, 2.2."""
    for objective in model.objectives:
        if all(measure.is_cancelled for measure in objective.measures):
            yield at(model, objective, "cancelled" if objective.measures else "")


def measure_without_owner(model: BarrierModel) -> Iterator[Violation]:
    """Report measures without an owner, their own or their barriers'. Source: EUCPN 2021, 2.2."""
    owners = MeasureParties(model, "owner")
    for measure in _open_measures(model):
        answers = owners.answers(measure)
        if len(answers) != 1:
            offered = {party.name for parties in answers for party in parties}
            yield at(model, measure, owners=sorted(offered))


def measure_without_date(model: BarrierModel) -> Iterator[Violation]:
    """Report measures without a date. Source: EUCPN 2021, 2.2."""
    return (at(model, measure) for measure in _open_measures(model) if not measure.due)


def measure_overdue(model: BarrierModel, context: RuleContext) -> Iterator[Violation]:
    """Report overdue measures, and overdue activities of the others. Source: EUCPN 2021, 2.2."""
    for measure in _open_measures(model):
        late = [activity for activity in measure.activities if is_overdue(activity, context.today)]
        names = [party.name for party in linked(model, measure, "owner", Party)]
        owner = catalogue().say("agenda.of_owner", name=", ".join(names)) if names else ""
        if is_overdue(measure, context.today):
            activities = [one.name for one in late]
            yield at(model, measure, due=measure.due, activities=activities, owner=owner)
        else:
            for one in late:
                violation = at(
                    model, measure, "activity", subject=one.name, activity=one.name, due=one.due, owner=owner
                )
                yield replace(violation, span=one.span)


def measure_not_linked(model: BarrierModel) -> Iterator[Violation]:
    """Report measures that set up no barrier of the model. Source: EUCPN 2021, 2.2."""
    closing = {link.target.element for link in model.links_by("measures")}  # those close a knowledge gap
    for measure in measures(model):
        if measure.element not in closing and not any(linked_barriers(model, measure)):
            yield at(model, measure, "dropped" if measure.barriers else "")


def agreed_barrier_without_measure(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers that are agreed, although no measure sets them up. Source: EUCPN 2021, 2.2."""
    planned = _barriers_named_by(model, measures(model))
    for entity in active_entities(model, Block.BARRIERS):
        agreed = any(barrier.status is BarrierStatus.AGREED for barrier in barriers_of(entity))
        if agreed and not any(item.address in planned for item in entity.items):
            yield at(model, entity)


def recommendation_without_barrier(model: BarrierModel) -> Iterator[Violation]:
    """Report recommendations that rest on no barrier of the model. Source: EUCPN 2021, 3."""
    every = [advice for group in model.recommendations for advice in group.items]
    return report_missing(
        model,
        every,
        lambda advice: any(linked_barriers(model, advice)),
        lambda advice: "dropped" if advice.barriers else "",
    )


def barrier_in_no_recommendation(model: BarrierModel) -> Iterator[Violation]:
    """Report the few barriers that no recommendation names, if most are named. Source: EUCPN 2021, 3."""
    named = _barriers_named_by(model, (advice for group in model.recommendations for advice in group.items))
    every = active_entities(model, Block.BARRIERS)
    missing = [entity for entity in every if not any(item.address in named for item in entity.items)]
    if len(missing) * 2 <= len(every):
        yield from (at(model, entity) for entity in missing)


def _open_measures(model: BarrierModel) -> Iterator[Measure]:
    return (measure for measure in measures(model) if not is_closed(measure))


def _barriers_named_by(model: BarrierModel, holders: Iterable[Element]) -> set[str]:
    links = (link for holder in holders for link in model.links_of(holder, "barriers"))
    return {item.address for item in linked_items(links) if isinstance(item, Barrier) and item.is_active}
