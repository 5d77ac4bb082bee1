"""The words of a view: the model's own for the blocks, else the catalogue's."""

from collections.abc import Iterable, Mapping
from typing import Final

from barrierctl.document import Column
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.vocabulary import LISTS, RESERVED_ID, Block

CLOSED_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "sector": ("sector",),
    "world": ("world",),
    "awareness": ("awareness",),
    "industry": ("industry",),
    "commitment": ("commitment",),
    "information_exchange.status": ("exchange",),
    "types": ("barrier-type",),
    "approach": ("approach",),
    "legal_basis.status": ("legal-basis",),
    "level": ("level",),
    "status": ("barrier-status",),
    "classification": ("classification",),
    "certainty": ("certainty",),
}
"""The closed lists whose values may stand in a column, by its id."""


def block_label(model: BarrierModel, block: Block) -> str:
    """What a block is called in this model."""
    return model.header.labels.get(block) or catalogue().label("block", block)


def columns(
    view: str,
    names: Iterable[str],
    *,
    many: Iterable[str] = (),
    lists: Mapping[str, tuple[str, ...]] = CLOSED_LISTS,
) -> tuple[Column, ...]:
    """The columns of a list of records.

    Args:
        view: whose own words, where it has any, go before those of all views.
        names: the ids, in order.
        many: those whose cells hold several entries.
        lists: the closed lists whose values may stand in a column, by its id.
    """
    labels = catalogue().entry("views.columns") | catalogue().entry(f"views.{view}").get("columns", {})
    several = frozenset(many)
    return tuple(
        Column(id=name, label=labels[name], many=name in several, choices=_choices(lists.get(name, ())))
        for name in names
    )


def _choices(lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.value for name in lists for value in LISTS[name])


def stage_columns(model: BarrierModel, head: str, *, many: bool = False) -> tuple[Column, ...]:
    """The columns of a grid: the rows' names, a column a stage, and one for general items, if any."""
    shown = [Column(id="block", label=head)]
    shown += [Column(id=stage.id, label=stage.name, many=many) for stage in model.stages]
    if model.general_items:
        shown.append(Column(id=RESERVED_ID, label=catalogue().say("views.general"), many=many))
    return tuple(shown)
