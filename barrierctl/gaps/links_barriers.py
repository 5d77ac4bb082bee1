"""Family `links`, what barriers say: who sets them up, whom they address, what they work on."""

from collections.abc import Iterable, Iterator

from barrierctl.findings import Fault, Severity
from barrierctl.gaps.linked import KEYS, in_stage, links, speak
from barrierctl.gaps.sightings import at_element, at_model
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.link import Link
from barrierctl.model.parts import Barrier, Item, Party
from barrierctl.model.plan import Measure
from barrierctl.names import fold
from barrierctl.vocabulary import DOUBTFUL, Commitment


def no_links(model: BarrierModel) -> Iterator[Fault]:
    """No barrier says who sets it up or what it works on, or no signal who sees it."""
    told = {link.key for link in links(model, *KEYS)}
    asked = [("owner", model.barriers), ("targets", model.barriers), ("seen_by", model.signals)]
    missing = [key for key, items in asked if items and key not in told]
    if missing:
        yield at_model(model, "-".join(key.replace("_", "-") for key in missing))


def barrier_without_owner(model: BarrierModel) -> Iterator[Fault]:
    """Nobody sets it up."""
    things = [(barrier, barrier.label, bool(barrier.owner)) for barrier in model.barriers]
    return speak(model, things, lambda barrier: at_element(model, barrier))


def owner_not_partner(model: BarrierModel) -> Iterator[Fault]:
    """An owner or helper is no partner in the stage of the barrier."""
    for link in links(model, "owner", "helped_by"):
        barrier, party = link.holder, link.target
        if not isinstance(barrier, Barrier) or not isinstance(party, Party):
            continue
        if not _is_partner_there(model, link, barrier):
            stages = _stage_names(model, model.partner_cells(party))
            part = _part(link, barrier)
            yield at_element(model, barrier, part, subject=party.element, party=party.name, stages=stages)


def owner_doubtful(model: BarrierModel) -> Iterator[Fault]:
    """The owner of a barrier or a measure is a partner only in doubt."""
    for link in model.links_by("owner"):
        party, holder = link.target, link.holder
        if not isinstance(party, Party) or not isinstance(holder, Barrier | Measure):
            continue
        if isinstance(holder, Barrier) and not holder.counts:
            continue
        told = _commitments(model, party)
        if told and all(commitment in DOUBTFUL for commitment in told):
            yield at_element(model, holder, subject=party.element, party=party.name, commitment=str(told[0]))


def addressee_not_partner(model: BarrierModel) -> Iterator[Fault]:
    """Those whom a barrier addresses are no partners in its stage."""
    for barrier in model.barriers:
        if _is_away(model, barrier):
            continue
        strangers = [
            (link.target, model.partner_cells(link.target))
            for link in model.links_of(barrier, "addresses")
            if isinstance(link.target, Party) and not _is_partner_there(model, link, barrier)
        ]
        if strangers:
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


def barrier_without_target(model: BarrierModel) -> Iterator[Fault]:
    """A barrier works on nothing that the model lists."""
    things = [
        (barrier, barrier.label, bool(barrier.targets or barrier.addresses))
        for barrier in model.barriers
        if not barrier.is_general
    ]
    return speak(model, things, lambda barrier: at_element(model, barrier))


def barrier_away_from_its_target(model: BarrierModel) -> Iterator[Fault]:
    """Nothing that a barrier works on stands in its stage, and something stands in another."""
    for barrier in model.barriers:
        if _is_away(model, barrier):
            places = _worked_on(model, barrier)
            names = list({fold(item.label): item.label for item in places}.values())
            yield at_element(model, barrier, names=names, stages=_stage_names(model, places))


def _part(link: Link, barrier: Barrier) -> str:
    """The wording for an owner or a helper, in a stage or of the whole process."""
    helper = link.key == "helped_by"
    if barrier.is_general:
        return "general-helper" if helper else "general"
    return "helper" if helper else ""


def _is_away(model: BarrierModel, barrier: Barrier) -> bool:
    places = _worked_on(model, barrier)
    here = any(in_stage(item, barrier.stage) for item in places)
    return bool(places) and not here and not barrier.is_general


def _worked_on(model: BarrierModel, barrier: Barrier) -> list[Item]:
    found = model.links_of(barrier, "targets", "addresses")
    return [item for link in found for item in link.places]


def _is_partner_there(model: BarrierModel, link: Link, barrier: Barrier) -> bool:
    cells = model.partner_cells(link.target) if isinstance(link.target, Party) else ()
    return any(barrier.is_general or in_stage(cell, barrier.stage) for cell in cells)


def _commitments(model: BarrierModel, party: Party) -> list[Commitment | None]:
    cells = [model.facts_of(cell).commitment for cell in model.partner_cells(party)]
    return cells or ([party.facts.commitment] if party.facts.commitment else [])


def _stage_names(model: BarrierModel, items: Iterable[Item]) -> list[str]:
    """The names of the stages of these items, in the order of the model."""
    found = {item.stage for item in items}
    return [stage.name for stage in model.stages if stage.id in found]


def _with_stages(model: BarrierModel, party: Party, cells: Iterable[Item]) -> str:
    return f"{party.name} ({', '.join(_stage_names(model, cells))})"
