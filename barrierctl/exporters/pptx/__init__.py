"""Format `pptx`: a presentation for a meeting, whose tables can be edited."""

from collections.abc import Iterator
from itertools import count
from typing import Final

from barrierctl.exporters import Options
from barrierctl.exporters.pptx.content import grid_sheets, overview_sheet, record_sheets, sign_of
from barrierctl.exporters.pptx.drawing import Frame, placeholder, slide, table_slide
from barrierctl.exporters.pptx.package import packed
from barrierctl.exporters.pptx.pagination import MARGIN, WIDTH, pages
from barrierctl.exporters.pptx.text_layout import Box, Paragraph, Sheet, line_starts
from barrierctl.frozen import replace
from barrierctl.messages import catalogue
from barrierctl.text.paper import line
from barrierctl.views.document import Document, Table, TableRole

_SIZES: Final = ((28, 1), (24, 2), (20, 2), (16, 3))
"""Sizes of letters in points, each with the lines that there is room for."""
_FOR_PART: Final = 16  # letters that " (12/345)" takes at most, and the sign for what is left out


def size_of(title: str, sizes: tuple[tuple[int, int], ...] = _SIZES, width: float = WIDTH) -> int:
    """The largest size at which a title fits, or the least."""
    for size, lines in sizes:
        if len(_starts(title, size, width)) <= lines:
            return size
    return sizes[-1][0]


def short(title: str, sizes: tuple[tuple[int, int], ...] = _SIZES, width: float = WIDTH) -> str:
    """The title as far as there is room for it."""
    size, lines = sizes[-1]
    starts = _starts(title, size, width)
    return title if len(starts) <= lines else title[: starts[lines] - _FOR_PART] + "…"


def fitted(sheet: Sheet) -> Sheet:
    """The sheet with a title that fits; one that does not is told in full in the first row."""
    title = short(sheet.title)
    if title == sheet.title:
        return sheet
    return replace(sheet, title=title, rows=(_in_full(sheet), *sheet.rows))


def of_part(title: str, part: int, parts: int) -> str:
    """The title of one slide of several."""
    return catalogue().say("exports.pptx.part", title=title, part=part, parts=parts) if parts > 1 else title


def _in_full(sheet: Sheet) -> tuple[Box, ...]:
    label = catalogue().say("exports.pptx.in_full")
    told = Box(paragraphs=(Paragraph(text=sheet.title),))
    if len(sheet.shares) == 1:
        return (told,)
    head = Box(paragraphs=(Paragraph(text=label, bold=len(label)),))
    return (head, told, *(Box() for _ in sheet.shares[2:]))


def _starts(title: str, size: int, width: float) -> list[int]:
    return line_starts(title, (width - 2 * MARGIN) * 1000 / size, len(title))


_TITLE_SIZES: Final = ((40, 3), (32, 4), (24, 5), (20, 6))
"""Sizes of the title's letters in points, each with the lines that there is room for."""
_WIDTH: Final = 816
_TOLD: Final = ("date", "version", "status", "authors")
_TOLD_SIZES: Final = ((18, 2), (16, 2), (14, 2))


def front_slide(frame: Frame, document: Document) -> str:
    """The first slide, with as much of each text as it has room for; the others have all of it."""
    title = line(document.title)
    told = (
        (short(text, _TOLD_SIZES, _WIDTH), size_of(text, _TOLD_SIZES, _WIDTH)) for text in _told(document)
    )
    return slide(
        frame,
        1,
        placeholder(
            frame, 2, "ctrTitle", [(short(title, _TITLE_SIZES, _WIDTH), size_of(title, _TITLE_SIZES, _WIDTH))]
        ),
        placeholder(frame, 3, 'subTitle idx="1"', told),
    )


def front_sheets(document: Document) -> Iterator[Sheet]:
    """The title in full, where the first slide has no room for it."""
    title = line(document.title)
    if short(title, _TITLE_SIZES, _WIDTH) != title:
        words = catalogue()
        yield Sheet(
            title=words.say("exports.pptx.in_full"),
            head=(words.say("views.header.title"),),
            rows=((Box(paragraphs=(Paragraph(text=title),)),),),
        )


def _told(document: Document) -> Iterator[str]:
    """Lines such as "Date: 2021-03"."""
    words = catalogue()
    yield _line("classification", words.label("classification", document.classification))
    about = {
        line(label[0].text): ", ".join(line(entry.shown) for entry in value)
        for table in document.annexes
        if table.role is TableRole.ABOUT
        for label, value in table.rows
    }
    for name in _TOLD:
        if told := about.get(words.say(f"views.header.{name}")):
            yield _line(name, told)


def _line(name: str, told: str) -> str:
    label = catalogue().say(f"views.header.{name}")
    return catalogue().say("views.told", label=label, text=told)


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
        if table.role is TableRole.ABOUT:
            yield from _of_table(table)
    if document.overview:
        yield overview_sheet(document.overview)
    # What nobody reads aloud comes behind what is told in a meeting.
    for table in sorted(document.tables, key=lambda each: each.role is TableRole.ITEMS):
        yield from _of_table(table)
    for table in document.annexes:
        if table.role is not TableRole.ABOUT:
            yield from _of_table(table)


def _of_table(table: Table) -> Iterator[Sheet]:
    if not table.rows:
        yield Sheet(title=line(table.title), note=line(table.empty) or sign_of("empty"))
    elif table.kind == "grid":
        yield from grid_sheets(table)
    else:
        yield from record_sheets(table)
