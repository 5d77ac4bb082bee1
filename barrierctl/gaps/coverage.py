"""Family `coverage`: what is empty, and where nobody acts. Serves completeness (Borrion 2013)."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from barrierctl.findings import Fault
from barrierctl.gaps import RuleFunction
from barrierctl.gaps.sightings import at_stage
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Item, Partner, Stage
from barrierctl.vocabulary import DOUBTFUL, Block, Sector

Parameters: TypeAlias = dict[str, object]


def _nothing(_model: BarrierModel, _stage: Stage) -> Parameters:
    return {}


def stage_empty(model: BarrierModel) -> Iterator[Fault]:
    """All five blocks of a stage are empty, and nothing says why."""
    return (at_stage(stage) for stage in model.stages if _is_bare(model, stage))


def stage_without(block: Block, more: Callable[[BarrierModel, Stage], Parameters] = _nothing) -> RuleFunction:
    """The rule for one block: a stage whose own cell is empty and not said to be not applicable.

    Args:
        block: which.
        more: parameters for the hint, besides the general items of the block.
    """

    def rule(model: BarrierModel) -> Iterator[Fault]:
        for stage in model.stages:
            if not (model.live(stage, block) or block in stage.not_applicable or _is_bare(model, stage)):
                asked = stage.unknown.get(block, "")
                general = [item.label for item in model.live_general(block)]
                told = {"asked": asked, "general": general, **more(model, stage)}
                yield at_stage(stage, block, "unknown" if asked else "", **told)

    return rule


def barriers_elsewhere(model: BarrierModel, stage: Stage) -> Parameters:
    """For the hint: barriers of other stages that address a party of this one."""
    elsewhere = _barriers_for(model, stage)
    if len(elsewhere) != 1:
        return {"barriers": [barrier.label for barrier, _ in elsewhere]}
    ((barrier, party),) = elsewhere
    return {
        "barrier": barrier.label,
        "its_stage": model.stage_name(barrier.stage) or "",
        "party": party.label,
    }


def stage_with_doubtful_partners_only(model: BarrierModel) -> Iterator[Fault]:
    """A stage has partners, and not one of them is sure."""
    for stage in model.stages:
        partners = _partners(stage)
        if partners and not _undoubted(model, partners):
            names = [partner.label for partner in partners]
            yield at_stage(
                stage, Block.PARTNERS, "" if len(names) == 1 else "several", names=names, name=names[0]
            )


def stage_with_one_partner(model: BarrierModel) -> Iterator[Fault]:
    """A stage has one partner who is not in doubt: no joint approach."""
    for stage in model.stages:
        sure = _undoubted(model, _partners(stage))
        if len({model.thing_of(partner).element for partner in sure}) == 1:
            yield at_stage(stage, Block.PARTNERS, name=sure[0].label)


def stage_without_public_partner(model: BarrierModel) -> Iterator[Fault]:
    """Every partner of a stage has its sector told, and none is public."""
    for stage in model.stages:
        sectors = [model.facts_of(partner).sector for partner in _partners(stage)]
        if sectors and all(sectors) and Sector.PUBLIC not in sectors:
            names = [partner.label for partner in _partners(stage)]
            yield at_stage(stage, Block.PARTNERS, names=names)


def _is_bare(model: BarrierModel, stage: Stage) -> bool:
    empty = not any(model.live(stage, block) for block in Block)
    return empty and not (stage.not_applicable or stage.unknown)


def _partners(stage: Stage) -> list[Partner]:
    return [item for item in stage.blocks[Block.PARTNERS] if isinstance(item, Partner)]


def _undoubted(model: BarrierModel, partners: list[Partner]) -> list[Partner]:
    return [partner for partner in partners if model.facts_of(partner).commitment not in DOUBTFUL]


def _barriers_for(model: BarrierModel, stage: Stage) -> list[tuple[Item, Item]]:
    """Barriers of other stages that address a party of this one, with its last item here."""
    found: dict[str, tuple[Item, Item]] = {}
    for barrier in model.barriers:
        if barrier.stage == stage.id or barrier.is_general:
            continue
        here = [
            item
            for link in model.links_of(barrier, "addresses")
            for item in link.places
            if item.stage == stage.id
        ]
        if here:
            found[barrier.address] = (barrier, here[-1])
    return list(found.values())
