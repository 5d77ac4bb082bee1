"""A workbook that is being written: its sheets, how they are printed, the lists to choose from."""

import io
import re
from datetime import UTC, date, datetime, time
from typing import Final, cast

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from barrierctl.exporters.xlsx.sheets import FONT, Looks, Sheet, plain, write
from barrierctl.messages import catalogue
from barrierctl.text.terminal import UNSEEN, written_out
from barrierctl.views.document import Document

_NO_DAY: Final = date(1980, 1, 1)
_LONGEST_HEADER: Final = 100  # letters; 255 with all that stands beside them
_LONGEST_NAME: Final = 31
_WORDS: Final = "exports.xlsx"


class Book:
    """A workbook for a document.

    Attributes:
        looks: of its cells.
    """

    def __init__(self, document: Document) -> None:
        """An empty one."""
        self._bytes = io.BytesIO()
        self._document = document
        self._workbook = Workbook(self._bytes, {"in_memory": True, "default_format_properties": FONT})
        self.looks = Looks(self._workbook)
        self._names: set[str] = set()
        self._choices: dict[tuple[str, ...], str] = {}
        self._lists_name = self._free_name(say("lists"))

    def sheet(self, title: str) -> Sheet:
        """A new sheet under that title, set up to be printed."""
        sheet = self._add(self._free_name(title))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        classification = catalogue().label("classification", self._document.classification)
        # A blank ends the number of a size, which would go on with the digits of a title.
        sheet.set_header(f"&L&8 {_harmless(self._document.title)}&R&8 {_harmless(classification)}")
        page = catalogue().say(f"{_WORDS}.page", page="&P", pages="&N")
        sheet.set_footer(f"&L&8 &A&R&8 {page}")
        return sheet

    def choices(self, values: tuple[str, ...]) -> str:
        """Where these values stand as a list, as a formula."""
        if values not in self._choices:
            column = len(self._choices)
            place = xl_range_abs(0, column, len(values) - 1, column)
            self._choices[values] = f"='{self._lists_name}'!{place}"
        return self._choices[values]

    def close(self) -> bytes:
        """The bytes of the file."""
        self._write_lists()
        day = datetime.combine(self._document.day or _NO_DAY, time(), tzinfo=UTC).replace(tzinfo=None)
        self._workbook.set_properties({"title": plain(self._document.title), "created": day})
        self._workbook.set_custom_property("Language", plain(self._document.language), "text")
        self._workbook.close()
        return self._bytes.getvalue()

    def _add(self, name: str) -> Sheet:
        return cast("Sheet", self._workbook.add_worksheet(name, Sheet))

    def _write_lists(self) -> None:
        sheet = self._add(self._lists_name)
        sheet.hide()
        for column, values in enumerate(self._choices):
            for row, value in enumerate(values):
                write(sheet, row, column, plain(value), self.looks("text"))

    def _free_name(self, title: str) -> str:
        """A name for a sheet: short, without the letters of references, unlike every other one."""
        wanted = re.sub(r"[\[\]:*?/\\]", " ", re.sub(UNSEEN, "", title)).strip(" '") or "-"
        name, number = wanted[:_LONGEST_NAME], 1
        while name.casefold() in self._names:
            number += 1
            name = f"{wanted[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
        self._names.add(name.casefold())
        return name


def say(key: str, /, **parameters: object) -> str:
    """Words of this format."""
    return catalogue().say(f"{_WORDS}.{key}", **parameters)


def _harmless(text: str) -> str:
    """A text for the head of a page, where `&` begins a code; of a very long one the beginning."""
    seen = re.sub(UNSEEN, written_out, " ".join(text.split()))
    short = seen if len(seen) <= _LONGEST_HEADER else f"{seen[:_LONGEST_HEADER]}…"
    # The library takes even a doubled `&` before these two for a picture.
    return re.sub(r"&(?=[G\[])", "& ", short).replace("&", "&&")
