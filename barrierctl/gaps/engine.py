"""Select, run: the faults that the rules see in one model."""

from collections.abc import Callable
from datetime import date

from barrierctl.findings import Fault
from barrierctl.gaps import Context
from barrierctl.gaps.registry import RULES
from barrierctl.model.barrier_model import BarrierModel


def run(
    model: BarrierModel,
    context: Context | None = None,
    wanted: Callable[[str], bool] = lambda _: True,
) -> list[Fault]:
    """Run the rules on a valid model.

    Args:
        model: without errors.
        context: what the rules may know beside it; the clock's day unless told.
        wanted: whether a rule, by its id, is to run.
    """
    known = context or Context(today=date.today())  # noqa: DTZ011 (the day where the user is)
    return [fault for rule in RULES if wanted(rule.id) for fault in rule.sightings(model, known)]
