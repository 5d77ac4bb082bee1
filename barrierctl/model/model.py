"""A whole barrier model, and what rules and views ask of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Any, Final, TypeAlias

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import NO_LOCATION, Location
from barrierctl.model.entities import NO_OCCURRENCES, Entity, Link, Occurrences
from barrierctl.model.plan import (
    Acceptance,
    Activity,
    Advice,
    Evaluation,
    KnowledgeGap,
    Measure,
    Objective,
    Plan,
    Recommendation,
)
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
from barrierctl.resources import vocabulary as voc
from barrierctl.resources.vocabulary import BLOCKS, RESERVED_ID, Block
from barrierctl.source.comments import Comment
from barrierctl.source.tree import Path, Value

TextHolder: TypeAlias = Header | Element | Activity | Evaluation | Acceptance
"""A record that may have translations."""


@frozen
class BarrierModel:
    """A barrier model, read and resolved.

    Attributes:
        header: title, language and the like.
        stages: in order.
        general: the items of the whole process, by block.
        parties: listed ones first, then those that appear in cells only.
        sources, recommendations, knowledge_gaps, plan, accepted_gaps: as in the file.
        entities: items that are the same, by block and in order.
        links: every resolved reference, in the file's order.
        comments: those in its file that are addressed to barrierctl.
        lines: the text of its file.
        tree: the content of its file.
        party_by_item, entity_by_item: by the address of an item.
        items_by_party: by the address of a party.
        original: the model in its own language, if this is a translation of it.
    """

    header: Header
    stages: tuple[Stage, ...]
    general: Mapping[Block, tuple[Item, ...]]
    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    recommendations: tuple[Recommendation, ...]
    knowledge_gaps: tuple[KnowledgeGap, ...]
    plan: Plan | None
    accepted_gaps: tuple[Acceptance, ...]
    entities: tuple[Entity, ...]
    links: tuple[Link, ...] = ()
    comments: tuple[Comment, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)
    tree: Value = field(default=None, repr=False, compare=False)
    party_by_item: Mapping[str, Party] = field(default_factory=dict, repr=False)
    items_by_party: Mapping[str, Occurrences] = field(default_factory=dict, repr=False)
    entity_by_item: Mapping[str, Entity] = field(default_factory=dict, repr=False)
    original: "BarrierModel | None" = field(default=None, repr=False, compare=False)

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
        """The model's title, or its id if it has none."""
        return self.header.title or self.header.id or ""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items: stage by stage, then the general ones."""
        return (*(item for stage in self.stages for item in stage.items), *self.general_items)

    @property
    def entry_count(self) -> int:
        """The number of entries in all lists of the file."""
        measures = [measure for objective in self.objectives for measure in objective.measures]
        advice = (recommendation.items for recommendation in self.recommendations)
        return (
            sum(map(len, (self.stages, self.items, self.sources, self.knowledge_gaps, measures, *advice)))
            + sum(party.listed for party in self.parties)
            + sum(len(measure.activities) for measure in measures)
        )

    @cached_property
    def general_items(self) -> tuple[Item, ...]:
        """The items of the whole process."""
        return tuple(item for block in BLOCKS for item in self.general[block])

    @cached_property
    def barriers(self) -> tuple[Barrier, ...]:
        """All active barriers."""
        return tuple(item for item in self.items if isinstance(item, Barrier) and item.is_active)

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """All signals."""
        return tuple(item for item in self.items if isinstance(item, Signal))

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """The objectives of the plan; none without a plan."""
        return self.plan.objectives if self.plan else ()

    @cached_property
    def answers(self) -> dict[object, Any]:
        """What was worked out about the model, by the function that did; rules ask the same things."""
        return {}

    @cached_property
    def active_entities(self) -> tuple[Entity, ...]:
        """The entities with active items, without the dropped barriers among their items."""
        return tuple([active for entity in self.entities if (active := entity.active)])

    def party_of(self, item: Item) -> Party | None:
        """Return the party of a facilitator, a partner or an item with the key `party`."""
        return self.party_by_item.get(item.address)

    def items_of(self, party: Party) -> Occurrences:
        """Return the items of a party, in all blocks."""
        return self.items_by_party.get(party.element, NO_OCCURRENCES)

    def entity_of(self, item: Item) -> Entity:
        """Return the entity that an item belongs to."""
        return self.entity_by_item[item.address]

    def facts_of(self, item: Facilitator | Partner) -> PartyFacts:
        """Return the facts of a party in one cell: the cell's own, else the party's."""
        return self._facts_by_item[item.address]

    @cached_property
    def _facts_by_item(self) -> Mapping[str, PartyFacts]:
        facts: dict[str, PartyFacts] = {}
        for item in self.items:
            if isinstance(item, Facilitator | Partner):
                own = {key: value for key, value in vars(item.facts).items() if value}
                party = self.party_of(item)
                of_party = party.facts if party else item.facts
                facts[item.address] = replace(of_party, **own) if party and own else of_party
        return facts

    @cached_property
    def stage_by_id(self) -> Mapping[str, Stage]:
        """The first stage with each id."""
        return {stage.id: stage for stage in reversed(self.stages)}

    def stage_name(self, stage: str) -> str | None:
        """Return a stage's name by its id; None for `general`."""
        known = self.stage_by_id.get(stage)
        return known.name if known else None

    def active_items(self, stage: Stage | None, block: Block) -> tuple[Item, ...]:
        """Return the active items of a cell; without a stage, those of the whole process."""
        items = stage.blocks[block] if stage else self.general[block]
        return tuple([item for item in items if item.is_active]) if block is Block.BARRIERS else items

    def links_of(self, holder: Element, *keys: str) -> Iterator[Link]:
        """Iterate over an element's links with these keys."""
        return (link for link in self._links_by_holder.get(holder.path, ()) if link.key in keys)

    @cached_property
    def _links_by_holder(self) -> Mapping[Path, list[Link]]:
        links: dict[Path, list[Link]] = defaultdict(list)
        for link in self.links:
            if link.holder:
                links[link.holder.path].append(link)
        return links

    def links_by(self, *keys: str) -> Iterator[Link]:
        """Iterate over all links with these keys."""
        return (link for link in self.links if link.key in keys)

    def location_at(self, path: Path) -> Location:
        """Return the location of the nearest element or block around a path."""
        for length in range(len(path), 0, -1):
            if location := self._location(path[:length]):
                return self.with_label(location)
        return NO_LOCATION

    def with_label(self, location: Location) -> Location:
        """Add the model's own label for the block of a location, if it has one."""
        labels = self.header.labels
        own = labels.get(Block(location.block)) if labels and location.block else None
        return replace(location, block_name=own) if own else location

    def _location(self, path: Path) -> Location | None:
        element = self._element_by_path.get(path)
        match element:
            case None if path[-1] in BLOCKS:
                block, stage = Block(path[-1]), self._element_by_path.get(path[:-1])
                if isinstance(stage, Stage):
                    return stage.location(block)
                return Location(stage=RESERVED_ID, block=block) if path[:-1] == ("general",) else None
            case None:
                return None
            case Stage():
                return element.location()
            case Item():
                # An index follows the block's key, unless the item is its single value.
                stage = self._element_by_path.get(path[:-2] if isinstance(path[-1], int) else path[:-1])
                return Location(
                    element=element.element,
                    stage=element.stage,
                    block=element.block,
                    stage_name=stage.name if isinstance(stage, Stage) else None,
                    name=element.label,
                )
            case _:
                kind, name = _KINDS[type(element)]
                return Location(element=element.element, kind=kind, name=getattr(element, name))

    @cached_property
    def _element_by_path(self) -> Mapping[Path, Element]:
        """Everything in the file that has a name, so that no finding has to show an index."""
        return {
            element.path: element
            for element in self.elements
            if not isinstance(element, Party) or (element.listed and not element.shared)
        }

    def location_of(self, element: Element) -> Location:
        """Return the location of an element."""
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
        for objective in self.objectives:
            yield from (objective, *objective.measures)

    @property
    def text_holders(self) -> Iterator[TextHolder]:
        """Every record that may have translations."""
        yield self.header
        for element in self.elements:
            if not isinstance(element, Party) or element.listed:
                yield element
        for objective in self.objectives:
            for measure in objective.measures:
                yield from measure.activities
        if self.plan:
            yield from filter(None, (self.plan.process, self.plan.outcome))
        yield from self.accepted_gaps


# By class of element: what a location calls it, and the field that names it.
_KINDS: Final[Mapping[type[Element], tuple[str, str]]] = {
    Party: ("party", "name"),
    Source: ("source", "title"),
    KnowledgeGap: ("knowledge_gap", "name"),
    Recommendation: ("recommendations", "domain"),
    Advice: ("recommendation", "text"),
    Objective: ("objective", "statement"),
    Measure: ("measure", "name"),
}
