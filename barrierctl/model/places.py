"""The name of each place in a file, so that a finding never has to show an index."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from barrierctl.findings import Place
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Element, Item
from barrierctl.source.tree import Path
from barrierctl.vocabulary import BLOCKS, RESERVED_ID

_Told: TypeAlias = dict[str, str | None]
"""What a place is told with."""


class NamedPlaces(Mapping[Path, Place]):
    """Place by path, for everything in a model that has a name; found out once a finding asks for one."""

    def __init__(self, model: BarrierModel) -> None:
        """Of this model."""
        self._model = model

    @cached_property
    def _named(self) -> dict[Path, _Told]:
        return dict(_all(self._model))

    def __getitem__(self, path: Path) -> Place:
        return Place(**self._named[path])

    def __iter__(self) -> Iterator[Path]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)


def _all(model: BarrierModel) -> Iterator[tuple[Path, _Told]]:
    yield from _stages(model)
    for block in BLOCKS:
        yield ("general", block.value), {"stage": RESERVED_ID, "block": block}
    for item in model.general_items:
        yield item.path, _item(item, None)
    for element, kind, name in _others(model):
        yield element.path, {"element": element.element, "kind": kind, "name": name}


def _stages(model: BarrierModel) -> Iterator[tuple[Path, _Told]]:
    for stage in model.stages:
        told: _Told = {"element": stage.element, "stage": stage.id, "stage_name": stage.name}
        yield stage.path, told
        for block in BLOCKS:
            yield (*stage.path, block.value), {**told, "block": block}
            for item in stage.blocks[block]:
                yield item.path, _item(item, stage.name)


def _item(item: Item, stage_name: str | None) -> _Told:
    return {
        "element": item.element,
        "stage": item.stage,
        "block": item.block,
        "stage_name": stage_name,
        "name": item.label,
    }


def _others(model: BarrierModel) -> Iterator[tuple[Element, str, str]]:
    yield from ((party, "party", party.name) for party in model.parties if party.listed and not party.shared)
    yield from ((source, "source", source.title) for source in model.sources)
    yield from ((gap, "knowledge_gap", gap.name) for gap in model.knowledge_gaps)
    for group in model.recommendations:
        yield group, "recommendations", group.domain
        yield from ((advice, "recommendation", advice.text) for advice in group.items)
    for objective in model.plan.objectives if model.plan else ():
        yield objective, "objective", objective.statement
        yield from ((measure, "measure", measure.name) for measure in objective.measures)
