"""Format `csv`: one table, for a spreadsheet."""

from barrierctl.exporters import Options
from barrierctl.exporters.common import record_text
from barrierctl.text.spreadsheet import guarded
from barrierctl.views.document import Document

_BOM = "\ufeff"


def export(document: Document, options: Options) -> str:
    """Write the first table of a document: a header line of column ids or labels, then one line per row."""
    table = document.tables[0]
    # A grid is read by people; records are read by programs too, which know their columns by id.
    lines = [[column.label if table.kind == "grid" else column.id for column in table.columns]]
    lines += (list(map(record_text, table.columns, row)) for row in table.rows)
    if not options.raw:
        lines = [[guarded(cell) for cell in line] for line in lines]
    delimiter = options.delimiter
    text = "".join(delimiter.join(_quoted(cell, delimiter) for cell in line) + "\n" for line in lines)
    return _BOM + text if options.bom else text


def _quoted(text: str, delimiter: str) -> str:
    """Put a cell in quotes if any spreadsheet could take a part of it for something else.

    Spreadsheets guess the delimiter: a `;` in a file with commas could begin a cell, with a formula in it.
    """
    risky = {delimiter, *',;\t"\r\n'}
    return '"' + text.replace('"', '""') + '"' if risky & set(text) else text
