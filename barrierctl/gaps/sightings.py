"""Faults of the model's own places, so that every rule says in the same way where it saw something."""

from barrierctl.findings import NOWHERE, Fault, Place, Severity
from barrierctl.model.barrier_model import BarrierModel, stages_of
from barrierctl.model.parts import Item, Stage, Thing
from barrierctl.model.plan import Measure
from barrierctl.vocabulary import Block


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
    element: Item | Measure,
    variant: str = "",
    subject: str | None = None,
    severity: Severity | None = None,
    **parameters: object,
) -> Fault:
    """At one item or measure."""
    return Fault(
        rule="",
        span=element.span,
        place=model.place_of(element),
        subject=subject,
        variant=variant,
        parameters=parameters,
        severity=severity,
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
    model: BarrierModel, variant: str = "", severity: Severity | None = None, **parameters: object
) -> Fault:
    """At the model as a whole."""
    return Fault(
        rule="",
        span=model.header.span,
        place=NOWHERE,
        variant=variant,
        parameters=parameters,
        severity=severity,
    )
