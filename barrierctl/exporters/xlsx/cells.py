"""A text in a cell of a workbook: it stands there as it is, whatever it looks like."""

import re

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from barrierctl.text.xml import legal


def plain(text: str) -> str:
    """The text with the line ends of a workbook, and without what XML cannot hold."""
    return legal(text.replace("\r\n", "\n").replace("\r", "\n"))


def write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as a text, never as a formula, number or link.

    Args:
        sheet: where.
        row: from 0.
        column: from 0.
        text: as `plain` gives it, and as long as a cell takes it.
        look: of the cell.
    """
    if not text:
        sheet.write_blank(row, column, None, look)
    elif text.startswith("<r>") and text.endswith("</r>"):
        # The library takes such a text for its own markup, but not if it comes in pieces; and an escape
        # such as _x000D_ is escaped twice then, unless it is broken up too.
        pieces = ("<", "r", *re.split("(?<=_)", text[2:]))
        sheet.write_rich_string(row, column, *(each for piece in pieces for each in (look, piece)), look)
    else:
        sheet.write_string(row, column, text, look)
