"""What a reference means: the link from who says it to what is meant."""

from functools import cached_property
from typing import Final, TypeAlias

from barrierctl.frozen import frozen
from barrierctl.model.facts import Reference
from barrierctl.model.parts import Barrier, Element, Item, Partner
from barrierctl.model.thing import Thing
from barrierctl.names import fold
from barrierctl.vocabulary import RESERVED_ID

Target: TypeAlias = Element | Thing


class Places(tuple[Item, ...]):  # noqa: SLOT001 (what is found is kept)
    """The places of a party or thing, in the order of the model.

    Many references may mean the same ones, so what is asked of them is found once.
    """

    def __reduce__(self) -> tuple[type["Places"], tuple[tuple[Item, ...]]]:
        """Leave out what was found: it changes nothing."""
        return Places, (tuple(self),)

    @cached_property
    def stages(self) -> dict[str, None]:
        """The ids of their stages, each once; `general` for what holds for the whole process."""
        return dict.fromkeys(item.stage for item in self)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What they are called, each name once."""
        return tuple({fold(item.label): item.label for item in self}.values())

    @cached_property
    def barriers(self) -> "Places":
        """The barriers among them that were not dropped."""
        return Places(item for item in self if isinstance(item, Barrier) and item.counts)

    @cached_property
    def are_owned(self) -> bool:
        """Whether one of the barriers among them says who sets it up."""
        return any(isinstance(item, Barrier) and item.owner for item in self.barriers)

    @cached_property
    def partners(self) -> "Places":
        """Where the party is a partner."""
        return Places(item for item in self if isinstance(item, Partner))

    def are_in(self, stage: str) -> bool:
        """Whether one of them stands in a stage, or holds for all; in `general`, whether there is any."""
        return bool(self) if stage == RESERVED_ID else stage in self.stages or RESERVED_ID in self.stages


NO_PLACES: Final = Places()


@frozen
class Link:
    """What a reference means.

    Attributes:
        key: the key that it stands under, such as `owner`.
        holder: the element that says it; None where the plan or the model itself does.
        reference: as typed.
        target: what it means.
        places: the items meant, all of a party or thing or the one that was named.
    """

    key: str
    holder: Element | None
    reference: Reference
    target: Target
    places: Places = NO_PLACES
