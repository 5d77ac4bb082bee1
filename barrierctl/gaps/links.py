"""Family `links`: who leads a barrier, what it targets, who sees a signal, what nobody acts on.

Serves ambiguity and completeness (Borrion 2013). Source: EUCPN 2021, 2.1 C to E.
"""

from collections.abc import Iterator
from itertools import islice

from barrierctl.findings import Severity, Violation
from barrierctl.gaps.helpers import (
    LINK_KEYS,
    at_element,
    at_entity,
    at_model,
    linked_items,
    linked_parties,
    links,
    report_missing,
)
from barrierctl.limits import MAX_NAMES_OF_ENTITY, MAX_STAGES_IN_BRACKETS
from barrierctl.model.entities import Entity, Occurrences
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Measure
from barrierctl.model.types import Barrier, Facilitator, Partner, Party, PartyFacts, Signal
from barrierctl.names import fold
from barrierctl.vocabulary import DOUBTFUL, Awareness, Block, Commitment, World


def no_links(model: BarrierModel) -> Iterator[Violation]:
    """Report a model without owners, without targets or without observers. Source: EUCPN 2021, 2.1."""
    used = {link.key for link in links(model, *LINK_KEYS)}
    holders = {"owner": model.barriers, "targets": model.barriers, "seen_by": model.signals}
    missing = [key for key, items in holders.items() if items and key not in used]
    if missing:
        yield at_model(model, "-".join(key.replace("_", "-") for key in missing))


