"""Family `coverage`: empty cells, and stages where nobody acts. Serves completeness (Borrion 2013)."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from barrierctl.findings import Severity, Violation
from barrierctl.gaps.helpers import (
    active_entities,
    at,
    barrier_parties,
    links,
    once_per_model,
    party_facts,
)
from barrierctl.gaps.reliance import needs_powers
from barrierctl.limits import MAX_BARRIERS_ELSEWHERE, MAX_NAMES_OF_ENTITY
from barrierctl.model.entities import Occurrences
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Item, Partner, Stage
from barrierctl.resources.vocabulary import DOUBTFUL, Block, Commitment, Sector


def stage_empty(model: BarrierModel) -> Iterator[Violation]:
    """Report stages with five empty blocks and no reason for that. Source: EUCPN 2021, 2.1."""
    return (at(model, stage) for stage in model.stages if stage.is_empty)


def stage_without(model: BarrierModel, block: Block) -> Iterator[Violation]:
    """Report stages where one block is empty. Source: EUCPN 2021, 2.1 A to E."""
    empty = [
        stage
        for stage in model.stages
        if not (stage.is_empty or model.active_items(stage, block) or block in stage.not_applicable)
    ]
    if not empty:
        return
    general = [item.label for item in model.active_items(None, block)]
    known: dict[str, dict[str, Any]] = {}
    if block is Block.BARRIERS:
        known = _barriers_for(model)
    elif block is Block.PARTNERS:
        known = _relied_on(model)
    if len(empty) > 1 and len(empty) == len(model.stages) and not general:
        relied_on = [name for each in known.values() for name in each.get("relied_on", ())]
        names = [stage.name for stage in empty]
        yield at(model, None, "nowhere", about=names, relied_on=list(dict.fromkeys(relied_on)))
        return
    for stage in empty:
        asked = stage.unknown.get(block, "")
        here = [item.label for item in stage.blocks[Block.PARTNERS]] if len(empty) == 1 else []
        parameters = {"here": here, "asked": asked, "general": general, **known.get(stage.id, {})}
        targeting = parameters.get("targeting")
        variant = "unknown" if asked else "elsewhere" if targeting else ""
        severity = Severity.INFO if targeting else None
        yield at(model, stage, variant, block=block, severity=severity, **parameters)


def _relied_on(model: BarrierModel) -> dict[str, dict[str, Any]]:
    """Collect by stage the parties on which its barriers rely."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for barrier, party in barrier_parties(model, "owner", "helped_by", "addresses"):
        found[barrier.stage][party.element] = party.name
    return {stage: {"relied_on": list(parties.values())} for stage, parties in found.items()}


def _barriers_for(model: BarrierModel) -> dict[str, dict[str, Any]]:
    """Collect by stage what is known of barriers elsewhere that target its items or call on its partners."""
    known = _barriers_elsewhere(model)
    powerless = {one.element for one in active_entities(model, Block.BARRIERS) if needs_powers(one)}
    targeting: dict[str, list[dict[str, str]]] = defaultdict(list)
    waiting: dict[str, dict[str, str]] = defaultdict(dict)
    for items, barriers in _by_target(model, "targets"):
        elsewhere = [one for one in barriers if one.is_general or not items.are_in(one.stage)]
        every = {model.entity_of(barrier).element: barrier.label for barrier in elsewhere}
        labels = {element: label for element, label in every.items() if element not in powerless}
        first = dict(islice((pair for pair in every.items() if pair[0] in powerless), MAX_NAMES_OF_ENTITY))
        for stage in items.stages if every else ():
            targeting[stage].append(labels)
            waiting[stage] |= first
    for stage, groups in targeting.items():
        known.setdefault(stage, {})["waiting"] = list(waiting[stage].values())
        some = (islice(labels.items(), MAX_NAMES_OF_ENTITY) for labels in groups)
        names = list(dict(chain.from_iterable(some)).values())
        count = max(len(names), *map(len, groups))
        known[stage].update(targeting=names, count=count)
    return known


def _by_target(model: BarrierModel, key: str) -> Iterator[tuple[Occurrences, list[Barrier]]]:
    """Group barriers by what they link to under a key: many may link to the same."""
    groups: dict[object, tuple[Occurrences, list[Barrier]]] = {}
    for link in links(model, key):
        items = link.occurrences
        same = id(items) if len(items) > 1 else tuple(item.address for item in items)
        if isinstance(link.holder, Barrier):
            groups.setdefault(same, (items, []))[1].append(link.holder)
    return iter(groups.values())


def _barriers_elsewhere(model: BarrierModel) -> dict[str, dict[str, Any]]:
    """Collect the barriers of other stages that address a party of a stage, by that stage."""
    found: dict[str, dict[str, tuple[Barrier, Item]]] = defaultdict(dict)
    for items, barriers in _by_target(model, "addresses"):
        addressing = [barrier for barrier in barriers if not barrier.is_general][:MAX_BARRIERS_ELSEWHERE]
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


def stage_with_unconfirmed_partners_only(model: BarrierModel) -> Iterator[Violation]:
    """Report stages where no partner has confirmed. Source: EUCPN 2021, 2.1 D."""
    for stage, partners, certain in _partners(model):
        if not certain:
            names = [partner.label for partner in partners]
            parties = list(dict.fromkeys(party.name for party in map(model.party_of, partners) if party))
            variant = "" if len(names) == 1 else "several"
            parameters: dict[str, Any] = {"names": names, "name": names[0], "parties": parties}
            yield at(model, stage, variant, block=Block.PARTNERS, **parameters)


def stage_with_one_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report stages with only one certain partner. Source: EUCPN 2021, 2 and 2.1 D."""
    general = party_facts(model, model.general[Block.PARTNERS])
    if any(facts.commitment is Commitment.CONFIRMED for facts in general):
        return
    for stage, partners, certain in _partners(model):
        if len({model.entity_of(partner).element for partner in certain}) == 1:
            others = [partner.label for partner in partners if partner not in certain]
            is_confirmed = model.facts_of(certain[0]).commitment is Commitment.CONFIRMED
            yield at(
                model,
                stage,
                ("" if is_confirmed else "unrecorded") if others else "only",
                block=Block.PARTNERS,
                name=certain[0].label,
                others=others,
            )


def stage_without_public_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report stages where all partners have a sector, and nobody public acts. Source: EUCPN 2021, 2.1 D."""
    acting: defaultdict[str, set[Sector | None]] = defaultdict(set)
    for barrier, party in barrier_parties(model, "owner", "helped_by"):
        own = {facts.sector for facts in party_facts(model, model.items_of(party).partners)}
        acting[barrier.stage] |= own - {None} or {party.facts.sector}
    for stage, partners, _ in _partners(model):
        sectors = [facts.sector for facts in party_facts(model, partners)]
        if all(sectors) and Sector.PUBLIC not in {*sectors, *acting[stage.id]}:
            yield at(model, stage, block=Block.PARTNERS, names=[partner.label for partner in partners])


@once_per_model
def _partners(model: BarrierModel) -> list[tuple[Stage, list[Partner], list[Partner]]]:
    """The stages that have partners, with these, and with those who are not known to be uncertain."""
    found = []
    for stage in model.stages:
        partners = [item for item in stage.blocks[Block.PARTNERS] if isinstance(item, Partner)]
        certain = [partner for partner in partners if model.facts_of(partner).commitment not in DOUBTFUL]
        if partners:
            found.append((stage, partners, certain))
    return found
