"""What a schema cannot see: what is there twice, and cells that contradict themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from barrierctl.findings import Location, Violation
from barrierctl.model.entities import Identities
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Facilitator, Item, Partner, Party, Reference
from barrierctl.names import fold

_FACTS_THAT_HOLD_EVERYWHERE = ("sector", "world", "awareness", "industry", "country")


Named = Iterable[tuple[Party, tuple[Reference, ...]]]


def check(
    model: BarrierModel, ids: Iterable[Reference], named: Named, identities: Identities
) -> Iterator[Violation]:
    """Everything that is there twice or contradicts itself.

    Args:
        model: the model, as far as it could be built.
        ids: every id that the file gives by hand, in order.
        named: the listed parties, each with its name and aliases as they are written.
        identities: who is who in it.
    """
    yield from duplicate_ids(ids)
    yield from duplicate_names(named)
    yield from _duplicate_items(model)
    yield from _conflicting_parties(model, identities)
    yield from _filled_though_not_applicable(model)


def duplicate_ids(ids: Iterable[Reference]) -> Iterator[Violation]:
    """Ids that stand for two entities."""
    first: dict[str, Reference] = {}
    for given in ids:
        if given.text in first:
            parameters = {"id": given.text, "first": first[given.text].span.line}
            yield Violation(
                rule="duplicate-id",
                span=given.span,
                path=given.path,
                subject=given.text,
                parameters=parameters,
            )
        first.setdefault(given.text, given)


def duplicate_names(named: Named) -> Iterator[Violation]:
    """Names that two listed parties have."""
    owners: dict[str, Party] = {}
    for party, names in named:
        for name in names:
            other = owners.setdefault(fold(name.text), party)
            if other is not party:
                parameters = {"name": name.text, "other": other.name, "first": other.span.line}
                yield Violation(
                    rule="duplicate-name",
                    span=name.span,
                    path=name.path,
                    subject=name.text,
                    variant="same" if fold(name.text) == fold(other.name) == fold(party.name) else "",
                    parameters=parameters,
                )


def _duplicate_items(model: BarrierModel) -> Iterator[Violation]:
    for cells in (*(stage.blocks for stage in model.stages), model.general):
        for items in cells.values():
            if len(items) > 1:
                yield from _twice(model, items)


def _twice(model: BarrierModel, items: tuple[Item, ...]) -> Iterator[Violation]:
    """The items of one cell that are one entity."""
    same: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        same[id(model.entity_of(item))].append(item)
    for first, *others in same.values():
        if others:
            yield from _each_name_once(first, others)


def _each_name_once(first: Item, others: list[Item]) -> Iterator[Violation]:
    """The further items of one entity: those of one name are told together."""
    by_name: dict[str, list[Item]] = defaultdict(list)
    for item in others:
        by_name[fold(item.label)].append(item)
    for name, items in by_name.items():
        is_same = name == fold(first.label)
        several = "several" if len(items) > 1 else ""
        parameters = {"other": first.label, "first": first.span.line, "count": len(items) + 1}
        yield Violation(
            rule="duplicate-item",
            span=items[0].span,
            path=items[0].path,
            subject=name,
            variant=several if is_same else "party",
            parameters=parameters,
        )


def _conflicting_parties(model: BarrierModel, identities: Identities) -> Iterator[Violation]:
    told: dict[tuple[str, str], tuple[object, Item]] = {}
    for item in model.items:
        party = identities.party_by_item.get(item.address)
        if not isinstance(item, Facilitator | Partner) or party is None or party.listed:
            continue
        for key in _FACTS_THAT_HOLD_EVERYWHERE:
            value = getattr(item.facts, key)
            if value is None:
                continue
            before, first = told.setdefault((party.element, key), (value, item))
            if before != value:
                yield _conflict(party, key, (before, first), (value, item))


def _conflict(party: Party, key: str, before: tuple[object, Item], now: tuple[object, Item]) -> Violation:
    parameters = {
        "name": party.name,
        "key": key,
        "first": before[1].span.line,
        "before": str(before[0]),
        "now": str(now[0]),
    }
    return Violation(
        rule="conflicting-party", span=now[1].span, path=now[1].path, subject=key, parameters=parameters
    )


def _filled_though_not_applicable(model: BarrierModel) -> Iterator[Violation]:
    for stage in model.stages:
        for block in stage.not_applicable:
            if stage.blocks[block]:
                yield Violation(
                    rule="not-applicable-but-filled",
                    span=stage.block_spans[block],
                    path=(*stage.path, block.value),
                    location=Location(
                        element=stage.element, stage=stage.id, stage_name=stage.name, block=block
                    ),
                    subject=block.value,
                    variant="one" if len(stage.blocks[block]) == 1 else "",
                    parameters={"block": block.value, "count": len(stage.blocks[block])},
                )
