"""Family `links`: what barriers rely on.

Parties that are no partners, are unconfirmed or may refuse, and powers that do not exist yet.

Source: EUCPN 2021, 2.1 D and E, 3.1 and 3.2.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from barrierctl.dataclass import replace
from barrierctl.findings import Severity, Violation
from barrierctl.gaps.helpers import (
    active_entities,
    at,
    barrier_parties,
    barriers_of,
    linked_items,
    links,
    once_per_model,
    party_facts,
    stage_names,
    targets_elsewhere,
)
from barrierctl.gaps.similarity import Name, find_similar
from barrierctl.limits import MAX_STAGES_IN_BRACKETS
from barrierctl.model.entities import Entity
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Measure
from barrierctl.model.types import Barrier, Item, Party, PartyFacts
from barrierctl.names import fold
from barrierctl.resources.vocabulary import (
    DOUBTFUL,
    Approach,
    Awareness,
    Block,
    Commitment,
    Exchange,
    LegalBasis,
    World,
)


def owner_not_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report owners and helpers who are no partner where they are to act. Source: EUCPN 2021, 2.1."""
    outsiders = list(_outsiders(model, "owner", "helped_by"))
    written_twice = _written_twice(model, outsiders)
    for party, barriers in outsiders:
        owned = [
            barrier
            for barrier in barriers
            if any(link.target is party for link in model.links_of(barrier, "owner"))
        ]
        if not model.items_of(party).partners:
            yield _relied_on(model, party, barriers)
        elif owned and not any((barrier.stage, party.element) in written_twice for barrier in owned):
            yield _relied_on(model, party, owned)


def owner_doubtful(model: BarrierModel) -> Iterator[Violation]:
    """Report owners of barriers and measures who have not committed anywhere. Source: EUCPN 2021, 2.2."""
    seen: set[str] = set()
    for link in model.links_by("owner"):
        party, holder = link.target, link.holder
        is_open = isinstance(holder, Measure) or (isinstance(holder, Barrier) and holder.is_active)
        if not isinstance(party, Party) or not is_open or party.element in seen:
            continue
        seen.add(party.element)
        # A barrier whose owner is unlikely to cooperate is reported by no-fallback.
        is_reported = isinstance(holder, Barrier) and Commitment.UNLIKELY in _commitments(model, party)
        if is_uncommitted(model, party) and not is_reported:
            violation = at(
                model,
                holder,
                subject=party.element,
                party=party.name,
                commitment=str(_commitments(model, party)[0]),
            )
            yield replace(violation, names=(party.name,))


def is_uncommitted(model: BarrierModel, party: Party) -> bool:
    """Whether a party is marked as possible or unlikely wherever it is a partner."""
    return all(commitment in DOUBTFUL for commitment in _commitments(model, party))


def _commitments(model: BarrierModel, party: Party) -> list[Commitment | None]:
    own = [facts.commitment for facts in party_facts(model, model.items_of(party).partners)]
    return own or [party.facts.commitment]


