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
from barrierctl.vocabulary import Awareness, Block, Commitment, Exchange, LegalBasis, World


def partner_unlikely_to_cooperate(model: BarrierModel) -> Iterator[Violation]:
    """Report criminal, unlikely or knowing partners, unless confirmed. Source: EUCPN 2021, 2.1 D."""
    relied_on = _relying(model)
    for entity in active_entities(model, Block.PARTNERS):
        party = model.party_of(entity.first)
        reason = _reason_to_refuse(_facts(model, entity.items))
        if reason and not (party and relied_on.get(party.element)):
            yield at(model, entity, reason, severity=_severity(reason))


def no_fallback(model: BarrierModel) -> Iterator[Violation]:
    """Report parties that are unlikely to act for barriers without a fallback. Source: EUCPN 2021, 2.1 D."""
    relying = _relying(model)
    for party in model.parties:
        names = list(relying.get(party.element, {}).values())
        if names and (reason := _why_unlikely(model, party)):
            variant = "" if len(names) == 1 else "several"
            yield _at_party(model, party, variant, severity=_severity(reason), names=names)


def _relying(model: BarrierModel) -> defaultdict[str, dict[str, str]]:
    """The names of the barriers without a fallback that rely on each party, by the addresses of both."""
    replaced = {model.entity_of(item).element for item in linked_items(links(model, "fallback_for"))}
    relying: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for link in links(model, "owner", "helped_by", "addresses"):
        if isinstance(link.holder, Barrier):
            entity = model.entity_of(link.holder)
            if entity.element not in replaced:
                relying[link.target.element][entity.element] = entity.name
    return relying


def _why_unlikely(model: BarrierModel, party: Party) -> str | None:
    """Why a partner may refuse; another party, only if it is marked as unlikely to cooperate."""
    items = model.items_of(party)
    if items.partners:
        return _reason_to_refuse(_facts(model, items.partners))
    every = [party.facts, *_facts(model, items)]
    is_marked = any(facts.commitment is Commitment.UNLIKELY for facts in every)
    return _reason_to_refuse(every) if is_marked else None


def _severity(reason: str) -> Severity | None:
    """The rule's own for who is marked as unlikely to cooperate; the other reasons are conclusions."""
    return None if reason == "unlikely" else Severity.INFO


def exchange_impossible(model: BarrierModel) -> Iterator[Violation]:
    """Report partners, owners and helpers who cannot exchange information. Source: EUCPN 2021, 2.1 D."""
    acting = linked_parties(model, "owner", "helped_by")
    for party in model.parties:
        items = model.items_of(party)
        exchanges = (facts.information_exchange for facts in (party.facts, *_facts(model, items)))
        is_impossible = any(each and each.status == Exchange.IMPOSSIBLE for each in exchanges)
        if is_impossible and (items.partners or party.element in acting):
            yield _at_party(model, party)


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


def _at_party(
    model: BarrierModel,
    party: Party,
    variant: str = "",
    severity: Severity | None = None,
    **parameters: Any,
) -> Violation:
    """Make a violation about a party that barriers rely on: a note if it is a partner in no stage."""
    items = model.items_of(party)
    cell = next(iter(items.partners or items), None)
    if not items.partners:
        severity, variant = Severity.INFO, "-".join(filter(None, ("stranger", variant)))
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
        "criminal": any(facts.world is World.CRIMINAL for facts in every),
        "unlikely": any(facts.commitment is Commitment.UNLIKELY for facts in every),
        "knowing": any(facts.awareness is Awareness.KNOWING for facts in every),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)
