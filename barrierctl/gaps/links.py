"""Family `links`: who leads a barrier, what it targets, who sees a signal, what nobody acts on.

Serves ambiguity and completeness (Borrion 2013). Source: EUCPN 2021, 2.1 C to E.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.findings import Violation
from barrierctl.gaps.helpers import (
    LINK_KEYS,
    active_entities,
    at,
    linked_items,
    linked_parties,
    links,
    once_per_model,
    party_facts,
    report_missing,
    similar_parties,
    stage_names,
    targets_elsewhere,
)
from barrierctl.limits import MAX_MENTIONED_LENGTH, MAX_NAMES_OF_ENTITY
from barrierctl.model.entities import Entity
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier
from barrierctl.names import fold
from barrierctl.resources.vocabulary import Awareness, Block, Commitment, Sector, World

_RECURRING: Final = 3
"""In so many stages an item recurs, however many stages there are."""
_FEW: Final = 4
"""If no more than one in so many barriers has a target, the group has yet to begin with targets."""
_MIN_MENTIONED: Final = 6
"""Letters of a name that a barrier's name may mention: shorter ones are part of other words."""


def no_links(model: BarrierModel) -> Iterator[Violation]:
    """Report a model without owners, with hardly a target or without observers. Source: EUCPN 2021, 2.1."""
    used = {link.key for link in links(model, *LINK_KEYS)}
    holders = {"owner": model.barriers, "targets": model.barriers, "seen_by": model.signals}
    for key, items in holders.items():
        if items and key not in used:
            yield at(model, None, key.replace("_", "-"), subject=key)
    count, total = sum(1 for barrier in model.barriers if barrier.targets), len(model.barriers)
    if 0 < count * _FEW <= total:
        yield at(model, None, "few-targets", subject="targets", count=count, total=total)


