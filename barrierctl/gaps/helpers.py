"""What rule families share: what a rule may know, entities, links, violations at the locations of a model."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import wraps
from itertools import islice
from typing import Concatenate, Final, ParamSpec, TypeVar

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import NO_LOCATION, Location, Severity, Span, Violation
from barrierctl.gaps.similarity import Name, find_similar
from barrierctl.limits import MAX_NAMES_OF_ENTITY, MAX_OWNERS_OFFERED
from barrierctl.model.entities import Entity, Link, Occurrences, Target
from barrierctl.model.model import BarrierModel
from barrierctl.model.plan import Advice, Evaluation, Measure, Plan
from barrierctl.model.types import (
    Barrier,
    Element,
    Facilitator,
    Item,
    Partner,
    Party,
    PartyFacts,
    Signal,
    Source,
    Stage,
)
from barrierctl.names import fold
from barrierctl.resources.vocabulary import Block

Answer = TypeVar("Answer")
P = ParamSpec("P")
L = TypeVar("L", Party, Source, Measure)
T = TypeVar("T", Barrier, Advice, Entity)

BARRIER_LINK_KEYS: Final = ("owner", "helped_by", "addresses", "targets")
"""The keys of barriers that make a link."""

LINK_KEYS: Final = (*BARRIER_LINK_KEYS, "seen_by", "reported_to")
"""The keys of barriers and signals that make a link."""


@frozen
class RuleContext:
    """What a rule may know besides the model.

    Attributes:
        today: the day to compare dates with.
        review_months: the months between two reviews, unless the model says so itself.
    """

    today: date
    review_months: int = 12


def once_per_model(
    compute: Callable[Concatenate[BarrierModel, P], Answer],
) -> Callable[Concatenate[BarrierModel, P], Answer]:
    """Let the model keep what is computed of it: several rules ask for it, and change nothing in it."""

    @wraps(compute)
    def answer(model: BarrierModel, /, *given: P.args, **named: P.kwargs) -> Answer:
        question = (compute, *given, *named.items())
        if question not in model.answers:
            model.answers[question] = compute(model, *given, **named)
        kept: Answer = model.answers[question]
        return kept

    return answer


@once_per_model
def active_entities(model: BarrierModel, *blocks: Block) -> list[Entity]:
    """Return the entities of these blocks, without dropped barriers."""
    return [entity for entity in model.active_entities if entity.block in blocks]


def barriers_of(entity: Entity) -> list[Barrier]:
    """Return the items of an entity that are barriers."""
    return [item for item in entity.items if isinstance(item, Barrier)]


@once_per_model
def links(model: BarrierModel, *keys: str) -> list[Link]:
    """Return the links of active barriers and of signals."""
    every = ((link, link.holder) for link in model.links if link.key in keys)
    return [
        link
        for link, holder in every
        if isinstance(holder, Signal) or (isinstance(holder, Barrier) and holder.is_active)
    ]


def barrier_parties(model: BarrierModel, *keys: str) -> Iterator[tuple[Barrier, Party]]:
    """Iterate over active barriers with the parties that they name under these keys."""
    for link in links(model, *keys):
        if isinstance(link.holder, Barrier) and isinstance(link.target, Party):
            yield link.holder, link.target


def linked_parties(model: BarrierModel, *keys: str) -> set[str]:
    """Return the addresses of the parties that these links mean."""
    return {link.target.element for link in links(model, *keys) if isinstance(link.target, Party)}


def party_facts(model: BarrierModel, items: Iterable[Item]) -> list[PartyFacts]:
    """Return the facts of the facilitators and partners among these items."""
    return [model.facts_of(item) for item in items if isinstance(item, Facilitator | Partner)]


def measures(model: BarrierModel) -> Iterator[Measure]:
    """Iterate over the measures that are not cancelled."""
    every = (measure for objective in model.objectives for measure in objective.measures)
    return (measure for measure in every if not measure.is_cancelled)


def linked(model: BarrierModel, holder: Element, key: str, kind: type[L]) -> tuple[L, ...]:
    """Return what an element's links under a key mean, as far as it is of that kind."""
    targets = (link.target for link in model.links_of(holder, key))
    return tuple([target for target in targets if isinstance(target, kind)])


def linked_items(links: Iterable[Link]) -> Iterator[Item]:
    """Iterate over the items that these links mean; those of one target are listed once."""
    every = {id(link.occurrences): link.occurrences for link in links}
    return (item for occurrences in every.values() for item in occurrences)


def linked_barriers(model: BarrierModel, holder: Element) -> Iterator[Occurrences]:
    """Iterate over the active barriers of each link of a measure, recommendation or knowledge gap."""
    every = (link.occurrences.barriers for link in model.links_of(holder, "barriers"))
    return (barriers for barriers in every if barriers)


def inherited_sources(model: BarrierModel, stage: Stage | None) -> tuple[Source, ...]:
    """Return the sources of items without their own: their stage's, else the model's if it has only one."""
    of_stage = linked(model, stage, "sources", Source) if stage else ()
    return of_stage or (model.sources if len(model.sources) == 1 else ())


