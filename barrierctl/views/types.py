"""View `types`: which kinds of barriers there are, and whether they prevent or repress."""

from collections import defaultdict
from itertools import product
from typing import Final

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier
from barrierctl.resources.vocabulary import Approach, BarrierType
from barrierctl.views.columns import in_stage, item_entry, make_table
from barrierctl.views.document import Column, Entry, Table

UNKNOWN: Final = "not-told"
"""The id of the row of barriers without a type, and of the column of those without an approach."""


def types(model: BarrierModel) -> Table:
    """Show types as rows, approaches as columns, barriers in the cells; also types without a barrier.

    Source: the table of EUCPN 2021, 2.1 E, filled.
    """
    words = catalogue()
    cells: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for item in model.items:
        if isinstance(item, Barrier):
            entry = item_entry(model, item, in_stage(model, item))
            # One of several kinds is in several cells.
            for pair in product(item.types or (UNKNOWN,), item.approach or (UNKNOWN,)):
                cells[pair].append(entry)
    heads = {str(kind): words.label("barrier-type", kind) for kind in BarrierType}
    approaches = {str(approach): words.label("approach", approach) for approach in Approach}
    if any(kind == UNKNOWN for kind, _ in cells):
        heads[UNKNOWN] = words.say("views.types.no_type")
    if any(approach == UNKNOWN for _, approach in cells):
        approaches[UNKNOWN] = words.say("views.types.no_approach")
    rows = (
        ((Entry(text=label, element=kind),), *(tuple(cells.get((kind, each), ())) for each in approaches))
        for kind, label in heads.items()
    )
    columns = (
        Column(id="type", label=words.say("views.types.type")),
        *(Column(id=each, label=label, many=True) for each, label in approaches.items()),
    )
    return make_table("types", columns, rows if cells else (), kind="grid")