def addressee_not_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report parties that barriers call on and that are no partner there. Source: EUCPN 2021, 2.1 D, 3.2."""
    for party, barriers in _outsiders(model, "addresses"):
        here = [barrier for barrier in barriers if not targets_elsewhere(model, barrier)]
        if not model.items_of(party).partners:
            yield _relied_on(model, party, barriers)
        elif here:
            yield _relied_on(model, party, here)


def _outsiders(model: BarrierModel, *keys: str) -> Iterator[tuple[Party, list[Barrier]]]:
    """The parties that barriers name under these keys and that are no partner in the stage of these.

    A stage without any partner has a finding of its own, which names them.
    """
    found: dict[str, tuple[Party, dict[str, Barrier]]] = {}
    for barrier, party in barrier_parties(model, *keys):
        stage = model.stage_by_id.get(barrier.stage)
        has_partners = stage is None or stage.blocks[Block.PARTNERS]
        if has_partners and not model.items_of(party).partners.are_in(barrier.stage):
            found.setdefault(party.element, (party, {}))[1][barrier.address] = barrier
    return ((party, list(barriers.values())) for party, barriers in found.values())


def _relied_on(model: BarrierModel, party: Party, barriers: list[Barrier]) -> Violation:
    """Make the violation about a party, at the first barrier that relies on it.

    A party that is a partner elsewhere is named with the stages in which it is none.
    """
    cells = model.items_of(party).partners
    stages = dict.fromkeys(filter(None, (model.stage_name(barrier.stage) for barrier in barriers)))
    name = f"{party.name} ({', '.join(stages)})" if cells and stages else party.name
    violation = at(
        model,
        barriers[0],
        "" if cells else "nowhere",
        subject=party.element,
        party=party.name,
        count=len({model.entity_of(barrier).element for barrier in barriers}),
        barriers=list({fold(barrier.label): barrier.label for barrier in barriers}.values()),
        stages=stage_names(model, cells)[:MAX_STAGES_IN_BRACKETS],
    )
    return replace(violation, names=(name,))


def _written_twice(
    model: BarrierModel, outsiders: Iterable[tuple[Party, list[Barrier]]]
) -> set[tuple[str, str]]:
    """The stages with a partner whose name is so similar that it is probably the party, with the party."""
    acting: dict[str, dict[str, Party]] = defaultdict(dict)
    for party, barriers in outsiders:
        for barrier in barriers:
            acting[barrier.stage][party.element] = party
    found: set[tuple[str, str]] = set()
    for stage_id, parties in acting.items():
        stage = model.stage_by_id.get(stage_id)
        names = [Name(partner.label, "") for partner in (stage.blocks[Block.PARTNERS] if stage else ())]
        partners = len(names)
        names += (Name(party.name, party.element) for party in parties.values())
        pairs = find_similar(names, model.header.language)
        found |= {(stage_id, names[later].owner) for later, earlier in pairs if earlier < partners}
    return found


def partner_unlikely_to_cooperate(model: BarrierModel) -> Iterator[Violation]:
    """Report criminal, unlikely or knowing partners, unless confirmed. Source: EUCPN 2021, 2.1 D."""
    for entity in active_entities(model, Block.PARTNERS):
        party = model.party_of(entity.first)
        reason = _reason_to_refuse(party_facts(model, entity.items))
        if reason == "unlikely" and party:
            names = _fallbacks(model).get(party.element, [])
            if party.element not in _relying(model):
                yield at(model, entity, "fallback" if names else reason, names=names)
        elif reason:
            yield at(model, entity, reason, severity=Severity.INFO)


def no_fallback(model: BarrierModel) -> Iterator[Violation]:
    """Report parties that are unlikely to act for barriers without a fallback. Source: EUCPN 2021, 2.1 D."""
    relying = _relying(model)
    for party in model.parties:
        if party.element not in relying:
            continue
        items, names = model.items_of(party), list(relying[party.element].values())
        every = party_facts(model, items.partners or items)
        if _reason_to_refuse(every if items.partners else [party.facts, *every]) == "unlikely":
            yield _at_party(model, party, "" if len(names) == 1 else "several", names=names)


@once_per_model
def _relying(model: BarrierModel) -> dict[str, dict[str, str]]:
    """The names of the barriers without a fallback that rely on each party, by the addresses of both."""
    replaced = {model.entity_of(item).element for item in linked_items(links(model, "fallback_for"))}
    relying: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for party, entity in _reliances(model):
        if entity.element not in replaced:
            relying[party][entity.element] = entity.name
    return relying


@once_per_model
def _fallbacks(model: BarrierModel) -> dict[str, list[str]]:
    """The names of the fallbacks for barriers that rely on each party, by its address."""
    fallback_of: defaultdict[str, list[str]] = defaultdict(list)
    for link in links(model, "fallback_for"):
        if isinstance(link.holder, Barrier):
            for element in {model.entity_of(item).element for item in link.occurrences}:
                fallback_of[element].append(link.holder.label)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for party, entity in _reliances(model):
        found[party] += fallback_of.get(entity.element, [])
    return found


def _reliances(model: BarrierModel) -> Iterator[tuple[str, Entity]]:
    """Each party that barriers rely on, by its address; one that is only punished need not cooperate."""
    for link in links(model, "owner", "helped_by", "addresses"):
        barrier = link.holder
        if isinstance(barrier, Barrier):
            is_punished = link.key == "addresses" and barrier.approach == (Approach.REPRESSIVE,)
            if not is_punished:
                yield link.target.element, model.entity_of(barrier)


def exchange_impossible(model: BarrierModel) -> Iterator[Violation]:
    """Report partners, owners and helpers who cannot exchange information. Source: EUCPN 2021, 2.1 D."""
    tasks: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for link in links(model, "owner", "helped_by", "seen_by"):
        if isinstance(link.holder, Item):
            tasks[link.target.element][link.holder.label] = None
    for party in model.parties:
        items = model.items_of(party)
        exchanges = (facts.information_exchange for facts in (party.facts, *party_facts(model, items)))
        is_impossible = any(each and each.status == Exchange.IMPOSSIBLE for each in exchanges)
        if is_impossible and party.element in tasks:
            yield _at_party(model, party, tasks=list(tasks[party.element]))
        elif is_impossible and items.partners:
            yield _at_party(model, party, "idle")


def stage_depends_on_new_powers(model: BarrierModel) -> Iterator[Violation]:
    """Report stages whose barriers all need a law or powers first. Source: EUCPN 2021, 3.1 and 3.2."""
    every = (entity for entity in active_entities(model, Block.BARRIERS) if needs_powers(entity))
    waiting = {item.address for entity in every for item in entity.items}
    if not waiting:
        return
    acting = (item for item in model.active_items(None, Block.BARRIERS) if item.address not in waiting)
    general = [item.label for item in acting]
    for stage in model.stages:
        barriers = model.active_items(stage, Block.BARRIERS)
        if barriers and all(barrier.address in waiting for barrier in barriers):
            names = [barrier.label for barrier in barriers]
            variant = "one" if len(names) == 1 else ""
            yield at(model, stage, variant, block=Block.BARRIERS, names=names, general=general)


def needs_powers(entity: Entity) -> bool:
    """Whether a barrier needs a law or powers that do not exist yet."""
    bases = (barrier.legal_basis for barrier in barriers_of(entity))
    return any(basis and basis.status == LegalBasis.NEEDED for basis in bases)


def _at_party(model: BarrierModel, party: Party, variant: str = "", **parameters: Any) -> Violation:
    """Make a violation about a party that barriers rely on: a note if it is a partner in no stage."""
    items = model.items_of(party)
    cell = next(iter(items.partners or items), None)
    severity = None if items.partners else Severity.INFO
    variant = variant if items.partners else "-".join(filter(None, ("stranger", variant)))
    target = model.entity_of(cell) if cell else party
    violation = at(model, target, variant, severity=severity, party=party.name, **parameters)
    return replace(violation, subject=party.element, names=(party.name,))


def _reason_to_refuse(every: Sequence[PartyFacts]) -> str | None:
    """Why a party is unlikely to cooperate, if it has not confirmed that it will."""
    if any(facts.commitment is Commitment.CONFIRMED for facts in every):
        return None
    reasons = {
        "unlikely": any(facts.commitment is Commitment.UNLIKELY for facts in every),
        "criminal": any(facts.world is World.CRIMINAL for facts in every),
        "knowing": any(facts.awareness is Awareness.KNOWING for facts in every),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)
