"""View `barriers`: the barriers by priority, and a picture of effort and impact.

Source: V-BAR and ENAA score a barrier by its feasibility, its efficiency and its impact, each from 1 to 5.
"""

from collections.abc import Iterable
from typing import Final

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Priority
from barrierctl.views.columns import (
    Attributes,
    columns,
    in_stage,
    item_entry,
    make_table,
    stage_label,
)
from barrierctl.views.document import Cell, Column, Entry, State, Table, TableRole

_SCORES: Final = ("priority.feasibility", "priority.efficiency", "priority.impact")
COLUMNS: Final = ("name", "stage_name", "score", *_SCORES, "owner", "status")
"""The ids of the columns."""
_EASY: Final = 3 * 3  # from this feasibility times efficiency on; 3 is the middle of each scale
_HIGH: Final = 3  # from this impact on


def barriers(model: BarrierModel) -> tuple[Table, ...]:
    """Show one row per barrier, the best first: those without a score come last, dropped ones after them."""
    every = [item for item in model.items if isinstance(item, Barrier)]
    ranked = sorted(every, key=lambda barrier: (not barrier.is_active, -score(barrier)))
    attributes, shown = Attributes(model), columns("barriers", COLUMNS, many=("owner",))
    unjudged = Entry(text=catalogue().say("views.barriers.not_judged"), state=State.UNKNOWN)
    rows = []
    for barrier in ranked:
        value, element = score(barrier), barrier.element
        cells: dict[str, Cell] = {
            "name": (item_entry(model, barrier),),
            "stage_name": (Entry(text=stage_label(model, barrier), element=element),),
            "score": (Entry(text=str(value), element=element) if value else unjudged,),
        }
        own = attributes.row(shown, barrier, element=element)
        rows.append(tuple(cells.get(column.id, cell) for column, cell in zip(shown, own, strict=True)))
    table = make_table("barriers", shown, rows, role=TableRole.RANKING, lead="name")
    judged = [barrier for barrier in ranked if barrier.is_active and score(barrier)]
    return (table, _effort(model, judged)) if judged else (table,)


def score(barrier: Barrier) -> int:
    """Multiply the three scores; 0 if one of them is missing."""
    return _ease(barrier) * _impact(barrier)


def _ease(barrier: Barrier) -> int:
    priority = barrier.priority or Priority()
    return (priority.feasibility or 0) * (priority.efficiency or 0)


def _impact(barrier: Barrier) -> int:
    return (barrier.priority or Priority()).impact or 0


def _effort(model: BarrierModel, judged: Iterable[Barrier]) -> Table:
    """Sort the barriers with a score into four cells: more or less impact, easier or harder."""
    say = catalogue().say
    cells: dict[tuple[bool, bool], list[Entry]] = {}
    for barrier in judged:
        quadrant = _impact(barrier) >= _HIGH, _ease(barrier) >= _EASY
        cells.setdefault(quadrant, []).append(item_entry(model, barrier, in_stage(model, barrier)))
    rows = (
        (
            (Entry(text=say(f"views.effort.{row}"), element=row),),
            *(tuple(cells.get((is_high, is_easy), ())) for is_easy in (True, False)),
        )
        for row, is_high in (("high", True), ("low", False))
    )
    heads = (
        Column(id="impact", label=say("views.effort.impact")),
        *(Column(id=name, label=say(f"views.effort.{name}"), many=True) for name in ("easier", "harder")),
    )
    return make_table("effort", heads, rows, kind="grid", role=TableRole.QUADRANTS)
