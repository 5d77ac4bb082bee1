"""Family `coverage`: empty cells, and stages where nobody acts. Serves completeness (Borrion 2013)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from barrierctl.findings import Violation
from barrierctl.gaps import RuleFunction
from barrierctl.gaps.helpers import at
from barrierctl.limits import MAX_BARRIERS_ELSEWHERE
from barrierctl.model.entities import Occurrences
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Item, Partner, Stage
from barrierctl.vocabulary import DOUBTFUL, Block, Sector


def stage_empty(model: BarrierModel) -> Iterator[Violation]:
    """Report stages with five empty blocks and no reason for that. Source: EUCPN 2021, 2.1."""
    return (at(model, stage) for stage in model.stages if stage.is_empty)


def stage_without(block: Block) -> RuleFunction:
    """Make the rule for one block: report stages where it is empty. Source: EUCPN 2021, 2.1 A to E.

    The hint names the general items of the block; for barriers, those elsewhere that address a party.
    """

    def rule(model: BarrierModel) -> Iterator[Violation]:
        general = [item.label for item in model.active_items(None, block)]
        elsewhere = _barriers_elsewhere(model) if block is Block.BARRIERS else {}
        for stage in model.stages:
            if stage.is_empty or model.active_items(stage, block) or block in stage.not_applicable:
                continue
            question = stage.unknown.get(block, "")
            parameters = {"asked": question, "general": general, **elsewhere.get(stage.id, {})}
            yield at(model, stage, "unknown" if question else "", block=block, **parameters)

    return rule


def _barriers_elsewhere(model: BarrierModel) -> dict[str, dict[str, Any]]:
    """Collect the barriers of other stages that address a party of a stage, by that stage."""
    groups: dict[object, tuple[Occurrences, list[Barrier]]] = {}
    for barrier in model.barriers:
        for link in () if barrier.is_general else model.links_of(barrier, "addresses"):
            items = link.occurrences
            key = id(items) if len(items) > 1 else tuple(item.address for item in items)
            _, addressing = groups.setdefault(key, (items, []))
            if len(addressing) < MAX_BARRIERS_ELSEWHERE:
                addressing.append(barrier)
    found: dict[str, dict[str, tuple[Barrier, Item]]] = defaultdict(dict)
    for items, addressing in groups.values():
        for item in items:
            found[item.stage].update((barrier.address, (barrier, item)) for barrier in addressing)
    parameters: dict[str, dict[str, Any]] = {}
    for stage, pairs in found.items():
        first = sorted(pairs.values(), key=lambda pair: pair[0].path)[:MAX_BARRIERS_ELSEWHERE]
        parameters[stage] = {"barriers": [barrier.label for barrier, _ in first]}
        if len(first) == 1:
            ((barrier, party),) = first
            its_stage = model.stage_name(barrier.stage) or ""
            parameters[stage] = {"barrier": barrier.label, "its_stage": its_stage, "party": party.label}
    return parameters


def stage_with_doubtful_partners_only(model: BarrierModel) -> Iterator[Violation]:
    """Report stages where no partner has confirmed. Source: EUCPN 2021, 2.1 D."""
    for stage, partners in _partners(model):
        if not _confirmed(model, partners):
            names = [partner.label for partner in partners]
            variant = "" if len(names) == 1 else "several"
            yield at(model, stage, variant, block=Block.PARTNERS, names=names, name=names[0])


def stage_with_one_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report stages with one partner who is not doubtful. Source: EUCPN 2021, 2 and 2.1 D."""
    for stage, partners in _partners(model):
        confirmed = _confirmed(model, partners)
        if len({model.entity_of(partner).element for partner in confirmed}) == 1:
            yield at(model, stage, block=Block.PARTNERS, name=confirmed[0].label)


def stage_without_public_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report stages where every partner has a sector, and none is public. Source: EUCPN 2021, 2.1 D."""
    for stage, partners in _partners(model):
        sectors = [model.facts_of(partner).sector for partner in partners]
        if all(sectors) and Sector.PUBLIC not in sectors:
            yield at(model, stage, block=Block.PARTNERS, names=[partner.label for partner in partners])


def _partners(model: BarrierModel) -> Iterator[tuple[Stage, list[Partner]]]:
    """The stages that have partners, with these."""
    for stage in model.stages:
        partners = [item for item in stage.blocks[Block.PARTNERS] if isinstance(item, Partner)]
        if partners:
            yield stage, partners


def _confirmed(model: BarrierModel, partners: list[Partner]) -> list[Partner]:
    return [partner for partner in partners if model.facts_of(partner).commitment not in DOUBTFUL]
