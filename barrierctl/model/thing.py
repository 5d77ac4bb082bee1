"""Items that are one: what a model counts, wherever it stands."""

from barrierctl.frozen import frozen, replace
from barrierctl.model.parts import Item
from barrierctl.vocabulary import Block


@frozen
class Thing:
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
    def living(self) -> "Thing | None":
        """The thing at the places that count, called as it is at the first of them; None where none does."""
        items = tuple([item for item in self.items if item.counts])
        if len(items) == len(self.items):
            return self
        return replace(self, items=items, name=items[0].label) if items else None

    @property
    def first(self) -> Item:
        """Its first place."""
        return self.items[0]
