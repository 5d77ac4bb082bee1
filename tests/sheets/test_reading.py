"""Every kind of file is read as the same grid of texts, at the addresses that people see."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from barrierctl.sheets import Grid, read_sheets
from barrierctl.sheets.grid import column_name

FOLDER = Path(__file__).parent
TABLE = [["Stage", "Signals"], ["Ordering", "Café; 5"]]
CSV = {
    "commas": 'Stage,Signals\nOrdering,"Café; 5"\n'.encode(),
    "semicolons": 'Stage;Signals\r\nOrdering;"Café; 5"\r\n'.encode(),
    "tabs": "Stage\tSignals\nOrdering\tCafé; 5\n".encode(),
    "bars": "Stage|Signals\nOrdering|Café; 5\n".encode(),
    "a mark": 'Stage,Signals\nOrdering,"Café; 5"\n'.encode("utf-8-sig"),
    "Windows": 'Stage;Signals\r\nOrdering;"Café; 5"\r\n'.encode("cp1252"),
    "UTF-16": "Stage\tSignals\r\nOrdering\tCafé; 5\r\n".encode("utf-16"),
    "a line sep": "sep=|\nStage|Signals\nOrdering|Café; 5\n".encode(),
    "old Macintosh": 'Stage;Signals\rOrdering;"Café; 5"\r'.encode(),
    "empty lines": "Stage|Signals||\nOrdering|Café; 5||\n|||\n|||\n".encode(),
}


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize("data", CSV.values(), ids=CSV)
def test_csv_is_read_whatever_wrote_it(data: bytes) -> None:
    (grid,) = read_sheets(data, "sheet.csv")
    assert texts(grid) == TABLE


def test_csv_with_a_title_keeps_the_delimiter_of_its_table() -> None:
    (grid,) = read_sheets(b"Fireworks, a model\n\n;Ordering;Storing\nSignals;a, b;c, d, e\n", "sheet.csv")
    assert texts(grid)[2:] == [["", "Ordering", "Storing"], ["Signals", "a, b", "c, d, e"]]


def test_guards_against_formulas_are_taken_away() -> None:
    (grid,) = read_sheets(b"'=1+1,'-5 degrees,'tis said\n", "sheet.csv")
    assert texts(grid) == [["=1+1", "-5 degrees", "'tis said"]]


@pytest.fixture
def workbook() -> bytes:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Values"
    sheet["C5"], sheet["D5"], sheet["E5"], sheet["F5"] = "text ", 112, True, 1.5
    sheet["C6"], sheet["D6"] = dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 9, 30)  # noqa: DTZ001
    sheet["E6"], sheet["F6"] = "two\nlines", "#N/A"
    sheet["C7"] = "wide"
    sheet.merge_cells("C7:E8")
    sheet["C9"] = "gone"
    sheet["C9"].font = Font(strike=True)
    sheet["F9"] = "last"
    book.create_sheet("Hidden").sheet_state = "veryHidden"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_values_of_a_workbook_are_texts_at_their_true_addresses(workbook: bytes) -> None:
    grid, hidden = read_sheets(workbook, "sheet.xlsx")
    cells = {cell.address: cell for row in grid.rows for cell in row if cell.text}
    assert {address: cell.text for address, cell in cells.items()} == {
        "C5": "text ",
        "D5": "112",
        "E5": "TRUE",
        "F5": "1.5",
        "C6": "2026-03-01",
        "D6": "2026-03-01 09:30",
        "E6": "two\nlines",
        "F6": "#N/A",
        "C7": "wide",
        "C9": "gone",
        "F9": "last",
    }
    assert (cells["C7"].rows, cells["C7"].columns) == (2, 3)
    assert [address for address, cell in cells.items() if cell.struck] == ["C9"]
    assert (grid.hidden, hidden.hidden, hidden.name) == (False, True, "Hidden")


@pytest.mark.parametrize("file", ["merged-headers/sheet.xlsx", "french-ods/sheet.ods"])
def test_merged_cells_have_spans(file: str) -> None:
    (grid,) = read_sheets((FOLDER / file).read_bytes(), file)
    assert any(cell.columns > 1 for row in grid.rows for cell in row)


def test_marks_of_markdown_are_taken_away() -> None:
    text = "# Title\n\n## Part\n| **Stage** | Signals \\| more |\n|---|:-:|\n| a<br>b | 1 &lt; 2 \\[x\\] |\n"
    (grid,) = read_sheets(text.encode(), "-")
    assert (grid.name, texts(grid)) == (
        "Part",
        [["Title", ""], ["Stage", "Signals | more"], ["a\nb", "1 < 2 [x]"]],
    )


def test_columns_of_pasted_text_are_those_that_people_see() -> None:
    text = "Title\n\n          Ordering    Storing\nSignals   Small       Smell\n          payments\n"
    (grid,) = read_sheets(text.encode(), "table.txt")
    rows = [["Title", "", ""], ["", "Ordering", "Storing"], ["Signals", "Small\npayments", "Smell"]]
    assert texts(grid) == rows


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_columns_are_named_as_in_spreadsheets(number: int, name: str) -> None:
    assert column_name(number) == name
