"""A workbook while it is written: its sheets, the looks of its cells, the lists to choose from."""

import io
import re
from datetime import UTC, date, datetime, time
from typing import Any, Final, cast

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs

from barrierctl.exporters.xlsx.sheets import Sheet, clean, write
from barrierctl.limits import MAX_HEADER_LENGTH, MAX_SHEET_NAME
from barrierctl.messages import catalogue
from barrierctl.text.terminal import UNSEEN, written_out
from barrierctl.views.document import Document, State

_DEFAULT_DATE: Final = date(1980, 1, 1)
_WORDS: Final = "exports.xlsx"

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
    "sign-full": {"bg_color": "#D7EBD3"},
    "sign-thin": {"bg_color": "#FFF3C9"},
    "sign-empty": {"bg_color": "#F9D6D2"},
    "sign-doubtful": {"bg_color": "#FFE2C2"},
    "sign-unknown": {"bg_color": "#E6DAEE"},
    "sign-not-applicable": {"bg_color": "#EDEDED"},
    State.PLAIN: {},
    State.DOUBTFUL: {"italic": True, "font_color": "#7F4F00"},
    State.DROPPED: {"font_strikeout": True, "font_color": _FAINT},
    State.NOT_APPLICABLE: {"italic": True, "font_color": _FAINT},
    State.UNKNOWN: {"italic": True, "font_color": "#6A3D7C"},
}


class Book:
    """A workbook for a document."""

    def __init__(self, document: Document) -> None:
        self._bytes = io.BytesIO()
        self._document = document
        self._workbook = Workbook(self._bytes, {"in_memory": True, "default_format_properties": _FONT})
        self._looks: dict[tuple[str, ...], Format] = {}
        self._names: set[str] = set()
        self._choices: dict[tuple[str, ...], str] = {}
        self._lists_name = self._free_name(say("lists"))

    def look(self, *styles: str) -> Format:
        """Combine styles; where they differ, the last one holds."""
        if styles not in self._looks:
            properties: dict[str, Any] = {}
            for style in styles:
                properties |= _STYLES[style]
            self._looks[styles] = self._workbook.add_format(properties)
        return self._looks[styles]

    def add_sheet(self, title: str) -> Sheet:
        """Add a sheet with that title, set up to be printed."""
        sheet = self._add(self._free_name(title))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        classification = catalogue().label("classification", self._document.classification)
        # A blank ends the number of a size, which would go on with the digits of a title.
        sheet.set_header(f"&L&8 {_header_text(self._document.title)}&R&8 {_header_text(classification)}")
        sheet.set_footer(f"&L&8 &A&R&8 {say('page', page='&P', pages='&N')}")
        return sheet

    def add_choices(self, values: tuple[str, ...]) -> str:
        """Add a list to choose from, unless it is there; return the formula that refers to it."""
        if values not in self._choices:
            column = len(self._choices)
            place = xl_range_abs(0, column, len(values) - 1, column)
            self._choices[values] = f"='{self._lists_name}'!{place}"
        return self._choices[values]

    def close(self) -> bytes:
        """Write the lists and the properties; return the bytes of the file."""
        lists = self._add(self._lists_name)
        lists.hide()
        for column, values in enumerate(self._choices):
            for row, value in enumerate(values):
                write(lists, row, column, clean(value), self.look("text"))
        day = datetime.combine(self._document.day or _DEFAULT_DATE, time(), tzinfo=UTC).replace(tzinfo=None)
        self._workbook.set_properties({"title": clean(self._document.title), "created": day})
        self._workbook.set_custom_property("Language", clean(self._document.language), "text")
        self._workbook.close()
        return self._bytes.getvalue()

    def _add(self, name: str) -> Sheet:
        return cast("Sheet", self._workbook.add_worksheet(name, Sheet))

    def _free_name(self, title: str) -> str:
        """Find a name for a sheet: short, without the letters of references, unlike every other one."""
        wanted = re.sub(r"[\[\]:*?/\\]", " ", re.sub(UNSEEN, "", title)).strip(" '") or "-"
        name, number = wanted[:MAX_SHEET_NAME], 1
        while name.casefold() in self._names:
            number += 1
            name = f"{wanted[: MAX_SHEET_NAME - len(str(number)) - 1]} {number}"
        self._names.add(name.casefold())
        return name


def say(key: str, /, **parameters: object) -> str:
    """Get words of this format."""
    return catalogue().say(f"{_WORDS}.{key}", **parameters)


def _header_text(text: str) -> str:
    """Escape a text for the header of a page, where `&` begins a code, and cut a very long one."""
    seen = re.sub(UNSEEN, written_out, " ".join(text.split()))
    short = seen if len(seen) <= MAX_HEADER_LENGTH else f"{seen[:MAX_HEADER_LENGTH]}…"
    # The library takes even a doubled `&` before these two for a picture.
    return re.sub(r"&(?=[G\[])", "& ", short).replace("&", "&&")
