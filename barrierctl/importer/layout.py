"""The layout of a sheet: where the names of stages and blocks are, and which cells belong to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from barrierctl.importer.cells import clean
from barrierctl.importer.headers import COUNT, GENERAL, IGNORE, Headers, nearest_block
from barrierctl.importer.report import Report
from barrierctl.messages import catalogue
from barrierctl.names import fold
from barrierctl.sheets import Cell, Grid

Lines: TypeAlias = Sequence[Sequence[Cell]]

STAGE_TEXTS: Final = ("description", "note")
"""The keys of a stage that a row or column beside the blocks may have."""
_NUMBER: Final = re.compile(r"^\(?\d{1,2}[.):]?\s+(?=\S)")
_COUNTED: Final = re.compile(r"^([^\W\d]+)\s+\d+\s*[:.)\u2013-]\s*(?=\S)")


@dataclass(slots=True, eq=False)
class Stage:
    """A stage of a sheet; None instead of a name is the whole process."""

    name: str | None
    cell: Cell
    texts: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with items, the blocks that they belong to, and the stages."""

    cell: Cell
    blocks: tuple[str, ...]
    stages: tuple[Stage, ...]


@dataclass(slots=True)
class Layout:
    """What a sheet has where.

    Attributes:
        titles: the texts above the table.
        stages: in order, the whole process among them.
        filled: the cells with items, in the order of the sheet.
        blocks: those that have a row or a column, in order.
    """

    titles: list[Cell] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    filled: list[Filled] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


class Labels(NamedTuple):
    """Where the names of the blocks are: a column of the lines, which are columns if the sheet is turned."""

    lines: Lines
    column: int
    turned: bool


def find_labels(grid: Grid, headers: Headers) -> Labels | None:
    """Find the row or column with the names of most blocks; None if none has two."""
    found = [
        (
            len({headers.block(line[at].text) for line in lines} - {""}),
            not turned,
            -at,
            Labels(lines, at, turned),
        )
        for lines, turned in ((grid.rows, False), (tuple(zip(*grid.rows, strict=True)), True))
        for at in range(len(lines[0]) if lines else 0)
    ]
    count, *_, labels = max(found, key=lambda one: one[:3], default=(0, None))
    return labels if count > 1 else None


def recognise(labels: Labels, headers: Headers, report: Report) -> Layout:
    """Find the layout of a sheet that has the names of blocks."""
    return _Matrix(labels, headers, report).read()


def stage_name(text: str, headers: Headers) -> str:
    """The name of a stage without its number: "1. Ordering", "Step 1: Ordering"."""
    name = clean(text)
    counted = _COUNTED.match(name)
    if counted and headers.meaning(counted[1]) == "stage":
        return name[counted.end() :]
    return _NUMBER.sub("", name)


