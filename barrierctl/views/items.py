"""View `items`: one row per item, one column per attribute; as in the file, with nothing inherited."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Facilitator, Item, Opportunity, Partner, PartyFacts, Signal
from barrierctl.resources.vocabulary import Block
from barrierctl.views.columns import (
    CLOSED_LISTS,
    EVERY,
    PARTY_FACTS,
    Attributes,
    attribute,
    block_label,
    columns,
    item_entry,
    make_table,
    offering_blocks,
    stage_label,
)
from barrierctl.views.document import Cell, Entry, Roster, Table, TableRole
from barrierctl.views.translations import translated_columns, translation_of, with_translations

COLUMNS: Final = (
    *("element", "stage", "stage_name", "block", "name", "id", "party", *PARTY_FACTS),
    *("categories", "seen_by", "reported_to", "group", "types", "approach", "owner", "helped_by"),
    *("addresses", "targets", "fallback_for", "legal_basis.status", "legal_basis.reference", "level"),
    *("status",),
    *("priority.feasibility", "priority.efficiency", "priority.impact", "side_effects", "evidence"),
    *("description", *EVERY),
)
"""The ids of the columns, in the order of the file format."""

_NUMBERS: Final = {name: at for at, name in enumerate(COLUMNS)}
_COLUMNS_OF: Final = {
    field: [name for name in COLUMNS if name.partition(".")[0] == field]
    for field in {name.partition(".")[0] for name in COLUMNS} - {"element", "stage", "block", "name"}
}
"""The columns of an attribute that differs from item to item; one has several if it has several parts."""

_LISTS: Final = {
    "block": ("block",),
    "categories": ("opportunity-category", "signal-category"),
    **CLOSED_LISTS,
}
_SHOWN: Final = (
    *("stage_name", "block", "name", "categories", "seen_by", "types", "owner", "targets", "status", "note"),
)
"""The ids of the columns that a group fills in; the others are details."""
_DETAILS: Final = frozenset(COLUMNS) - frozenset(_SHOWN)
_KEYS: Final = {
    block: {field.name for kind in kinds for field in fields(kind)}
    for block, kinds in {
        Block.FACILITATORS: (Facilitator, PartyFacts),
        Block.OPPORTUNITIES: (Opportunity,),
        Block.SIGNALS: (Signal,),
        Block.PARTNERS: (Partner, PartyFacts),
        Block.BARRIERS: (Barrier,),
    }.items()
}
"""The attributes that the items of a block may have."""
_ADDS_TO: Final = {
    Roster.PARTIES: (Block.FACILITATORS, Block.PARTNERS),
    Roster.TARGETS: (Block.FACILITATORS, Block.OPPORTUNITIES, Block.SIGNALS),
    Roster.BARRIERS: (Block.BARRIERS,),
}
"""The lists of names to which the items of some blocks belong."""
_SEVERAL: Final = ("categories", "types", "approach")
"""Closed lists of which an item may have several values."""


def items(model: BarrierModel, translations: Iterable[str] | None = None) -> Table:
    """Show every item of the model, stage by stage.

    Args:
        model: to show.
        translations: further languages, or ids of columns, for texts in other languages; None if there are no
            columns for those.
    """
    others = [] if translations is None else translated_columns(model, translations)
    attributes, general = Attributes(model), catalogue().say("views.general")
    places: dict[tuple[str, Block], list[Cell]] = {}
    stages = tuple(dict.fromkeys((*(stage.name for stage in model.stages), general)))
    shown = (
        replace(
            column,
            choices=stages if column.id == "stage_name" else column.choices,
            values=stages if column.id == "stage_name" else column.values,
            several=column.id in _SEVERAL,
            blocks=_blocks_with(model, column.id),
        )
        for column in offering_blocks(model, columns("items", COLUMNS, lists=_LISTS, details=_DETAILS))
    )
    own = tuple(shown)
    return make_table(
        "items",
        (*own, *with_translations(own, others)),
        (
            (*_row(model, attributes, item, places), *_translations(attributes, item, others))
            for item in model.items
        ),
        role=TableRole.ITEMS,
        paths=tuple(item.path for item in model.items),
        lead="name",
        group_by=("stage_name", "block"),
        by_stage=True,
        # Of stages and blocks without an item, unless there can be none.
        open_groups=tuple(
            (stage.name, block_label(model, block))
            for stage in model.stages
            for block in Block
            if not stage.blocks[block] and block not in stage.not_applicable
        ),
        adds_to={
            roster: tuple(block_label(model, block) for block in members)
            for roster, members in _ADDS_TO.items()
        },
    )


def _translations(attributes: Attributes, item: Item, columns: Iterable[str]) -> Iterator[Cell]:
    for column in columns:
        text = translation_of(item, column)
        yield (attributes.entry(column, text, item.element),) if text else ()


def _blocks_with(model: BarrierModel, name: str) -> tuple[str, ...]:
    """Return the blocks whose items have an attribute, or none if all have it."""
    blocks = [block for block, keys in _KEYS.items() if name.partition(".")[0] in keys]
    return tuple(block_label(model, block) for block in blocks) if len(blocks) < len(Block) else ()


def _row(
    model: BarrierModel, attributes: Attributes, item: Item, places: dict[tuple[str, Block], list[Cell]]
) -> tuple[Cell, ...]:
    """Make the cells of an item; what all items of its stage and block share is kept in *places*."""
    place, element = (item.stage, item.block), item.element
    if place not in places:
        # Most of the cells are empty: of 50,000 rows, an entry in each of them would take a gigabyte.
        places[place] = [()] * len(COLUMNS)
        shared = {"stage": item.stage, "stage_name": stage_label(model, item), "block": item.block}
        for name, value in shared.items():
            places[place][_NUMBERS[name]] = (attributes.entry(name, value, None),)
    row = places[place].copy()
    for holder in (item.facts, item) if isinstance(item, Facilitator | Partner) else (item,):
        for key, value in vars(holder).items():
            for name in _COLUMNS_OF.get(key, ()) if value else ():
                one = value if key == name else attribute(holder, name)
                row[_NUMBERS[name]] = (attributes.entry(name, one, element),) if one else ()
    shown = item_entry(model, item)
    row[_NUMBERS["name"]] = (replace(shown, raw=shown.text, facets={}),)
    row[_NUMBERS["element"]] = (Entry(text=element, element=element, facets=shown.facets),)
    return tuple(row)
