"""Format `xlsx`: a workbook of the whole model, a sheet for each chapter, to read, filter and fill in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from barrierctl.exporters import Options
from barrierctl.exporters.xlsx.lists import Data, Lists
from barrierctl.exporters.xlsx.records import Writer
from barrierctl.exporters.xlsx.sheets import SheetPlan, write_sheet
from barrierctl.exporters.xlsx.text_layout import BOLD, clean, cut
from barrierctl.exporters.xlsx.workbook import Book, Sheet, say
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import LISTS
from barrierctl.views.document import Chapter, ColumnRole, Document, Reader, Table, TableRole

_MAX_SHEETS: Final = 7  # that people see; the others are hidden
_TITLE_WIDTH: Final = 60  # letters in one row; they run on over the cells to the right
_TITLE_HEIGHT: Final = 24  # points
_WIDTHS: Final = (28, 110)

_Lines: TypeAlias = Iterable[tuple[str, str]]


def export(document: Document, _options: Options) -> bytes:
    """Write how to fill in the workbook, a sheet for every chapter, and hidden ones for programs."""
    book = Book(document)
    writer = Writer(book, Lists(book, document.rosters), Data(document))
    guide = book.add_sheet(say("guide.title"))
    plans = [*_plans(document)]
    names = [str(write_sheet(writer, plan).name) for plan in plans[: _MAX_SHEETS - 1]]
    _write_guide(guide, document, dict(zip(names, plans, strict=False)))
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
        # What is to be done comes first, then what people fill in, then the rest.
        tables = sorted(
            chapters[chapter], key=lambda table: (table.role is not TableRole.TASKS, not table.fill_in)
        )
        title = words[chapter]["title"] if is_whole and chapter in words else tables[0].title
        yield SheetPlan(title, words.get(chapter, {}).get("purpose", ""), tuple(tables))


# ---- the first sheet: what the workbook is, and how a group fills it in


def _write_guide(sheet: Sheet, document: Document, plans: Mapping[str, SheetPlan]) -> None:
    """Write how to begin, links to the sheets by their names, and what the cells mean, for two pages."""
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.fit_on_paper(sum(_WIDTHS))
    sheet.set_portrait()
    sheet.fit_to_pages(1, 2)
    title = cut(clean(document.title).replace("\n", " "), _TITLE_WIDTH, max_lines=1)
    for at, part in enumerate(title):
        sheet.write_text(at, 0, part.text, "title")
        sheet.set_row(at, _TITLE_HEIGHT)
    about = " · ".join(filter(None, (document.marking, document.date, document.untranslated)))
    sheet.write_text(len(title), 0, about, "faint")
    words = catalogue().entry("exports.xlsx.guide")
    at = _write_section(sheet, len(title) + 2, words["start"]["title"], _terms(words["start"]["lines"]))
    sheet.write_text(at, 0, say("contents"), "heading")
    for name, plan in plans.items():
        at += 1
        quoted = name.replace("'", "''")
        sheet.write_url(at, 0, f"internal:'{quoted}'!A1", sheet.look("link"), name)
        sheet.write_text(at, 1, plan.purpose, "cell")
    at += 2
    tables = [table for plan in plans.values() for table in plan.tables]
    for title_of_section, lines in _sections(tables):
        at = _write_section(sheet, at, title_of_section, lines)


def _write_section(sheet: Sheet, at: int, title: str, lines: _Lines) -> int:
    """Write a heading, and terms with their meanings; return the second row below."""
    sheet.write_text(at, 0, title, "heading")
    at += 1
    for term, text in lines:
        left, right = cut(term, _WIDTHS[0] / BOLD, "side"), cut(text, _WIDTHS[1], "cell")
        at = sheet.write_rows(at, (0, 1), [left, right])
    return at + 1


def _terms(lines: Iterable[Mapping[str, str]]) -> _Lines:
    return [(line["title"], line["text"]) for line in lines]


def _sections(tables: Iterable[Table]) -> Iterator[tuple[str, _Lines]]:
    words = catalogue().entry("exports.xlsx.guide")
    fill_in = [table for table in tables if table.fill_in]
    explained: set[tuple[str, str]] = set()
    for table in fill_in:
        seen = (column for column in table.columns if column.hint and not column.folded)
        hints = [hint for column in seen if (hint := (column.label, column.hint)) not in explained]
        explained.update(hints)
        if hints:
            yield say("guide.columns", sheet=clean(table.title)), hints
    blocks = []
    for block, entry in catalogue().entry("lists.block").items():
        meaning, question = entry["meaning"], catalogue().say(f"questions.{block}")
        text = say("guide.block", meaning=meaning[:1].upper() + meaning[1:], question=question)
        blocks.append((entry["label"], text))
    yield words["blocks"], blocks
    yield words["steps"]["title"], _terms(words["steps"]["lines"])
    marks = words["marks"]["lines"].items()
    yield (
        words["marks"]["title"],
        ((catalogue().say(f"views.{mark}", reason="…"), text) for mark, text in marks),
    )
    if lists := [*_lists(fill_in)]:
        yield words["lists"], lists


def _lists(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Explain the values of each closed list, in a few lines; of two tables with it, the first is named."""
    offered = {
        (column.label, column.choices): table.title
        for table in reversed(tables)
        for column in reversed(table.columns)
        if column.choices and column.role is not ColumnRole.BLOCK
    }
    lists = (catalogue().entry(f"lists.{name}").values() for name in LISTS)
    meanings = [{entry["label"]: entry["meaning"] for entry in entries} for entries in lists]
    for (label, choices), title in reversed(offered.items()):
        known = {own: text for each in meanings if each.keys() <= set(choices) for own, text in each.items()}
        if known:
            term = say("guide.list", label=clean(label), sheet=clean(title))
            yield term, " ".join(f"{catalogue().labelled(own, text)}." for own, text in known.items())
