"""The words of a view: the model's own for the blocks, else the catalogue's."""

from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.vocabulary import Block


def block_label(model: BarrierModel, block: Block) -> str:
    """What a block is called in this model."""
    return model.header.labels.get(block) or catalogue().label("block", block)
