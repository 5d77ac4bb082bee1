"""Format `xlsx`: a workbook of the whole model, a sheet for each chapter, to read, filter and fill in."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from barrierctl.exporters import Options
from barrierctl.exporters.xlsx.guide import write_guide
from barrierctl.exporters.xlsx.lists import Data, Lists
from barrierctl.exporters.xlsx.tables import SheetPlan, Writer, write_sheet
from barrierctl.exporters.xlsx.workbook import Book, say
from barrierctl.messages import catalogue
from barrierctl.views.document import Chapter, Document, Reader, Table, TableRole

_MAX_SHEETS: Final = 7  # that people see; the others are hidden


def export(document: Document, _options: Options) -> bytes:
    """Write how to fill in the workbook, a sheet for every chapter, and hidden ones for programs."""
    book = Book(document)
    writer = Writer(book, Lists(book, document.rosters), Data(document))
    guide = book.add_sheet(say("guide.title"))
    plans = [*_plans(document)]
    names = [str(write_sheet(writer, plan).name) for plan in plans[: _MAX_SHEETS - 1]]
    write_guide(guide, document, dict(zip(names, plans, strict=False)))
    programs = (table for table in document.tables if table.reader is Reader.PROGRAMS)
    hidden = (SheetPlan(table.title, "", (table,)) for table in programs)
    for plan in (*plans[_MAX_SHEETS - 1 :], *hidden):
        write_sheet(writer, plan, hidden=True)
    writer.lists.close()
    writer.data.close(book, document.rest)
    return book.close()


def _plans(document: Document) -> Iterator[SheetPlan]:
    """Yield what is on each sheet: what opens a meeting on its own, and else the tables of a chapter."""
    is_whole = bool(document.rosters)
    chapters: dict[Chapter, list[Table]] = defaultdict(list)
    for table in (*document.tables, *document.annexes, *document.forms):
        is_of_use = table.rows or table.fill_in or table.chapter is Chapter.START or not is_whole
        if is_of_use and table.reader is not Reader.PROGRAMS:
            chapters[table.chapter].append(table)
    purposes = catalogue().entry("exports.xlsx.sheets")
    for table in chapters.pop(Chapter.START, ()):
        overview = (document.overview,) if document.overview and table.role is TableRole.MATRIX else ()
        yield SheetPlan(table.title, purposes.get(table.role, ""), (table, *overview))
    words = catalogue().entry("exports.xlsx.chapters")
    for chapter in (chapter for chapter in Chapter if chapter in chapters):
        tables = sorted(chapters[chapter], key=_rank)
        title = words[chapter]["title"] if is_whole and chapter in words else tables[0].title
        yield SheetPlan(title, words.get(chapter, {}).get("purpose", ""), tuple(tables))


def _rank(table: Table) -> tuple[bool, bool]:
    """Put what is to be done first, and then what people fill in."""
    return table.role is not TableRole.TASKS, not table.fill_in
