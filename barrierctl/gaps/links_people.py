"""Family `links`, who does what: signals that nobody sees, partners without a part or without the will."""

from collections.abc import Iterator

from barrierctl.findings import Fault
from barrierctl.gaps.linked import KEYS, parties_linked, speak
from barrierctl.gaps.sightings import at_thing
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Partner, Signal
from barrierctl.vocabulary import Awareness, Block, Commitment, World


def signal_nobody_sees(model: BarrierModel) -> Iterator[Fault]:
    """A signal without anybody who could see it."""
    things = [
        (thing, thing.name, any(isinstance(item, Signal) and item.seen_by for item in thing.items))
        for thing in model.things_of(Block.SIGNALS)
    ]
    return speak(model, things, lambda thing: at_thing(model, thing))


def partner_without_role(model: BarrierModel) -> Iterator[Fault]:
    """A partner who in no stage owns, helps with, is addressed by or sees anything."""
    busy = parties_linked(model, *KEYS)
    things = []
    for thing in model.things_of(Block.PARTNERS):
        party = model.party_of(thing.first)
        things.append((thing, thing.name, party is not None and party.element in busy))
    return speak(model, things, lambda thing: at_thing(model, thing))


def partner_unlikely_to_cooperate(model: BarrierModel) -> Iterator[Fault]:
    """A partner of the criminal world, knowing, or unlikely, and not confirmed. Source: EUCPN 2021, 2.1 D."""
    for thing in model.things_of(Block.PARTNERS):
        cells = [model.facts_of(item) for item in thing.items if isinstance(item, Partner)]
        if any(facts.commitment is Commitment.CONFIRMED for facts in cells):
            continue
        reasons = {
            "criminal": any(facts.world is World.CRIMINAL for facts in cells),
            "unlikely": any(facts.commitment is Commitment.UNLIKELY for facts in cells),
            "knowing": any(facts.awareness is Awareness.KNOWING for facts in cells),
        }
        for variant in [reason for reason, holds in reasons.items() if holds][:1]:
            yield at_thing(model, thing, variant)
