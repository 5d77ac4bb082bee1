"""Format `csv`: one table, for a spreadsheet."""

from functools import partial

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
    # All texts are in quotes, so that spreadsheets guess the delimiter right; most cells are empty.
    kept = (lambda cell: cell) if options.raw else partial(guarded, delimiter=options.delimiter)
    quoted = (['"' + kept(cell).replace('"', '""') + '"' if cell else "" for cell in line] for line in lines)
    text = "".join([options.delimiter.join(line) + "\n" for line in quoted])
    return _BOM + text if options.bom else text
