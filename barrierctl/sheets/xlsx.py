"""Workbooks of Excel. A library reads the values; what it does not give, or fails on, is read here first."""

import datetime as dt
import io
import re
from collections.abc import Mapping
from itertools import accumulate
from posixpath import join, normpath
from typing import Final, NamedTuple

from python_calamine import CalamineError, load_workbook

from barrierctl.limits import MAX_CELL_TEXT, MAX_SHEET_AREA, MAX_SHEET_COLUMNS, MAX_SHEET_ROWS
from barrierctl.sheets.archive import Parts, pack, parse_xml, refusal
from barrierctl.sheets.grid import Grid, Place, Remark, address, make_grid
from barrierctl.sheets.xlsx_parts import StruckText, read_comments, read_struck_styles, read_struck_texts

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_ADDRESS: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class _Sheet(NamedTuple):
    """A sheet, and the part of the archive that holds it."""

    name: str
    part: str
    hidden: bool


def read(parts: Parts, file: str) -> tuple[Grid, ...]:
    """Read every sheet; the errors are those of `read_sheets`."""
    struck_styles = read_struck_styles(parts, file)
    sheets = [sheet for sheet in _sheets(parts, file) if sheet.part in parts]
    struck_texts = read_struck_texts(parts, file)
    scans = [_Scan(sheet, parts[sheet.part], file, struck_styles, struck_texts) for sheet in sheets]
    if sum(scan.area for scan in scans) > MAX_SHEET_AREA:
        raise refusal(file, "too_large")
    try:
        with load_workbook(io.BytesIO(pack(parts))) as workbook:
            values = [
                workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False) for sheet in sheets
            ]
    except (CalamineError, OSError, ValueError):
        raise refusal(file, "damaged") from None
    grids: list[Grid] = []
    for sheet, scan, lines in zip(sheets, scans, values, strict=True):
        texts = [
            [scan.errors.get((row, column)) or _text(value) for column, value in enumerate(line)]
            for row, line in enumerate(lines)
        ]
        grid = make_grid(
            file,
            sheet.name,
            texts,
            hidden=sheet.hidden,
            spans=scan.spans,
            struck=scan.struck,
            remarks=[*scan.remarks, *read_comments(parts, sheet.part, file)],
        )
        grids.append(grid)
    return tuple(grids)


def _text(value: object) -> str:
    """A value as people see it; a day or a number in the form that a model has."""
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime():
            is_day = value.time() == dt.time()
            return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


class _Scan:
    """What the XML of a sheet says beside the values of its cells.

    Attributes:
        spans: the rows and columns of the merged cells.
        struck: the cells whose text is struck out.
        remarks: on cells of whose text a part is struck out.
        errors: the texts of cells that show an error, such as #N/A.
    """

    def __init__(
        self,
        sheet: _Sheet,
        content: bytes,
        file: str,
        struck_styles: frozenset[str],
        struck_texts: Mapping[str, StruckText],
    ) -> None:
        self.remarks: list[Remark] = []
        self._struck_texts = struck_texts
        self.spans: dict[Place, Place] = {}
        self.struck: set[Place] = set()
        self.errors: dict[Place, str] = {}
        self._sheet, self._file, self._struck_styles = sheet, file, struck_styles
        self._row, self._column = -1, -1
        self._last_row, self._last_column = 0, 0
        self._formula, self._in_value = False, False
        self._type, self._value = "", ""
        parse_xml(content, file, self.start, self.end, self.read)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "row":
                self._row = int(attributes.get("r", self._row + 2)) - 1
                self._column = -1
            case "c":
                found = _place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
                if found is None:
                    raise refusal(self._file, "damaged")
                self._row, self._column = found
                self._formula, self._type, self._value = False, attributes.get("t", ""), ""
                if attributes.get("s") in self._struck_styles:
                    self.struck.add((self._row, self._column))
            case "f" | "v" | "is" | "t":
                self._formula = self._formula or name == "f"
                self._in_value = name in {"v", "t"}
                self._last_row = max(self._last_row, self._row)
                self._last_column = max(self._last_column, self._column)
                # Of a cell far away from the others: for each row and column before it, a cell would be made.
                far = self._row >= MAX_SHEET_ROWS or self._column >= MAX_SHEET_COLUMNS
                if far or self.area > MAX_SHEET_AREA:
                    raise self._refusal("far_cell")
            case "mergeCell":
                first, _, last = attributes.get("ref", "").partition(":")
                if (begin := _place(first)) and (end := _place(last)):
                    self.spans[begin] = (end[0] - begin[0] + 1, end[1] - begin[1] + 1)
            case _:
                pass

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._in_value = False
        elif name == "c" and self._type == "s" and (text := self._struck_texts.get(self._value)):
            if text.is_whole:
                self.struck.add((self._row, self._column))
            else:
                self.remarks.append(Remark("struck", address(self._row, self._column), text.words))
        elif name == "c" and self._type == "e":
            self.errors[self._row, self._column] = self._value
        elif name == "c" and self._formula and not (self._value or self._type == "str" or self._sheet.hidden):
            raise self._refusal("no_result")

    def read(self, text: str) -> None:
        if self._in_value:
            self._value += text
            if len(self._value) > MAX_CELL_TEXT:
                raise self._refusal("long_cell")

    @property
    def area(self) -> int:
        """The number of cells up to the last row and the last column."""
        return (self._last_row + 1) * (self._last_column + 1)

    def _refusal(self, why: str) -> Exception:
        cell = address(self._row, self._column)
        return refusal(self._file, why, sheet=self._sheet.name, cell=cell, most=MAX_CELL_TEXT)


def _place(cell: str) -> Place | None:
    """The row and the column of an address, from 0."""
    found = _ADDRESS.fullmatch(cell)
    if not found:
        return None
    *_, column = accumulate(
        map(ord, found[1].upper()), lambda sofar, letter: sofar * 26 + letter - 64, initial=0
    )
    return int(found[2]) - 1, column - 1


def _sheets(parts: Parts, file: str) -> list[_Sheet]:
    """List the sheets in order; a chart has none."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str, bool]] = []

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = normpath(join("/xl", attributes.get("Target", "")))[1:]

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append(
                (attributes.get("name", ""), identity, attributes.get("state", "visible") != "visible")
            )

    for part, found in ((_RELATIONS, relation), (_WORKBOOK, sheet)):
        if part not in parts:
            raise refusal(file, "damaged")
        parse_xml(parts[part], file, found)
    found_sheets = [
        _Sheet(name, targets[identity], hidden) for name, identity, hidden in sheets if identity in targets
    ]
    if any(len(set(each)) < len(found_sheets) for each in list(zip(*found_sheets, strict=True))[:2]):
        raise refusal(file, "damaged")  # the library would read one of two with the same name or part
    return found_sheets
