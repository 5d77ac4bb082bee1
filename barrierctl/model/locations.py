"""The name of each place in a file, so that a finding never has to show an index."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from barrierctl.findings import Location
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Element, Item, Stage
from barrierctl.source.tree import Path
from barrierctl.vocabulary import BLOCKS, RESERVED_ID, Block

_Other: TypeAlias = tuple[Element, str, str]
"""What stands in no block, with its kind and name."""


class Locations(Mapping[Path, Location]):
    """Location by path, for everything in a model that has a name; found out once a finding asks for one."""

    def __init__(self, model: BarrierModel) -> None:
        """Of this model."""
        self._model = model

    @cached_property
    def _named(self) -> dict[Path, Stage | Item | _Other]:
        stages = {stage.path: stage for stage in self._model.stages}
        items = {item.path: item for item in self._model.items}
        return {**stages, **items, **{other[0].path: other for other in _others(self._model)}}

    def __getitem__(self, path: Path) -> Location:
        match self._named.get(path):
            case Stage() as stage:
                return _in_stage(stage)
            case Item() as item:
                return self._item(item)
            case (element, kind, name):
                return Location(element=element.element, kind=kind, name=name)
            case _:
                return self._block(path)

    def __iter__(self) -> Iterator[Path]:
        yield from self._named
        for stage in self._model.stages:
            yield from ((*stage.path, block.value) for block in BLOCKS)
        yield from (("general", block.value) for block in BLOCKS)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _item(self, item: Item) -> Location:
        *holder, _ = item.path[:-1] if isinstance(item.path[-1], int) else item.path
        stage = self._named.get(tuple(holder))
        return Location(
            element=item.element,
            stage=item.stage,
            block=item.block,
            stage_name=stage.name if isinstance(stage, Stage) else None,
            name=item.label,
        )

    def _block(self, path: Path) -> Location:
        *holder, key = path
        if key in BLOCKS:
            stage = self._named.get(tuple(holder))
            if isinstance(stage, Stage):
                return _in_stage(stage, Block(key))
            if holder == ["general"]:
                return Location(stage=RESERVED_ID, block=Block(key))
        raise KeyError(path)


def _in_stage(stage: Stage, block: Block | None = None) -> Location:
    return Location(element=stage.element, stage=stage.id, stage_name=stage.name, block=block)


def _others(model: BarrierModel) -> Iterator[_Other]:
    yield from ((party, "party", party.name) for party in model.parties if party.listed and not party.shared)
    yield from ((source, "source", source.title) for source in model.sources)
    yield from ((gap, "knowledge_gap", gap.name) for gap in model.knowledge_gaps)
    for group in model.recommendations:
        yield group, "recommendations", group.domain
        yield from ((advice, "recommendation", advice.text) for advice in group.items)
    for objective in model.plan.objectives if model.plan else ():
        yield objective, "objective", objective.statement
        yield from ((measure, "measure", measure.name) for measure in objective.measures)
