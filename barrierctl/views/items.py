"""View `items`: a row an item, a column an attribute; what stands in the file, nothing inherited."""

from collections.abc import Iterator
from typing import Final

from barrierctl.frozen import replace
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Facilitator, Item, Partner
from barrierctl.text.data import joined
from barrierctl.views.columns import CLOSED_LISTS, attribute, columns, facets, stage_label, typed
from barrierctl.views.document import Cell, Column, Entry, Table, TableRole

_NAMED: Final = ("element", "stage", "stage_name", "block", "name", "id", "party")
_FACTS: Final = (
    "aliases",
    "sector",
    "world",
    "awareness",
    "industry",
    "commitment",
    "competences",
    "information_exchange.status",
    "information_exchange.reference",
    "country",
)
_OWN: Final = (
    "categories",
    "seen_by",
    "group",
    "types",
    "approach",
    "owner",
    "helped_by",
    "addresses",
    "targets",
    "fallback_for",
    "legal_basis.status",
    "legal_basis.reference",
    "level",
    "status",
    "priority.feasibility",
    "priority.efficiency",
    "priority.impact",
    "side_effects",
    "evidence",
    "description",
    "note",
    "sources",
    "tags",
    "classification",
    "certainty",
)
COLUMNS: Final = (*_NAMED, *_FACTS, *_OWN)
"""The columns by id, in the order of the file format."""


_LISTS: Final = {
    "block": ("block",),
    "categories": ("opportunity-category", "signal-category"),
    **CLOSED_LISTS,
}


_SEVERAL: Final = ("categories", "types", "approach")
"""Closed lists of which an item may have several values."""


def items(model: BarrierModel) -> Table:
    """Every item of the model, stage by stage."""
    return Table(
        id="items",
        title=catalogue().say("views.items.title"),
        columns=tuple(_columns(model)),
        rows=tuple(_row(model, item) for item in model.items),
        role=TableRole.ITEMS,
        lead="name",
        group_by=("stage_name", "block"),
        by_stage=True,
        empty=catalogue().say("views.items.empty"),
    )


def _columns(model: BarrierModel) -> Iterator[Column]:
    stages = (*(stage.name for stage in model.stages), catalogue().say("views.general"))
    for column in columns("items", COLUMNS, lists=_LISTS):
        choices = tuple(dict.fromkeys(stages)) if column.id == "stage_name" else column.choices
        yield replace(column, choices=choices, several=column.id in _SEVERAL)


def _row(model: BarrierModel, item: Item) -> tuple[Cell, ...]:
    named = (
        item.element,
        item.stage,
        stage_label(model, item),
        item.block.value,
        item.label,
        item.id or "",
        item.party.text if item.party else "",
    )
    facts = item.facts if isinstance(item, Facilitator | Partner) else None
    values = [*named, *(_told(facts, name) for name in _FACTS), *(_told(item, name) for name in _OWN)]
    first, *others = (Entry(text=value, element=item.element) for value in values)
    return (replace(first, facets=facets(model, item)),), *((entry,) for entry in others)


def _told(holder: object, name: str) -> str:
    """An attribute as a text; empty where the item does not have it or does not tell it."""
    value = attribute(holder, name)
    return joined(map(typed, value)) if isinstance(value, tuple) else typed(value)
