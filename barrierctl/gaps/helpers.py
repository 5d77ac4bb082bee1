"""What rule families share: entities, links, and violations at the locations of a model."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from barrierctl.findings import NO_LOCATION, Location, Severity, Span, Violation
from barrierctl.frozen import replace
from barrierctl.limits import MAX_NAMES_IN_SENTENCE
from barrierctl.model.entities import Entity, Link, Occurrences, Target
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Advice
from barrierctl.model.types import Barrier, Element, Item, Party, Signal, Stage
from barrierctl.vocabulary import RESERVED_ID, Block

T = TypeVar("T", Barrier, Advice, Entity)

LINK_KEYS: Final = ("owner", "helped_by", "addresses", "targets", "seen_by")
"""The keys of barriers and signals that make a link."""


def active_entities(model: BarrierModel, *blocks: Block) -> list[Entity]:
    """Return the entities of these blocks, without dropped barriers."""
    return [entity for entity in model.active_entities if entity.block in blocks]


def barriers_of(entity: Entity) -> list[Barrier]:
    """Return the items of an entity that are barriers."""
    return [item for item in entity.items if isinstance(item, Barrier)]


def is_most(count: int, total: int) -> bool:
    """Whether they are four fifths or more."""
    return count * 5 >= total * 4


def short_list(names: Sequence[str]) -> list[str]:
    """Return the names if a sentence has room for them, else none."""
    return list(names) if len(names) <= MAX_NAMES_IN_SENTENCE else []


def links(model: BarrierModel, *keys: str) -> Iterator[Link]:
    """Iterate over the links of active barriers and of signals."""
    for link in model.links_by(*keys):
        holder = link.holder
        if isinstance(holder, Signal | Barrier) and holder.is_active:
            yield link


def linked_parties(model: BarrierModel, *keys: str) -> set[str]:
    """Return the addresses of the parties that these links mean."""
    return {link.target.element for link in links(model, *keys) if isinstance(link.target, Party)}


def linked_items(links: Iterable[Link]) -> Iterator[Item]:
    """Iterate over the items that these links mean; those of one target are listed once."""
    every = {id(link.occurrences): link.occurrences for link in links}
    return (item for occurrences in every.values() for item in occurrences)


def linked_barriers(model: BarrierModel, holder: Element) -> Iterator[Occurrences]:
    """Iterate over the active barriers of each link of a measure, recommendation or knowledge gap."""
    every = (link.occurrences.barriers for link in model.links_of(holder, "barriers"))
    return (barriers for barriers in every if barriers)


def at_stage(stage: Stage, block: Block | None = None, variant: str = "", **parameters: object) -> Violation:
    """Make a violation at a stage, or at the key of one of its blocks if it is written."""
    span = stage.block_spans.get(block, stage.name_span) if block else stage.name_span
    location = Location(element=stage.element, stage=stage.id, stage_name=stage.name, block=block)
    return Violation(rule="", span=span, location=location, variant=variant, parameters=parameters)


def at_element(
    model: BarrierModel,
    element: Element,
    variant: str = "",
    subject: str | None = None,
    severity: Severity | None = None,
    **parameters: object,
) -> Violation:
    """Make a violation at one item, party, measure, recommendation or the like."""
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
    """Make a violation about several items of a stage, or of the whole process if there is no stage."""
    if stage:
        return at_stage(stage, None, variant, **parameters)
    span, location = items[0].span, Location(stage=RESERVED_ID)
    return Violation(rule="", span=span, location=location, variant=variant, parameters=parameters)


def at_entity(model: BarrierModel, entity: Entity, variant: str = "", **parameters: object) -> Violation:
    """Make a violation at the first item of an entity, without a stage if it is in several."""
    span, location = entity.first.span, model.location_of(entity.first)
    stages = dict.fromkeys(item.stage for item in entity.items)
    names: list[str] = []
    if len(stages) > 1:
        location = Location(element=entity.element, block=entity.block, name=entity.name)
        names = [name for stage in stages if stage != RESERVED_ID and (name := model.stage_name(stage))]
    parameters = {"name": entity.name, "stages": names, **parameters}
    several = tuple(stages) if len(stages) > 1 else ()
    return Violation(
        rule="", span=span, location=location, variant=variant, parameters=parameters, stages=several
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
    """Make a violation about the model as a whole, at its title unless a span is given."""
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


def at(model: BarrierModel, target: Target, variant: str = "", **parameters: object) -> Violation:
    """Make a violation at a stage, an entity or another element."""
    match target:
        case Entity():
            return at_entity(model, target, variant, **parameters)
        case Stage():
            return at_stage(target, None, variant, **parameters)
        case _:
            return at_element(model, target, variant, None, None, **parameters)


def report_missing(
    model: BarrierModel,
    checked: Sequence[T],
    is_met: Callable[[T], object],
    variant: Callable[[T], str] = lambda _: "",
) -> Iterator[Violation]:
    """Report each element that lacks what is required, or all in one note if more than half of them do."""
    missing = [target for target in checked if not is_met(target)]
    if len(missing) * 2 <= len(checked):
        yield from (at(model, target, variant(target)) for target in missing)
    elif len(missing) == 1:
        yield replace(at(model, missing[0], variant(missing[0])), severity=Severity.INFO)
    else:
        names, total = [_name(target) for target in missing], len(checked)
        violation = at_model(
            model, "many", severity=Severity.INFO, joined=True, count=len(missing), total=total, names=names
        )
        yield replace(violation, names=tuple(names))


def _name(target: Barrier | Advice | Entity) -> str:
    match target:
        case Barrier():
            return target.label
        case Advice():
            return target.text
        case Entity():
            return target.name
