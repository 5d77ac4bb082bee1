"""The last sheet: how to fill in the others, in plain words."""

from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.exporters.common import list_entries
from barrierctl.exporters.xlsx.text_layout import BOLD, clean, cut
from barrierctl.exporters.xlsx.workbook import Book, Sheet, say
from barrierctl.messages import catalogue
from barrierctl.views.document import Table
from barrierctl.vocabulary import Block

_WIDTHS: Final = (28, 110)

_Lines = Iterable[tuple[str, str]]


def write_guide(book: Book, tables: Iterable[Table]) -> Sheet:
    """Write the guide, with the meaning of all values that these tables offer."""
    sheet = book.add_sheet(say("guide.title"))
    sheet.set_widths(_WIDTHS)
    sheet.write_text(0, 0, say("guide.title"), "title")
    at = 2
    for title, lines in _sections(tables):
        sheet.write_text(at, 0, title, "heading")
        at += 1
        for term, text in lines:
            left, right = cut(term, _WIDTHS[0] / BOLD, "side"), cut(text, _WIDTHS[1], "cell")
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
