"""Format `csv`: one table, for a spreadsheet."""

from barrierctl.document import Document
from barrierctl.text.sheets import guarded, joined

_BOM = "\ufeff"


def export(document: Document, *, delimiter: str = ",", bom: bool = False, raw: bool = False) -> str:
    """The first table of a document: a header line of column ids or names, then a line a row.

    Args:
        document: with one table.
        delimiter: between cells.
        bom: begin with a byte order mark.
        raw: leave cells that a spreadsheet would take for a formula as they are.
    """
    table = document.tables[0]
    # A grid is read by people; records are read by programs too, which know their columns by id.
    lines = [[column.label if table.kind == "grid" else column.id for column in table.columns]]
    for row in table.rows:
        shown = ([entry.shown for entry in cell] for cell in row)
        several = (column.many for column in table.columns)
        lines.append(
            [joined(cell) if many else "".join(cell) for cell, many in zip(shown, several, strict=True)]
        )
    shown_lines = lines if raw else [[guarded(cell) for cell in line] for line in lines]
    return (_BOM if bom else "") + "".join(f"{_line(line, delimiter)}\n" for line in shown_lines)


def _line(cells: list[str], delimiter: str) -> str:
    return delimiter.join(_cell(cell, delimiter) for cell in cells)


def _cell(text: str, delimiter: str) -> str:
    """A cell, in quotes where any spreadsheet could take a part of it for something else.

    Spreadsheets guess the delimiter: a `;` in a file with commas could begin a cell, with a formula in it.
    """
    risky = {delimiter, *',;\t"\r\n'}
    return '"' + text.replace('"', '""') + '"' if risky & set(text) else text
