"""Formats `pdf`, `png` and `svg`: a poster of one view, for a wall, set by the Typst compiler."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import repeat
from math import sqrt
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Final, Literal, TypeAlias

import font_source_sans_pro  # type: ignore[import-untyped]
import typst

from barrierctl.errors import BarrierctlError
from barrierctl.exporters import Options
from barrierctl.exporters.common import COLOURS
from barrierctl.exporters.paper import EMPTY_PAPERS, NOTE, NOTE_ROOM, PAPERS
from barrierctl.exporters.poster.pieces import Sheet
from barrierctl.exporters.poster.sheet import sheet_of
from barrierctl.messages import catalogue
from barrierctl.text.markup import content
from barrierctl.views.document import Document

Form: TypeAlias = Literal["pdf", "png", "svg"]

_FACES: Final = ("SourceSansPro", "SourceSansProIt", "SourceSansProSemibold", "SourceSansProBold")
_ALL_LETTERS: Final = b'#set document(title: "letters")\n#sys.inputs.letters'
_LEAST_ON_HANDOUT: Final = 9  # points of letters that are read at a table
_PIXELS_PER_INCH: Final = 150
_MAX_PIXELS: Final = 18_000_000
_MM_PER_INCH: Final = 25.4
_ACCESSIBLE: Final = "ua-1"


def export(document: Document, options: Options, form: Form) -> bytes:
    """Make a poster of a view, or its sheets to hand out.

    Every page of a pdf is of the given paper; a picture is one sheet, as tall as need be.

    Raises:
        UsageError: a blank sheet is requested of a view that has none.
        BarrierctlError: the typesetter broke down.
    """
    is_handout = any(table.new_page for table in document.tables)
    papers = EMPTY_PAPERS if options.blank else PAPERS
    paper, day = papers[options.paper or ("a4" if is_handout else "a1")], document.day
    sheet = sheet_of(document, paper, blank=options.blank)
    code = document.language.split("-", maxsplit=1)[0].lower()
    data = {
        **asdict(sheet),
        "colours": dict(COLOURS),
        "paper": asdict(paper) | {"square": NOTE, "square_room": NOTE_ROOM},
        "sizes": [size for size in paper.sizes if size >= _LEAST_ON_HANDOUT or not is_handout],
        "paged": form == "pdf",
        # The part of the code that hyphenation and screen readers know.
        "language": code if code.isascii() and code.isalpha() and len(code) in {2, 3} else "en",
        "day": day and {"year": day.year, "month": day.month, "day": day.day},
    }
    poster = _typeset(json.dumps(data, ensure_ascii=False), form)
    if form != "svg":
        return poster
    # Its words are the title and description of a drawing, for search and screen readers.
    opening, bracket, shapes = poster.partition(b">")
    words = "\n".join(filter(None, _lines(sheet)))
    described = f"<title>{content(sheet.title)}</title><desc>{content(words)}</desc>"
    return b"".join((opening, b' role="img"', bracket, described.encode(), shapes))


def _typeset(data: str, form: Form) -> bytes:
    """Run the compiler in a folder in which it sees the template, the fonts and no other file."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for part in Path(__file__).with_name("template").glob("*.typ"):
            copy(part, folder)
        # The package holds each face twice, and a folder of four is read alike everywhere.
        for face in _FACES:
            copy(font_source_sans_pro.font_files_otf[face], folder)
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
        letters = {"letters": " ".join(sorted(set(data)))}
        try:
            # The standard for accessible PDF allows no letter without a glyph.
            typst.compile(
                _ALL_LETTERS, format="pdf", font_paths=fonts, sys_inputs=letters, pdf_standards=_ACCESSIBLE
            )
        except typst.TypstError:  # only the fonts of this machine may have all of them
            fonts = typst.Fonts(include_system_fonts=True, font_paths=[str(folder)])
        compiler = typst.Compiler(
            folder / "poster.typ", root=folder, font_paths=fonts, sys_inputs={"sheet": data}
        )
        try:
            made = _compile(compiler, form)
        except BaseException as error:
            # What makes typst itself panic is no `Exception`.
            if not isinstance(error, typst.TypstError) and type(error).__name__ != "PanicException":
                raise
            raise BarrierctlError(catalogue().say("exports.poster.broke", error=str(error))) from None
    return made if isinstance(made, bytes) else b"".join(made or ())


def _compile(compiler: typst.Compiler, form: Form) -> bytes | list[bytes] | None:
    match form:
        case "pdf":
            try:
                return compiler.compile(format="pdf", pdf_standards=_ACCESSIBLE)
            except typst.TypstError:  # it holds a letter that no font has
                return compiler.compile(format="pdf")
        case "png":
            width, height = json.loads(compiler.query("<size>", field="value", one=True))
            # Fewer pixels if the picture would not fit into memory.
            sharpest = sqrt(_MAX_PIXELS / (width * height)) * _MM_PER_INCH
            return compiler.compile(format=form, ppi=min(_PIXELS_PER_INCH, sharpest))
        case "svg":
            return compiler.compile(format=form)


def _lines(sheet: Sheet) -> Iterator[str]:
    words = catalogue()
    for part in sheet.parts:
        yield part.title
        yield "; ".join(head.text for head in part.heads)
        for section in part.sections:
            yield f"{section.title} {section.note}".strip()
            labels = [words.labelled(head.text, "") for head in part.heads] or repeat("")
            for label, place in zip(labels, section.cells, strict=False):
                texts = (
                    text
                    for card in place.cards
                    for text in (
                        f"{card.text} [{card.mark}]" if card.mark else card.text,
                        *card.details,
                        *(words.labelled(fact.label, words.joined(fact.values)) for fact in card.facts),
                    )
                )
                said = sheet.empty if place.gap else "; ".join(texts)
                yield said and label + said
    yield from sheet.foot
