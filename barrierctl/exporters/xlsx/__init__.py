"""Format `xlsx`: a workbook of the whole model, a sheet for each view, to read, filter, fill in and print."""

from collections.abc import Iterable
from typing import Final

from barrierctl.exporters import Options
from barrierctl.exporters.xlsx.guide import write_guide
from barrierctl.exporters.xlsx.sheets import (
    BOLD,
    Part,
    Sheet,
    clean,
    cut,
    fit_column,
    fit_on_paper,
    set_widths,
    write,
    write_heads,
    write_row,
)
from barrierctl.exporters.xlsx.tables import write_table
from barrierctl.exporters.xlsx.workbook import Book, say
from barrierctl.messages import catalogue
from barrierctl.views.document import Document, Table

_TITLE_WIDTH: Final = 60  # letters in one row; they run on over the cells to the right
_FIRST_WIDTH, _NARROWEST, _WIDEST = 30, 16, 24  # digits
_PRINTED: Final = 120  # digits that are printed at least, so that a title finds room


def export(document: Document, _options: Options) -> bytes:
    """Write an overview, a sheet for every view and annex, and how to fill them in."""
    book = Book(document)
    front = book.add_sheet(catalogue().say("overview.title"))
    tables = (*document.tables, *document.annexes)
    contents = []
    for table in tables:
        rows = say("rows", count=len(table.rows)) if table.kind == "records" else ""
        contents.append((str(write_table(book, table).name), rows))
    contents.append((str(write_guide(book, tables).name), ""))
    _write_front(book, front, document, contents)
    return book.close()


def _write_front(book: Book, sheet: Sheet, document: Document, contents: Iterable[tuple[str, str]]) -> None:
    """Write title, overview and links to the other sheets, given by name and size."""
    set_widths(sheet, [_FIRST_WIDTH])
    fit_on_paper(sheet, _PRINTED)
    title = cut(clean(document.title).replace("\n", " "), _TITLE_WIDTH, max_lines=1)
    for at, part in enumerate(title):
        write(sheet, at, 0, part.text, book.look("title"))
    classification = catalogue().label("classification", document.classification)
    about = " · ".join(filter(None, (classification, document.date)))
    write(sheet, len(title), 0, about, book.look("faint"))
    at = len(title) + 2
    if document.overview:
        at = _write_overview(book, sheet, at, document.overview)
    write(sheet, at, 0, say("contents"), book.look("heading"))
    for row, (name, size) in enumerate(contents, start=at + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", book.look("link"), name)
        write(sheet, row, 1, size, book.look("faint"))


def _write_overview(book: Book, sheet: Sheet, at: int, overview: Table) -> int:
    """Write the signs and their meaning; return the first row below."""
    labels = [column.label for column in overview.columns]
    widths = [_FIRST_WIDTH, *(fit_column([label], _NARROWEST, _WIDEST) for label in labels[1:])]
    set_widths(sheet, widths)
    fit_on_paper(sheet, max(sum(widths), _PRINTED))
    at = write_heads(sheet, at, labels, widths, book.look("head"))
    for head, *cells in overview.rows:
        for part in cut(clean(head[0].text), _FIRST_WIDTH / BOLD):
            signs = [
                (
                    Part(clean("".join(entry.shown for entry in cell)), 1),
                    book.look("sign", *(f"sign-{entry.element}" for entry in cell)),
                )
                for cell in cells
            ]
            write_row(sheet, at, [(part, book.look("side")), *signs])
            at += 1
    legend = catalogue().entry("overview.legend").values()
    text = "   ".join(f"{each['sign']} {each['label']}" for each in legend)
    write(sheet, at + 1, 0, text, book.look("faint"))
    return at + 3
