"""Format `csv`: one table, for a spreadsheet."""

from barrierctl.exporters import Options
from barrierctl.text.data import guarded, joined
from barrierctl.views.document import Document

_BOM = "\ufeff"


def export(document: Document, options: Options) -> str:
    """The first table of a document: a header line of column ids or names, then a line a row."""
    table = document.tables[0]
    # A grid is read by people; records are read by programs too, which know their columns by id.
    lines = [[column.label if table.kind == "grid" else column.id for column in table.columns]]
    for row in table.rows:
        shown = ([entry.shown for entry in cell] for cell in row)
        several = (column.many for column in table.columns)
        lines.append(
            [joined(cell) if many else "".join(cell) for cell, many in zip(shown, several, strict=True)]
        )
    shown_lines = lines if options.raw else [[guarded(cell) for cell in line] for line in lines]
    return (_BOM if options.bom else "") + "".join(
        f"{_line(line, options.delimiter)}\n" for line in shown_lines
    )


def _line(cells: list[str], delimiter: str) -> str:
    return delimiter.join(_cell(cell, delimiter) for cell in cells)


def _cell(text: str, delimiter: str) -> str:
    """A cell, in quotes where any spreadsheet could take a part of it for something else.

    Spreadsheets guess the delimiter: a `;` in a file with commas could begin a cell, with a formula in it.
    """
    risky = {delimiter, *',;\t"\r\n'}
    return '"' + text.replace('"', '""') + '"' if risky & set(text) else text
