"""Annexes `about` and `plan-about`: what is told of the model, and of its plan, label by label."""

from typing import Final

from barrierctl.document import Cell, Entry, Table
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.header import Header
from barrierctl.model.plan import Evaluation
from barrierctl.views.attributes import Attributes, typed
from barrierctl.views.labels import columns

_HEADER: Final = (
    *("title", "id", "description", "version", "status", "date", "language", "classification", "authors"),
    *("scope_level", "scope_area", "sequence", "reviewed", "review_months", "labels"),
)
_LISTS: Final = {
    "status": "status",
    "classification": "classification",
    "scope_level": "level",
    "sequence": "sequence",
}


def about(model: BarrierModel) -> Table:
    """What the model says of itself, in the order of the file format."""
    texts = ((name, _told(model.header, name)) for name in _HEADER)
    rows = ((name, tuple(Entry(text=text) for text in told)) for name, told in texts)
    return _table("about", [(catalogue().say(f"views.header.{name}"), cell) for name, cell in rows])


def _told(header: Header, name: str) -> tuple[str, ...]:
    """The texts under a key, as people call them."""
    words, value = catalogue(), getattr(header, name)
    if not value:
        return ()
    if name in _LISTS:
        return (words.label(_LISTS[name], value),)
    match name:
        case "authors":
            return tuple(value)
        case "review_months":
            return (words.say("views.header.months", count=value),)
        case "labels":
            return tuple(
                words.say("views.told", label=words.label("block", block), text=own)
                for block, own in value.items()
            )
        case _:
            return (typed(value),)


def plan_about(model: BarrierModel, told: Attributes) -> Table:
    """Who coordinates the plan, who agreed to it, and how it will be looked back on.

    Source: EUCPN 2021, 2.2.
    """
    plan, rows = model.plan, {}
    for key in ("coordinator", "agreed_with") if plan else ():
        rows[_label(key)] = told.names(key, getattr(plan, key))
    if plan and plan.process:
        rows |= _evaluation("process", plan.process, told)
    if plan and plan.outcome:
        rows |= _evaluation("outcome", plan.outcome, told)
    return _table("plan-about", list(rows.items()))


def _evaluation(which: str, evaluation: Evaluation, told: Attributes) -> dict[str, Cell]:
    texts = {key: typed(getattr(evaluation, key)) for key in ("method", "due", "budget")}
    cells = {key: (Entry(text=text),) if text else () for key, text in texts.items()}
    every = {"method": cells["method"], "owner": told.names("owner", evaluation.owner), **cells}
    return {_label(which, what=_label(key)): cell for key, cell in every.items()}


def _label(key: str, **parameters: str) -> str:
    return catalogue().say(f"views.planned.{key}", **parameters)


def _table(name: str, rows: list[tuple[str, Cell]]) -> Table:
    """What is told; what is not is left out."""
    return Table(
        id=name,
        title=catalogue().say(f"views.{name}.title"),
        columns=columns(name, ("label", "value"), many=("value",), lists={}),
        rows=tuple(((Entry(text=label),), cell) for label, cell in rows if cell),
    )
