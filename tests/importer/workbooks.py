"""Workbooks of models, filled in as a group would, and the models that become of them."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from barrierctl.exporters import Options, exporter
from barrierctl.importer import ImportOptions, import_grids
from barrierctl.importer.report import Report
from barrierctl.pipeline import load_bytes
from barrierctl.sheets import read_sheets
from barrierctl.views import STANDARD_VIEWS
from barrierctl.views.build import ViewOptions, build_document

HEAD = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\n"


def tree(text: str) -> Any:
    """The content of a model without errors."""
    loaded = load_bytes(text.encode())
    assert loaded.valid, loaded.violations
    assert loaded.parsed
    return loaded.parsed.tree


@cache
def workbook(text: str, views: tuple[str, ...] = ()) -> bytes:
    """The workbook of a model, as `export` writes it; with some views only, if they are named."""
    model = load_bytes(text.encode()).model
    assert model
    options = ViewOptions(whole=not views, read_back=True)
    written = exporter("xlsx")(build_document(model, views or STANDARD_VIEWS, options), Options())
    assert isinstance(written, bytes)
    return written


def imported(data: bytes, name: str = "m.xlsx") -> tuple[str | None, Report]:
    """The text of the model that a workbook becomes, with the report."""
    return import_grids(read_sheets(data, name), Path("m.barrier.yaml"), ImportOptions())


def restored(data: bytes, name: str = "m.xlsx") -> Any:
    """The content of the model that a workbook becomes, without a question."""
    text, report = imported(data, name)
    assert text is not None, report.questions
    return tree(text)


class Room:
    """A group that fills in a workbook: what it types is on the sheets, and nothing else is changed."""

    def __init__(self, text: str) -> None:
        self._book = load_workbook(io.BytesIO(workbook(text)))

    @property
    def sheets(self) -> Workbook:
        """The sheets by their names."""
        return self._book

    def save(self) -> bytes:
        """Save the workbook."""
        saved = io.BytesIO()
        self._book.save(saved)
        return saved.getvalue()

    def _find(self, table: str) -> tuple[Worksheet, int]:
        """The sheet of a table, and the row with the ids of its columns."""
        for sheet in self._book.worksheets:
            for row in range(1, sheet.max_row + 1):
                if sheet.cell(row, 1).value == f"key {table}":
                    return sheet, row
        raise AssertionError(table)

    def _columns(self, table: str) -> dict[str, int]:
        sheet, row = self._find(table)
        return {str(cell.value): at for at, cell in enumerate(sheet[row], start=1) if at > 1 and cell.value}

    def rows(self, table: str) -> list[int]:
        """The rows of a table below its heads, blank ones too."""
        sheet, first = self._find(table)
        found = []
        for row in range(first + 1, sheet.max_row + 1):
            key = str(sheet.cell(row, 1).value or "")
            if key.startswith(("key ", "title ")):
                break
            if key != "head":
                found.append(row)
        return found

    def row(self, table: str, **texts: str) -> int:
        """The row with these texts."""
        sheet, columns = self._find(table)[0], self._columns(table)
        return next(
            row
            for row in self.rows(table)
            if all((sheet.cell(row, columns[name]).value or "") == text for name, text in texts.items())
        )

    def write(self, table: str, row: int, **texts: str) -> None:
        """Type texts into the cells of a row."""
        sheet, columns = self._find(table)[0], self._columns(table)
        for name, text in texts.items():
            sheet.cell(row, columns[name]).value = text or None

    def add_column(self, table: str, head: str, texts: dict[int, str]) -> None:
        """Type a column behind the others: its head, and texts in rows."""
        sheet, first = self._find(table)
        at = sheet.max_column + 1
        for row, text in {first + 1: head, **texts}.items():
            sheet.cell(row, at).value = text

    def add(self, table: str, **texts: str) -> None:
        """Type texts into the first blank row."""
        self.write(table, self.row(table, **dict.fromkeys(self._columns(table), "")), **texts)

    def copy(self, table: str, row: int, into: int) -> None:
        """Copy a row into another one, with its hidden cells."""
        sheet = self._find(table)[0]
        for at, cell in enumerate(sheet[row], start=1):
            sheet.cell(into, at).value = cell.value

    def delete(self, table: str, row: int) -> None:
        """Delete a row of the sheet."""
        self._find(table)[0].delete_rows(row)

    def move(self, table: str, row: int, before: int) -> None:
        """Cut a row out, and insert it before another one."""
        sheet = self._find(table)[0]
        texts = [cell.value for cell in sheet[row]]
        sheet.insert_rows(before)
        for at, text in enumerate(texts, start=1):
            sheet.cell(before, at).value = text
        sheet.delete_rows(row + (before <= row))

    def sort(self, table: str, column: str, first: int = 1) -> None:
        """Sort the rows that are filled in, as the button of a filter does, from a column of the sheet on."""
        sheet, at = self._find(table)[0], self._columns(table)[column]
        rows = [row for row in self.rows(table) if sheet.cell(row, 1).value]
        lines = [[cell.value for cell in sheet[row][first - 1 :]] for row in rows]
        lines.sort(key=lambda line: str(line[at - first] or "~"))
        for row, line in zip(rows, lines, strict=True):
            for number, text in enumerate(line, start=first):
                sheet.cell(row, number).value = text
