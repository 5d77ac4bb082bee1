"""Select, run: the faults that the rules see in one model."""

from collections.abc import Callable
from dataclasses import replace

from barrierctl.findings import Fault
from barrierctl.gaps.registry import RULES
from barrierctl.model.barrier_model import BarrierModel


def run(model: BarrierModel, wanted: Callable[[str], bool] = lambda _: True) -> list[Fault]:
    """Run the rules on a valid model.

    Args:
        model: without errors.
        wanted: whether a rule, by its id, is to run.
    """
    return [
        replace(fault, rule=rule.id) for rule in RULES if wanted(rule.id) for fault in rule.function(model)
    ]
