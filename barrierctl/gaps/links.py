"""Family `links`: who leads a barrier, what it targets, who sees a signal, what nobody does."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from barrierctl.findings import Severity, Violation
from barrierctl.gaps.helpers import KEYS, at_element, at_entity, at_model, links, meant, parties_linked, speak
from barrierctl.model.entities import Entity, Link, Occurrences
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Measure
from barrierctl.model.types import Barrier, Facilitator, Partner, Party, PartyFacts, Signal
from barrierctl.names import fold
from barrierctl.vocabulary import DOUBTFUL, Awareness, Block, Commitment, World

_MOST: Final = 100
"""So many stages and names of one entity are told of at most: many barriers may work on it."""
_MOST_IN_ONE: Final = 12


def no_links(model: BarrierModel) -> Iterator[Violation]:
    """No barrier says who sets it up or what it works on, or no signal who sees it."""
    told = {link.key for link in links(model, *KEYS)}
    asked = [("owner", model.barriers), ("targets", model.barriers), ("seen_by", model.signals)]
    missing = [key for key, items in asked if items and key not in told]
    if missing:
        yield at_model(model, "-".join(key.replace("_", "-") for key in missing))


def barrier_without_owner(model: BarrierModel) -> Iterator[Violation]:
    """Nobody sets it up."""
    entities = [(barrier, barrier.label, bool(barrier.owner)) for barrier in model.barriers]
    return speak(model, entities, lambda barrier: at_element(model, barrier))


def owner_not_partner(model: BarrierModel) -> Iterator[Violation]:
    """An owner or helper is no partner in the stage of the barrier."""
    for link in links(model, "owner", "helped_by"):
        barrier, party = link.holder, link.target
        if not isinstance(barrier, Barrier) or not isinstance(party, Party):
            continue
        cells = model.partner_cells(party)
        if not cells.are_in(barrier.stage):
            stages = _stage_names(model, cells)
            part = _part(link, barrier)
            yield at_element(model, barrier, part, subject=party.element, party=party.name, stages=stages)


def owner_doubtful(model: BarrierModel) -> Iterator[Violation]:
    """The owner of a barrier or a measure is a partner only in doubt."""
    commitments: dict[str, list[Commitment | None]] = {}
    for link in model.links_by("owner"):
        party, holder = link.target, link.holder
        if not isinstance(party, Party) or not isinstance(holder, Barrier | Measure):
            continue
        if isinstance(holder, Barrier) and not holder.counts:
            continue
        if party.element not in commitments:
            commitments[party.element] = _commitments(model, party)
        told = commitments[party.element]
        if told and all(commitment in DOUBTFUL for commitment in told):
            yield at_element(model, holder, subject=party.element, party=party.name, commitment=str(told[0]))


def addressee_not_partner(model: BarrierModel) -> Iterator[Violation]:
    """Those whom a barrier addresses are no partners in its stage."""
    for barrier in model.barriers:
        strangers = [
            (link.target, model.partner_cells(link.target))
            for link in model.links_of(barrier, "addresses")
            if isinstance(link.target, Party) and not model.partner_cells(link.target).are_in(barrier.stage)
        ]
        if strangers and not _is_away(model, barrier):
            nowhere = [party.name for party, cells in strangers if not cells]
            yield at_element(
                model,
                barrier,
                "general" if barrier.is_general else "",
                severity=Severity.WARNING if nowhere else None,
                names=[party.name for party, _ in strangers],
                elsewhere=[_with_stages(model, party, cells) for party, cells in strangers if cells],
                nowhere=nowhere,
            )


def barrier_without_target(model: BarrierModel) -> Iterator[Violation]:
    """A barrier works on nothing that the model lists."""
    entities = [
        (barrier, barrier.label, bool(barrier.targets or barrier.addresses))
        for barrier in model.barriers
        if not barrier.is_general
    ]
    return speak(model, entities, lambda barrier: at_element(model, barrier))


def barrier_away_from_its_target(model: BarrierModel) -> Iterator[Violation]:
    """Nothing that a barrier works on stands in its stage, and something stands in another."""
    for barrier in model.barriers:
        if _is_away(model, barrier):
            places = _worked_on(model, barrier)
            names = {fold(label): label for each in places for label in each.labels[:_MOST]}
            yield at_element(model, barrier, names=list(names.values()), stages=_stage_names(model, *places))


def _part(link: Link, barrier: Barrier) -> str:
    """The wording for an owner or a helper, in a stage or of the whole process."""
    helper = link.key == "helped_by"
    if barrier.is_general:
        return "general-helper" if helper else "general"
    return "helper" if helper else ""


def _is_away(model: BarrierModel, barrier: Barrier) -> bool:
    places = _worked_on(model, barrier)
    here = any(each.are_in(barrier.stage) for each in places)
    return bool(places) and not here and not barrier.is_general


def _worked_on(model: BarrierModel, barrier: Barrier) -> list[Occurrences]:
    links_there = model.links_of(barrier, "targets", "addresses")
    return [link.places for link in links_there if link.places]


def _commitments(model: BarrierModel, party: Party) -> list[Commitment | None]:
    cells = [
        model.facts_of(cell).commitment for cell in model.partner_cells(party) if isinstance(cell, Partner)
    ]
    return cells or ([party.facts.commitment] if party.facts.commitment else [])


def _stage_names(model: BarrierModel, *places: Occurrences) -> list[str]:
    """The names of the first stages of these places, in the order of the model."""
    ids = {stage for each in places for stage in islice(each.stages, _MOST)}
    stages = (model.stage_by_id[stage] for stage in ids if stage in model.stage_by_id)
    return [stage.name for stage in sorted(stages, key=lambda stage: stage.path)]


def _with_stages(model: BarrierModel, party: Party, cells: Occurrences) -> str:
    names = _stage_names(model, cells)
    return f"{party.name} ({', '.join(names[:_MOST_IN_ONE])})"


def opportunity_without_barrier(model: BarrierModel) -> Iterator[Violation]:
    """No barrier works on an opportunity."""
    targeted = _targeted(model)
    entities = [
        (entity, entity.name, entity.element in targeted) for entity in model.entities_of(Block.OPPORTUNITIES)
    ]
    return speak(model, entities, lambda entity: at_entity(model, entity))


def facilitator_without_barrier(model: BarrierModel) -> Iterator[Violation]:
    """No barrier works on a facilitator; those of the criminal world are told together."""
    targeted, addressed = _targeted(model), parties_linked(model, "addresses")
    criminal: list[tuple[Entity, str, bool]] = []
    others: list[tuple[Entity, str, bool]] = []
    for entity in model.entities_of(Block.FACILITATORS):
        linked = entity.element in targeted or _party_element(model, entity) in addressed
        group = criminal if any(facts.world is World.CRIMINAL for facts in _facts(model, entity)) else others
        group.append((entity, entity.name, linked))
    yield from speak(model, others, lambda entity: at_entity(model, entity))
    names = [name for _, name, linked in criminal if not linked]
    if names:
        variant = "criminal" if len(names) > 1 else "criminal-one"
        yield at_model(model, variant, severity=Severity.INFO, names=names)


def facilitator_could_be_partner(model: BarrierModel) -> Iterator[Violation]:
    """A facilitator within the law, not knowing what it supports, whom nobody has asked."""
    asked = parties_linked(model, "addresses", "owner") | _owners_of_measures(model)
    for entity in model.entities_of(Block.FACILITATORS):
        element = _party_element(model, entity)
        party = model.party_of(entity.first)
        if party is None or element in asked or model.partner_cells(party):
            continue
        cells = _facts(model, entity)
        lawful = any(facts.world in (World.LEGAL, World.BOTH) for facts in cells)
        if lawful and not any(facts.awareness is Awareness.KNOWING for facts in cells):
            yield at_entity(model, entity)


def _owners_of_measures(model: BarrierModel) -> set[str]:
    return {link.target.element for link in model.links_by("owner") if not isinstance(link.holder, Barrier)}


def _targeted(model: BarrierModel) -> set[str]:
    return {model.entity_of(item).element for item in meant(links(model, "targets"))}


def _party_element(model: BarrierModel, entity: Entity) -> str | None:
    party = model.party_of(entity.first)
    return party.element if party else None


def _facts(model: BarrierModel, entity: Entity) -> list[PartyFacts]:
    return [model.facts_of(item) for item in entity.items if isinstance(item, Facilitator)]


def signal_nobody_sees(model: BarrierModel) -> Iterator[Violation]:
    """A signal without anybody who could see it."""
    entities = [
        (entity, entity.name, any(isinstance(item, Signal) and item.seen_by for item in entity.items))
        for entity in model.entities_of(Block.SIGNALS)
    ]
    return speak(model, entities, lambda entity: at_entity(model, entity))


def partner_without_role(model: BarrierModel) -> Iterator[Violation]:
    """A partner who in no stage owns, helps with, is addressed by or sees anything."""
    busy = parties_linked(model, *KEYS)
    entities = []
    for entity in model.entities_of(Block.PARTNERS):
        party = model.party_of(entity.first)
        entities.append((entity, entity.name, party is not None and party.element in busy))
    return speak(model, entities, lambda entity: at_entity(model, entity))


def partner_unlikely_to_cooperate(model: BarrierModel) -> Iterator[Violation]:
    """A partner of the criminal world, knowing, or unlikely, and not confirmed. Source: EUCPN 2021, 2.1 D."""
    for entity in model.entities_of(Block.PARTNERS):
        cells = [model.facts_of(item) for item in entity.items if isinstance(item, Partner)]
        if any(facts.commitment is Commitment.CONFIRMED for facts in cells):
            continue
        reasons = {
            "criminal": any(facts.world is World.CRIMINAL for facts in cells),
            "unlikely": any(facts.commitment is Commitment.UNLIKELY for facts in cells),
            "knowing": any(facts.awareness is Awareness.KNOWING for facts in cells),
        }
        for variant in [reason for reason, holds in reasons.items() if holds][:1]:
            yield at_entity(model, entity, variant)
