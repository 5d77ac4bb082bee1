"""Format `xlsx`: a workbook of the whole model, a sheet a view, to read, filter, fill in and print."""

from barrierctl.document import Document, Table
from barrierctl.exporters import Options
from barrierctl.exporters.xlsx.book import Book, say
from barrierctl.exporters.xlsx.front import Listed, write_front
from barrierctl.exporters.xlsx.grids import write_grid
from barrierctl.exporters.xlsx.guide import write_guide
from barrierctl.exporters.xlsx.records import write_records
from barrierctl.exporters.xlsx.sheets import Sheet
from barrierctl.languages import catalogue


def export(document: Document, _options: Options) -> bytes:
    """An overview, a sheet for every view and annex, and how to fill them in."""
    book = Book(document)
    front = book.sheet(catalogue().say("overview.title"))
    tables = (*document.tables, *document.annexes)
    contents = [Listed(str(_write(book, table).name), _told(table)) for table in tables]
    guide = write_guide(book, tables)
    write_front(book, front, document, [*contents, Listed(str(guide.name), "")])
    return book.close()


def _write(book: Book, table: Table) -> Sheet:
    return write_grid(book, table) if table.kind == "grid" else write_records(book, table)


def _told(table: Table) -> str:
    """How many records a table has."""
    return say("rows", count=len(table.rows)) if table.kind == "records" else ""
