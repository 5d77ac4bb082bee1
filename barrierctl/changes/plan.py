"""What an items sheet asks for: what its rows mean in the model, in words too."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from barrierctl.changes.arrangement import Cell, Token
from barrierctl.changes.cells import Cells, Meaning
from barrierctl.changes.compare import PLACE, Comparison, EditedRow, Record, filled, place_of
from barrierctl.changes.edits import new_item
from barrierctl.changes.lists import New, longest_run
from barrierctl.changes.order import find_reordered
from barrierctl.changes.words import CellError, Change, Problem, Words, brief, say
from barrierctl.importer.tables import SheetRow
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Item
from barrierctl.names import fold
from barrierctl.resources.vocabulary import Block
from barrierctl.source.tree import Value, value_at
from barrierctl.text.spreadsheet import reading
from barrierctl.views.items import COLUMNS
from barrierctl.views.translations import own_column

_NAMING: Final = ("name", "id", "party")


@dataclass(slots=True, kw_only=True)
class Plan:
    """What is to be done.

    Attributes:
        values: what cells mean, by column, for the items that they are about.
        names: the keys that name an item, with their new values; None if one goes.
        moved: where items go.
        added: new items with their cells.
        removed: items that go.
        reordered: cells with some of their items in a new order.
        tokens: the rows of the sheet, from the top: items by their paths, and new ones.
        in_order: whether the rows are in the order of the model, and show where new ones belong.
        cells: the cells with new values, with the text in the sheet.
        changes: all else in words.
        notes: what was not taken over, in words.
        problems: why nothing can be done, in words.
    """

    values: list[tuple[Item, Mapping[str, Meaning]]] = field(default_factory=list)
    names: list[tuple[Item, Mapping[str, str | None]]] = field(default_factory=list)
    moved: dict[Token, Cell] = field(default_factory=dict)
    added: dict[Token, Cell] = field(default_factory=dict)
    removed: list[Item] = field(default_factory=list)
    reordered: list[tuple[Cell, list[Token]]] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    in_order: bool = True
    cells: list[tuple[Item, str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def make_plan(
    model: BarrierModel, tree: Value, comparison: Comparison, rows: Iterable[SheetRow], words: Words
) -> Plan:
    """Find what the rows of a sheet mean.

    Args:
        model: as it is now.
        tree: of its file.
        comparison: of these rows with it.
        rows: of the sheet, from the top.
        words: for this model.
    """
    planner = _Planner(model, tree, comparison, words)
    for edited in comparison.edited:
        planner.edit(edited)
    for row in comparison.added:
        planner.add(row)
    for record in comparison.removed:
        planner.remove(record)
    planner.check_names()
    planner.order(rows)
    planner.plan.problems[:0] = comparison.problems
    return planner.plan


class _Planner:
    def __init__(self, model: BarrierModel, tree: Value, comparison: Comparison, words: Words) -> None:
        self._model, self._tree, self._comparison, self._words = model, tree, comparison, words
        names = [edited.edits["name"].strip() for edited in comparison.edited if "name" in edited.edits]
        names += [row.values.get("name", "").strip() for row in comparison.added]
        self._cells = Cells(model, comparison.columns, filter(None, names))
        self._new: dict[int, Token] = {}  # by the number of the row
        self._named: list[tuple[SheetRow, Cell, str]] = []  # the names that rows give to items
        self.plan = Plan()

    # ---- rows

    def edit(self, edited: EditedRow) -> None:
        """Take the cells of a row that were changed."""
        row, (item, _), edits = edited
        cell = self._cell(row, edits, (item.stage, item.block))
        if cell != (item.stage, item.block):
            self.plan.moved[item.path] = cell
            self.plan.changes.append(self._words.moved(item, *cell))
            kept = [key for key, entry in edited.record.cells.items() if entry.text and key not in edits]
            for column in kept:  # the items of a block may not have all that this one has
                with self._reported(row, column):
                    self._cells.check_block(column, cell[1])
        names: dict[str, str | None] = {}
        values: dict[str, Meaning] = {}
        for column, text in edits.items():
            if column not in PLACE:
                with self._reported(row, column):
                    if column in _NAMING:
                        names[column] = self._name(column, text.strip(), edited, cell[1])
                    else:
                        node = value_at(self._tree, (*item.path, *column.split(".")))
                        values[column] = self._cells.meaning(column, text, cell[1], item, node)
                    self._say_cell(item, column, text.strip())
        if names:
            self.plan.names.append((item, names))
        if values:
            self.plan.values.append((item, values))

    @contextmanager
    def _reported(self, row: SheetRow, column: str) -> Iterator[None]:
        """Report what is wrong with a cell, with its place in the sheet."""
        try:
            yield
        except CellError as error:
            text = catalogue().labelled(place_of(row, self._words.label(column)), str(error))
            self.plan.problems.append(Problem(row.number, text))

    def _say_cell(self, item: Item, column: str, text: str) -> None:
        party = self._model.party_of(item)
        if column != "name":
            self.plan.cells.append((item, column, text))
        elif party and party.listed:
            change = self._words.of(item, "renamed_here", new=brief(text), party=brief(party.name))
            self.plan.changes.append(change)
        else:
            self.plan.changes.append(self._words.of(item, "renamed", new=brief(text)))

    def _cell(self, row: SheetRow, texts: Mapping[str, str], present: Cell | None) -> Cell:
        """Find the stage and the block that cells name; what is wrong with them is reported."""
        stages, block = dict[str, str](), present[1] if present else None
        for column in ("stage_name", "stage"):
            if column in texts:
                with self._reported(row, column):
                    stages.setdefault(self._cells.stage(texts[column].strip()), texts[column])
        if "block" in texts:
            with self._reported(row, "block"):
                block = self._cells.block(texts["block"].strip())
        if len(stages) > 1:
            with self._reported(row, "stage_name"):
                one, other = stages.values()
                raise CellError(say("cells.two_stages", one=one, other=other))
        stage = next(iter(stages), present[0] if present else "")
        return stage, block or Block.FACILITATORS

    def _name(self, column: str, text: str, edited: EditedRow, block: Block) -> str | None:
        """Find the new value of a key that names an item."""
        item = edited.record.item
        if column == "name" and not text:
            raise CellError(say("cells.no_name"))
        if column == "party" and not text and not item.name:
            raise CellError(say("cells.no_party"))
        meaning = self._cells.meaning(column, text, block, item)
        own = self._model.party_of(item)
        if column == "name" and "party" not in edited.edits and own and own.listed:
            parties = [party for party in self._model.parties if party.listed]
            named = [each for each in parties if fold(text) in map(fold, (each.name, *each.facts.aliases))]
            if named and own not in named:
                raise CellError(say("cells.other_party", text=text, old=item.label))
        return None if meaning is None else str(meaning)

    def add(self, row: SheetRow) -> None:
        """Take a new row."""
        texts, before = filled(row), len(self.plan.problems)
        cell = self._cell(row, texts, None)
        name = texts.pop("name", "").strip()
        values: dict[str, Meaning] = {}
        for column, text in texts.items():
            if own_column(column) in COLUMNS and column not in (*PLACE, "element"):
                with self._reported(row, column):
                    values[column] = self._cells.meaning(column, text, cell[1])
        with self._reported(row, "name"):
            self._cells.meaning("name", name, cell[1])
        if len(self.plan.problems) > before or self._is_there(row, cell, name):
            return
        token = New(new_item(self._model, cell[1], name, values))
        self._new[row.number] = token
        self._named.append((row, cell, name or row.values["party"]))
        self.plan.added[token] = cell
        self.plan.changes.append(self._words.added(*cell, name or row.values["party"]))

    def _is_there(self, row: SheetRow, cell: Cell, name: str) -> bool:
        """Whether the same item was added to the model too since the export."""
        texts = {column: text for column, text in filled(row).items() if own_column(column) in COLUMNS}
        return any(
            (record.item.stage, record.item.block) == cell
            and fold(record.item.label) == fold(name)
            and element not in self._comparison.base
            and all(reading(text) in map(reading, record.texts(column)) for column, text in texts.items())
            for element, record in self._comparison.records.items()
        )

    def check_names(self) -> None:
        """Refuse a name that another item of the same cell has or gets."""
        taken = Counter((cell, fold(name)) for _, cell, name in self._named)
        removed = {item.path for item in self.plan.removed}
        edited = {each.record.item.path: each for each in self._comparison.edited}
        for item in self._model.items:
            cell, row = self.plan.moved.get(item.path, (item.stage, item.block)), edited.get(item.path)
            name = row.edits.get("name", item.label) if row else item.label
            if item.path not in removed:
                taken[cell, fold(name)] += 1
                if row and (name != item.label or item.path in self.plan.moved):
                    self._named.append((row.row, cell, name))
        for sheet_row, cell, name in self._named:
            if taken[cell, fold(name)] > 1:
                text = say("twin", place=place_of(sheet_row), name=brief(name))
                self.plan.problems.append(Problem(sheet_row.number, text))

    def remove(self, record: Record) -> None:
        """Take away an item that the sheet no longer has."""
        self.plan.removed.append(record.item)
        self.plan.changes.append(self._words.of(record.item, "removed"))

    # ---- order

    def order(self, rows: Iterable[SheetRow]) -> None:
        """Take the order of the rows, if they were moved and not sorted."""
        paths = {element: record.item.path for element, record in self._comparison.records.items()}
        tokens = (self._new.get(row.number) or paths.get(row.element) for row in rows)
        self.plan.tokens = [token for token in tokens if token]
        found = find_reordered(
            self._comparison, {element for element, path in paths.items() if path in self.plan.moved}
        )
        if found.note:
            self.plan.in_order = False
            self.plan.notes.append(say(found.note))
        for cell in found.conflicts:
            text = say("order_conflict", cell=self._words.cell_name(*cell))
            self.plan.problems.append(Problem(0, text))
        for cell, elements in found.cells:
            self.plan.reordered.append((cell, [paths[element] for element in elements]))
            ranks = [self._comparison.base.index(element) for element in elements]
            staying = longest_run(ranks)
            for rank, element, following in zip_longest(ranks, elements, elements[1:]):
                if rank in staying:
                    continue
                item = self._comparison.records[element].item
                other = self._comparison.records[following].item.label if following else ""
                key = "reordered" if following else "reordered_last"
                self.plan.changes.append(self._words.of(item, key, other=brief(other)))
