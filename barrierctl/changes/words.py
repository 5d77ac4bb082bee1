"""The words for what a sheet changes, and for what keeps it from being applied."""

from collections.abc import Mapping
from textwrap import shorten
from typing import NamedTuple

from barrierctl.limits import MAX_QUOTED_LENGTH
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Item
from barrierctl.resources.vocabulary import RESERVED_ID, Block


class CellError(Exception):
    """A cell means nothing, or several things; the message says what."""


class Change(NamedTuple):
    """A change in words, with the stage and the element that it is about; these put changes in order."""

    stage: str
    element: str
    text: str


class Problem(NamedTuple):
    """Why nothing can be done, in words, with the number of the row of the sheet; 0 if it is about none."""

    row: int
    text: str


def say(key: str, /, **parameters: object) -> str:
    """Get words about changes."""
    return catalogue().say(f"changes.{key}", **parameters)


def brief(text: str) -> str:
    """Shorten a text to what a sentence can quote."""
    return (
        shorten(text, MAX_QUOTED_LENGTH, placeholder=" …")
        if len(text.split()) > 1
        else text[:MAX_QUOTED_LENGTH]
    )


class Words:
    """Says what happens to the items of a model."""

    def __init__(self, model: BarrierModel, labels: Mapping[str, str]) -> None:
        """Keep the model, and the labels of the columns by their ids."""
        self._model, self._labels = model, labels

    def of(self, item: Item, key: str, **parameters: object) -> Change:
        """Say what happens to an item."""
        subject = self.subject(item.stage, item.block, item.label)
        return Change(item.stage, item.element, say(key, subject=subject, **parameters))

    def added(self, stage: str, block: Block, name: str) -> Change:
        """Say that an item is added."""
        return Change(stage, "", say("added", subject=self.subject(stage, block, name)))

    def cell(self, item: Item, column: str, old: str, new: str) -> Change:
        """Say how the value of a cell changes."""
        key = "changed" if old and new else "set" if new else "cleared"
        return self.of(item, key, column=self.label(column), old=brief(old), new=brief(new))

    def moved(self, item: Item, stage: str, block: Block) -> Change:
        """Say where an item goes."""
        to = [self.stage(stage)] if stage != item.stage else []
        to += [catalogue().noun("block", block)] if block is not item.block else []
        return self.of(item, "moved", to=catalogue().joined(to))

    def label(self, key: str) -> str:
        """Return what a column of the items, or another key with references, is called."""
        return self._labels.get(key) or catalogue().entry("views.columns").get(key, key)

    def cell_name(self, stage: str, block: Block) -> str:
        """Name a block of a stage."""
        return say("cell", stage=self.stage(stage), block=catalogue().label("block", block))

    def stage(self, stage: str) -> str:
        """Return what a stage, or the whole process, is called."""
        return self._model.stage_name(stage) or catalogue().say("views.general")

    def in_order(self, changes: list[Change]) -> list[str]:
        """Put changes in the order of the model: stage by stage; what is added comes last in its stage."""
        stages = [*(stage.id for stage in self._model.stages), RESERVED_ID, ""]
        elements = {item.element: at for at, item in enumerate(self._model.items)}

        def rank(change: Change) -> tuple[int, int]:
            return stages.index(change.stage), elements.get(change.element, len(elements))

        return [change.text for change in sorted(changes, key=rank)]

    def subject(self, stage: str, block: Block, name: str) -> str:
        """Name an item with its stage."""
        return say("subject", stage=self.stage(stage), kind=say(f"kinds.{block}"), name=brief(name))
