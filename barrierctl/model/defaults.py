"""What an element has from others where it does not tell it itself (format.md)."""

from collections.abc import Iterator

from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Barrier, Element, Item, Party, Source, Stage
from barrierctl.model.plan import Measure


def sources_of(model: BarrierModel, item: Item, stage: Stage | None) -> tuple[Source, ...]:
    """The sources of an item: its own, else its stage's, else the model's where that has one only."""
    own = _sources_told(model, item) or (_sources_told(model, stage) if stage else ())
    return own or (model.sources if len(model.sources) == 1 else ())


def parties_of(model: BarrierModel, measure: Measure, key: str) -> tuple[Party, ...]:
    """The parties of a measure under `owner` or `helped_by`: its own, else its barriers', where they agree.

    Barriers that tell none do not disagree.
    """
    told = _parties_told(model, measure, key)
    if told:
        return told
    offered = {_parties_key(found): found for found in offered_by_barriers(model, measure, key)}
    return next(iter(offered.values())) if len(offered) == 1 else ()


def offered_by_barriers(model: BarrierModel, measure: Measure, key: str) -> list[tuple[Party, ...]]:
    """What each barrier of a measure tells under that key, those left out that tell nothing."""
    told = (_parties_told(model, barrier, key) for barrier in barriers_of(model, measure))
    return [parties for parties in told if parties]


def barriers_of(model: BarrierModel, holder: Element) -> Iterator[Barrier]:
    """What a measure, recommendation or knowledge gap names under `barriers`, dropped ones left out."""
    for link in model.links_of(holder, "barriers"):
        for item in link.places:
            if isinstance(item, Barrier) and item.counts:
                yield item


def _sources_told(model: BarrierModel, element: Element) -> tuple[Source, ...]:
    targets = (link.target for link in model.links_of(element, "sources"))
    return tuple(target for target in targets if isinstance(target, Source))


def _parties_told(model: BarrierModel, element: Element, key: str) -> tuple[Party, ...]:
    targets = (link.target for link in model.links_of(element, key))
    return tuple(target for target in targets if isinstance(target, Party))


def _parties_key(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(sorted(party.element for party in parties))
