"""What a model holds beside its views, each as a table."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Evaluation
from barrierctl.model.types import Header
from barrierctl.views.columns import CLOSED_LISTS, Attributes, columns, typed
from barrierctl.views.document import Cell, Entry, Table, TableRole

_HEADER: Final = (
    *("title", "id", "description", "version", "status", "date", "language", "classification", "authors"),
    *("scope_level", "scope_area", "sequence", "reviewed", "review_months", "labels"),
)
_ABOUT_LISTS: Final = {
    "status": "status",
    "classification": "classification",
    "scope_level": "level",
    "sequence": "sequence",
}


def about(model: BarrierModel) -> Table:
    """What the model says of itself, in the order of the file format."""
    words, rows = catalogue(), list[tuple[str, Cell]]()
    for name in _HEADER:
        cell = tuple(Entry(text=text) for text in _told(model.header, name))
        rows.append((words.say(f"views.header.{name}"), cell))
    return _table("about", TableRole.ABOUT, rows)


def _told(header: Header, name: str) -> tuple[str, ...]:
    """The texts under a key, as people call them."""
    words, value = catalogue(), getattr(header, name)
    if not value:
        return ()
    if name in _ABOUT_LISTS:
        return (words.label(_ABOUT_LISTS[name], value),)
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
    return _table("plan-about", TableRole.PROPERTIES, list(rows.items()))


def _evaluation(which: str, evaluation: Evaluation, told: Attributes) -> dict[str, Cell]:
    texts = {key: typed(getattr(evaluation, key)) for key in ("method", "due", "budget")}
    cells = {key: (Entry(text=text),) if text else () for key, text in texts.items()}
    every = {"method": cells["method"], "owner": told.names("owner", evaluation.owner), **cells}
    return {_label(which, what=_label(key)): cell for key, cell in every.items()}


def _label(key: str, **parameters: str) -> str:
    return catalogue().say(f"views.planned.{key}", **parameters)


def _table(name: str, role: TableRole, rows: list[tuple[str, Cell]]) -> Table:
    """What is told; what is not is left out."""
    return Table(
        id=name,
        title=catalogue().say(f"views.{name}.title"),
        columns=columns(name, ("label", "value"), many=("value",), lists={}),
        role=role,
        rows=tuple(((Entry(text=label),), cell) for label, cell in rows if cell),
    )


_EVERY: Final = ("note", "sources", "tags", "classification", "certainty")
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "stages": (
        *("name", "id", "description", "setting", "level", "alternative_to", "not_applicable", "unknown"),
        *_EVERY,
    ),
    "party-list": (
        *("name", "id", "aliases", "sector", "world", "awareness", "industry", "commitment", "competences"),
        *("information_exchange.status", "information_exchange.reference", "country"),
        *_EVERY,
    ),
    "knowledge-gaps": ("name", "stages", "barriers", "measures", *_EVERY),
    "recommendation-groups": ("domain", "target_group", *_EVERY),
    "objectives": ("statement", "id", "indicator", "baseline", "target", "due", *_EVERY),
    "plan": (
        *("name", "id", "objective", "barriers", "owner", "helped_by", "start", "due", "status", "budget"),
        "activities",
        *_EVERY,
    ),
    "accepted-gaps": ("reason", "at", "by", "until", "rule"),
    "sources": ("title", "id", "authors", "kind", "url", "date", *_EVERY),
}
"""The annexes that list something, each with its columns by id."""
_MANY: Final = (
    *("aliases", "competences", "authors", "alternative_to", "not_applicable", "unknown", "stages"),
    *("barriers", "measures", "owner", "helped_by", "activities", "at", "sources", "tags"),
)
_LISTS: Final = {
    **CLOSED_LISTS,
    "setting": ("setting",),
    "kind": ("source-kind",),
    "status": ("measure-status",),
}


class _Within(NamedTuple):
    """What a measure does not say itself."""

    objective: str


def annexes(model: BarrierModel) -> tuple[Table, ...]:
    """The annexes in which something stands: `about`, `plan-about`, and those of `COLUMNS`."""
    told, holders = Attributes(model), _holders(model)
    tables = (about(model), plan_about(model, told), *(_list(told, name, holders[name]) for name in COLUMNS))
    return tuple(table for table in tables if table.rows)


def _holders(model: BarrierModel) -> dict[str, Iterable[tuple[object, ...]]]:
    """What tells the cells of each row, by annex."""
    objectives = model.plan.objectives if model.plan else ()
    groups = (group for group in model.recommendations if any(getattr(group, name) for name in _EVERY))
    return {
        "stages": zip(model.stages),
        "party-list": ((party, party.facts) for party in model.parties if party.listed),
        "sources": zip(model.sources),
        "recommendation-groups": zip(groups),
        "knowledge-gaps": zip(model.knowledge_gaps),
        "objectives": zip(objectives),
        "plan": ((each, _Within(aim.statement)) for aim in objectives for each in aim.measures),
        "accepted-gaps": zip(model.accepted_gaps),
    }


def _list(told: Attributes, name: str, holders: Iterable[tuple[object, ...]]) -> Table:
    shown = columns(name, COLUMNS[name], many=_MANY, lists=_LISTS)
    rows = (told.row(shown, *row, element=getattr(row[0], "element", None)) for row in holders)
    return Table(
        id=name,
        title=catalogue().say(f"views.{name}.title"),
        columns=shown,
        rows=tuple(rows),
        role=TableRole.SOURCES if name == "sources" else None,
    )
