"""Workbooks of LibreOffice, read from their XML: it has spans and days, which the library for xlsx drops."""

from collections.abc import Mapping
from typing import Final

from barrierctl.limits import MAX_CELL_TEXT, MAX_SHEET_AREA, MAX_SHEET_COLUMNS, MAX_SHEET_ROWS
from barrierctl.sheets.archive import Parts, parse_xml, refusal
from barrierctl.sheets.grid import Grid, Place, Remark, address, make_grid

_CELLS: Final = {"table-cell", "covered-table-cell"}
_NO_TEXT: Final = {"annotation", "frame", "shapes", "tracked-changes"}
"""What holds texts outside cells: comments, pictures, earlier versions."""
_SIGNS: Final = {"tab": "\t", "line-break": "\n"}


def read(parts: Parts, file: str) -> tuple[Grid, ...]:
    """Read every sheet; the errors are those of `read_sheets`."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise refusal(file, "protected")
    styles = _Styles()
    for part in ("styles.xml", "content.xml"):
        parse_xml(parts.get(part, b"<none/>"), file, styles.start)
    sheets = _Sheets(file, styles)
    parse_xml(parts["content.xml"], file, sheets.start, sheets.end, sheets.read)
    return tuple(sheets.grids)


class _Styles:
    """The names of the styles that hide a sheet, or strike out a text."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.struck: set[str] = set()
        self._name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._name = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(self._name)
        elif name == "text-properties":
            line = attributes.get("style:text-line-through-style", "none")
            if line != "none" or attributes.get("style:text-line-through-type", "none") != "none":
                self.struck.add(self._name)


class _Sheets:
    """The sheets of a content.xml, as its elements are met."""

    def __init__(self, file: str, styles: _Styles) -> None:
        self.grids: list[Grid] = []
        self._file, self._styles = file, styles
        self._name, self._hidden = "", False
        self._texts: dict[Place, str] = {}
        self._spans: dict[Place, Place] = {}
        self._struck: set[Place] = set()
        self._row, self._column, self._rows = 0, 0, 1
        self._cell: Mapping[str, str] = {}
        self._remarks: list[Remark] = []
        self._lines: list[str] = []
        self._spans_struck: list[bool] = []  # of the open spans of text, whether they are struck out
        self._struck_words = ""
        self._length = 0  # of all texts of a cell
        self._area = 0  # of all sheets
        self._comment: list[str] | None = None
        self._outside = 0  # how many elements whose texts are in no cell are open
        self._in_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _NO_TEXT or self._outside:
            self._outside += name in _NO_TEXT
            if name == "annotation":  # what it holds beside paragraphs is its date and its author
                self._comment = []
            elif self._comment is not None and name == "p":
                self._comment.append("")
        elif name == "table":
            self._name = attributes.get("table:name", "")
            self._hidden = attributes.get("table:style-name") in self._styles.hidden
            self._texts, self._spans, self._struck, self._row = {}, {}, set(), 0
            self._remarks = []
        elif name == "table-row":
            self._column, self._rows = 0, int(attributes.get("table:number-rows-repeated", 1))
        elif name in _CELLS:
            self._cell, self._lines, self._struck_words, self._length = attributes, [], "", 0
        elif name == "p":
            self._in_text = True
            self._lines.append("")
        elif name == "span":
            self._spans_struck.append(attributes.get("text:style-name") in self._styles.struck)
        elif name == "s":
            self.read(" " * min(int(attributes.get("text:c", 1)), MAX_SHEET_COLUMNS))
        else:
            self.read(_SIGNS.get(name, ""))

    def read(self, text: str) -> None:
        if self._comment or self._in_text:
            self._length += len(text)
        if self._length > MAX_CELL_TEXT:
            raise self._refusal("long_cell")
        if self._comment:
            self._comment[-1] += text
        elif self._in_text and not self._outside:
            self._lines[-1] += text
            self._struck_words += text if any(self._spans_struck) else ""

    def end(self, name: str) -> None:
        if name in _NO_TEXT or self._outside:
            self._outside -= name in _NO_TEXT
            if name == "annotation":
                where, words = address(self._row, self._column), " ".join(self._comment or ())
                self._remarks.append(Remark("comment", where, words))
                self._comment = None
        elif name == "p":
            self._in_text = False
        elif name == "span":
            self._spans_struck.pop()
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._row += self._rows
        elif name == "table":
            self.grids.append(self._grid())

    def _end_cell(self) -> None:
        cell, columns = self._cell, int(self._cell.get("table:number-columns-repeated", 1))
        text, place = _value(cell, "\n".join(self._lines)), (self._row, self._column)
        spanned = tuple(int(cell.get(f"table:number-{each}-spanned", 1)) for each in ("rows", "columns"))
        if text:
            last_row, last_column = self._row + self._rows, self._column + columns
            far = last_row > MAX_SHEET_ROWS or last_column > MAX_SHEET_COLUMNS
            if far or len(self._texts) + self._rows * columns > MAX_SHEET_AREA:
                raise self._refusal("far_cell")
            every = [(row, at) for row in range(*place[:1], last_row) for at in range(place[1], last_column)]
            self._texts |= dict.fromkeys(every, text)
            words = self._struck_words.split()
            if cell.get("table:style-name") in self._styles.struck or words == text.split():
                self._struck.update(every)
            elif words:
                self._remarks.append(Remark("struck", address(*place), " ".join(words)))
        elif "table:formula" in cell and "office:value-type" not in cell and not self._hidden:
            raise self._refusal("no_result")
        if spanned != (1, 1):
            self._spans[place] = spanned[0], spanned[1]
        self._column += columns

    def _grid(self) -> Grid:
        height = max((row for row, _ in self._texts), default=-1) + 1
        width = max((column for _, column in self._texts), default=-1) + 1
        if height * width > MAX_SHEET_AREA:
            self._row, self._column = height - 1, width - 1
            raise self._refusal("far_cell")
        self._area += height * width
        if self._area > MAX_SHEET_AREA:
            raise refusal(self._file, "too_large")
        texts = [[self._texts.get((row, column), "") for column in range(width)] for row in range(height)]
        return make_grid(
            self._file,
            self._name,
            texts,
            hidden=self._hidden,
            spans=self._spans,
            struck=self._struck,
            remarks=self._remarks,
        )

    def _refusal(self, why: str) -> Exception:
        cell = address(self._row, self._column)
        return refusal(self._file, why, sheet=self._name, cell=cell, most=MAX_CELL_TEXT)


def _value(cell: Mapping[str, str], shown: str) -> str:
    """What a cell holds, as other kinds of files have it; its text may be in the language of the program."""
    if cell.get("calcext:value-type") == "error":
        return shown
    match cell.get("office:value-type"):
        case "float" | "currency" | "percentage":
            number = float(cell.get("office:value", "nan"))
            return str(int(number)) if number.is_integer() else str(number)
        case "boolean":
            return cell.get("office:boolean-value", shown).upper()
        case "date":
            return cell.get("office:date-value", shown).removesuffix("T00:00:00").replace("T", " ")
        case _:  # a number format may show something behind the text
            return cell.get("office:string-value", shown)