class MeasureParties:
    """The parties of measures under one key, their own or those of their barriers.

    Args:
        model: that the measures are in.
        key: `owner` or `helped_by`.
    """

    def __init__(self, model: BarrierModel, key: str) -> None:
        self._model = model
        self._key = key
        # Several measures may set up the same barriers, so their answers are kept.
        self._by_barriers: dict[int, dict[tuple[str, ...], tuple[Party, ...]]] = {}

    def answers(self, measure: Measure) -> list[tuple[Party, ...]]:
        """Return a measure's own parties; without any, the different answers of its barriers."""
        own = linked(self._model, measure, self._key, Party)
        if own:
            return [own]
        answers: dict[tuple[str, ...], tuple[Party, ...]] = {}
        for barriers in linked_barriers(self._model, measure):
            if id(barriers) not in self._by_barriers:
                every = (linked(self._model, barrier, self._key, Party) for barrier in barriers)
                different = {tuple(sorted(one.element for one in parties)): parties for parties in every}
                different.pop((), None)
                self._by_barriers[id(barriers)] = dict(islice(different.items(), MAX_OWNERS_OFFERED))
            answers |= self._by_barriers[id(barriers)]
        return list(answers.values())


def at(
    model: BarrierModel,
    target: Target | Plan | Evaluation | None = None,
    variant: str = "",
    *,
    block: Block | None = None,
    subject: str | None = None,
    severity: Severity | None = None,
    about: Sequence[str] | None = None,
    **parameters: object,
) -> Violation:
    """Make a violation at one thing in a model.

    Args:
        model: the model.
        target: an item, a party, a measure …, or an entity: one of several stages is in none of them.
            The plan, its evaluations and None are about the model as a whole.
        variant: which of the record's wordings to use.
        block: the block of the stage that it is about.
        subject: the reference, key or party that it is about.
        severity: if it differs from the record's.
        about: the names of the elements that it speaks for, if these are several or are not the target.
        parameters: of the wording's template.
    """
    names, stages = tuple(about or ()), tuple[str, ...]()
    span, location = _place(model, target, block)
    if isinstance(target, Entity):
        if about is None and (party := model.party_of(target.first)):
            names = (party.name,)
        every = tuple(dict.fromkeys(item.stage for item in target.items))
        stages = every if len(every) > 1 else ()
        own = {"name": target.name, "stages": list(filter(None, map(model.stage_name, stages)))}
        parameters = own | parameters
    return Violation(
        rule="",
        span=span,
        location=model.with_label(location),
        subject=subject,
        variant=variant,
        parameters=parameters,
        severity=severity,
        joined=about is not None,
        names=names,
        stages=stages,
    )


def _place(
    model: BarrierModel, target: Target | Plan | Evaluation | None, block: Block | None
) -> tuple[Span, Location]:
    match target:
        case None | Plan() | Evaluation():
            return (target or model.header).span, NO_LOCATION
        case Stage():
            span = target.block_spans.get(block, target.name_span) if block else target.name_span
            return span, target.location(block)
        case Entity():
            first = target.first
            if any(item.stage != first.stage for item in target.items):
                return first.span, Location(element=first.element, block=target.block, name=target.name)
            return first.span, model.location_of(first)
        case _:
            return target.span, model.location_of(target)


def report_missing(
    model: BarrierModel,
    checked: Sequence[T],
    is_met: Callable[[T], object],
    variant: Callable[[T], str] = lambda _: "",
    if_all: str = "many",
) -> Iterator[Violation]:
    """Report each element that lacks what is required, or all at once if more than half of them do.

    The variant of the message is `many` then, or `if_all` if there is no other.
    """
    missing = [target for target in checked if not is_met(target)]
    found = [at(model, target, variant(target)) for target in missing]
    if len(missing) == 1 or len(missing) * 2 <= len(checked):
        yield from found
    else:
        names = [name for each in found for name in each.names or (each.location.name or "",)]
        stages = [stage for each in found for stage in each.stages or (each.location.stage,) if stage]
        count, total = len(missing), len(checked)
        joined = at(
            model,
            None,
            if_all if count == total else "many",
            about=names,
            count=count,
            total=total,
            names=names,
        )
        yield replace(joined, stages=tuple(stages))


@once_per_model
def similar_parties(model: BarrierModel) -> list[tuple[Party, Party]]:
    """Find parties that are probably the same as an earlier one, each with this one."""
    owners: list[Party] = []
    names: list[Name] = []
    for party in model.parties:
        labels = (item.label for item in model.items_of(party))
        for name in {fold(name): name for name in (party.name, *party.facts.aliases, *labels)}.values():
            owners.append(party)
            names.append(Name(name, party.element))
    found: dict[str, tuple[Party, Party]] = {}
    for later, earlier in find_similar(names, model.header.language):
        found.setdefault(owners[later].element, (owners[later], owners[earlier]))
    return list(found.values())


def targets_elsewhere(model: BarrierModel, barrier: Barrier) -> list[Occurrences]:
    """Return what a barrier targets, if all of that is in other stages; else nothing."""
    every = [link.occurrences for link in model.links_of(barrier, "targets")]
    is_here = barrier.is_general or any(items.are_in(barrier.stage) for items in every)
    return [] if is_here else list(filter(None, every))


def stage_names(model: BarrierModel, *targets: Occurrences) -> list[str]:
    """Return the names of the first stages of each of these, in the order of the model."""
    ids = {stage for items in targets for stage in islice(items.stages, MAX_NAMES_OF_ENTITY)}
    stages = (model.stage_by_id[stage] for stage in ids if stage in model.stage_by_id)
    return [stage.name for stage in sorted(stages, key=lambda stage: stage.path)]