class _Matrix:
    """Reads a table whose lines are blocks and whose columns are stages, turned if need be."""

    def __init__(self, labels: Labels, headers: Headers, report: Report) -> None:
        self._lines, self._labels, self._turned = labels
        self._headers, self._report = headers, report
        self._layout = Layout()
        self._columns: dict[int, Stage | None] = {}
        self._unnamed: set[int] = set()
        self._blocks = [headers.block(line[labels.column].text) for line in labels.lines]

    def read(self) -> Layout:
        """Read the whole table."""
        first = next(at for at, block in enumerate(self._blocks) if block)
        # The nearest line above the blocks that has more than numbers.
        numbered = [all(cell.text.strip().isdecimal() for cell in self._filled(at)) for at in range(first)]
        head = next((at for at in reversed(range(first)) if not numbered[at]), None)
        if head is None:
            self._report.ask("no_stages", label=clean(self._lines[first][self._labels].text))
            return self._layout
        self._read_surroundings(head)
        self._read_stages(head)
        for at in range(first, len(self._lines)):
            label, filled = self._lines[at][self._labels], self._filled(at)
            if self._blocks[at]:
                self._layout.blocks.append(self._blocks[at])
            elif not clean(label.text):
                self._blocks[at] = self._blocks[at - 1]
            else:
                self._read_other_line(at, label, filled)
                continue
            for cell in filled:
                self._place(at, cell)
        return self._layout

    def _filled(self, at: int) -> list[Cell]:
        """The cells of a line that have a text, behind its label."""
        return [cell for cell in self._lines[at][self._labels + 1 :] if clean(cell.text)]

    def _span(self, cell: Cell) -> tuple[int, int]:
        """How many lines and columns a cell spans, as the table is turned."""
        return (cell.columns, cell.rows) if self._turned else (cell.rows, cell.columns)

    def _read_surroundings(self, head: int) -> None:
        """Sort what is around the table into titles, headings of several stages, and what is left out."""
        corner = self._lines[head][self._labels]
        above = [cell for line in self._lines[:head] for cell in line if clean(cell.text)]
        before = [cell for line in self._lines[head:] for cell in line[: self._labels] if clean(cell.text)]
        titles, others = (before, above) if self._turned else (above, before)
        if clean(corner.text) and not self._headers.meaning(corner.text):
            is_title = " " in clean(corner.text)  # one word is what the rows or columns are called
            titles, others = ([*titles, corner], others) if is_title else (titles, [*others, corner])
        groups = self._groups(head)
        titles = [cell for cell in titles if cell not in groups]
        self._layout.titles = titles
        for cell in others:
            bare = cell.text.strip(" .)")
            is_count = bare.isdecimal() or len(bare) == 1 or self._headers.meaning(cell.text) == COUNT
            if not is_count:
                self._report.leave_out(cell)

    def _groups(self, head: int) -> list[Cell]:
        """The headings of several stages, above their names; one that spans no columns is a title."""
        cells = self._filled(head - 1) if head and not self._turned else []
        return cells if len(cells) > 1 or any(self._span(cell)[1] > 1 for cell in cells) else []

    def _read_stages(self, head: int) -> None:
        """Read the names of the stages; a column without one belongs to the stage before it."""
        stage: Stage | None = None
        groups = {cell.column: clean(cell.text) for cell in self._groups(head)}
        group = ""
        self._columns, self._unnamed = {}, set()
        begun, reach = False, 0
        for at, cell in enumerate(self._lines[head][self._labels + 1 :], self._labels + 1):
            group = groups.get(at, group)
            if clean(cell.text):
                begun, stage, reach = True, self._stage(cell, stage), at + self._span(cell)[1]
                if stage and group:
                    note = catalogue().say("import.notes.heading", text=group)
                    stage.texts.setdefault("note", []).append(note)
            elif begun and stage and at >= reach:
                self._unnamed.add(at)
            if begun:
                self._columns[at] = stage

    def _stage(self, cell: Cell, before: Stage | None) -> Stage | None:
        """The stage that a header names; None if its column is left out."""
        meaning = self._headers.meaning(cell.text)
        if meaning in {IGNORE, *STAGE_TEXTS}:
            return None
        name = None if meaning == GENERAL else stage_name(cell.text, self._headers)
        if before and before.name and name and fold(before.name) == fold(name) and self._turned:
            return before
        stage = Stage(name, cell)
        self._layout.stages.append(stage)
        return stage

    def _read_other_line(self, at: int, label: Cell, filled: list[Cell]) -> None:
        """Read a line whose label is no block: stages of a further part, texts about stages, or others."""
        meaning = self._headers.meaning(label.text)
        below = next(iter(self._blocks[at + 1 : at + 2]), "")
        if filled and below in self._layout.blocks:
            self._read_stages(at)
        elif meaning in STAGE_TEXTS:
            for cell in filled:
                if stage := self._columns.get(self._column(cell)):
                    stage.texts.setdefault(meaning, []).append(clean(cell.text))
        elif filled and meaning != IGNORE:
            self._report.ask(
                "unknown_block",
                where=catalogue().say(f"import.{self._kind()}"),
                cell=label.address,
                text=clean(label.text),
                block=nearest_block(label.text) or "opportunities",
            )
        elif filled:
            self._report.leave_out_line([label, *filled], self._kind())
        else:
            self._report.leave_out(label)

    def _kind(self, *, of_stages: bool = False) -> str:
        """Return what blocks are, or stages: `row` or `column`."""
        return "column" if self._turned != of_stages else "row"

    def _column(self, cell: Cell) -> int:
        return cell.row if self._turned else cell.column

    def _place(self, at: int, cell: Cell) -> None:
        """Note to which blocks and stages a cell belongs."""
        down, across = self._span(cell)
        column = self._column(cell)
        covered = [self._columns.get(each) for each in range(column, column + across)]
        stages = tuple(dict.fromkeys(stage for stage in covered if stage))
        blocks = tuple(dict.fromkeys(block for block in self._blocks[at : at + down] if block))
        if column in self._unnamed and stages:
            self._unnamed.remove(column)
            stage = stages[0].name or catalogue().say("views.general")
            self._report.guess(f"joined_{self._kind(of_stages=True)}", (), cell.address, stage=stage)
        if stages and blocks:
            self._layout.filled.append(Filled(cell, blocks, stages))
        elif column in self._columns or not blocks:
            self._report.leave_out(cell)
        else:
            self._report.ask("no_stage", cell=cell.address, text=clean(cell.text))