def barrier_without_owner(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers without an owner. Source: EUCPN 2021, 2.1."""
    return report_missing(model, model.barriers, lambda barrier: barrier.owner)


def owner_not_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report owners and helpers who are no partner in the stage of the barrier. Source: EUCPN 2021, 2.1."""
    for link in links(model, "owner", "helped_by"):
        barrier, party = link.holder, link.target
        if not isinstance(barrier, Barrier) or not isinstance(party, Party):
            continue
        cells = model.items_of(party).partners
        if not cells.are_in(barrier.stage):
            stages = _stage_names(model, cells)
            general = "general" if barrier.is_general else ""
            helper = "helper" if link.key == "helped_by" else ""
            variant = "-".join(filter(None, (general, helper)))
            yield at_element(model, barrier, variant, subject=party.element, party=party.name, stages=stages)


def owner_doubtful(model: BarrierModel) -> Iterator[Violation]:
    """Report owners of barriers and measures who are doubtful everywhere. Source: EUCPN 2021, 2.2."""
    commitments: dict[str, list[Commitment | None]] = {}
    for link in model.links_by("owner"):
        party, holder = link.target, link.holder
        if not isinstance(party, Party) or not isinstance(holder, Barrier | Measure):
            continue
        if isinstance(holder, Barrier) and not holder.is_active:
            continue
        if party.element not in commitments:
            commitments[party.element] = _commitments(model, party)
        known = commitments[party.element]
        if known and all(commitment in DOUBTFUL for commitment in known):
            yield at_element(model, holder, subject=party.element, party=party.name, commitment=str(known[0]))


def _commitments(model: BarrierModel, party: Party) -> list[Commitment | None]:
    cells = model.items_of(party).partners
    commitments = [model.facts_of(cell).commitment for cell in cells if isinstance(cell, Partner)]
    return commitments or ([party.facts.commitment] if party.facts.commitment else [])


def addressee_not_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers that address strangers to their stage. Source: EUCPN 2021, 2.1 D and 3.2."""
    for barrier in model.barriers:
        addressed = [
            (link.target, model.items_of(link.target).partners)
            for link in model.links_of(barrier, "addresses")
            if isinstance(link.target, Party)
        ]
        strangers = [(party, cells) for party, cells in addressed if not cells.are_in(barrier.stage)]
        if not strangers or _is_away(model, barrier):
            continue
        nowhere = [party.name for party, cells in strangers if not cells]
        elsewhere = []
        for party, cells in strangers:
            if cells:
                stages = _stage_names(model, cells)[:MAX_STAGES_IN_BRACKETS]
                elsewhere.append(f"{party.name} ({', '.join(stages)})")
        yield at_element(
            model,
            barrier,
            "general" if barrier.is_general else "",
            severity=Severity.WARNING if nowhere else None,
            names=[party.name for party, _ in strangers],
            elsewhere=elsewhere,
            nowhere=nowhere,
        )


def barrier_without_target(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers of a stage that target nothing and address nobody. Source: EUCPN 2021, 2.1 A and B."""
    checked = [barrier for barrier in model.barriers if not barrier.is_general]
    return report_missing(model, checked, lambda barrier: barrier.targets or barrier.addresses)


def barrier_away_from_its_target(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers whose targets are all in other stages. Source: EUCPN 2021, 2.1."""
    for barrier in model.barriers:
        if _is_away(model, barrier):
            targets = _target_items(model, barrier)
            labels = (label for items in targets for label in items.labels[:MAX_NAMES_OF_ENTITY])
            names = list({fold(label): label for label in labels}.values())
            yield at_element(model, barrier, names=names, stages=_stage_names(model, *targets))


def _is_away(model: BarrierModel, barrier: Barrier) -> bool:
    targets = _target_items(model, barrier)
    is_here = any(items.are_in(barrier.stage) for items in targets)
    return bool(targets) and not is_here and not barrier.is_general


def _target_items(model: BarrierModel, barrier: Barrier) -> list[Occurrences]:
    every = model.links_of(barrier, "targets", "addresses")
    return [link.occurrences for link in every if link.occurrences]


def _stage_names(model: BarrierModel, *targets: Occurrences) -> list[str]:
    """The names of the first stages of each of these, in the order of the model."""
    ids = {stage for items in targets for stage in islice(items.stages, MAX_NAMES_OF_ENTITY)}
    stages = (model.stage_by_id[stage] for stage in ids if stage in model.stage_by_id)
    return [stage.name for stage in sorted(stages, key=lambda stage: stage.path)]


def opportunity_without_barrier(model: BarrierModel) -> Iterator[Violation]:
    """Report opportunities that no barrier targets. Source: EUCPN 2021, 2.1 B."""
    targeted = _targeted(model)
    opportunities = model.entities_of(Block.OPPORTUNITIES)
    return report_missing(model, opportunities, lambda entity: entity.element in targeted)


def facilitator_without_barrier(model: BarrierModel) -> Iterator[Violation]:
    """Report facilitators without a barrier; criminal ones in one note. Source: EUCPN 2021, 2.1 A."""
    targeted, addressed = _targeted(model), linked_parties(model, "addresses")

    def is_met(entity: Entity) -> bool:
        party = model.party_of(entity.first)
        return entity.element in targeted or (party is not None and party.element in addressed)

    criminal: list[Entity] = []
    others: list[Entity] = []
    for entity in model.entities_of(Block.FACILITATORS):
        is_criminal = any(facts.world is World.CRIMINAL for facts in _facts(model, entity))
        (criminal if is_criminal else others).append(entity)
    yield from report_missing(model, others, is_met)
    names = [entity.name for entity in criminal if not is_met(entity)]
    if names:
        variant = "criminal" if len(names) > 1 else "criminal-one"
        yield at_model(model, variant, severity=Severity.INFO, names=names)


def facilitator_could_be_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report legal, unwitting facilitators whom nobody approached. Source: EUCPN 2021, 2.1 D."""
    owners = (link for link in model.links_by("owner") if not isinstance(link.holder, Barrier))
    approached = linked_parties(model, "addresses", "owner") | {link.target.element for link in owners}
    for entity in model.entities_of(Block.FACILITATORS):
        party = model.party_of(entity.first)
        if party is None or party.element in approached or model.items_of(party).partners:
            continue
        every = _facts(model, entity)
        is_legal = any(facts.world in (World.LEGAL, World.BOTH) for facts in every)
        if is_legal and not any(facts.awareness is Awareness.KNOWING for facts in every):
            yield at_entity(model, entity)


def _targeted(model: BarrierModel) -> set[str]:
    return {model.entity_of(item).element for item in linked_items(links(model, "targets"))}


def _facts(model: BarrierModel, entity: Entity) -> list[PartyFacts]:
    return [model.facts_of(item) for item in entity.items if isinstance(item, Facilitator | Partner)]


def signal_nobody_sees(model: BarrierModel) -> Iterator[Violation]:
    """Report signals without an observer. Source: EUCPN 2021, 2.1 C."""

    def is_seen(entity: Entity) -> bool:
        return any(isinstance(item, Signal) and item.seen_by for item in entity.items)

    return report_missing(model, model.entities_of(Block.SIGNALS), is_seen)


def partner_without_role(model: BarrierModel) -> Iterator[Violation]:
    """Report partners without any link to a barrier or signal. Source: EUCPN 2021, 2.1 D and 2.2."""
    busy = linked_parties(model, *LINK_KEYS)

    def has_role(entity: Entity) -> bool:
        party = model.party_of(entity.first)
        return party is not None and party.element in busy

    return report_missing(model, model.entities_of(Block.PARTNERS), has_role)


def partner_unlikely_to_cooperate(model: BarrierModel) -> Iterator[Violation]:
    """Report criminal, unlikely or knowing partners, unless confirmed. Source: EUCPN 2021, 2.1 D."""
    for entity in model.entities_of(Block.PARTNERS):
        every = _facts(model, entity)
        if any(facts.commitment is Commitment.CONFIRMED for facts in every):
            continue
        reasons = {
            "criminal": any(facts.world is World.CRIMINAL for facts in every),
            "unlikely": any(facts.commitment is Commitment.UNLIKELY for facts in every),
            "knowing": any(facts.awareness is Awareness.KNOWING for facts in every),
        }
        variant = next((reason for reason, holds in reasons.items() if holds), None)
        if variant:
            yield at_entity(model, entity, variant)
