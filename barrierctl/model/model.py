"""A whole barrier model, and the questions that rules and views ask of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from barrierctl import vocabulary as voc
from barrierctl.findings import NO_LOCATION, Location
from barrierctl.frozen import frozen, replace
from barrierctl.model.entities import NO_OCCURRENCES, Entity, Link, Occurrences
from barrierctl.model.plan import Acceptance, KnowledgeGap, Measure, Recommendation
from barrierctl.model.types import (
    Barrier,
    Element,
    Facilitator,
    Header,
    Item,
    Partner,
    Party,
    PartyFacts,
    Signal,
    Source,
    Stage,
)
from barrierctl.source.comments import Comment
from barrierctl.source.tree import Path
from barrierctl.vocabulary import Block

if TYPE_CHECKING:
    from barrierctl.model.plan import Plan


@frozen
class BarrierModel:
    """One barrier model, read and resolved.

    Attributes:
        header: title, language and the like.
        stages: in order.
        general: the items of the whole process, by block.
        parties: listed ones first, then those that stand in cells only.
        sources, recommendations, knowledge_gaps, plan, accepted_gaps: as in the file.
        entities: items that are one, by block and in order.
        comments: those in its file that speak to barrierctl.
        links: what every reference means, in the file's order.
        places: the name of each place in the file, by its path.
    """

    header: Header
    stages: tuple[Stage, ...]
    general: Mapping[Block, tuple[Item, ...]]
    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    recommendations: tuple[Recommendation, ...]
    knowledge_gaps: tuple[KnowledgeGap, ...]
    plan: "Plan | None"
    accepted_gaps: tuple[Acceptance, ...]
    entities: tuple[Entity, ...]
    links: tuple[Link, ...] = ()
    comments: tuple[Comment, ...] = ()
    links_by_holder: Mapping[Path, tuple[Link, ...]] = field(default_factory=dict, repr=False)
    places: Mapping[Path, Location] = field(default_factory=dict, repr=False)
    party_by_item: Mapping[str, Party] = field(default_factory=dict, repr=False)
    items_by_party: Mapping[str, Occurrences] = field(default_factory=dict, repr=False)
    thing_by_item: Mapping[str, Entity] = field(default_factory=dict, repr=False)
    stage_by_id: Mapping[str, Stage] = field(default_factory=dict, repr=False)

    @property
    def things(self) -> tuple[Entity, ...]:
        """The entities, by their name before version 0.2."""
        return self.entities

    @property
    def id(self) -> str | None:
        """The model's id."""
        return self.header.id

    @property
    def title(self) -> str:
        """The model's title; its id where it has none."""
        return self.header.title or self.header.id or ""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items: stage by stage, then the general ones."""
        return (*(item for stage in self.stages for item in stage.items), *self.general_items)

    @cached_property
    def general_items(self) -> tuple[Item, ...]:
        """The items of the whole process."""
        return tuple(item for block in Block for item in self.general[block])

    @cached_property
    def barriers(self) -> tuple[Barrier, ...]:
        """All barriers that were not dropped."""
        return tuple(item for item in self.items if isinstance(item, Barrier) and item.counts)

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """All signals."""
        return tuple(item for item in self.items if isinstance(item, Signal))

    def entities_of(self, *blocks: Block) -> tuple[Entity, ...]:
        """The entities of these blocks."""
        return tuple([entity for entity in self.entities if entity.block in blocks])

    @cached_property
    def living(self) -> tuple[Entity, ...]:
        """The entities that count, without the places at which a barrier was dropped."""
        return tuple([living for entity in self.entities if (living := entity.living)])

    def party_of(self, item: Item) -> Party | None:
        """The party that a facilitator, a partner or an item with the key `party` is."""
        return self.party_by_item.get(item.address)

    def items_of(self, party: Party) -> Occurrences:
        """The places of a party, in all blocks."""
        return self.items_by_party.get(party.element, NO_OCCURRENCES)

    def partner_cells(self, party: Party) -> Occurrences:
        """The places where a party is a partner."""
        return self.items_of(party).partners

    def entity_of(self, item: Item) -> Entity:
        """The entity that an item is a place of."""
        return self.thing_by_item[item.address]

    def facts_of(self, item: Facilitator | Partner) -> PartyFacts:
        """What holds of a party in one cell: the cell's own words, else the party's."""
        return self._facts_by_item[item.address]

    @cached_property
    def _facts_by_item(self) -> Mapping[str, PartyFacts]:
        cells = (item for item in self.items if isinstance(item, Facilitator | Partner))
        return {item.address: self._facts_there(item) for item in cells}

    def _facts_there(self, item: Facilitator | Partner) -> PartyFacts:
        party = self.party_of(item)
        if party is None or party.facts is item.facts:
            return item.facts
        own = {key: value for key, value in vars(item.facts).items() if value}
        return replace(party.facts, **own) if own else party.facts

    def stage_name(self, stage: str) -> str | None:
        """A stage's name by its id; None for `general`."""
        known = self.stage_by_id.get(stage)
        return known.name if known else None

    def live(self, stage: Stage, block: Block) -> tuple[Item, ...]:
        """What counts in a cell: all but dropped barriers."""
        return _live(stage.blocks[block], block)

    def live_general(self, block: Block) -> tuple[Item, ...]:
        """What counts of a block for the whole process."""
        return _live(self.general[block], block)

    def links_of(self, holder: Element, *keys: str) -> Iterator[Link]:
        """What an element's references mean, for these keys."""
        return (link for link in self.links_by_holder.get(holder.path, ()) if link.key in keys)

    def links_by(self, *keys: str) -> Iterator[Link]:
        """Every link of these keys."""
        return (link for link in self.links if link.key in keys)

    def location_at(self, path: Path) -> Location:
        """The nearest named place around a path."""
        for length in range(len(path), 0, -1):
            if place := self.places.get(path[:length]):
                return place
        return NO_LOCATION

    def location_of(self, element: Element) -> Location:
        """The name of an element's place."""
        return self.location_at(element.path)

    @property
    def has_restricted(self) -> bool:
        """Whether the model or anything in it is restricted."""
        restricted = voc.Classification.RESTRICTED
        return self.header.classification is restricted or any(
            element.classification is restricted for element in self.elements
        )

    @property
    def elements(self) -> Iterator[Element]:
        """Everything in the model that can be classified on its own."""
        yield from (*self.stages, *self.items, *self.parties, *self.sources, *self.knowledge_gaps)
        for recommendation in self.recommendations:
            yield from (recommendation, *recommendation.items)
        for objective in self.plan.objectives if self.plan else ():
            yield from (objective, *objective.measures)


def _live(items: tuple[Item, ...], block: Block) -> tuple[Item, ...]:
    return tuple([item for item in items if item.counts]) if block is Block.BARRIERS else items


def stages_of(items: Iterable[Item]) -> list[str]:
    """The stages of these items, each once, general ones left out."""
    return list(dict.fromkeys(item.stage for item in items if not item.is_general))


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

    def _offers(self, barriers: Occurrences) -> "_Offers":
        """The first answers of these barriers, which several measures may set up."""
        told = (_parties_told(self._model, barrier, self._key) for barrier in barriers)
        offers = {_parties_key(parties): parties for parties in told if parties}
        return dict(islice(offers.items(), _MOST_OFFERS))


def barriers_of(model: BarrierModel, holder: Element) -> Iterator[Occurrences]:
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
