"""What a reference means: the link from who says it to what is meant."""

from dataclasses import dataclass
from typing import TypeAlias

from barrierctl.model.facts import Reference
from barrierctl.model.parts import Element, Item, Thing

Target: TypeAlias = Element | Thing


@dataclass(frozen=True, kw_only=True, slots=True)
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
    places: tuple[Item, ...] = ()
