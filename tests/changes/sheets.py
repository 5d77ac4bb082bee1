"""The rows of exported sheets, read and written without the program."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from openpyxl import load_workbook

from barrierctl.text.spreadsheet import guarded, unguarded

from .random_edits import Row

KEY = "key"
"""The column of the hidden cells that identify the rows of a workbook."""


class CsvSheet:
    """A csv file of items."""

    def __init__(self, file: Path) -> None:
        lines = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
        self.rows: list[Row] = [{name: unguarded(text) for name, text in line.items()} for line in lines]
        self.columns = list(lines[0])

    def save(self, file: Path) -> None:
        """Write the rows."""
        out = io.StringIO()
        writer = csv.DictWriter(out, self.columns, extrasaction="ignore", lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows({name: guarded(text) for name, text in row.items()} for row in self.rows)
        file.write_text(out.getvalue(), encoding="utf-8")


class Workbook:
    """The items of a workbook."""

    def __init__(self, file: Path) -> None:
        self._book = load_workbook(file)
        self._sheet = self._book["Items"]
        lines = [[cell.value or "" for cell in line] for line in self._sheet.iter_rows()]
        self._above = next(at for at, line in enumerate(lines) if line[0] == "key items")
        self.columns = [KEY, *map(str, lines[self._above][1:])]
        self._first = next(at for at, line in enumerate(lines[1:], 1) if line[0] not in ("key items", "head"))
        found = [dict(zip(self.columns, map(str, line), strict=True)) for line in lines[self._first :]]
        self.rows: list[Row] = [row for row in found if row[KEY]]
        self._height = len(lines)

    def save(self, file: Path) -> None:
        """Write the rows, and none below them."""
        blank: Iterable[Row] = ({} for _ in range(self._height))
        for at, row in zip(
            range(self._first, self._height + len(self.rows)), (*self.rows, *blank), strict=False
        ):
            for column, name in enumerate(self.columns, start=1):
                cell = self._sheet.cell(at + 1, column)
                cell.value = row.get(name) or None
                if cell.value:
                    cell.data_type = "s"  # it would take a text that begins with = for a formula
        self._book.save(file)
