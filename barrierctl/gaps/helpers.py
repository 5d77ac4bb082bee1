"""What rule families share: counting, links, and violations at the places of a model."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from barrierctl.findings import NO_LOCATION, Location, Severity, Span, Violation
from barrierctl.frozen import replace
from barrierctl.model.entities import Entity, Link
from barrierctl.model.model import BarrierModel, stages_of
from barrierctl.model.types import Barrier, Element, Item, Party, Signal, Stage
from barrierctl.vocabulary import RESERVED_ID, Block

_FEW: Final = 5


def entities(model: BarrierModel, *blocks: Block) -> list[Entity]:
    """The entities of these blocks, without the places at which a barrier was dropped."""
    return [entity for entity in model.living if entity.block in blocks]


def barriers(entity: Entity) -> list[Barrier]:
    """The places of a barrier."""
    return [item for item in entity.items if isinstance(item, Barrier)]


def few(names: Sequence[str]) -> list[str]:
    """The names where they are few enough to be read, else none."""
    return list(names) if len(names) <= _FEW else []


def at_stage(stage: Stage, block: Block | None = None, variant: str = "", **parameters: object) -> Violation:
    """At a stage, or at one of its blocks: there where its key is written, else at the stage's name."""
    return Violation(
        rule="",
        span=stage.block_spans.get(block, stage.name_span) if block else stage.name_span,
        location=Location(element=stage.element, stage=stage.id, stage_name=stage.name, block=block),
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
) -> Violation:
    """At one item, party, measure, recommendation or the like."""
    return Violation(
        rule="",
        span=element.span,
        location=model.location_of(element),
        subject=subject,
        variant=variant,
        parameters=parameters,
        severity=severity,
    )


def at_column(
    stage: Stage | None, items: Sequence[Item], variant: str = "", **parameters: object
) -> Violation:
    """At a stage for some of its items; without a stage, at the first of some that hold for all of them."""
    if stage:
        return at_stage(stage, None, variant, **parameters)
    return Violation(
        rule="",
        span=items[0].span,
        location=Location(stage=RESERVED_ID),
        variant=variant,
        parameters=parameters,
    )


def at_entity(model: BarrierModel, entity: Entity, variant: str = "", **parameters: object) -> Violation:
    """At the first place of a entity; without a stage where it has several."""
    stages = {item.stage for item in entity.items}
    place = model.location_of(entity.first)
    if len(stages) > 1:
        place = Location(element=entity.element, block=entity.block, name=entity.name)
    names = [model.stage_name(stage) for stage in stages_of(entity.items)] if len(stages) > 1 else []
    return Violation(
        rule="",
        span=entity.first.span,
        location=place,
        variant=variant,
        parameters={"name": entity.name, "stages": [name for name in names if name], **parameters},
    )


def at_model(
    model: BarrierModel,
    variant: str = "",
    subject: str | None = None,
    severity: Severity | None = None,
    span: Span | None = None,
    *,
    joined: bool = False,
    **parameters: object,
) -> Violation:
    """At the model as a whole: at its title, unless a span is given."""
    return Violation(
        rule="",
        span=span or model.header.span,
        location=NO_LOCATION,
        subject=subject,
        variant=variant,
        parameters=parameters,
        severity=severity,
        joined=joined,
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
    model: BarrierModel, entities: Sequence[tuple[T, str, bool]], tell: Callable[[T], Violation]
) -> Iterator[Violation]:
    """A violation for each entity that lacks something, or one for all where more than half of them do.

    Args:
        model: the model.
        entities: each with its name and whether it has what is asked for.
        tell: the violation of one entity.
    """
    missing = [(entity, name) for entity, name, linked in entities if not linked]
    few = len(missing) * 2 <= len(entities)
    if len(missing) == 1 and not few:
        yield replace(tell(missing[0][0]), severity=Severity.INFO)
    elif not few:
        names = [name for _, name in missing]
        total = len(entities)
        yield at_model(
            model, "many", severity=Severity.INFO, joined=True, count=len(missing), total=total, names=names
        )
    else:
        yield from (tell(entity) for entity, _ in missing)


def meant(links: Iterable[Link]) -> Iterator[Item]:
    """The items that these links mean; places that several of them mean are gone through once."""
    every = {id(link.places): link.places for link in links}
    return (item for places in every.values() for item in places)
