"""Sheets: csv, xlsx, ods, tables in Markdown and in pasted text, all read as grids of texts."""

import csv
import io

from barrierctl.sheets import xlsx
from barrierctl.sheets.grid import Cell, Grid, address, column_name, make_grid

__all__ = ["Cell", "Grid", "address", "column_name", "read_sheets"]


def read_sheets(data: bytes, name: str) -> tuple[Grid, ...]:
    """Read every sheet of a file, hidden ones too, in their order.

    Args:
        data: the file.
        name: of the file; its suffix and the content say what kind it is.

    Raises:
        InputError: it cannot be read; the message says where (the sheet, the cell) and what to do.
        UsageError: its library is not installed.
    """
    if data.startswith(b"PK"):
        return xlsx.read(data, name)
    return (make_grid("", list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))),)
