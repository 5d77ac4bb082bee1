"""Faults of the model's own places, so that every rule says in the same way where it saw something."""

from collections.abc import Sequence

from barrierctl.findings import NOWHERE, Fault, Place, Severity, Span
from barrierctl.model.barrier_model import BarrierModel, stages_of
from barrierctl.model.parts import Element, Item, Stage
from barrierctl.model.thing import Thing
from barrierctl.vocabulary import RESERVED_ID, Block


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
