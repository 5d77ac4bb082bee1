"""The skeleton of a plan of action: a measure for each barrier that is agreed, or comes first."""

from datetime import date
from typing import Any, Final

from barrierctl.changes.sheet import Outcome
from barrierctl.changes.words import say
from barrierctl.errors import UsageError
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.references import Index
from barrierctl.model.types import Barrier
from barrierctl.patching import Commented, SetValue, patch
from barrierctl.resources.vocabulary import BarrierStatus
from barrierctl.views.barriers import score

_PLAN: Final = "plan"
_MOST: Final = 5  # barriers that come first; a group that starts more of them at once finishes none


def start_plan(data: bytes, model: BarrierModel, start: date) -> Outcome:
    """Write the skeleton of a plan: comments say what is still to be filled in.

    Args:
        data: the file of the model.
        model: without errors.
        start: the first day of the plan.

    Raises:
        UsageError: it has a plan, or no barrier to begin with.
        PatchError: the file cannot be edited safely.
    """
    if model.plan and model.objectives:
        raise UsageError(say("plan.exists"))
    # The agreed barriers; if there are none, those with the highest scores. Each is taken once.
    every = {model.entity_of(one).element: one for one in reversed(model.barriers)}.values()
    open_ones = [one for one in every if one.status is not BarrierStatus.IN_PLACE]
    agreed = [one for one in open_ones if one.status is BarrierStatus.AGREED]
    scored = sorted(filter(score, open_ones), key=score, reverse=True)
    order = {one.path: at for at, one in enumerate(model.items)}
    barriers = sorted(agreed, key=lambda one: order[one.path]) or scored[:_MOST]
    if not barriers:
        raise UsageError(say("plan.no_barriers"))
    measures = [_measure(model, barrier, start) for barrier in barriers]
    statement = Commented(
        say("plan.statement", title=model.title), below=_comments("indicator", "target", "objective_due")
    )
    objectives = Commented([{"statement": statement, "measures": measures}], above=_comments("coordinator"))
    changes = [say("plan.measure", name=barrier.label, start=start) for barrier in barriers]
    whole = Commented({"objectives": objectives}, above=_comments("intro"))
    edit = SetValue((_PLAN, "objectives"), objectives) if model.plan else SetValue((_PLAN,), whole)
    return Outcome(data=patch(data, [edit]), changes=(say("plan.added"), *changes))


def _measure(model: BarrierModel, barrier: Barrier, start: date) -> Any:
    index = Index(model)
    names = (barrier.id, model.entity_of(barrier).name, barrier.address)
    reference = next(name for name in names if name and len(index.candidates("barriers", name)) == 1)
    measure: dict[str, Any] = {"name": barrier.label, "barriers": [reference]}
    missing = ["measure_due"]
    if barrier.owner:
        measure["owner"] = barrier.owner[0].text
    else:
        missing.insert(0, "owner")
    measure["start"] = Commented(start.isoformat(), below=_comments(*missing))
    return measure


def _comments(*keys: str) -> tuple[str, ...]:
    return tuple(catalogue().say(f"changes.plan.comments.{key}") for key in keys)
