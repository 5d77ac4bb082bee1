"""A workbook of ours becomes a model again: what was exported, with what a group changed on the sheets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from barrierctl.changes.lists import longest_run
from barrierctl.importer.places import PLACES, Places, address_of, place_of
from barrierctl.importer.records import Record, Records, arrange, put, remove
from barrierctl.importer.report import Report
from barrierctl.importer.tables import SheetRow, SheetTable, by_block
from barrierctl.messages import catalogues, value_of
from barrierctl.names import FreeNames, fold, slug
from barrierctl.resources.vocabulary import LISTS, RESERVED_ID
from barrierctl.text.spreadsheet import joined, parted
from barrierctl.views.origins import VALUE
from barrierctl.views.values import with_text

LEADS: Final = {
    "stages": "name",
    "party-list": "name",
    "sources": "title",
    "knowledge-gaps": "name",
    "accepted-gaps": "reason",
    "recommendation-groups": "domain",
    "objectives": "statement",
    "items": "name",
    "plan": "name",
    "recommendations": "text",
}
"""The tables that are read back, parents before their children, and the column that each row needs."""
_WITH_IDS: Final = ("party-list", "sources")
_UNSEEN: Final = ("element", "stage", "id")
"""The columns that still have a text if somebody empties what people see of a row."""
_WAITING: Final = (*_UNSEEN, "stage_name", "block")
"""The columns of items that a row may have before anybody writes an item into it."""
_IN_OTHER_ORDER: Final = ("plan", "recommendation-groups")
"""The tables whose rows are not in the order of the file."""
_NUMBER: Final = re.compile(r"\d+")
_FEWEST_MIXED: Final = 3  # rows that have got the names of others
_MOST_MOVED: Final = 4  # people move at most one row in so many; if there are more, the sheet was sorted


def read_items(table: SheetTable, head: Mapping[str, Any], report: Report) -> "Workbook":
    """Make the records of a table of items alone; its stages are those that it names."""
    # One sheet of a workbook, saved as csv, has the hidden cells too.
    rows = tuple(replace(row, record=None, base=None, kept={}) for row in table.rows)
    records = Records({**head, "stages": []}, ())
    known: set[str] = set()
    for row in rows:
        identity = row.values.get("stage", "")
        name = row.values.get("stage_name") or identity
        if identity == RESERVED_ID or not name or fold(name) in known:
            continue
        known.add(fold(name))
        value = {"name": name} if identity in ("", slug(name)) else {"name": name, "id": identity}
        put(Record("stages", [row], value), records.root, "stages")
    book = Workbook(records, report)
    book.read([replace(table, rows=rows)])
    return book


class Workbook:
    """Brings what is on the sheets into the records of a model.

    Attributes:
        records: of the model.
        renamed: the new names, ids and addresses of what was renamed or moved, by the old ones.
    """

    def __init__(self, records: Records, report: Report) -> None:
        self.records = records
        self.renamed: dict[str, str] = {}
        self._report = report
        self._places = Places(records, report)
        self._ids = FreeNames(_ids(records.root))
        self._ranks: dict[str, dict[int, int]] = {}
        self._emptied = 0

    def read(self, tables: Sequence[SheetTable]) -> None:
        """Read tables, in this order, and the properties in them."""
        counts = {"rows_changed": 0, "rows_added": 0, "rows_deleted": 0}
        for table in tables:
            rows = [*self._rows(table)] if table.id in LEADS else []
            self._places.put_all(table, rows)
            self._rank(table, rows)
            changed = [row for row, _ in rows if row.record is not None and row.edited]
            changed += [row for row in table.rows if _set_property(self.records.root, row)]
            added = [row for row, _ in rows if row.record is None]
            left = {row.record for row in table.rows}
            counts["rows_changed"] += len(changed)
            counts["rows_added"] += len(added) if table.exported is not None else 0
            counts["rows_deleted"] += len((table.exported or {}).keys() - left) if table.id in LEADS else 0
        counts["rows_deleted"] += self._emptied
        arrange(self.records.root, self._ranks)
        # Items that were renamed or moved have other addresses now.
        for record, stage in self._places.items():
            old, new = (record.rows[0].base or {}).get("element", ""), address_of(record, stage)
            if "/" in old and new != old:
                self.renamed[fold(old)] = new
        for key, count in counts.items():
            if count:
                self._report.take(key, count=count)

    def _rank(self, table: SheetTable, rows: Sequence[tuple[SheetRow, Record]]) -> None:
        """Keep the order of a sheet whose rows were moved, and the old one if the sheet was sorted."""
        if table.id in _IN_OTHER_ORDER:
            return
        known = [row.record for row, _ in rows if row.record is not None]
        is_sorted = _MOST_MOVED * (len(known) - len(longest_run(known))) > len(known)
        last = max(len(rows), *known, 0) + 1
        ranks = self._ranks[table.id] = {}
        for at, (row, record) in enumerate(rows):
            old = row.record if is_sorted else at
            beside = [other for _, other in (*rows[max(at - 1, 0) : at], *rows[at + 1 : at + 2])]
            is_near = any(each.holder is record.holder and each.key == record.key for each in beside)
            is_elsewhere = not is_near and not row.edited.isdisjoint(PLACES.get(table.id, ()))
            ranks[id(record)] = last + at if old is None or is_elsewhere else old

    def _rows(self, table: SheetTable) -> Iterator[tuple[SheetRow, Record]]:
        """Yield the rows that have something to say, each with its record; ask about those with no name."""
        lead = LEADS[table.id]
        renamed = [row for row in table.rows if row.base and lead in row.edited]
        old = {row.base[lead] for row in renamed if row.base}
        if sum(row.values[lead] in old for row in renamed) >= _FEWEST_MIXED:
            # The sheet was sorted without its hidden column, so the rows are other ones now.
            self._report.ask("sorted_apart", sheet=table.sheet)
        for row in table.rows:
            record = self.records.known(row)
            others = _WAITING if table.id == "items" else _UNSEEN
            if not any(text.strip() for name, text in row.values.items() if name not in others):
                if record:
                    remove(record)
                    self._emptied += 1
                continue
            if not (row.values.get(lead) or (row.base is not None and not row.base.get(lead))) and not (
                row.values.get("party")
            ):
                self._report.ask("no_name", cell=place_of(row, lead), table=table.id)
            elif record and _is_group(record) and row.values.get("text"):
                texts = {name: row.values[name] for name in row.edited} | {"text": row.values["text"]}
                yield row, Record(table.id, [row], self._new_value(table.id, replace(row, values=texts)))
            elif record:
                self._edit(record, row)
                yield row, record
            elif row.base is None or row.edited:
                yield row, Record(table.id, [row], self._new_value(table.id, row))
            # Else it is a party of a list for all models.

    def _edit(self, record: Record, row: SheetRow) -> None:
        """Give a record the texts that were changed."""
        places = () if _is_group(record) else PLACES.get(record.table, ())
        changed = [name for name in row.edited if name not in places]
        if not changed:
            return
        base = row.base or {}
        if isinstance(record.value, str) and base.get("party"):
            record.value = {"party": record.value}
        for name in changed:
            record.change(with_text(record.value, name, row.values[name]))
        lead = LEADS[record.table]
        for name in {lead, "id"}.intersection(changed):
            self._rename(base.get(name, ""), row.values[name])
        if lead in changed:
            self._rename(base.get("element", ""), row.values[lead])
            self._rename(base.get("id", ""), row.values.get("id") or row.values[lead])

    def _rename(self, old: str, new: str) -> None:
        if old and new and old != new:
            self.renamed.setdefault(fold(old), new)

    def _new_value(self, table: str, row: SheetRow) -> Any:
        """Make the value of a record that a group added."""
        is_copy = bool(row.kept)
        value: Any = {}
        for name, text in row.values.items():
            if text and name not in PLACES.get(table, ()) and not (is_copy and name == "id"):
                value = with_text(value, name, text)
        if table in _WITH_IDS:
            value["id"] = value.get("id") or self.new_id(row.values[LEADS[table]])
        return value["name"] if table == "items" and value.keys() == {"name"} else value

    def new_id(self, name: str) -> str:
        """Make an id of a name, unlike every other one."""
        wanted = slug(name)
        return self._ids.take(wanted if wanted.isascii() and wanted not in ("", RESERVED_ID) else "new")


def _set_property(root: dict[str, Any], row: SheetRow) -> bool:
    """Set a key of the model's or the plan's head, as its row says now; return whether it was changed."""
    if "at" not in row.kept or VALUE not in row.edited:
        return False
    *outer, key = row.kept["at"]
    text = row.values[VALUE]
    match key:
        case "status" | "classification" | "sequence" | "level":
            text = str(value_of(key, text.strip(), LISTS[key]) or text.strip())
        case "language":
            names = (pair for words in catalogues() for pair in words.entry("views.languages").items())
            text = next((code for code, name in names if fold(name) == fold(text)), text.strip())
        case "every_months":
            found = _NUMBER.search(text)
            text = found[0] if found else text
        case "labels":
            text = joined(f"{block}: {label}" for block, label in map(by_block, parted(text)))
        case _:
            pass
    holder = root
    for step in outer:
        holder[step] = dict(holder[step]) if isinstance(holder.get(step), dict) else {}
        holder = holder[step]
    changed = with_text(holder, key, text)
    holder.clear()
    holder.update(changed)
    return True


def _is_group(record: Record) -> bool:
    """Whether it is a group of recommendations: one without any has a row among them."""
    return isinstance(record.value, dict) and "items" in record.value


def _ids(value: Any) -> Iterator[str]:
    """Iterate over the ids in a tree."""
    match value:
        case Record():
            yield from _ids(value.value)
        case dict():
            if isinstance(value.get("id"), str):
                yield value["id"]
            for each in value.values():
                yield from _ids(each)
        case list():
            for each in value:
                yield from _ids(each)
        case _:
            pass
