"""View `matrix`, and the overview as a table: one row per block, one column per stage."""

from barrierctl.dataclass import replace
from barrierctl.gaps import summary
from barrierctl.messages import catalogue
from barrierctl.model.entities import called
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Barrier, Item
from barrierctl.resources.vocabulary import Block
from barrierctl.views.columns import block_label, item_entry, make_table, stage_columns
from barrierctl.views.document import Cell, Column, Entry, State, Table, TableRole


def overview(model: BarrierModel) -> Table:
    """Show the overview of a model, with the state of each cell as the element of its entry."""
    found = summary.overview(model)
    stages = (Column(id=identity, label=name) for identity, name in found.stages)
    rows = (
        ((Entry(text=label, element=block.value),), *((_count_entry(count),) for count in counts))
        for block, label, counts in found.rows
    )
    return Table(
        id="overview",
        title=catalogue().say("overview.title"),
        columns=(Column(id="block", label=""), *stages),
        rows=tuple(rows),
        kind="grid",
        by_stage=True,
        legend=tuple(map(_count_entry, found.legend)),
    )


def _count_entry(count: summary.Count) -> Entry:
    return Entry(text=count.text, mark=count.meaning, element=count.state)


def matrix(model: BarrierModel) -> Table:
    """Show the whole model on one page.

    Source: the table of EUCPN 2021, 2.1 E, with rows and columns as printed there.
    """
    say = catalogue().say
    rows = []
    for block in Block:
        cells: list[Cell] = [(Entry(text=block_label(model, block), element=block.value),)]
        for stage in model.stages:
            without = (stage.not_applicable, State.NOT_APPLICABLE), (stage.unknown, State.UNKNOWN)
            entries = [_entry(model, item) for item in stage.blocks[block]]
            entries += [
                Entry(text=say(f"views.{state.value.replace('-', '_')}", reason=reasons[block]), state=state)
                for reasons, state in without
                if block in reasons
            ]
            cells.append(tuple(entries))
        if model.general_items:
            cells.append(tuple(_entry(model, item) for item in model.general[block]))
        rows.append(tuple(cells))
    columns = stage_columns(model, say("views.matrix.block"), many=True)
    return make_table("matrix", columns, rows, kind="grid", role=TableRole.MATRIX, by_stage=True)


def _entry(model: BarrierModel, item: Item) -> Entry:
    """Make an entry of an item; a barrier has its status too, unless its mark says it, and its owners."""
    entry, words, details = item_entry(model, item), catalogue(), list[str]()
    if not isinstance(item, Barrier):
        return entry
    if item.status and item.is_active:
        details.append(words.label("barrier-status", item.status))
    if owners := ", ".join(called(link.target) for link in model.links_of(item, "owner")):
        label = words.entry("views.columns")["owner"]
        details.append(words.labelled(label, owners))
    return replace(entry, details=tuple(details))
