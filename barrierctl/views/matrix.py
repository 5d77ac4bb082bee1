"""View `matrix`: a row a block, a column a stage, and a last column for what holds for the whole process."""

from barrierctl.document import Cell, Entry, State, Table
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Stage
from barrierctl.views.entries import item_entry
from barrierctl.views.labels import block_label, stage_columns
from barrierctl.vocabulary import Block


def matrix(model: BarrierModel) -> Table:
    """The whole model on one page.

    Source: the table of EUCPN 2021, 2.1 E, with rows and columns as printed there.
    """
    words = catalogue()
    return Table(
        id="matrix",
        title=words.say("views.matrix.title"),
        columns=stage_columns(model, words.say("views.matrix.block"), many=True),
        rows=tuple(_row(model, block) for block in Block),
        kind="grid",
        by_stage=True,
    )


def _row(model: BarrierModel, block: Block) -> tuple[Cell, ...]:
    head = (Entry(text=block_label(model, block), element=block.value),)
    cells = [_cell(model, stage, block) for stage in model.stages]
    if model.general_items:
        cells.append(tuple(item_entry(model, item) for item in model.general[block]))
    return (head, *cells)


def _cell(model: BarrierModel, stage: Stage, block: Block) -> Cell:
    words, entries = catalogue(), [item_entry(model, item) for item in stage.blocks[block]]
    for told, state in ((stage.not_applicable, State.NOT_APPLICABLE), (stage.unknown, State.UNKNOWN)):
        if block in told:
            key = state.value.replace("-", "_")
            entries.append(Entry(text=words.say(f"views.{key}", reason=told[block]), state=state))
    return tuple(entries)
