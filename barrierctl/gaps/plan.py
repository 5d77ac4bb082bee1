"""Family `plan`: whether what the model shows will be done, by whom and when.

A plan without an objective counts as none, and a measure that was cancelled counts for no rule.
Serves usability (Borrion 2013).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from barrierctl.findings import Violation
from barrierctl.frozen import replace
from barrierctl.gaps import Context
from barrierctl.gaps.helpers import at_element, at_entity, at_model, barriers, entities, meant, speak
from barrierctl.model.model import BarrierModel, PartiesOfMeasures, barriers_of
from barrierctl.model.plan import Activity, Evaluation, Measure, Objective, Plan
from barrierctl.model.types import Barrier, Element
from barrierctl.vocabulary import BarrierStatus, Block, MeasureStatus

_CLOSED: Final = (MeasureStatus.DONE, MeasureStatus.CANCELLED)


def no_plan(model: BarrierModel) -> Iterator[Violation]:
    """Nothing says who does what: there is no plan, or none with an objective."""
    if not _plan(model):
        yield at_model(model, "empty", span=model.plan.span) if model.plan else at_model(model)


def plan_without_coordinator(model: BarrierModel) -> Iterator[Violation]:
    """Nobody oversees the plan."""
    plan = _plan(model)
    if plan and not plan.coordinator:
        yield at_model(model, span=plan.span)


def plan_without_evaluation(model: BarrierModel) -> Iterator[Violation]:
    """Nothing says how the process or the outcome will be looked back on. Source: EUCPN 2021, 2.2."""
    plan = _plan(model)
    if not plan:
        return
    lacks = {"process": _lacks(plan.process), "outcome": _lacks(plan.outcome)}
    if all(len(keys) == len(_EVALUATION) for keys in lacks.values()):
        yield at_model(model, span=plan.span)
        return
    for kind, keys in lacks.items():
        if keys:
            evaluation = plan.process if kind == "process" else plan.outcome
            variant = kind if len(keys) == len(_EVALUATION) else f"{kind}-lacks"
            yield at_model(model, variant, kind, span=(evaluation or plan).span, missing=keys)


def objective_not_measurable(model: BarrierModel) -> Iterator[Violation]:
    """Nobody could tell whether an objective is reached."""
    for objective in _objectives(model):
        missing = [key for key in ("indicator", "target", "due") if not getattr(objective, key)]
        if missing:
            yield at_element(model, objective, missing=missing)


def objective_without_measures(model: BarrierModel) -> Iterator[Violation]:
    """Nothing is to be done to reach an objective."""
    for objective in _objectives(model):
        if all(measure.is_cancelled for measure in objective.measures):
            yield at_element(model, objective, "cancelled" if objective.measures else "")


def measure_without_owner(model: BarrierModel) -> Iterator[Violation]:
    """Nobody carries a measure out, nor do its barriers agree on somebody."""
    owners = PartiesOfMeasures(model, "owner")
    for measure in _open_measures(model):
        if not owners.of(measure):
            offered = {party.name for parties in owners.offered(measure) for party in parties}
            yield at_element(model, measure, owners=sorted(offered))


def measure_without_date(model: BarrierModel) -> Iterator[Violation]:
    """Nothing says when a measure is to be done."""
    return (at_element(model, measure) for measure in _open_measures(model) if not measure.due)


def measure_overdue(model: BarrierModel, context: Context) -> Iterator[Violation]:
    """A measure or one of its activities is past its date; the measure speaks for its activities."""
    for measure in _open_measures(model):
        late = [activity for activity in measure.activities if _is_late(activity, context.today)]
        if _is_late(measure, context.today):
            yield at_element(model, measure, due=measure.due, activities=[one.name for one in late])
        else:
            for activity in late:
                violation = at_element(
                    model, measure, "activity", activity.name, activity=activity.name, due=activity.due
                )
                yield replace(violation, span=activity.span)


def measure_not_linked(model: BarrierModel) -> Iterator[Violation]:
    """A measure sets up no barrier of the model."""
    for measure in _measures(model):
        if not any(True for _ in barriers_of(model, measure)):
            yield at_element(model, measure, "dropped" if measure.barriers else "")


def agreed_barrier_without_measure(model: BarrierModel) -> Iterator[Violation]:
    """The partners want a barrier, and the plan does nothing about it."""
    if not _plan(model):
        return
    planned = _named_by(model, _measures(model))
    for entity in entities(model, Block.BARRIERS):
        agreed = any(barrier.status is BarrierStatus.AGREED for barrier in barriers(entity))
        if agreed and not any(item.address in planned for item in entity.items):
            yield at_entity(model, entity)


def recommendation_without_barrier(model: BarrierModel) -> Iterator[Violation]:
    """A recommendation rests on no barrier of the model."""
    advices = [advice for group in model.recommendations for advice in group.items]
    asked = [(one, one.text, any(True for _ in barriers_of(model, one))) for one in advices]
    return speak(model, asked, lambda one: at_element(model, one, "dropped" if one.barriers else ""))


def barrier_in_no_recommendation(model: BarrierModel) -> Iterator[Violation]:
    """No recommendation takes a barrier up, though some take up others."""
    named = _named_by(model, (advice for group in model.recommendations for advice in group.items))
    every = entities(model, Block.BARRIERS) if named else ()
    asked = [(one, one.name, any(item.address in named for item in one.items)) for one in every]
    return speak(model, asked, lambda entity: at_entity(model, entity))


_EVALUATION: Final = ("method", "due", "budget")


def _lacks(evaluation: Evaluation | None) -> list[str]:
    return [key for key in _EVALUATION if not (evaluation and getattr(evaluation, key))]


def _plan(model: BarrierModel) -> Plan | None:
    return model.plan if model.plan and model.plan.objectives else None


def _objectives(model: BarrierModel) -> tuple[Objective, ...]:
    return model.plan.objectives if model.plan else ()


def _measures(model: BarrierModel) -> Iterator[Measure]:
    every = (measure for objective in _objectives(model) for measure in objective.measures)
    return (measure for measure in every if not measure.is_cancelled)


def _open_measures(model: BarrierModel) -> Iterator[Measure]:
    return (measure for measure in _measures(model) if measure.status not in _CLOSED)


def _is_late(step: Measure | Activity, today: date) -> bool:
    return step.due is not None and step.due < today and step.status not in _CLOSED


def _named_by(model: BarrierModel, holders: Iterable[Element]) -> set[str]:
    links = (link for holder in holders for link in model.links_of(holder, "barriers"))
    return {item.address for item in meant(links) if isinstance(item, Barrier) and item.counts}
