"""Format `pptx`: a presentation for a meeting, whose tables can be edited."""

from collections.abc import Iterator
from itertools import count
from typing import Final

from barrierctl.document import Document, Table
from barrierctl.exporters import Options
from barrierctl.exporters.pptx.deck import packed
from barrierctl.exporters.pptx.drawing import Frame, table_slide
from barrierctl.exporters.pptx.front import front_sheets, front_slide
from barrierctl.exporters.pptx.grids import grid_sheets, overview_sheet, sign_of
from barrierctl.exporters.pptx.paging import pages
from barrierctl.exporters.pptx.records import record_sheets
from barrierctl.exporters.pptx.sheet import Sheet
from barrierctl.exporters.pptx.titles import fitted, of_part, size_of
from barrierctl.languages import catalogue
from barrierctl.text.slides import line

_ABOUT: Final = "about"
_TO_LOOK_UP: Final = "items"  # what nobody reads aloud, behind what is told in a meeting
_SECOND: Final = 2  # the number of the slide behind the first
_FOOTER: Final = 90  # letters of the title that there is room for at the foot


def export(document: Document, _options: Options) -> bytes:
    """A slide that names the model, the overview, a slide a stage, the other views, the annexes."""
    frame = Frame(language=document.language, footer=_footer(document))
    numbers = count(_SECOND)
    slides = [slide for sheet in _sheets(document) for slide in _slides(frame, fitted(sheet), numbers)]
    return packed(document, front_slide(frame, document), slides)


def _footer(document: Document) -> str:
    title = line(document.title)
    return catalogue().say(
        "exports.pptx.footer",
        classification=catalogue().label("classification", document.classification),
        title=title if len(title) <= _FOOTER else title[:_FOOTER] + "…",
    )


def _slides(frame: Frame, sheet: Sheet, numbers: Iterator[int]) -> Iterator[str]:
    every = pages(sheet)
    for part, page in enumerate(every, start=1):
        title = of_part(sheet.title, part, len(every))
        yield table_slide(frame, next(numbers), (title, size_of(title)), page)


def _sheets(document: Document) -> Iterator[Sheet]:
    yield from front_sheets(document)
    for table in document.annexes:
        if table.id == _ABOUT:
            yield from _of_table(table)
    if document.overview:
        yield overview_sheet(document.overview)
    for table in sorted(document.tables, key=lambda each: each.id == _TO_LOOK_UP):
        yield from _of_table(table)
    for table in document.annexes:
        if table.id != _ABOUT:
            yield from _of_table(table)


def _of_table(table: Table) -> Iterator[Sheet]:
    if not table.rows:
        yield Sheet(title=line(table.title), note=line(table.empty) or sign_of("empty"))
    elif table.kind == "grid":
        yield from grid_sheets(table)
    else:
        yield from record_sheets(table)
