"""View `types`: which kinds of barriers there are, and whether they prevent or repress."""

from collections import defaultdict
from typing import Final

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier
from barrierctl.views.columns import in_stage, item_entry
from barrierctl.views.document import Cell, Column, Entry, Table
from barrierctl.vocabulary import Approach, BarrierType

NOT_TOLD: Final = "not-told"
"""The row of barriers without a type, and the column of those without an approach."""

_Cells = dict[tuple[str, str], list[Entry]]


def types(model: BarrierModel) -> Table:
    """Types as rows, approaches as columns, barriers in the cells; also types that nobody thought of.

    Source: the table of EUCPN 2021, 2.1 E, filled.
    """
    cells = _cells(model)
    return Table(
        id="types",
        title=catalogue().say("views.types.title"),
        columns=tuple(_columns(cells)),
        rows=tuple(_rows(cells)) if cells else (),
        kind="grid",
        empty=catalogue().say("views.types.empty"),
    )


def _cells(model: BarrierModel) -> _Cells:
    """The barriers by type and approach; one of several kinds stands in several cells."""
    cells: _Cells = defaultdict(list)
    for item in model.items:
        if isinstance(item, Barrier):
            entry = item_entry(model, item, in_stage(model, item, item.label))
            for kind in item.types or (NOT_TOLD,):
                for approach in item.approach or (NOT_TOLD,):
                    cells[kind, approach].append(entry)
    return cells


def _columns(cells: _Cells) -> list[Column]:
    words = catalogue()
    shown = [Column(id="type", label=words.say("views.types.type"))]
    shown += [Column(id=each, label=words.label("approach", each), many=True) for each in Approach]
    if any(approach == NOT_TOLD for _, approach in cells):
        shown.append(Column(id=NOT_TOLD, label=words.say("views.types.no_approach"), many=True))
    return shown


def _rows(cells: _Cells) -> list[tuple[Cell, ...]]:
    words = catalogue()
    heads = {str(kind): words.label("barrier-type", kind) for kind in BarrierType}
    if any(kind == NOT_TOLD for kind, _ in cells):
        heads[NOT_TOLD] = words.say("views.types.no_type")
    approaches = [column.id for column in _columns(cells)[1:]]
    return [
        ((Entry(text=label, element=kind),), *(tuple(cells.get((kind, each), ())) for each in approaches))
        for kind, label in heads.items()
    ]
