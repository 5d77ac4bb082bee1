"""Sheets: csv, xlsx, ods, tables in Markdown and plain text, all read as grids of texts.

To add a kind of file, write its module, and say here by what it is known.
"""

from importlib import import_module

from barrierctl.errors import UsageError
from barrierctl.limits import MAX_BYTES
from barrierctl.messages import catalogue
from barrierctl.sheets import csv, markdown, ods, plain_text
from barrierctl.sheets.archive import refusal, unpack
from barrierctl.sheets.grid import Cell, Grid, address, column_name

__all__ = ["Cell", "Grid", "address", "column_name", "read_sheets"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # of old Excel files, and of protected new ones


def read_sheets(data: bytes, name: str) -> tuple[Grid, ...]:
    """Read every sheet of a file, hidden ones too, in their order.

    Texts of csv come without the apostrophes that guard them against being formulas.

    Args:
        data: the file.
        name: of the file; its suffix and the content say what kind it is.

    Raises:
        InputError: it cannot be read; the message says where (the sheet, the cell) and what to do.
        UsageError: its library is not installed.
    """
    if len(data) > MAX_BYTES:
        raise refusal(name, "too_large")
    if not data.strip():
        raise refusal(name, "nothing")
    if data.startswith(_OLE):
        raise refusal(name, "old_excel")
    if data.startswith(_ZIP):
        return _read_archive(data, name)
    text = csv.decode(data, name)
    if name.lower().endswith((".csv", ".tsv", ".tab")):
        return csv.read(text, name)
    if markdown.has_table(text):
        return markdown.read(text, name)
    return csv.read(text, name) if csv.is_table(text) else plain_text.read(text, name)


def _read_archive(data: bytes, name: str) -> tuple[Grid, ...]:
    parts = unpack(data, name)
    if "xl/workbook.xml" not in parts:
        if b"<office:spreadsheet" in parts.get("content.xml", b""):
            return ods.read(parts, name)
        raise refusal(name, "no_sheets")
    try:
        xlsx = import_module("barrierctl.sheets.xlsx")
    except ModuleNotFoundError as error:
        if error.name != "python_calamine":
            raise
        raise UsageError(catalogue().say("sheets.no_library")) from None
    grids: tuple[Grid, ...] = xlsx.read(parts, name)
    return grids
