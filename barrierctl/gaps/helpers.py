"""What rule families share: counting, links, and violations at the places of a model."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from barrierctl.findings import NOWHERE, Fault, Place, Severity, Span
from barrierctl.frozen import replace
from barrierctl.model.entities import Link, Thing
from barrierctl.model.model import BarrierModel, stages_of
from barrierctl.model.types import Barrier, Element, Item, Party, Signal, Stage
from barrierctl.vocabulary import RESERVED_ID, Block

_FEW: Final = 5


def things(model: BarrierModel, *blocks: Block) -> list[Thing]:
    """The things of these blocks, without the places at which a barrier was dropped."""
    return [thing for thing in model.living if thing.block in blocks]


def barriers(thing: Thing) -> list[Barrier]:
    """The places of a barrier."""
    return [item for item in thing.items if isinstance(item, Barrier)]


def few(names: Sequence[str]) -> list[str]:
    """The names where they are few enough to be read, else none."""
    return list(names) if len(names) <= _FEW else []


def at_stage(stage: Stage, block: Block | None = None, variant: str = "", **parameters: object) -> Fault:
    """At a stage, or at one of its blocks: there where its key is written, else at the stage's name."""
    return Fault(
        rule="",
        span=stage.block_spans.get(block, stage.name_span) if block else stage.name_span,
        place=Place(element=stage.element, stage=stage.id, stage_name=stage.name, block=block),
        variant=variant,
        parameters=parameters,
    )


def at_element(
    model: BarrierModel,
    element: Element,
    variant: str = "",
    subject: str | None = None,
    severity: Severity | None = None,
    **parameters: object,
) -> Fault:
    """At one item, party, measure, recommendation or the like."""
    return Fault(
        rule="",
        span=element.span,
        place=model.place_of(element),
        subject=subject,
        variant=variant,
        parameters=parameters,
        severity=severity,
    )


def at_column(stage: Stage | None, items: Sequence[Item], variant: str = "", **parameters: object) -> Fault:
    """At a stage for some of its items; without a stage, at the first of some that hold for all of them."""
    if stage:
        return at_stage(stage, None, variant, **parameters)
    return Fault(
        rule="",
        span=items[0].span,
        place=Place(stage=RESERVED_ID),
        variant=variant,
        parameters=parameters,
    )


def at_thing(model: BarrierModel, thing: Thing, variant: str = "", **parameters: object) -> Fault:
    """At the first place of a thing; without a stage where it has several."""
    stages = {item.stage for item in thing.items}
    place = model.place_of(thing.first)
    if len(stages) > 1:
        place = Place(element=thing.element, block=thing.block, name=thing.name)
    names = [model.stage_name(stage) for stage in stages_of(thing.items)] if len(stages) > 1 else []
    return Fault(
        rule="",
        span=thing.first.span,
        place=place,
        variant=variant,
        parameters={"name": thing.name, "stages": [name for name in names if name], **parameters},
    )


def at_model(
    model: BarrierModel,
    variant: str = "",
    subject: str | None = None,
    severity: Severity | None = None,
    span: Span | None = None,
    **parameters: object,
) -> Fault:
    """At the model as a whole; there where its title stands unless told."""
    return Fault(
        rule="",
        span=span or model.header.span,
        place=NOWHERE,
        subject=subject,
        variant=variant,
        parameters=parameters,
        severity=severity,
    )


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
