"""View `items`: a row an item, a column an attribute; what stands in the file, nothing inherited."""

from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.document import Cell, Column, Entry, Table
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.facts import Reference, SourceUse
from barrierctl.model.parts import Facilitator, Item, Partner
from barrierctl.text.sheets import joined

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


def items(model: BarrierModel) -> Table:
    """Every item of the model, stage by stage."""
    words, labels = catalogue(), catalogue().entry("views.columns")
    return Table(
        id="items",
        title=words.say("views.items.title"),
        columns=tuple(Column(id=name, label=labels[name]) for name in COLUMNS),
        rows=tuple(_row(model, item) for item in model.items),
    )


def _row(model: BarrierModel, item: Item) -> tuple[Cell, ...]:
    named = (
        item.element,
        item.stage,
        model.stage_name(item.stage) or catalogue().say("views.general"),
        item.block.value,
        item.label,
        item.id or "",
        item.party.text if item.party else "",
    )
    facts = item.facts if isinstance(item, Facilitator | Partner) else None
    values = [*named, *(_told(facts, name) for name in _FACTS), *(_told(item, name) for name in _OWN)]
    return tuple((Entry(text=value, element=item.element),) for value in values)


def _told(holder: object, name: str) -> str:
    """An attribute as a text; empty where the item does not have it or does not tell it."""
    value: object = holder
    for step in name.split("."):
        value = getattr(value, step, None)
    match value:
        case None:
            return ""
        case tuple():
            return joined(_each(value))
        case _:
            return str(value)


def _each(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        match value:
            case Reference():
                yield value.text
            case SourceUse():
                yield f"{value.source.text} @ {value.at}" if value.at else value.source.text
            case _:
                yield str(value)
