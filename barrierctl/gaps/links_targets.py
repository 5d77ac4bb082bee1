"""Family `links`, what barriers should work on: opportunities and facilitators that nothing answers."""

from collections.abc import Iterator

from barrierctl.findings import Fault, Severity
from barrierctl.gaps.linked import links, meant, parties_linked, speak
from barrierctl.gaps.sightings import at_model, at_thing
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.facts import PartyFacts
from barrierctl.model.parts import Barrier, Facilitator
from barrierctl.model.thing import Thing
from barrierctl.vocabulary import Awareness, Block, World


def opportunity_without_barrier(model: BarrierModel) -> Iterator[Fault]:
    """No barrier works on an opportunity."""
    targeted = _targeted(model)
    things = [
        (thing, thing.name, thing.element in targeted) for thing in model.things_of(Block.OPPORTUNITIES)
    ]
    return speak(model, things, lambda thing: at_thing(model, thing))


def facilitator_without_barrier(model: BarrierModel) -> Iterator[Fault]:
    """No barrier works on a facilitator; those of the criminal world are told together."""
    targeted, addressed = _targeted(model), parties_linked(model, "addresses")
    criminal: list[tuple[Thing, str, bool]] = []
    others: list[tuple[Thing, str, bool]] = []
    for thing in model.things_of(Block.FACILITATORS):
        linked = thing.element in targeted or _party_element(model, thing) in addressed
        group = criminal if any(facts.world is World.CRIMINAL for facts in _facts(model, thing)) else others
        group.append((thing, thing.name, linked))
    yield from speak(model, others, lambda thing: at_thing(model, thing))
    names = [name for _, name, linked in criminal if not linked]
    if names:
        variant = "criminal" if len(names) > 1 else "criminal-one"
        yield at_model(model, variant, severity=Severity.INFO, names=names)


def facilitator_could_be_partner(model: BarrierModel) -> Iterator[Fault]:
    """A facilitator within the law, not knowing what it supports, whom nobody has asked."""
    asked = parties_linked(model, "addresses", "owner") | _owners_of_measures(model)
    for thing in model.things_of(Block.FACILITATORS):
        element = _party_element(model, thing)
        party = model.party_of(thing.first)
        if party is None or element in asked or model.partner_cells(party):
            continue
        cells = _facts(model, thing)
        lawful = any(facts.world in (World.LEGAL, World.BOTH) for facts in cells)
        if lawful and not any(facts.awareness is Awareness.KNOWING for facts in cells):
            yield at_thing(model, thing)


def _owners_of_measures(model: BarrierModel) -> set[str]:
    return {link.target.element for link in model.links_by("owner") if not isinstance(link.holder, Barrier)}


def _targeted(model: BarrierModel) -> set[str]:
    return {model.thing_of(item).element for item in meant(links(model, "targets"))}


def _party_element(model: BarrierModel, thing: Thing) -> str | None:
    party = model.party_of(thing.first)
    return party.element if party else None


def _facts(model: BarrierModel, thing: Thing) -> list[PartyFacts]:
    return [model.facts_of(item) for item in thing.items if isinstance(item, Facilitator)]
