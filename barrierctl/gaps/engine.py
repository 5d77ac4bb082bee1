"""Select, run, accept: the faults that the rules see in one model."""

from collections.abc import Callable, Iterable
from datetime import date

from barrierctl.acceptance import accept, complaints
from barrierctl.findings import Fault
from barrierctl.gaps import Context
from barrierctl.gaps.accepted import grants
from barrierctl.gaps.house import HouseRule
from barrierctl.gaps.registry import RULES, Rule
from barrierctl.model.barrier_model import BarrierModel


def run(
    model: BarrierModel,
    context: Context | None = None,
    wanted: Callable[[str], bool] = lambda _: True,
    house: Iterable[HouseRule] = (),
) -> list[Fault]:
    """Run the rules on a valid model; what the model accepts is marked, not left out.

    Args:
        model: without errors.
        context: what the rules may know beside it; the clock's day unless told.
        wanted: whether a rule, by its id, is to run.
        house: rules of a configuration, beside those of the registry.
    """
    known = context or Context(today=date.today())  # noqa: DTZ011 (the day where the user is)
    every: tuple[Rule | HouseRule, ...] = (*RULES, *house)
    chosen = [rule for rule in every if wanted(rule.id)]
    found = [fault for rule in chosen for fault in rule.sightings(model, known)]
    granted, ran = grants(model), {rule.id for rule in chosen}
    upkeep = complaints(granted, found, known.today, ran.__contains__)
    return [*accept(found, granted, known.today), *(fault for fault in upkeep if wanted(fault.rule))]
