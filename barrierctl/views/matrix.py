"""View `matrix` and the overview of the gaps: one row per block, one column per stage."""

from collections.abc import Iterator
from functools import cache

from barrierctl.dataclass import replace
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Item, Partner, Stage
from barrierctl.resources.vocabulary import DOUBTFUL, Block
from barrierctl.views.columns import block_label, called, item_entry, make_table, stage_columns
from barrierctl.views.document import Cell, Entry, State, Table, TableRole, only_stages


def overview(model: BarrierModel, stage: str | None = None) -> Table:
    """Count the items of each cell, in all stages or one.

    A sign marks what is empty, unconfirmed, unknown or not applicable.
    """
    table = Table(
        id="overview",
        title=catalogue().say("overview.title"),
        columns=stage_columns(model, ""),
        rows=tuple(_overview_row(model, block) for block in Block),
        kind="grid",
        by_stage=True,
    )
    table = only_stages(table, (stage,)) if stage else table
    used = {entry.element for row in table.rows for cell in row[1:] for entry in cell}
    legend = (
        Entry(text=entry["sign"], mark=entry["label"], element=state)
        for state, entry in catalogue().entry("overview.legend").items()
        if state in used
    )
    return replace(table, legend=tuple(legend))


def _overview_row(model: BarrierModel, block: Block) -> tuple[Cell, ...]:
    cells: list[Cell] = [(Entry(text=block_label(model, block), element=block.value),)]
    cells += [
        _count(len(_active(model, stage, block)), _state(model, stage, block)) for stage in model.stages
    ]
    if model.general_items:
        count = len(model.active_items(None, block))
        cells.append(_count(count, "filled" if count else ""))
    return tuple(cells)


def _active(model: BarrierModel, stage: Stage, block: Block) -> tuple[Item, ...]:
    return () if stage.is_empty else model.active_items(stage, block)


def _state(model: BarrierModel, stage: Stage, block: Block) -> str:
    items = _active(model, stage, block)
    if not items:
        if block in stage.not_applicable:
            return "not-applicable"
        return "unknown" if block in stage.unknown else "empty"
    partners = [item for item in items if isinstance(item, Partner)]
    if partners and all(model.facts_of(partner).commitment in DOUBTFUL for partner in partners):
        return "unconfirmed"
    return "filled"


@cache  # most cells of most models hold one of a few numbers
def _count(count: int, state: str) -> Cell:
    legend = catalogue().entry("overview.legend")
    if state in ("", "not-applicable"):
        return (
            Entry(
                text=legend["not-applicable"]["sign"], mark=legend["not-applicable"]["label"], element=state
            ),
        )
    meant = legend.get(state, {"sign": "", "label": ""})
    return (Entry(text=f"{count} {meant['sign']}".rstrip(), mark=meant["label"], element=state),)


def matrix(model: BarrierModel) -> Table:
    """Show the whole model on one page.

    Source: the table of EUCPN 2021, 2.1 E, with rows and columns as printed there.
    """
    columns = stage_columns(model, catalogue().say("views.matrix.block"), many=True)
    rows = (_row(model, block) for block in Block)
    return make_table("matrix", columns, rows, kind="grid", role=TableRole.MATRIX, by_stage=True)


def _row(model: BarrierModel, block: Block) -> tuple[Cell, ...]:
    cells: list[Cell] = [(Entry(text=block_label(model, block), element=block.value),)]
    for stage in model.stages:
        entries = [_entry(model, item) for item in stage.blocks[block]]
        for reasons, state in (
            (stage.not_applicable, State.NOT_APPLICABLE),
            (stage.unknown, State.UNKNOWN),
        ):
            if block in reasons:
                key = f"views.{state.value.replace('-', '_')}"
                entries.append(Entry(text=catalogue().say(key, reason=reasons[block]), state=state))
        cells.append(tuple(entries))
    if model.general_items:
        cells.append(tuple(_entry(model, item) for item in model.general[block]))
    return tuple(cells)


def _entry(model: BarrierModel, item: Item) -> Entry:
    entry = item_entry(model, item)
    return replace(entry, details=tuple(_details(model, item))) if isinstance(item, Barrier) else entry


def _details(model: BarrierModel, barrier: Barrier) -> Iterator[str]:
    """Yield the status of a barrier, unless its mark says it, and its owners."""
    words = catalogue()
    if barrier.status and barrier.is_active:
        yield words.label("barrier-status", barrier.status)
    if owners := ", ".join(called(link.target) for link in model.links_of(barrier, "owner")):
        yield words.say("views.labelled", label=words.entry("views.columns")["owner"], text=owners)
