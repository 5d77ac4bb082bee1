"""Family `coverage`: what is empty, and where nobody acts. Serves completeness (Borrion 2013)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from barrierctl.findings import Violation
from barrierctl.gaps import RuleFunction
from barrierctl.gaps.helpers import at_stage
from barrierctl.model.entities import Occurrences
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Item, Partner, Stage
from barrierctl.vocabulary import DOUBTFUL, Block, Sector

Parameters: TypeAlias = dict[str, object]
Hints: TypeAlias = Callable[[BarrierModel], Mapping[str, Parameters]]
_MOST_ELSEWHERE: Final = 12
"""So many barriers of other stages are named at most."""


def _nothing(_: BarrierModel) -> Mapping[str, Parameters]:
    return {}


def stage_empty(model: BarrierModel) -> Iterator[Violation]:
    """All five blocks of a stage are empty, and nothing says why."""
    return (at_stage(stage) for stage in model.stages if stage.is_bare)


def stage_without(block: Block, more: Hints = _nothing) -> RuleFunction:
    """The rule for one block: a stage whose own cell is empty and not said to be not applicable.

    Args:
        block: which.
        more: parameters for the hint by stage, besides the general items of the block.
    """

    def rule(model: BarrierModel) -> Iterator[Violation]:
        general = [item.label for item in model.live_general(block)]
        hints = more(model)
        for stage in model.stages:
            if not (stage.is_bare or model.live(stage, block) or block in stage.not_applicable):
                asked = stage.unknown.get(block, "")
                told = {"asked": asked, "general": general, **hints.get(stage.id, {})}
                yield at_stage(stage, block, "unknown" if asked else "", **told)

    return rule


def barriers_elsewhere(model: BarrierModel) -> dict[str, Parameters]:
    """For the hint, by stage: barriers of other stages that address a party of that one."""
    return {stage: _named(model, barriers) for stage, barriers in _addressing(model).items()}


def _named(model: BarrierModel, elsewhere: list[tuple[Item, Item]]) -> Parameters:
    if len(elsewhere) > 1:
        return {"barriers": [barrier.label for barrier, _ in elsewhere]}
    ((barrier, party),) = elsewhere
    its_stage = model.stage_name(barrier.stage) or ""
    return {"barrier": barrier.label, "its_stage": its_stage, "party": party.label}


def stage_with_doubtful_partners_only(model: BarrierModel) -> Iterator[Violation]:
    """A stage has partners, and not one of them is sure."""
    for stage in model.stages:
        partners = _partners(stage)
        if partners and not _undoubted(model, partners):
            names = [partner.label for partner in partners]
            yield at_stage(
                stage, Block.PARTNERS, "" if len(names) == 1 else "several", names=names, name=names[0]
            )


def stage_with_one_partner(model: BarrierModel) -> Iterator[Violation]:
    """A stage has one partner who is not in doubt: no joint approach."""
    for stage in model.stages:
        sure = _undoubted(model, _partners(stage))
        if len({model.entity_of(partner).element for partner in sure}) == 1:
            yield at_stage(stage, Block.PARTNERS, name=sure[0].label)


def stage_without_public_partner(model: BarrierModel) -> Iterator[Violation]:
    """Every partner of a stage has its sector told, and none is public."""
    for stage in model.stages:
        sectors = [model.facts_of(partner).sector for partner in _partners(stage)]
        if sectors and all(sectors) and Sector.PUBLIC not in sectors:
            names = [partner.label for partner in _partners(stage)]
            yield at_stage(stage, Block.PARTNERS, names=names)


def _partners(stage: Stage) -> list[Partner]:
    cell = stage.blocks[Block.PARTNERS]
    return [item for item in cell if isinstance(item, Partner)] if cell else []


def _undoubted(model: BarrierModel, partners: list[Partner]) -> list[Partner]:
    return [partner for partner in partners if model.facts_of(partner).commitment not in DOUBTFUL]


def _addressing(model: BarrierModel) -> dict[str, list[tuple[Item, Item]]]:
    """By stage, the first barriers that address a party there, each with the last item of a party there."""
    found: dict[str, dict[str, tuple[Item, Item]]] = defaultdict(dict)
    for item, barriers in _addressed(model):
        found[item.stage].update((barrier.address, (barrier, item)) for barrier in barriers)
    return {
        stage: sorted(pairs.values(), key=lambda pair: pair[0].path)[:_MOST_ELSEWHERE]
        for stage, pairs in found.items()
    }


def _addressed(model: BarrierModel) -> Iterator[tuple[Item, list[Barrier]]]:
    """The places of parties, each with the first barriers that address it."""
    groups: dict[object, tuple[Occurrences, list[Barrier]]] = {}
    for barrier in model.barriers:
        for link in () if barrier.is_general else model.links_of(barrier, "addresses"):
            key = id(link.places) if len(link.places) > 1 else tuple(item.address for item in link.places)
            _, addressing = groups.setdefault(key, (link.places, []))
            if len(addressing) < _MOST_ELSEWHERE:
                addressing.append(barrier)
    return ((item, barriers) for places, barriers in groups.values() for item in places)