def barrier_without_owner(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers without an owner. Source: EUCPN 2021, 2.1."""
    return report_missing(model, model.barriers, lambda barrier: barrier.owner)


def barrier_without_target(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers of a stage that target nothing and address nobody. Source: EUCPN 2021, 2.1 A and B."""
    checked = [barrier for barrier in model.barriers if not barrier.is_general]
    mentioned = list(_mentioned(model).values())
    for violation in report_missing(model, checked, lambda barrier: barrier.targets or barrier.addresses):
        names = violation.names or (violation.location.name,)
        item, barrier = next((pair for pair in mentioned if pair[1] in names), ("", ""))
        yield replace(violation, parameters={**violation.parameters, "mentions": item, "mentioning": barrier})


def barrier_away_from_its_target(model: BarrierModel) -> Iterator[Violation]:
    """Report barriers whose targets are all in other stages. Source: EUCPN 2021, 2.1."""
    for barrier in model.barriers:
        targets = targets_elsewhere(model, barrier)
        if targets:
            labels = (label for items in targets for label in items.labels[:MAX_NAMES_OF_ENTITY])
            names = list({fold(label): label for label in labels}.values())
            stages = stage_names(model, *targets)
            variant = "several" if len(stages) >= _RECURRING else ""
            yield at(model, barrier, variant, names=names, stages=stages)


def opportunity_without_barrier(model: BarrierModel) -> Iterator[Violation]:
    """Report opportunities that no barrier targets. Source: EUCPN 2021, 2.1 B."""
    touched = _targeted(model) | _mentioned(model).keys()
    every = active_entities(model, Block.OPPORTUNITIES)
    return _untouched(model, every, touched, is_linked=_most_have(model, "targets"))


def facilitator_without_barrier(model: BarrierModel) -> Iterator[Violation]:
    """Report facilitators that no barrier involves; criminal ones in one note. Source: EUCPN 2021, 2.1 A."""
    involved = linked_parties(model, "addresses", "owner", "helped_by")
    every = active_entities(model, Block.FACILITATORS)
    touched = _targeted(model) | _mentioned(model).keys()
    touched |= {entity.element for entity in every if _party(model, entity) in involved}
    criminal = {
        entity.element
        for entity in every
        if any(facts.world is World.CRIMINAL for facts in party_facts(model, entity.items))
    }
    others = [entity for entity in every if entity.element not in criminal]
    yield from _untouched(model, others, touched, is_linked=_most_have(model, "targets", "addresses"))
    names = [entity.name for entity in every if entity.element in criminal - touched]
    if names and _most_have(model, "targets"):
        yield at(model, None, "criminal" if len(names) > 1 else "criminal-one", about=names, names=names)


def _untouched(
    model: BarrierModel, every: list[Entity], touched: set[str], *, is_linked: bool
) -> Iterator[Violation]:
    """Report what no barrier touches: what recurs one by one, and all of it once most barriers are linked."""
    named = set()
    for entity in every:
        count = len({item.stage for item in entity.items if not item.is_general})
        # So much of the process needs it that one barrier would hit several steps.
        recurs = count >= _RECURRING or (count > 1 and count * 2 >= len(model.stages))
        if recurs and entity.element not in touched:
            named.add(entity.element)
            variant = "recurring-noted" if any(item.note for item in entity.items) else "recurring"
            yield at(model, entity, variant, count=count)
    if is_linked:
        for violation in report_missing(model, every, lambda entity: entity.element in touched):
            if violation.location.element not in named:
                yield violation


def _most_have(model: BarrierModel, *keys: str) -> bool:
    """Whether there are barriers, and at least half of them have one of these keys."""
    count = sum(1 for barrier in model.barriers if any(getattr(barrier, key) for key in keys))
    return count > 0 and count * 2 >= len(model.barriers)


@once_per_model
def _mentioned(model: BarrierModel) -> dict[str, tuple[str, str]]:
    """Find what the name of a barrier without a target mentions: by address, its name and the barrier's."""
    every = active_entities(model, Block.FACILITATORS, Block.OPPORTUNITIES)
    acting = linked_parties(model, "owner", "helped_by")
    named = [(entity, fold(entity.name)) for entity in every if _party(model, entity) not in acting]
    texts = {fold(one.label): one.label for one in model.barriers if not (one.targets or one.addresses)}
    mentioning = _find_names({name for _, name in named}, texts) if texts else {}
    return {
        entity.element: (entity.name, texts[mentioning[name]]) for entity, name in named if name in mentioning
    }


def _find_names(names: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    """Find names anywhere within texts, and the last text that holds each.

    The beginnings of names lead to the few that may be at a place, so that no name meets every text.
    """
    lengths: dict[str, set[int]] = defaultdict(set)
    known = {name for name in names if _MIN_MENTIONED <= len(name) <= MAX_MENTIONED_LENGTH}
    for name in known:
        lengths[name[:_MIN_MENTIONED]].add(len(name))
    found: dict[str, str] = {}
    for text in texts:
        for begin in range(len(text) - _MIN_MENTIONED + 1):
            for length in lengths.get(text[begin : begin + _MIN_MENTIONED], ()):
                if (part := text[begin : begin + length]) in known:
                    found[part] = text
    return found


def facilitator_could_be_partner(model: BarrierModel) -> Iterator[Violation]:
    """Report legal, unwitting facilitators whom nobody approached. Source: EUCPN 2021, 2.1 D."""
    owners = (link for link in model.links_by("owner") if not isinstance(link.holder, Barrier))
    approached = linked_parties(model, *LINK_KEYS) | {link.target.element for link in owners}
    targeted = _targeted(model)
    for entity in active_entities(model, Block.FACILITATORS):
        party = model.party_of(entity.first)
        if party is None or party.element in approached or model.items_of(party).partners:
            continue
        every = party_facts(model, entity.items)
        knowledge = {facts.awareness for facts in every}
        is_unwitting = bool(knowledge & {Awareness.UNKNOWING, Awareness.BOTH})
        is_legal = any(facts.world in (World.LEGAL, World.BOTH) for facts in every)
        if is_legal and is_unwitting and entity.element not in targeted and _might_cooperate(model, entity):
            yield at(model, entity, "mixed" if Awareness.BOTH in knowledge else "")


def _might_cooperate(model: BarrierModel, entity: Entity) -> bool:
    """Whether nothing says that a party is criminal, supports the crime knowingly or will not take part."""
    return not any(
        facts.world is World.CRIMINAL
        or facts.awareness is Awareness.KNOWING
        or facts.commitment is Commitment.UNLIKELY
        for facts in party_facts(model, entity.items)
    )


@once_per_model
def _targeted(model: BarrierModel) -> set[str]:
    return {model.entity_of(item).element for item in linked_items(links(model, "targets"))}


def _party(model: BarrierModel, entity: Entity) -> str | None:
    party = model.party_of(entity.first)
    return party.element if party else None


def signal_nobody_sees(model: BarrierModel) -> Iterator[Violation]:
    """Report signals without an observer. Source: EUCPN 2021, 2.1 C."""
    seen = {signal.address for signal in model.signals if signal.seen_by}
    signals = active_entities(model, Block.SIGNALS)
    return report_missing(model, signals, lambda entity: any(item.address in seen for item in entity.items))


def signal_without_recipient(model: BarrierModel) -> Iterator[Violation]:
    """Report signals that no authority sees and that are reported to nobody. Source: EUCPN 2021, 2.1 C."""
    reported = {signal.address for signal in model.signals if signal.reported_to}
    seen = {signal.address for signal in model.signals if signal.seen_by}
    public = {
        party.element
        for party in model.parties
        if any(one.sector is Sector.PUBLIC for one in party_facts(model, model.items_of(party).partners))
    }
    by_authority = {
        link.holder.element
        for link in links(model, "seen_by")
        if link.holder and link.target.element in public
    }
    signals = [
        entity
        for entity in active_entities(model, Block.SIGNALS)
        if any(item.address in seen and item.element not in by_authority for item in entity.items)
    ]
    found = report_missing(
        model, signals, lambda entity: any(item.address in reported for item in entity.items)
    )
    if reported or len(signals) < 2:  # noqa: PLR2004 (one signal is named)
        yield from found
    else:
        yield at(model, None, "nowhere", about=[entity.name for entity in signals])


def partner_without_role(model: BarrierModel) -> Iterator[Violation]:
    """Report partners without any link to a barrier or signal. Source: EUCPN 2021, 2.1 D and 2.2.

    What `party-written-twice` takes for one party has one role, and a barrier's name may name the partner.
    """
    busy = linked_parties(model, *LINK_KEYS)
    pairs = similar_parties(model) if busy else []
    both = [{one.element, other.element} for one, other in pairs]
    busy = busy.union(*(elements for elements in both if busy & elements))
    partners = active_entities(model, Block.PARTNERS)
    checked = [entity for entity in partners if _might_cooperate(model, entity)]
    titles = {fold(barrier.label) for barrier in model.barriers}
    mentioned = _find_names({fold(entity.name) for entity in checked}, titles)
    return report_missing(
        model, checked, lambda entity: _party(model, entity) in busy or fold(entity.name) in mentioned
    )


def party_unused(model: BarrierModel) -> Iterator[Violation]:
    """Report listed parties that are in no block and have no link. Source: EUCPN 2021, 2.1 D."""
    used = {link.target.element for link in model.links if link.key != "at"}  # to accept a gap is no use
    for party in model.parties:
        if party.listed and not model.items_of(party) and party.element not in used:
            yield at(model, party)
