"""Entities: the same item or party met in several stages; and the links between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, Final, TypeAlias

from barrierctl.frozen import frozen, replace
from barrierctl.model.types import Barrier, Element, Facilitator, Item, Partner, Party, PartyFacts, Reference
from barrierctl.names import fold
from barrierctl.vocabulary import RESERVED_ID, Block


@frozen
class Entity:
    """Items that are one: met once, or in several stages.

    Attributes:
        name: as it is called at its first place.
        items: its places, in order.
    """

    block: Block
    name: str
    items: tuple[Item, ...]

    @property
    def element(self) -> str:
        """The address of its first place."""
        return self.items[0].element

    @property
    def living(self) -> "Entity | None":
        """The entity at the places that count, called as it is at the first of them; None where none does."""
        items = tuple([item for item in self.items if item.counts])
        if len(items) == len(self.items):
            return self
        return replace(self, items=items, name=items[0].label) if items else None

    @property
    def first(self) -> Item:
        """Its first place."""
        return self.items[0]


Target: TypeAlias = Element | Entity


class Occurrences(tuple[Item, ...]):  # noqa: SLOT001 (what is found is kept)
    """The places of a party or entity, in the order of the model.

    Many references may mean the same ones, so what is asked of them is found once.
    """

    def __reduce__(self) -> tuple[type["Occurrences"], tuple[tuple[Item, ...]]]:
        """Leave out what was found: it changes nothing."""
        return Occurrences, (tuple(self),)

    @cached_property
    def stages(self) -> dict[str, None]:
        """The ids of their stages, each once; `general` for what holds for the whole process."""
        return dict.fromkeys(item.stage for item in self)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What they are called, each name once."""
        return tuple({fold(item.label): item.label for item in self}.values())

    @cached_property
    def barriers(self) -> "Occurrences":
        """The barriers among them that were not dropped."""
        return Occurrences(item for item in self if isinstance(item, Barrier) and item.counts)

    @cached_property
    def are_owned(self) -> bool:
        """Whether one of the barriers among them says who sets it up."""
        return any(isinstance(item, Barrier) and item.owner for item in self.barriers)

    @cached_property
    def partners(self) -> "Occurrences":
        """Where the party is a partner."""
        return Occurrences(item for item in self if isinstance(item, Partner))

    def are_in(self, stage: str) -> bool:
        """Whether one of them stands in a stage, or holds for all; in `general`, whether there is any."""
        return bool(self) if stage == RESERVED_ID else stage in self.stages or RESERVED_ID in self.stages


NO_OCCURRENCES: Final = Occurrences()


@frozen
class Link:
    """What a reference means.

    Attributes:
        key: the key that it stands under, such as `owner`.
        holder: the element that says it; None where the plan or the model itself does.
        reference: as typed.
        target: what it means.
        places: the items meant, all of a party or entity or the one that was named.
    """

    key: str
    holder: Element | None
    reference: Reference
    target: Target
    places: Occurrences = NO_OCCURRENCES


Key = tuple[str, ...]
_OF_PARTIES = (Facilitator, Partner)


@frozen
class Identities:
    """The parties and entities of a model, and which item is which, by the item's address."""

    parties: tuple[Party, ...]
    entities: tuple[Entity, ...]
    party_by_item: Mapping[str, Party]
    items_by_party: Mapping[str, Occurrences]
    thing_by_item: Mapping[str, Entity]


def identify(listed: tuple[Party, ...], items: Iterable[Item]) -> Identities:
    """Find out who is who, then what is what.

    Args:
        listed: the parties of the list `parties`.
        items: all items of the model, in order.
    """
    every = tuple(items)
    party_by_item = _known_parties(listed, every)
    unlisted = _unlisted(every, party_by_item)
    entities, thing_by_item = _entities(every, party_by_item)
    return Identities(
        parties=(*listed, *unlisted),
        entities=entities,
        party_by_item=party_by_item,
        items_by_party=_by_party(every, party_by_item),
        thing_by_item=thing_by_item,
    )


def party_index(listed: Iterable[Party]) -> tuple[dict[str, Party], dict[str, Party]]:
    """Listed parties by id, and by folded name or alias; the first of a name has it."""
    by_id: dict[str, Party] = {}
    by_name: dict[str, Party] = {}
    for party in listed:
        if party.id:
            by_id.setdefault(party.id, party)
        for name in (party.name, *party.facts.aliases):
            by_name.setdefault(fold(name), party)
    return by_id, by_name


def _known_parties(listed: tuple[Party, ...], items: tuple[Item, ...]) -> dict[str, Party]:
    """The listed party of each item that has one."""
    by_id, by_name = party_index(listed)
    found: dict[str, Party] = {}
    for item in items:
        if item.party and (party := by_id.get(item.party.text) or by_name.get(fold(item.party.text))):
            found[item.address] = party
            # The label that a party has in one cell is its name in the others too.
            by_name.setdefault(fold(item.label), party)
    for item in items:
        if isinstance(item, _OF_PARTIES) and (party := by_name.get(fold(item.label))):
            found.setdefault(item.address, party)
    return found


def _unlisted(items: tuple[Item, ...], party_by_item: dict[str, Party]) -> list[Party]:
    """Parties that stand in cells only; adds them to the items' parties."""
    groups: dict[str, list[Facilitator | Partner]] = defaultdict(list)
    for item in items:
        if isinstance(item, _OF_PARTIES) and item.address not in party_by_item:
            groups[fold(item.label)].append(item)
    parties = []
    for cells in groups.values():
        party = _from_cells(cells)
        parties.append(party)
        party_by_item.update((cell.address, party) for cell in cells)
    return parties


def _from_cells(cells: list[Facilitator | Partner]) -> Party:
    first = cells[0]
    return Party(
        element=first.element,
        span=first.span,
        path=first.path,
        id=None,
        name=first.label,
        facts=_facts(cells) if len(cells) > 1 else first.facts,
        listed=False,
    )


def _facts(cells: list[Facilitator | Partner]) -> PartyFacts:
    """What is told of a party in some cell, the first that tells it."""
    told: dict[str, Any] = {}
    for cell in cells:
        for entry in fields(PartyFacts):
            told[entry.name] = told.get(entry.name) or getattr(cell.facts, entry.name)
    return PartyFacts(**told)


def _by_party(items: tuple[Item, ...], parties: Mapping[str, Party]) -> dict[str, Occurrences]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if party := parties.get(item.address):
            groups[party.element].append(item)
    return {element: Occurrences(cells) for element, cells in groups.items()}


def _entities(
    items: tuple[Item, ...], parties: Mapping[str, Party]
) -> tuple[tuple[Entity, ...], dict[str, Entity]]:
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        party = parties.get(item.address)
        key = (item.block, "party", party.element) if party else (item.block, "name", fold(item.label))
        groups[key].append(item)
    entities = tuple(
        Entity(block=cells[0].block, name=cells[0].label, items=tuple(cells)) for cells in groups.values()
    )
    return entities, {item.address: entity for entity in entities for item in entity.items}
