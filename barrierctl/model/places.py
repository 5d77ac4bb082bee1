"""The name of each place in a file, so that a finding never has to show an index."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from barrierctl.findings import Place
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Element, Item
from barrierctl.source.tree import Path
from barrierctl.vocabulary import BLOCKS, RESERVED_ID, Block


class NamedPlaces(Mapping[Path, Place]):
    """Place by path, for everything in a model that has a name; found out once a finding asks for one."""

    def __init__(self, model: BarrierModel) -> None:
        """Of this model."""
        self._model = model

    @cached_property
    def _places(self) -> dict[Path, Place]:
        return _name_places(self._model)

    def __getitem__(self, path: Path) -> Place:
        return self._places[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _name_places(model: BarrierModel) -> dict[Path, Place]:
    places = dict(_stages(model))
    for block in Block:
        places["general", block.value] = Place(stage=RESERVED_ID, block=block)
    for item in model.general_items:
        places[item.path] = _item_place(item, None)
    places.update((element.path, _named(element, kind, name)) for element, kind, name in _others(model))
    return places


def _stages(model: BarrierModel) -> Iterator[tuple[Path, Place]]:
    for stage in model.stages:
        yield stage.path, Place(element=stage.element, stage=stage.id, stage_name=stage.name)
        for block in BLOCKS:
            place = Place(element=stage.element, stage=stage.id, stage_name=stage.name, block=block)
            yield (*stage.path, block.value), place
            for item in stage.blocks[block]:
                yield item.path, _item_place(item, stage.name)


def _item_place(item: Item, stage_name: str | None) -> Place:
    return Place(
        element=item.element, stage=item.stage, block=item.block, stage_name=stage_name, name=item.label
    )


def _named(element: Element, kind: str, name: str) -> Place:
    return Place(element=element.element, kind=kind, name=name)


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
