"""Entities: the same item or party met in several stages; and the links between them."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final, TypeAlias

from barrierctl.dataclass import frozen, replace
from barrierctl.model.types import Barrier, Element, Item, Partner, Party, Reference
from barrierctl.names import fold
from barrierctl.resources.vocabulary import RESERVED_ID, Block


@frozen
class Entity:
    """The items that are the same, in one or several stages; `name` is the label of the first of them."""

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
        if self.block is not Block.BARRIERS or all(item.is_active for item in self.items):
            return self
        items = tuple([item for item in self.items if item.is_active])
        return replace(self, items=items, name=items[0].label) if items else None

    @property
    def first(self) -> Item:
        """Its first item."""
        return self.items[0]


Target: TypeAlias = Element | Entity


def called(target: Target) -> str:
    """Return the name of what a reference means."""
    for name in ("label", "name", "title", "statement", "text", "domain"):
        if text := getattr(target, name, None):
            return str(text)
    return target.element


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
        holder: the element with the key; None for the plan or the model itself.
        occurrences: the items that it means: all of a party or entity, or the named one.
    """

    key: str
    holder: Element | None
    reference: Reference
    target: Target
    occurrences: Occurrences = NO_OCCURRENCES


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
