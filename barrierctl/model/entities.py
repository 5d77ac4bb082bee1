"""Entities: the same item or party met in several stages; and the links between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, Final, TypeAlias

from barrierctl.dataclass import frozen, replace
from barrierctl.model.types import Barrier, Element, Facilitator, Item, Partner, Party, PartyFacts, Reference
from barrierctl.names import fold
from barrierctl.vocabulary import RESERVED_ID, Block


@frozen
class Entity:
    """The items that are the same: met once, or in several stages.

    Attributes:
        name: the label of its first item.
        items: in order.
    """

    block: Block
    name: str
    items: tuple[Item, ...]

    @property
    def element(self) -> str:
        """The address of its first item."""
        return self.items[0].element

    @property
    def active(self) -> "Entity | None":
        """The entity with its active items only, named after the first of them; None if it has none."""
        items = tuple([item for item in self.items if item.is_active])
        if len(items) == len(self.items):
            return self
        return replace(self, items=items, name=items[0].label) if items else None

    @property
    def first(self) -> Item:
        """Its first item."""
        return self.items[0]


Target: TypeAlias = Element | Entity


class Occurrences(tuple[Item, ...]):  # noqa: SLOT001 (cached properties need a dictionary)
    """The items of a party or entity, in the order of the model.

    Many references may mean the same ones, so each property is computed once.
    """

    def __reduce__(self) -> tuple[type["Occurrences"], tuple[tuple[Item, ...]]]:
        """Leave out the cached properties."""
        return Occurrences, (tuple(self),)

    @cached_property
    def stages(self) -> dict[str, None]:
        """The ids of their stages, each once; `general` for the whole process."""
        return dict.fromkeys(item.stage for item in self)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Their labels, each name once."""
        return tuple({fold(item.label): item.label for item in self}.values())

    @cached_property
    def barriers(self) -> "Occurrences":
        """The active barriers among them."""
        return Occurrences(item for item in self if isinstance(item, Barrier) and item.is_active)

    @cached_property
    def are_owned(self) -> bool:
        """Whether one of the active barriers among them has an owner."""
        return any(isinstance(item, Barrier) and item.owner for item in self.barriers)

    @cached_property
    def partners(self) -> "Occurrences":
        """The partners among them."""
        return Occurrences(item for item in self if isinstance(item, Partner))

    def are_in(self, stage: str) -> bool:
        """Whether one of them is in a stage or in `general`; for the stage `general`, whether any exists."""
        return bool(self) if stage == RESERVED_ID else stage in self.stages or RESERVED_ID in self.stages


NO_OCCURRENCES: Final = Occurrences()


@frozen
class Link:
    """A resolved reference.

    Attributes:
        key: the key of the reference, such as `owner`.
        holder: the element with that key; None for the plan or the model itself.
        reference: as typed.
        target: what it means.
        occurrences: the items that it means: all of a party or entity, or the named one.
    """

    key: str
    holder: Element | None
    reference: Reference
    target: Target
    occurrences: Occurrences = NO_OCCURRENCES


@frozen
class Identities:
    """The parties and entities of a model; the mappings are by item address, or by party address."""

    parties: tuple[Party, ...]
    entities: tuple[Entity, ...]
    party_by_item: Mapping[str, Party]
    items_by_party: Mapping[str, Occurrences]
    entity_by_item: Mapping[str, Entity]


def identify(listed: tuple[Party, ...], items: tuple[Item, ...]) -> Identities:
    """Find out which items are the same party, then which are the same entity."""
    party_by_item = _match_listed_parties(listed, items)
    unlisted = _add_unlisted_parties(items, party_by_item)
    cells: dict[str, list[Item]] = defaultdict(list)
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        party = party_by_item.get(item.address)
        if party:
            cells[party.element].append(item)
        key = (item.block, "party", party.element) if party else (item.block, "name", fold(item.label))
        groups[key].append(item)
    entities = tuple(
        Entity(block=same[0].block, name=same[0].label, items=tuple(same)) for same in groups.values()
    )
    return Identities(
        parties=(*listed, *unlisted),
        entities=entities,
        party_by_item=party_by_item,
        items_by_party={element: Occurrences(same) for element, same in cells.items()},
        entity_by_item={item.address: entity for entity in entities for item in entity.items},
    )


def party_index(listed: Iterable[Party]) -> tuple[dict[str, Party], dict[str, Party]]:
    """Index parties by id, and by folded name or alias; the first party with a name gets it."""
    by_id: dict[str, Party] = {}
    by_name: dict[str, Party] = {}
    for party in listed:
        if party.id:
            by_id.setdefault(party.id, party)
        for name in (party.name, *party.facts.aliases):
            by_name.setdefault(fold(name), party)
    return by_id, by_name


def _match_listed_parties(listed: tuple[Party, ...], items: tuple[Item, ...]) -> dict[str, Party]:
    """Map the addresses of items to the listed party that they name."""
    by_id, by_name = party_index(listed)
    party_by_item: dict[str, Party] = {}
    for item in items:
        if item.party and (party := by_id.get(item.party.text) or by_name.get(fold(item.party.text))):
            party_by_item[item.address] = party
            # The label that a party has in one cell is its name in the others too.
            by_name.setdefault(fold(item.label), party)
    for item in items:
        if isinstance(item, Facilitator | Partner) and (party := by_name.get(fold(item.label))):
            party_by_item.setdefault(item.address, party)
    return party_by_item


def _add_unlisted_parties(items: tuple[Item, ...], party_by_item: dict[str, Party]) -> list[Party]:
    """Make the parties that appear in cells only, and add them to the mapping."""
    groups: dict[str, list[Facilitator | Partner]] = defaultdict(list)
    for item in items:
        if isinstance(item, Facilitator | Partner) and item.address not in party_by_item:
            groups[fold(item.label)].append(item)
    parties = []
    for cells in groups.values():
        first = cells[0]
        party = Party(
            element=first.element,
            span=first.span,
            path=first.path,
            id=None,
            name=first.label,
            facts=_merge_facts(cells) if len(cells) > 1 else first.facts,
            listed=False,
        )
        parties.append(party)
        party_by_item.update((cell.address, party) for cell in cells)
    return parties


def _merge_facts(cells: list[Facilitator | Partner]) -> PartyFacts:
    """Take each fact from the first cell that has it."""
    merged: dict[str, Any] = {}
    for cell in cells:
        for field in fields(PartyFacts):
            merged[field.name] = merged.get(field.name) or getattr(cell.facts, field.name)
    return PartyFacts(**merged)
