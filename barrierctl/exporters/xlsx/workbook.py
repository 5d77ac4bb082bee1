"""A workbook while it is written: its sheets, the looks of its cells, the lists to choose from."""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from functools import cache
from itertools import zip_longest
from typing import Any, Final, cast

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from barrierctl.exporters.common import colour, shortened, tint
from barrierctl.exporters.xlsx.text_layout import BOLD, BUTTON, Part, clean, cut
from barrierctl.limits import MAX_HEADER_LENGTH, MAX_SHEET_NAME
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import Block
from barrierctl.text.terminal import UNSEEN, written_out
from barrierctl.views.document import Document, State

_DEFAULT_DATE: Final = date(1980, 1, 1)
_MAX_HEAD_LINES: Final = 8  # more would fill the window, as the heads stay in sight
_LINE, _EDGES = 13, 3  # points
_A4, _A3 = 9, 8
_ON_A4: Final = 185  # digits side by side that can still be read on that paper, as below
ON_A3: Final = 330
KEY: Final = 0
"""The hidden column of each sheet, for programs."""
WIDEST: Final = 30
"""How wide a column of a grid is at most, and of records if paper is short, in digits."""

_FONT: Final = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
_DARK, _MIDDLE, _LIGHT, _EDGE, _FAINT = "#1F3A5F", "#DCE6F1", "#F3F6FA", "#B8C4D6", "#595959"
_TEXT: Final = {"text_wrap": True, "valign": "top", "num_format": "@"}
_BOX: Final = {"border": 1, "border_color": _EDGE}
_BETWEEN: Final = {"top_color": "#E3E8EF", "bottom_color": "#E3E8EF"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "text": _TEXT,
    "cell": {**_TEXT, **_BOX, **_BETWEEN},
    "head": {**_TEXT, **_BOX, "bold": True, "font_color": "#FFFFFF", "bg_color": _DARK},
    "side": {**_TEXT, **_BOX, "bold": True, "bg_color": _MIDDLE},
    "again": {"bold": False, "font_color": _FAINT, "bg_color": _LIGHT, **_BETWEEN},
    "begins": {"top": 2, "top_color": _DARK},
    "title": {"bold": True, "font_size": 18, "font_color": _DARK},
    "heading": {"bold": True, "font_size": 12, "font_color": _DARK},
    "faint": {"font_color": _FAINT, "num_format": "@"},
    "link": {"font_color": "#0B5394", "underline": 1},
    "sign": {**_TEXT, **_BOX, "align": "center", "valign": "vcenter", "font_size": 14},
    "sign-": {},
    "sign-filled": {},
    "sign-empty": {"bg_color": "#F9D6D2"},
    "sign-unconfirmed": {"bg_color": "#FFE2C2"},
    "sign-unknown": {"bg_color": "#E6DAEE"},
    "sign-not-applicable": {"bg_color": "#EDEDED"},
    **{f"side-{block}": {"bg_color": colour(block), "font_color": "#FFFFFF"} for block in Block},
    **{f"again-{block}": {"bg_color": tint(block), "font_color": _FAINT, "bold": False} for block in Block},
    State.PLAIN: {},
    State.DOUBTFUL: {"italic": True, "font_color": "#7F4F00"},
    State.DROPPED: {"font_strikeout": True, "font_color": _FAINT},
    State.NOT_APPLICABLE: {"italic": True, "font_color": _FAINT},
    State.UNKNOWN: {"italic": True, "font_color": "#6A3D7C"},
    State.OVERDUE: {"bold": True, "font_color": "#A4262C"},
    State.DONE: {"font_color": _FAINT},
}


_letters = cache(xl_col_to_name)


