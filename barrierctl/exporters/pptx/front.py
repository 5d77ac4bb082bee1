"""The first slide: what the model is called, who may see it, when and by whom it was made."""

from collections.abc import Iterator
from typing import Final

from barrierctl.document import Document
from barrierctl.exporters.pptx.drawing import Frame, placeholder, slide
from barrierctl.exporters.pptx.sheet import Box, Paragraph, Sheet
from barrierctl.exporters.pptx.titles import short, size_of
from barrierctl.languages import catalogue
from barrierctl.text.slides import line

_SIZES: Final = ((40, 3), (32, 4), (24, 5), (20, 6))
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
        placeholder(frame, 2, "ctrTitle", [(short(title, _SIZES, _WIDTH), size_of(title, _SIZES, _WIDTH))]),
        placeholder(frame, 3, 'subTitle idx="1"', told),
    )


def front_sheets(document: Document) -> Iterator[Sheet]:
    """The title in full, where the first slide has no room for it."""
    title = line(document.title)
    if short(title, _SIZES, _WIDTH) != title:
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
        if table.id == "about"
        for label, value in table.rows
    }
    for name in _TOLD:
        if told := about.get(words.say(f"views.header.{name}")):
            yield _line(name, told)


def _line(name: str, told: str) -> str:
    label = catalogue().say(f"views.header.{name}")
    return catalogue().say("views.told", label=label, text=told)
