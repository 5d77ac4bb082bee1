"""What is counted: a thing once, wherever it stands, and never a barrier that was dropped."""

from collections.abc import Sequence
from typing import Final

from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Barrier
from barrierctl.model.thing import Thing
from barrierctl.vocabulary import Block

_FEW: Final = 5


def things(model: BarrierModel, *blocks: Block) -> list[Thing]:
    """The things of these blocks, without the places at which a barrier was dropped."""
    return [thing for thing in model.living if thing.block in blocks]


def barriers(thing: Thing) -> list[Barrier]:
    """The places of a barrier."""
    return [item for item in thing.items if isinstance(item, Barrier)]


def few(names: Sequence[str]) -> list[str]:
    """The names where they are few enough to be read, else none."""
    return list(names) if len(names) <= _FEW else []
