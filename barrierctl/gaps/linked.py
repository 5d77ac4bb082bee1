"""Links, and how a rule speaks that asks for them: in one voice, or thing by thing.

Printed models carry no links, and asking for all of them at once is a flood.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from barrierctl.findings import Fault, Severity
from barrierctl.frozen import replace
from barrierctl.gaps.sightings import at_model
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.link import Link
from barrierctl.model.parts import Barrier, Item, Party, Signal

T = TypeVar("T")

KEYS = ("owner", "helped_by", "addresses", "targets", "seen_by")
"""The keys that make a link."""


def links(model: BarrierModel, *keys: str) -> Iterator[Link]:
    """The links of barriers that were not dropped, and of signals."""
    for link in model.links_by(*keys):
        holder = link.holder
        if isinstance(holder, Signal | Barrier) and holder.counts:
            yield link


def parties_linked(model: BarrierModel, *keys: str) -> set[str]:
    """The elements of the parties that these links mean."""
    return {link.target.element for link in links(model, *keys) if isinstance(link.target, Party)}


def has_links(model: BarrierModel, *keys: str) -> bool:
    """Whether the model has any of these links."""
    return any(True for _ in links(model, *keys))


def speak(
    model: BarrierModel, things: Sequence[tuple[T, str, bool]], tell: Callable[[T], Fault]
) -> Iterator[Fault]:
    """A fault for each thing that lacks something, or one for all where more than half of them do.

    Args:
        model: the model.
        things: each with its name and whether it has what is asked for.
        tell: the fault of one thing.
    """
    missing = [(thing, name) for thing, name, linked in things if not linked]
    few = len(missing) * 2 <= len(things)
    if len(missing) == 1 and not few:
        yield replace(tell(missing[0][0]), severity=Severity.INFO)
    elif not few:
        names = [name for _, name in missing]
        yield at_model(
            model, "many", severity=Severity.INFO, count=len(missing), total=len(things), names=names
        )
    else:
        yield from (tell(thing) for thing, _ in missing)


def meant(links: Iterable[Link]) -> Iterator[Item]:
    """The items that these links mean; places that several of them mean are gone through once."""
    every = {id(link.places): link.places for link in links}
    return (item for places in every.values() for item in places)
