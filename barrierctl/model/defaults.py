"""What an element has from others where it does not tell it itself (format.md)."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeAlias

from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.link import Places
from barrierctl.model.parts import Element, Item, Party, Stage
from barrierctl.model.plan import Measure
from barrierctl.model.source import Source

_MOST_OFFERS: Final = 12
_Offers: TypeAlias = dict[tuple[str, ...], tuple[Party, ...]]


def has_sources(model: BarrierModel, item: Item) -> bool:
    """Whether an item tells sources of its own."""
    return bool(_sources_told(model, item))


def inherited_sources(model: BarrierModel, stage: Stage | None) -> tuple[Source, ...]:
    """The sources of items that tell none: their stage's, else the model's where that has one only."""
    told = _sources_told(model, stage) if stage else ()
    return told or (model.sources if len(model.sources) == 1 else ())


def sources_of(model: BarrierModel, item: Item, stage: Stage | None) -> tuple[Source, ...]:
    """The sources of an item: its own, else those that it inherits."""
    return _sources_told(model, item) or inherited_sources(model, stage)


class PartiesOfMeasures:
    """The parties of measures under `owner` or `helped_by`."""

    def __init__(self, model: BarrierModel, key: str) -> None:
        """Of this model, under this key."""
        self._model = model
        self._key = key
        self._by_places: dict[int, _Offers] = {}

    def of(self, measure: Measure) -> tuple[Party, ...]:
        """Its own, else its barriers', where they agree; barriers that tell none do not disagree."""
        told = _parties_told(self._model, measure, self._key)
        offered = () if told else self.offered(measure)
        return offered[0] if len(offered) == 1 else told

    def offered(self, measure: Measure) -> tuple[tuple[Party, ...], ...]:
        """What its barriers tell, each answer once."""
        offers: _Offers = {}
        for places in barriers_of(self._model, measure):
            if id(places) not in self._by_places:
                self._by_places[id(places)] = self._offers(places)
            offers |= self._by_places[id(places)]
        return tuple(offers.values())

    def _offers(self, barriers: Places) -> "_Offers":
        """The first answers of these barriers, which several measures may set up."""
        told = (_parties_told(self._model, barrier, self._key) for barrier in barriers)
        offers = {_parties_key(parties): parties for parties in told if parties}
        return dict(islice(offers.items(), _MOST_OFFERS))


def barriers_of(model: BarrierModel, holder: Element) -> Iterator[Places]:
    """What a measure, recommendation or knowledge gap names under `barriers`, dropped ones left out."""
    every = (link.places.barriers for link in model.links_of(holder, "barriers"))
    return (places for places in every if places)


def _sources_told(model: BarrierModel, element: Element) -> tuple[Source, ...]:
    targets = (link.target for link in model.links_of(element, "sources"))
    return tuple(target for target in targets if isinstance(target, Source))


def _parties_told(model: BarrierModel, element: Element, key: str) -> tuple[Party, ...]:
    targets = (link.target for link in model.links_of(element, key))
    return tuple(target for target in targets if isinstance(target, Party))


def _parties_key(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(sorted(party.element for party in parties))
