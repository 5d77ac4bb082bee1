"""The hidden sheets: lists to choose from, which grow while people fill in, and what programs read back."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from barrierctl.exporters.xlsx.text_layout import cut
from barrierctl.exporters.xlsx.workbook import Book, say
from barrierctl.text.spreadsheet import joined
from barrierctl.views.document import Cell, Column, ColumnRole, Document, Roster, Table, digest_of

_FORMAT: Final = "2"  # of the sheet that programs read
_COUNT, _FIRST = 0, 1  # rows of a list: how many names it has, and the first name


class _Growth(NamedTuple):
    """Rows of a sheet that may add their names to a list."""

    sheet: str
    name: int  # a column, as all numbers here
    block: int | None
    blocks: tuple[str, ...]  # that count; none for all
    rows: Iterable[int]

    def formulas(self, places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
        """Yield formulas that repeat the names, once they are filled in; *places* has the cells of labels."""
        for row in self.rows:
            name = f"'{self.sheet}'!{xl_rowcol_to_cell(row, self.name)}&\"\""
            if self.block is None or not self.blocks:
                yield f"={name}"
                continue
            block = f"'{self.sheet}'!{xl_rowcol_to_cell(row, self.block)}"
            cells = (_fixed(*places[value]) for value in self.blocks)
            yield f'=IF(OR({",".join(f"{block}={cell}" for cell in cells)}),{name},"")'


class Lists:
    """The lists of a workbook, each in a column of a hidden sheet."""

    def __init__(self, book: Book, rosters: Mapping[Roster, tuple[str, ...]]) -> None:
        self._book = book
        self._rosters = rosters
        self._sheet = book.free_name(say("lists"))
        self._columns: dict[Roster | tuple[str, ...], int] = {}
        self._growth: defaultdict[Roster, list[_Growth]] = defaultdict(list)

    def source(self, column: Column) -> str:
        """Return the formula that refers to what a column offers; empty if it offers nothing."""
        if column.roster and column.roster in self._rosters:
            at = self._column(column.roster)
            first, count = (_fixed(row, at) for row in (_FIRST, _COUNT))
            return f"=OFFSET('{self._sheet}'!{first},0,0,MAX(1,'{self._sheet}'!{count}),1)"
        if column.choices:
            at = self._column(column.choices)
            return f"='{self._sheet}'!{xl_range_abs(_FIRST, at, len(column.choices), at)}"
        return ""

    def name_blocks(self, blocks: tuple[str, ...]) -> list[str]:
        """Give a name for formulas to the cell with each label, of which several may be the same."""
        at = self._column(blocks)
        names = [f"block_{number}" for number in range(1, len(blocks) + 1)]
        for row, name in enumerate(names, start=_FIRST):
            self._book.define(name, f"='{self._sheet}'!{_fixed(row, at)}")
        return names

    def grow(self, table: Table, sheet: str, places: Mapping[str, int], rows: Iterable[int]) -> None:
        """Let the blank rows of a table add to the lists of names.

        Args:
            table: a table to fill in.
            sheet: its name.
            places: the columns of the sheet by the ids of the table's.
            rows: the numbers of the blank rows.
        """
        lead = places[table.columns[table.lead_index].id]
        block = next(
            (
                places[column.id]
                for column in table.columns
                if column.choices and column.role is ColumnRole.BLOCK
            ),
            None,
        )
        for roster, blocks in table.adds_to.items():
            self._column(roster)
            self._growth[roster].append(_Growth(sheet, lead, block, blocks, rows))

    def close(self) -> None:
        """Write the lists."""
        sheet = self._book.add_hidden_sheet(self._sheet)
        places = {
            value: (row, at)
            for values, at in self._columns.items()
            if isinstance(values, tuple)
            for row, value in enumerate(values, start=_FIRST)
        }
        for values, at in self._columns.items():
            names = values if isinstance(values, tuple) else self._rosters.get(values, ())
            for row, name in enumerate(names, start=_FIRST):
                # A name is as it is typed in a cell that holds several.
                sheet.write_text(row, at, joined([name]) if isinstance(values, Roster) else name, "text")
            if isinstance(values, Roster):
                row = _FIRST + len(names)
                for formula in chain.from_iterable(one.formulas(places) for one in self._growth[values]):
                    sheet.write_formula(row, at, formula, None, "")
                    row += 1
                within = xl_range_abs(_FIRST, at, max(row - 1, _FIRST), at)
                count = f'=SUMPRODUCT(MAX(({within}<>"")*(ROW({within})-{_FIRST})))'
                sheet.write_formula(_COUNT, at, count, None, len(names))

    def _column(self, values: Roster | tuple[str, ...]) -> int:
        return self._columns.setdefault(values, len(self._columns))


def _fixed(row: int, column: int) -> str:
    return xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)


class Data:
    """What programs need to read a workbook back, on a sheet that nobody sees.

    A line names a sheet in small letters; a table with its sheet and the ids of its columns in order; the
    label and the value of a choice in one of its columns; or the number, the address and the digest of one of
    its rows. The last line has the rest of the model: what no row has in its hidden cell.
    """

    def __init__(self, document: Document) -> None:
        self._lines: list[tuple[str, ...]] = [
            ("format", _FORMAT),
            ("model", document.id, document.language),
        ]

    def add_table(self, table: Table, sheet: str) -> None:
        """Say where a table is."""
        ids = json.dumps([column.id for column in table.columns])
        self._lines.append(("table", table.id, sheet, ids))
        if not table.fill_in:
            return
        self._lines += [
            ("choice", table.id, column.id, *pair)
            for column in table.columns
            for pair in zip(column.choices, column.values, strict=False)
        ]
        self._lines += [
            ("row", table.id, str(origin.number), element_of(row), digest_of(table.columns, row))
            for origin, row in zip(table.origins, table.rows, strict=False)
        ]

    def close(self, book: Book, rest: str) -> None:
        """Write the lines."""
        self._lines += [("sheet", name) for name in sorted(book.names)]
        self._lines += [("rest", part.text) for part in cut(rest, None)]
        sheet = book.add_hidden_sheet(book.free_name(say("data")), very=True)
        for row, line in enumerate(self._lines):
            for at, text in enumerate(line):
                sheet.write_text(row, at, text, "faint")


def element_of(row: Iterable[Cell]) -> str:
    """Return the address of what a row is about; empty if it has none."""
    return next((entry.element for cell in row for entry in cell if entry.element), "")
