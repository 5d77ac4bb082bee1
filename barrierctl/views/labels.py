"""The words of a view: the model's own for the blocks, else the catalogue's."""

from barrierctl.document import Column
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.vocabulary import RESERVED_ID, Block


def block_label(model: BarrierModel, block: Block) -> str:
    """What a block is called in this model."""
    return model.header.labels.get(block) or catalogue().label("block", block)


def stage_columns(model: BarrierModel, head: str, *, many: bool = False) -> tuple[Column, ...]:
    """The columns of a grid: the rows' names, a column a stage, and one for general items, if any."""
    columns = [Column(id="block", label=head)]
    columns += [Column(id=stage.id, label=stage.name, many=many) for stage in model.stages]
    if model.general_items:
        columns.append(Column(id=RESERVED_ID, label=catalogue().say("views.general"), many=many))
    return tuple(columns)
