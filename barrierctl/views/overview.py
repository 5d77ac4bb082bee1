"""The small picture over the gaps: what is full and what is empty, stage by stage."""

from functools import cache

from barrierctl.document import Cell, Entry, Table
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Partner, Stage
from barrierctl.views.labels import block_label, stage_columns
from barrierctl.vocabulary import DOUBTFUL, Block


def overview(model: BarrierModel) -> Table:
    """A sign a cell: full, one item, empty, doubtful only, unknown, not applicable."""
    words = catalogue()
    return Table(
        id="overview",
        title=words.say("overview.title"),
        columns=stage_columns(model, ""),
        rows=tuple(_row(model, block) for block in Block),
        kind="grid",
        by_stage=True,
    )


def _row(model: BarrierModel, block: Block) -> tuple[Cell, ...]:
    cells: list[Cell] = [(Entry(text=block_label(model, block)),)]
    cells += [_sign(_state(model, stage, block)) for stage in model.stages]
    if model.general_items:
        count = len(model.general[block])
        cells.append(_sign("full" if count > 1 else "thin") if count else ())
    return tuple(cells)


def _state(model: BarrierModel, stage: Stage, block: Block) -> str:
    items = () if stage.is_bare else model.live(stage, block)
    if not items:
        if block in stage.not_applicable:
            return "not-applicable"
        return "unknown" if block in stage.unknown else "empty"
    partners = [item for item in items if isinstance(item, Partner)]
    if partners and all(model.facts_of(partner).commitment in DOUBTFUL for partner in partners):
        return "doubtful"
    return "full" if len(items) > 1 else "thin"


@cache  # most cells of most models show one of two
def _sign(state: str) -> Cell:
    sign = catalogue().entry("overview.legend")[state]["sign"]
    return (Entry(text=sign, element=state),)
