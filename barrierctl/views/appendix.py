"""What a model holds beside its views, each as a table; with `items` and `recommendations`, it is all."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from barrierctl.document import Table
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.views.about import about, plan_about
from barrierctl.views.attributes import Attributes
from barrierctl.views.labels import CLOSED_LISTS, columns

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
    return Table(id=name, title=catalogue().say(f"views.{name}.title"), columns=shown, rows=tuple(rows))
