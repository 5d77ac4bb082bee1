"""The last sheet: how the others are filled in, in plain words."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final

from barrierctl.exporters.xlsx.sheets import (
    BOLD,
    NOTHING,
    Sheet,
    fit_on_paper,
    parts,
    plain,
    write,
    write_row,
)
from barrierctl.exporters.xlsx.workbook import Book, say
from barrierctl.messages import catalogue
from barrierctl.views.document import Table
from barrierctl.vocabulary import LISTS, Block

_WIDTHS: Final = (28, 110)

_Lines = Iterable[tuple[str, str]]


def write_guide(book: Book, tables: Iterable[Table]) -> Sheet:
    """Write it, with all that may be chosen in these tables."""
    sheet = book.sheet(say("guide.title"))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    fit_on_paper(sheet, sum(_WIDTHS))
    write(sheet, 0, 0, say("guide.title"), book.looks("title"))
    at = 2
    for title, lines in _sections(tables):
        at = _write_section(book, sheet, at, title, lines)
    return sheet


def _write_section(book: Book, sheet: Sheet, first: int, title: str, lines: _Lines) -> int:
    """Write a heading and what stands under it; where the next one begins."""
    write(sheet, first, 0, title, book.looks("heading"))
    at = first + 1
    for term, text in lines:
        cut = (parts(plain(term), _WIDTHS[0] / BOLD), parts(plain(text), _WIDTHS[1]))
        for named, told in zip_longest(*cut, fillvalue=NOTHING):
            write_row(sheet, at, [(named, book.looks("side")), (told, book.looks("cell"))])
            at += 1
    return at + 1


def _sections(tables: Iterable[Table]) -> Iterator[tuple[str, _Lines]]:
    words = catalogue().entry("exports.xlsx.guide")
    yield words["steps"]["title"], words["steps"]["lines"].items()
    yield words["blocks"], _blocks()
    yield words["marks"]["title"], _marks()
    named = {
        (column.label, column.choices): table.title
        for table in reversed(tuple(tables))
        for column in reversed(table.columns)
        if column.choices
    }
    for (label, choices), sheet in reversed(named.items()):
        if meanings := _meanings(choices):
            yield say("guide.list", label=plain(label), sheet=plain(sheet)), meanings


def _blocks() -> _Lines:
    words = catalogue()
    for block in Block:
        told = words.entry("lists.block")[block]
        yield (
            told["label"],
            say("guide.block", meaning=_sentence(told["meaning"]), question=words.say(f"questions.{block}")),
        )


def _marks() -> _Lines:
    for mark, meaning in catalogue().entry("exports.xlsx.guide.marks.lines").items():
        yield catalogue().say(f"views.{mark}", reason="…"), meaning


def _meanings(choices: tuple[str, ...]) -> _Lines:
    """What the values mean of those closed lists from which all may be chosen."""
    told: dict[str, str] = {}
    for name, values in LISTS.items():
        if set(values) <= set(choices):
            told |= {
                value: _sentence(each["meaning"])
                for value, each in catalogue().entry(f"lists.{name}").items()
            }
    return told.items()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
