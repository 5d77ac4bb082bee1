"""The part of a model that somebody names, by its id, its address or its name."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from barrierctl.changes.words import Words, say
from barrierctl.errors import UsageError
from barrierctl.messages import catalogue, is_whole_process, unknown, value_of, where
from barrierctl.model.entities import Entity
from barrierctl.model.model import BarrierModel
from barrierctl.model.references import MAY_NAME, Index
from barrierctl.model.types import Element, Item, Party
from barrierctl.names import find_stage, fold
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.source.tree import Path

WHOLE_MODEL: Final = "model"
_PLAN: Final = "plan"
_KINDS: Final = (*MAY_NAME["at"], Block.FACILITATORS.value, Block.PARTNERS.value)


class Place(NamedTuple):
    """A part of a model: its path, and what it is; None for the model itself, and for the plan."""

    path: Path
    element: Element | None = None


def find_element(model: BarrierModel, text: str) -> Place:
    """Find the part of a model that a text names: `model`, `plan`, an id, an address or a name.

    Raises:
        UsageError: nothing has this name, or several parts have it.
    """
    if text in (WHOLE_MODEL, model.id):
        return Place(())
    if text == _PLAN and model.plan:
        return Place((_PLAN,))
    every = (one for one in model.elements if not isinstance(one, Party) or one.listed)
    found = next((one for one in every if text in (one.element, getattr(one, "address", ""))), None)
    found = found or _by_name(model, text)
    if isinstance(found, Party) and found.shared:
        raise UsageError(say("shared", text=found.name))
    return Place(found.path, found)


def _by_name(model: BarrierModel, text: str) -> Element:
    index, elements = Index(model), dict[Path, Element]()
    for candidate in index.find(_KINDS, text):
        target = candidate.target
        meant: Sequence[Element]
        if isinstance(target, Entity):
            party = model.party_of(target.first)
            is_listed = party and party.listed and target.block in (Block.FACILITATORS, Block.PARTNERS)
            meant = [party] if party and is_listed else target.items
        elif isinstance(target, Party) and not target.listed:
            meant = candidate.occurrences or model.items_of(target)
        else:
            meant = [target]
        elements |= {element.path: element for element in meant}
    if len(elements) == 1:
        return next(iter(elements.values()))
    if elements:
        raise UsageError(say("several", text=text, addresses=[one.element for one in elements.values()]))
    if text == _PLAN:
        raise UsageError(say("no_plan"))
    near = index.guess("at", text)
    raise UsageError(
        say("no_element", text=text) + (f" {catalogue().say('near', near=near)}" if near else "")
    )


def subject(model: BarrierModel, place: Place) -> str:
    """Say what a place is: `Selling drugs: signal "X"`, or `Party "Customs"`."""
    element = place.element
    if isinstance(element, Item):
        return Words(model, {}).subject(element.stage, element.block, element.label)
    if element:
        return where(model.location_of(element)) or element.element
    return say(f"holders.{place.path[0]}" if place.path else "the_model")


def find_stage_id(model: BarrierModel, text: str) -> str:
    """Find a stage by its id or name, and give its id; `general` for the whole process.

    Raises:
        UsageError: there is no such stage, or several have that name.
    """
    found = stage_ids(model, text)
    if not found:
        raise unknown("stage", text, [stage.name for stage in model.stages])
    if len(found) > 1:
        raise UsageError(say("several", text=text, addresses=found))
    return found[0]


def stage_ids(model: BarrierModel, text: str) -> list[str]:
    """List the ids of the stages that an id or a name means; `general` is the whole process."""
    found = find_stage(text, [(stage.id, stage.name) for stage in model.stages])
    same = [stage.id for stage in model.stages if fold(stage.name) == fold(text)]
    if found:
        return same if found != text and len(same) > 1 else [found]
    return [RESERVED_ID] if is_whole_process(text) else []


def find_block(model: BarrierModel, text: str) -> Block:
    """Find a block by its key, by its label or the model's own, or by what one of its items is called.

    Raises:
        UsageError: there is no such block.
    """
    own, label = model.header.labels, catalogue().label
    names = {
        name: block
        for block in Block
        for name in (own.get(block), block.value, label("block", block), say(f"kinds.{block}"))
        if name
    }
    by_name = next((block for name, block in names.items() if fold(name) == fold(text)), None)
    found = by_name or value_of("block", text, Block)
    if found is None:
        labels = [own.get(block) or label("block", block) for block in Block]
        raise UsageError(say("cells.block", text=text, names=labels) + catalogue().did_you_mean(text, names))
    return Block(found)
