"""Format `xlsx`: a workbook of the whole model, a sheet for each view, to read, filter, fill in and print."""

from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.exporters import Options
from barrierctl.exporters.common import list_entries, shown_legend
from barrierctl.exporters.xlsx.tables import write_table
from barrierctl.exporters.xlsx.text_layout import BOLD, Part, clean, cut, fit_column
from barrierctl.exporters.xlsx.workbook import Book, Sheet, say
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import Block
from barrierctl.views.document import Document, Table

_TITLE_WIDTH: Final = 60  # letters in one row; they run on over the cells to the right
_FIRST_WIDTH, _NARROWEST, _WIDEST = 30, 16, 24  # digits
_PRINTED: Final = 120  # digits that are printed at least, so that a title finds room
_GUIDE_WIDTHS: Final = (28, 110)

_Lines = Iterable[tuple[str, str]]


def export(document: Document, _options: Options) -> bytes:
    """Write an overview, a sheet for every view and annex, and how to fill them in."""
    book = Book(document)
    front = book.add_sheet(catalogue().say("overview.title"))
    tables = (*document.tables, *document.annexes)
    contents = []
    for table in tables:
        rows = say("rows", count=len(table.rows)) if table.kind == "records" else ""
        contents.append((str(write_table(book, table).name), rows))
    contents.append((str(_write_guide(book, tables).name), ""))
    _write_front(front, document, contents)
    return book.close()


def _write_front(sheet: Sheet, document: Document, contents: Iterable[tuple[str, str]]) -> None:
    """Write title, overview and links to the other sheets, given by name and size."""
    sheet.set_widths([_FIRST_WIDTH], at_least=_PRINTED)
    title = cut(clean(document.title).replace("\n", " "), _TITLE_WIDTH, max_lines=1)
    for at, part in enumerate(title):
        sheet.write_text(at, 0, part.text, "title")
    about = " · ".join(filter(None, (document.marking, document.date)))
    sheet.write_text(len(title), 0, about, "faint")
    at = len(title) + 2
    if document.overview:
        at = _write_overview(sheet, at, document.overview)
    sheet.write_text(at, 0, say("contents"), "heading")
    for row, (name, size) in enumerate(contents, start=at + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", sheet.look("link"), name)
        sheet.write_text(row, 1, size, "faint")


def _write_overview(sheet: Sheet, at: int, overview: Table) -> int:
    """Write the signs and their meaning; return the first row below."""
    labels = [column.label for column in overview.columns]
    widths = [_FIRST_WIDTH, *(fit_column([label], _NARROWEST, _WIDEST) for label in labels[1:])]
    sheet.set_widths(widths, at_least=_PRINTED)
    at = sheet.write_heads(at, labels, widths)
    for head, *cells in overview.rows:
        styles = (("sign", *(f"sign-{entry.element}" for entry in cell)) for cell in cells)
        texts = ("".join(entry.text for entry in cell) for cell in cells)
        signs = [Part(text, 1, style) for text, style in zip(texts, styles, strict=True)]
        for part in cut(head[0].text, _FIRST_WIDTH / BOLD, "side"):
            sheet.write_parts(at, (part, *signs))
            at += 1
    sheet.write_text(at + 1, 0, shown_legend(overview), "faint")
    return at + 3


def _write_guide(book: Book, tables: Iterable[Table]) -> Sheet:
    """Write how to fill in the other sheets, with the meaning of all values that these tables offer."""
    sheet = book.add_sheet(say("guide.title"))
    sheet.set_widths(_GUIDE_WIDTHS)
    sheet.write_text(0, 0, say("guide.title"), "title")
    at = 2
    for title, lines in _sections(tables):
        sheet.write_text(at, 0, title, "heading")
        at += 1
        for term, text in lines:
            left, right = cut(term, _GUIDE_WIDTHS[0] / BOLD, "side"), cut(text, _GUIDE_WIDTHS[1], "cell")
            at = sheet.write_rows(at, [left, right])
        at += 1
    return sheet


def _sections(tables: Iterable[Table]) -> Iterator[tuple[str, _Lines]]:
    words = catalogue().entry("exports.xlsx.guide")
    yield words["steps"]["title"], words["steps"]["lines"].items()
    yield words["blocks"], _blocks()
    marks = words["marks"]["lines"].items()
    yield (
        words["marks"]["title"],
        ((catalogue().say(f"views.{mark}", reason="…"), text) for mark, text in marks),
    )
    # Where two tables offer the same list, the first one is named.
    offered = {
        (column.label, column.choices): table.title
        for table in reversed(tuple(tables))
        for column in reversed(table.columns)
        if column.choices
    }
    for (label, choices), sheet in reversed(offered.items()):
        if entries := list_entries(choices):
            meanings = [(value, _sentence(entry["meaning"])) for value, entry in entries.items()]
            yield say("guide.list", label=clean(label), sheet=clean(sheet)), meanings


def _blocks() -> _Lines:
    words = catalogue()
    for block in Block:
        entry = words.entry("lists.block")[block]
        meaning, question = _sentence(entry["meaning"]), words.say(f"questions.{block}")
        yield entry["label"], say("guide.block", meaning=meaning, question=question)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
