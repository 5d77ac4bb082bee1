"""Formats `pdf`, `png` and `svg`: a poster of one view, for a wall."""

from barrierctl.document import Document
from barrierctl.exporters import Options
from barrierctl.exporters.poster.papers import PAPERS
from barrierctl.exporters.poster.press import Form, pressed
from barrierctl.exporters.poster.sheet import sheet_of


def poster(document: Document, options: Options, form: Form) -> bytes:
    """The first table of a document as a poster.

    Raises:
        UsageError: an empty sheet is asked for of a view that has none.
    """
    paper = PAPERS[options.paper]
    sheet = sheet_of(document, paper, blank=options.blank)
    return pressed(sheet, paper, form, language=document.language, day=document.day)
