"""Family `links`: what barriers rely on, such as parties that may refuse and powers that do not exist yet.

Source: EUCPN 2021, 2.1 D and E, 3.1 and 3.2.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from barrierctl.dataclass import replace
from barrierctl.findings import Severity, Violation
from barrierctl.gaps.helpers import active_entities, at, barriers_of, linked_items, linked_parties, links
from barrierctl.model.entities import Entity
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Facilitator, Item, Partner, Party, PartyFacts
from barrierctl.vocabulary import Approach, Awareness, Block, Commitment, Exchange, LegalBasis, World


def partner_unlikely_to_cooperate(model: BarrierModel) -> Iterator[Violation]:
    """Report criminal, unlikely or knowing partners, unless confirmed. Source: EUCPN 2021, 2.1 D."""
    without, fallbacks = _relying(model), _fallbacks(model)
    for entity in active_entities(model, Block.PARTNERS):
        party = model.party_of(entity.first)
        reason = _reason_to_refuse(_facts(model, entity.items))
        if reason == "unlikely" and party:
            names = fallbacks.get(party.element, [])
            if not without.get(party.element):
                yield at(model, entity, "fallback" if names else reason, names=names)
        elif reason:
            yield at(model, entity, reason, severity=Severity.INFO)


def no_fallback(model: BarrierModel) -> Iterator[Violation]:
    """Report parties that are unlikely to act for barriers without a fallback. Source: EUCPN 2021, 2.1 D."""
    relying = _relying(model)
    for party in model.parties:
        names = list(relying.get(party.element, {}).values())
        if names and _is_unlikely(model, party):
            yield _at_party(model, party, "" if len(names) == 1 else "several", names=names)


def _relying(model: BarrierModel) -> defaultdict[str, dict[str, str]]:
    """The names of the barriers without a fallback that rely on each party, by the addresses of both."""
    replaced = {model.entity_of(item).element for item in linked_items(links(model, "fallback_for"))}
    relying: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for party, entity in _reliances(model):
        if entity.element not in replaced:
            relying[party][entity.element] = entity.name
    return relying


def _fallbacks(model: BarrierModel) -> defaultdict[str, list[str]]:
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


def _is_unlikely(model: BarrierModel, party: Party) -> bool:
    """Whether a partner, or a party that is a partner nowhere, is marked as unlikely to cooperate."""
    items = model.items_of(party)
    every = _facts(model, items.partners) if items.partners else [party.facts, *_facts(model, items)]
    return _reason_to_refuse(every) == "unlikely"


def exchange_impossible(model: BarrierModel) -> Iterator[Violation]:
    """Report partners, owners and helpers who cannot exchange information. Source: EUCPN 2021, 2.1 D."""
    acting = linked_parties(model, "owner", "helped_by", "seen_by")
    for party in model.parties:
        items = model.items_of(party)
        exchanges = (facts.information_exchange for facts in (party.facts, *_facts(model, items)))
        is_impossible = any(each and each.status == Exchange.IMPOSSIBLE for each in exchanges)
        if is_impossible and party.element in acting:
            yield _at_party(model, party)
        elif is_impossible and items.partners:
            yield _at_party(model, party, "idle")


def stage_depends_on_new_powers(model: BarrierModel) -> Iterator[Violation]:
    """Report stages whose barriers all need a law or powers first. Source: EUCPN 2021, 3.1 and 3.2."""
    waiting = {one.element for one in active_entities(model, Block.BARRIERS) if needs_powers(one)}

    def waits(barrier: Item) -> bool:
        return model.entity_of(barrier).element in waiting

    general = [item.label for item in model.active_items(None, Block.BARRIERS) if not waits(item)]
    for stage in model.stages:
        barriers = model.active_items(stage, Block.BARRIERS)
        if barriers and all(map(waits, barriers)):
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


def _facts(model: BarrierModel, items: Iterable[Item]) -> list[PartyFacts]:
    return [model.facts_of(item) for item in items if isinstance(item, Facilitator | Partner)]


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