class Sheet(Worksheet):
    """A sheet whose rows have a height to begin with, and grow when somebody writes more into them."""

    look: Callable[..., Format]
    """Gets the format of some styles from the book."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        # The library says of each height that somebody chose it, and then a row no longer grows.
        super()._xml_start_tag_unencoded(
            tag, [each for each in attributes if (tag, each[0]) != ("row", "customHeight")]
        )

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        # Nearly all cells are texts or blank. The library makes a list of attributes for each of them and
        # escapes these, which takes half of the time of a large workbook; there is nothing to escape.
        kind = type(cell).__name__
        if cell.format is None or kind not in ("String", "RichString", "Blank"):
            super()._write_cell(row, col, cell)
            return
        look = cell.format._get_xf_index()  # noqa: SLF001
        content = "/>" if kind == "Blank" else f' t="s"><v>{cell.string}</v></c>'
        file: Any = self.fh
        file.write(f'<c r="{_letters(col)}{row + 1}" s="{look}"{content}')

    def _calculate_spans(self) -> None:
        # They are optional, and the library looks for each cell of each row to find them.
        self.row_spans = {}

    def fit_on_paper(self, width: int) -> None:
        """Choose paper, and as many pages side by side as it takes to read all that is not hidden."""
        self.set_paper(_A4 if width <= _ON_A4 else _A3)
        self.fit_to_pages(max(1, -(-width // ON_A3)), 0)

    def write_text(self, row: int, column: int, text: str, *styles: str) -> None:
        """Write a text as a text, never as a formula, number or link."""
        look = self.look(*styles)
        if not text:
            self._write_blank(row, column, None, look)
            return
        text = clean(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library takes such a text for its own markup, but not if it comes in pieces; and an escape
            # such as _x000D_ is escaped twice then, unless it is broken up too.
            pieces = ("<", "r", *re.split("(?<=_)", text[2:]))
            self.write_rich_string(row, column, *(each for piece in pieces for each in (look, piece)), look)
        else:
            self._write_string(row, column, text, look)

    def write_parts(self, row: int, parts: Iterable[tuple[int, Part]], *styles: str) -> None:
        """Write cells of a row, each with its column, and make it high enough for each of them."""
        lines = 1
        for column, part in parts:
            self.write_text(row, column, part.text, *part.styles, *styles)
            lines = max(lines, part.lines)
        if lines > 1:
            self.set_row(row, lines * _LINE + _EDGES)

    def write_rows(self, first: int, columns: Sequence[int], cells: Sequence[Sequence[Part]]) -> int:
        """Write cells in as many rows as the longest of them takes; return the first row below."""
        for at, row in enumerate(zip_longest(*cells), start=first):
            line = [part or Part("", 1, parts[-1].styles) for part, parts in zip(row, cells, strict=True)]
            self.write_parts(at, zip(columns, line, strict=True))
        return first + max(map(len, cells))

    def write_heads(
        self, row: int, labels: Iterable[str], widths: Iterable[int | None], columns: Sequence[int] = ()
    ) -> int:
        """Write the labels of columns, long ones in several rows; return the first row below them.

        The columns are those from the second one on, unless others are given.
        """
        pairs = zip(labels, widths, strict=True)
        heads = [
            cut(label, width and (width - BUTTON) / BOLD, "head", max_lines=_MAX_HEAD_LINES)
            for label, width in pairs
        ]
        return self.write_rows(row, columns or range(1, len(heads) + 1), heads)


class Book:
    """A workbook for a document.

    Attributes:
        names: of its sheets, in small letters.
    """

    def __init__(self, document: Document) -> None:
        self._bytes = io.BytesIO()
        self._document = document
        self._workbook = Workbook(self._bytes, {"in_memory": True, "default_format_properties": _FONT})
        self._looks: dict[tuple[str, ...], Format] = {}
        self.names: set[str] = set()

    def look(self, *styles: str) -> Format:
        """Combine styles; where they differ, the last one holds."""
        if styles not in self._looks:
            properties: dict[str, Any] = {}
            for style in styles:
                properties |= _STYLES.get(style) or ({"num_format": style} if style.startswith("@") else {})
            self._looks[styles] = self._workbook.add_format(properties)
        return self._looks[styles]

    def add_sheet(self, title: str) -> Sheet:
        """Add a sheet with that title, set up to be printed."""
        sheet = self._add(self.free_name(title))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        # A blank ends the number of a size, which would go on with the digits of a title.
        sheet.set_header(
            f"&L&8 {_header_text(self._document.title)}&R&8 {_header_text(self._document.marking)}"
        )
        sheet.set_footer(f"&L&8 &A&R&8 {say('page', page='&P', pages='&N')}")
        return sheet

    def condition(self, **properties: Any) -> Format:
        """Make a look for cells that meet a condition."""
        return self._workbook.add_format(properties)

    def define(self, name: str, formula: str) -> None:
        """Give a name to cells, for formulas in which no other sheet may be named."""
        self._workbook.define_name(name, formula)

    def add_hidden_sheet(self, name: str, *, very: bool = False) -> Sheet:
        """Add a sheet that people do not see; one that is very hidden is on no menu either."""
        sheet = self._add(name)
        if very:
            sheet.very_hidden()
        else:
            sheet.hide()
        return sheet

    def close(self) -> bytes:
        """Write the properties; return the bytes of the file."""
        day = datetime.combine(self._document.day or _DEFAULT_DATE, time())
        self._workbook.set_properties({"title": clean(self._document.title), "created": day})
        self._workbook.set_custom_property("Language", clean(self._document.language), "text")
        self._workbook.close()
        return self._bytes.getvalue()

    def _add(self, name: str) -> Sheet:
        sheet = cast("Sheet", self._workbook.add_worksheet(name, Sheet))
        sheet.look = self.look
        return sheet

    def free_name(self, title: str) -> str:
        """Find a name for a sheet: short, without the letters of references, unlike every other one."""
        wanted = re.sub(r"[\[\]:*?/\\]", " ", re.sub(UNSEEN, "", title)).strip(" '") or "-"
        name, number = wanted[:MAX_SHEET_NAME], 1
        while name.casefold() in self.names:
            number += 1
            name = f"{wanted[: MAX_SHEET_NAME - len(str(number)) - 1]} {number}"
        self.names.add(name.casefold())
        return name


def say(key: str, /, **parameters: object) -> str:
    """Get words of this format."""
    return catalogue().say(f"exports.xlsx.{key}", **parameters)


def _header_text(text: str) -> str:
    """Escape a text for the header of a page, where `&` begins a code, and cut a very long one."""
    seen = re.sub(UNSEEN, written_out, " ".join(text.split()))
    # The library takes even a doubled `&` before these two for a picture.
    return re.sub(r"&(?=[G\[])", "& ", shortened(seen, MAX_HEADER_LENGTH)).replace("&", "&&")
