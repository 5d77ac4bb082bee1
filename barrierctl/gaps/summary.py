"""A model at a glance: how many items each cell has, and a judgement in at most four sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from barrierctl.dataclass import frozen
from barrierctl.gaps.balance import main_owner
from barrierctl.gaps.helpers import active_entities, barrier_parties, barriers_of
from barrierctl.gaps.reliance import is_uncommitted, needs_powers
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Partner, Stage
from barrierctl.resources.vocabulary import DOUBTFUL, RESERVED_ID, BarrierType, Block

MAX_SENTENCES: Final = 4
_MAX_NAMES: Final = 2
_MIN_BARRIERS: Final = 3
"""So many barriers must there be before their spread says something."""


class Count(NamedTuple):
    """The number of items in a cell, with a sign for its state; what the sign means; the state."""

    text: str
    meaning: str
    state: str


@frozen
class Overview:
    """The counts of the items of a model: one row per block, one column per stage.

    Attributes:
        stages: id and name of each column.
        rows: the block, its label, and the counts.
        legend: the signs that occur, alone.
    """

    stages: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Block, str, tuple[Count, ...]], ...]
    legend: tuple[Count, ...]


def overview(model: BarrierModel, stage: str | None = None) -> Overview:
    """Count the items of each cell, in all stages or one; the whole process is a stage if it has items."""
    words, labels = catalogue(), model.header.labels
    columns: list[tuple[str, str, Stage | None]] = [(one.id, one.name, one) for one in model.stages]
    if model.general_items:
        columns.append((RESERVED_ID, words.say("views.general"), None))
    columns = [column for column in columns if stage in (None, column[0])]
    rows = [
        (
            block,
            labels.get(block) or words.label("block", block),
            tuple([_count(model, one, block) for _, _, one in columns]),
        )
        for block in Block
    ]
    used = {count.state for _, _, counts in rows for count in counts}
    legend = [
        Count(entry["sign"], entry["label"], state)
        for state, entry in words.entry("overview.legend").items()
        if state in used
    ]
    stages = tuple((identity, name) for identity, name, _ in columns)
    return Overview(stages=stages, rows=tuple(rows), legend=tuple(legend))


def _count(model: BarrierModel, stage: Stage | None, block: Block) -> Count:
    """Count the items of a cell; a sign marks what is empty, unconfirmed, unknown or not applicable."""
    items, legend = model.active_items(stage, block), catalogue().entry("overview.legend")
    partners = [item for item in items if isinstance(item, Partner)]
    if stage is None:
        state = "filled" if items else ""
    elif partners and all(model.facts_of(partner).commitment in DOUBTFUL for partner in partners):
        state = "unconfirmed"
    elif items:
        state = "filled"
    else:
        reasons = {"not-applicable": stage.not_applicable, "unknown": stage.unknown}
        state = next((state for state, blocks in reasons.items() if block in blocks), "empty")
    if state in ("", "not-applicable"):
        return Count(legend["not-applicable"]["sign"], legend["not-applicable"]["label"], state)
    meant = legend.get(state, {"sign": "", "label": ""})
    return Count(f"{len(items)} {meant['sign']}".rstrip(), meant["label"], state)


@frozen
class Sentence:
    """A sentence of judgement, and what it is about in two or three words."""

    label: str
    text: str


def summarise(model: BarrierModel) -> tuple[Sentence, ...]:
    """Say what is most striking about a model without errors."""
    found = [
        *_open_stages(model),
        *_powerless_stages(model),
        *_ownership(model),
        *_uncommitted_owners(model),
        *_one_sided(model),
        *_powers(model),
        *_weakest(model),
    ]
    return tuple({sentence.label: sentence for sentence in reversed(found)}.values())[::-1][:MAX_SENTENCES]


def _say(key: str, label: str = "", **parameters: object) -> Sentence:
    words = catalogue()
    return Sentence(
        label=words.say(f"agenda.summary.labels.{label or key}"),
        text=words.say(f"agenda.summary.{key}", **parameters),
    )


def _open_stages(model: BarrierModel) -> Iterator[Sentence]:
    """Where nothing stops the crime, or where most barriers are."""
    open_stages = [
        stage
        for stage in model.stages
        if Block.BARRIERS not in stage.not_applicable and not model.active_items(stage, Block.BARRIERS)
    ]
    counts = {stage.id: len(model.active_items(stage, Block.BARRIERS)) for stage in model.stages}
    total = sum(counts.values())
    if not model.stages or not (model.barriers or open_stages):
        return
    most = max(model.stages, key=lambda stage: counts[stage.id])
    is_concentrated = total >= _MIN_BARRIERS and len(model.stages) > 1 and counts[most.id] * 4 >= total * 3
    parameters: dict[str, Any] = {
        "count": len(open_stages),
        "stages": len(model.stages),
        "most": counts[most.id],
        "total": total,
        "stage": _stage_in_words(model, most),
        "names": _names([stage.name for stage in open_stages]),
    }
    if len(open_stages) == len(model.stages):
        yield _say("all_open", "open", **parameters)
    elif open_stages:
        label = _position(model, open_stages)
        yield _say("open_and_concentrated" if is_concentrated else "open", label, **parameters)
    elif is_concentrated:
        yield _say("concentrated", **parameters)


def _names(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    words, others = catalogue(), len(names) - _MAX_NAMES
    shown = words.named(names[:_MAX_NAMES], quoted=False, separated=True)
    return f"{shown} {words.say('agenda.more', count=others)}" if others > 0 else shown


def _powerless_stages(model: BarrierModel) -> Iterator[Sentence]:
    """Stages whose barriers all wait for new law or powers."""
    names = [
        stage.name
        for stage in model.stages
        if (barriers := model.active_items(stage, Block.BARRIERS))
        and all(needs_powers(model.entity_of(barrier)) for barrier in barriers)
    ]
    if names:
        yield _say("cannot_act", names=catalogue().named(names[:_MAX_NAMES], quoted=False))


def _uncommitted_owners(model: BarrierModel) -> Iterator[Sentence]:
    """Owners of barriers who have said that they may not take part."""
    owners = {party.element: party for _, party in barrier_parties(model, "owner")}
    unsure = [party.name for party in owners.values() if is_uncommitted(model, party)]
    if unsure and len(unsure) * 4 >= len(owners):
        yield _say("uncommitted", count=len(unsure), total=len(owners), names=_names(unsure))


def _powers(model: BarrierModel) -> Iterator[Sentence]:
    """How many barriers wait for new law or powers, if they are many."""
    every = active_entities(model, Block.BARRIERS)
    waiting = sum(map(needs_powers, every))
    owned = sum(1 for entity in every if any(barrier.owner for barrier in barriers_of(entity)))
    is_said = owned * 2 < len(every)  # with those that lack an owner
    if len(every) >= _MIN_BARRIERS and waiting * 4 >= len(every) and not is_said:
        yield _say("powers", count=waiting, total=len(every))


def _stage_in_words(model: BarrierModel, stage: Stage) -> str:
    say = catalogue().say
    if stage is model.stages[-1]:
        return say("agenda.summary.last_stage")
    if stage is model.stages[0]:
        return say("agenda.summary.first_stage")
    return say("agenda.summary.stage", stage=stage.name)


def _position(model: BarrierModel, stages: list[Stage]) -> str:
    """Whether stages are all at the start or all at the end of the process."""
    ids, chosen = [stage.id for stage in model.stages], {stage.id for stage in stages}
    if len(ids) > len(chosen):
        if set(ids[: len(chosen)]) == chosen:
            return "open_start"
        if set(ids[-len(chosen) :]) == chosen:
            return "open_end"
    return "open"


def _ownership(model: BarrierModel) -> Iterator[Sentence]:
    """Who is in charge of the barriers, and how many of these wait for powers."""
    every = active_entities(model, Block.BARRIERS)
    if len(every) < _MIN_BARRIERS:
        return
    owned = [entity for entity in every if any(barrier.owner for barrier in barriers_of(entity))]
    waiting = sum(map(needs_powers, every))
    missing = len(every) - len(owned)
    suffix = "_and_powers" if waiting else ""
    if not owned:
        yield _say(f"no_owner{suffix}", "no_owner", count=waiting, total=len(every))
        return
    if missing * 2 > len(every):
        yield _say(f"few_owners{suffix}", "few_owners", count=waiting, missing=missing, total=len(every))
        return
    if owner := main_owner(model):
        party, count, total = owner
        yield _say("one_owner", name=party.name, count=count, total=total)


def _one_sided(model: BarrierModel) -> Iterator[Sentence]:
    """Whether most barriers are of one type, or all preventive or repressive."""
    every = active_entities(model, Block.BARRIERS)
    for key in ("types", "approach"):
        values = [
            {kind for barrier in barriers_of(entity) for kind in getattr(barrier, key)} for entity in every
        ]
        given = [kinds for kinds in values if kinds]
        counts = Counter(kind for kinds in given for kind in kinds)
        if len(given) >= _MIN_BARRIERS and counts:
            (kind, most), *_ = counts.most_common(1)
            if most * 5 >= len(given) * 4:
                closed_list = "barrier-type" if isinstance(kind, BarrierType) else "approach"
                label = catalogue().noun(closed_list, kind)
                yield _say(f"one_{key}", "one_sided", kind=label, count=most, total=len(given))
                return


def _weakest(model: BarrierModel) -> Iterator[Sentence]:
    """The stage of which least is known, if blocks of it are empty."""
    if len(model.stages) < 2:  # noqa: PLR2004 (there is nothing to compare it with)
        return
    empty = {
        stage.id: [
            block
            for block in Block
            if not (
                model.active_items(stage, block) or block in stage.not_applicable or block in stage.unknown
            )
        ]
        for stage in model.stages
    }
    weakest = max(model.stages, key=lambda stage: (len(empty[stage.id]), -len(stage.items)))
    own = model.header.labels
    blocks = [catalogue().block(own.get(block) or block) for block in empty[weakest.id]]
    if len(blocks) > 1:
        yield _say("weakest", stage=weakest.name, blocks=catalogue().alternatives(blocks))
