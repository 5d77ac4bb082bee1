"""Where records belong: the stage and the block, the objective, the measure or the group that a row names."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from barrierctl.importer.records import Record, Records, entries, put
from barrierctl.importer.report import Report
from barrierctl.importer.tables import SheetRow, SheetTable
from barrierctl.messages import catalogue, is_whole_process
from barrierctl.names import fold, slug
from barrierctl.resources.vocabulary import BLOCKS, RESERVED_ID

PLACES: Final = {
    "items": ("element", "stage", "stage_name", "block"),
    "plan": ("element", "measure", "objective"),
    "objectives": ("element",),
    "recommendations": ("domain", "target_group"),
}
"""The columns that say where a record is, by table."""
_KEYS: Final = {
    "stages": "stages",
    "party-list": "parties",
    "sources": "sources",
    "knowledge-gaps": "knowledge_gaps",
    "accepted-gaps": "accepted_gaps",
    "recommendation-groups": "recommendations",
}
"""Where the model has the records of the other tables."""


def place_of(row: SheetRow, column: str) -> str:
    """Name a cell with its sheet, such as Items!D14; without the column, the row."""
    cell = row.addresses.get(column)
    if row.sheet:
        return f"{row.sheet}!{cell or row.number}"
    return cell or f"{catalogue().say('import.row')} {row.number}"


class Places:
    """Puts records where their rows say that they belong."""

    def __init__(self, records: Records, report: Report) -> None:
        self._records, self._root, self._report = records, records.root, report

    def put_all(self, table: SheetTable, rows: Sequence[tuple[SheetRow, Record]]) -> None:
        """Put the records of a table in their places, if they are new or were moved."""
        for group in entries(self._root, "recommendations") if table.id == "recommendations" else ():
            # One whose rows all have the same new names is renamed.
            value = group.value if isinstance(group, Record) else group
            own = [row.values for row, record in rows if record.holder is value]
            names = {(texts.get("domain", ""), texts.get("target_group", "")) for texts in own}
            if len(names) == 1 and all(all(pair) for pair in names) and len(own) == len(value["items"]):
                ((value["domain"], value["target_group"]),) = names
        # Measures before the activities that belong to them.
        for row, record in sorted(rows, key=lambda each: bool(each[0].values.get("measure"))):
            is_moved = not row.edited.isdisjoint(PLACES.get(table.id, ()))
            if record.holder is not None and not is_moved:
                continue
            if place := self._place(table.id, row):
                holder, key = place
                if record.holder is not holder or record.key != key:
                    put(record, holder, key)

    def items(self) -> Iterator[tuple[Record, Record | None]]:
        """Iterate over all items, each with its stage; None for the whole process."""
        for stage in (*entries(self._root, "stages"), None):
            holder = stage.value if stage else self._root.get("general", {})
            for block in BLOCKS:
                yield from ((record, stage) for record in entries(holder, block))

    def _place(self, table: str, row: SheetRow) -> tuple[dict[str, Any], str] | None:
        """Find the mapping and the key of a record; None if there is something to ask."""
        match table:
            case "items":
                return self._item_place(row)
            case "objectives":
                return self._root.setdefault("plan", {}), "objectives"
            case "plan":
                return self._measure_place(row)
            case "recommendations":
                return self._group(row.values.get("domain", ""), row.values.get("target_group", "")), "items"
            case _:
                return self._root, _KEYS[table]

    def _item_place(self, row: SheetRow) -> tuple[dict[str, Any], str] | None:
        block = row.values.get("block", "").strip()
        if block not in BLOCKS:
            self._ask("no_block", row, "block")
            return None
        name = row.values.get("stage_name") or row.values.get("stage", "")
        if is_whole_process(name):
            return self._root.setdefault("general", {}), block
        stage = self._find("stages", entries(self._root, "stages"), name, ("name", "id"))
        if stage is None:
            self._ask("no_stage_row", row, "stage_name", name, entries(self._root, "stages"), "name")
        return (stage.value, block) if stage else None

    def _measure_place(self, row: SheetRow) -> tuple[dict[str, Any], str] | None:
        objectives = entries(self._root.get("plan") or {}, "objectives")
        if name := row.values.get("measure", ""):
            measures = [each for one in objectives for each in entries(one.value, "measures")]
            if measure := self._find("plan", measures, name, ("name", "id")):
                return measure.value, "activities"
            self._ask("no_measure", row, "measure", name, measures, "name")
            return None
        name = row.values.get("objective", "")
        objective = self._find("objectives", objectives, name, ("statement", "id"))
        if objective is None and not name and len(objectives) == 1:
            objective = objectives[0]
        if objective is None:
            self._ask("no_objective", row, "objective", name, objectives, "statement")
        return (objective.value, "measures") if objective else None

    def _find(self, table: str, records: Sequence[Record], name: str, keys: Sequence[str]) -> Record | None:
        """Find a record by what it is called now, or was called when the workbook was made."""
        wanted = fold(name)
        for key in keys:
            for each in records:
                if fold(str(each.value.get(key, ""))) == wanted:
                    return each
        for each in records:
            for row in each.rows if each.table == table else ():
                if any(fold((row.base or {}).get(key, "")) == wanted for key in keys):
                    return each
        return None

    def _group(self, domain: str, target: str) -> dict[str, Any]:
        """Find the group of recommendations in a domain to a target group, or make it."""
        pair = (fold(domain), fold(target))
        for group in entries(self._root, "recommendations"):
            value: dict[str, Any] = group.value if isinstance(group, Record) else group
            if (fold(value["domain"]), fold(value["target_group"])) == pair:
                return value
        made = {"domain": domain, "target_group": target, "items": []}
        self._root["recommendations"] = [*entries(self._root, "recommendations"), made]
        return made

    def _ask(
        self,
        key: str,
        row: SheetRow,
        column: str,
        name: str = "",
        among: Sequence[Record] = (),
        names: str = "",
    ) -> None:
        known = [str(each.value.get(names, "")) for each in among]
        points = [
            catalogue().say("import.unknown_name", text=name, near=catalogue().did_you_mean(name, known))
        ]
        self._report.ask(key, points if name else (), cell=place_of(row, column))


def address_of(item: Record, stage: Record | None) -> str:
    """Return the address that an item has now, if no other one is called the same."""
    value = item.value if isinstance(item.value, dict) else {"name": item.value}
    texts = item.rows[0].values
    label = value.get("name") or texts.get("name") or value.get("party", "")
    of = (stage.value.get("id") or slug(stage.value["name"])) if stage else RESERVED_ID
    return str(value.get("id") or f"{of}/{item.key}/{slug(label)}")
