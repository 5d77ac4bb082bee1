"""The Typst compiler: a sheet in, the bytes of a file out; and the fonts it uses."""

import json
from dataclasses import asdict
from datetime import date
from math import sqrt
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Final, Literal

import font_source_sans_pro  # type: ignore[import-untyped]
import typst

from barrierctl.errors import BarrierctlError
from barrierctl.exporters.paper import Paper
from barrierctl.exporters.poster.layout import Sheet, with_words
from barrierctl.messages import catalogue

_FACES: Final = ("SourceSansPro", "SourceSansProIt", "SourceSansProSemibold", "SourceSansProBold")
_ALL_LETTERS: Final = b'#set document(title: "letters")\n#sys.inputs.letters'


def fonts_for(text: str, folder: Path) -> typst.Fonts:
    """Fonts for the letters of a text, the same on every machine where that can be.

    Args:
        text: what is to be set.
        folder: a place of our own. The package holds each face twice, and a folder of four is read alike
            everywhere.
    """
    for face in _FACES:
        copy(font_source_sans_pro.font_files_otf[face], folder)
    brought = _fonts(folder, system=False)
    return brought if _has_all(brought, text) else _fonts(folder, system=True)


def _fonts(folder: Path, *, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[str(folder)])


def _has_all(fonts: typst.Fonts, text: str) -> bool:
    """Whether every letter can be seen: the standard for accessible PDF allows no letter without a glyph."""
    letters = " ".join(sorted(set(text)))
    try:
        typst.compile(
            _ALL_LETTERS,
            format="pdf",
            font_paths=fonts,
            sys_inputs={"letters": letters},
            pdf_standards="ua-1",
        )
    except typst.TypstError:
        return False
    return True


Form = Literal["pdf", "png", "svg"]
_SHARP: Final = 150  # pixels an inch
_MOST_PIXELS: Final = 50_000_000
_MM_AN_INCH: Final = 25.4
_ACCESSIBLE: Final = "ua-1"


def pressed(sheet: Sheet, paper: Paper, form: Form, *, language: str, day: date | None) -> bytes:
    """The file.

    Args:
        sheet: what stands on it.
        paper: what it is printed on.
        form: of a pdf every page is of that paper; a picture is one sheet, as tall as need be.
        language: of the model, a code.
        day: of the document, or None.

    Raises:
        BarrierctlError: the typesetter broke down.
    """
    told = json.dumps(
        {
            **asdict(sheet),
            "paper": asdict(paper),
            "sizes": paper.sizes,
            "paged": form == "pdf",
            "language": _code(language),
            "day": day and {"year": day.year, "month": day.month, "day": day.day},
        },
        ensure_ascii=False,
    )
    with TemporaryDirectory() as folder:
        made = _made(_compiler(Path(folder), told), form)
    return with_words(made, sheet) if form == "svg" else made


def _compiler(folder: Path, told: str) -> typst.Compiler:
    """A compiler that sees the template, the words and the fonts, and no file beside them."""
    for part in Path(__file__).with_name("template").glob("*.typ"):
        copy(part, folder)
    return typst.Compiler(
        folder / "poster.typ", root=folder, font_paths=fonts_for(told, folder), sys_inputs={"sheet": told}
    )


def _made(compiler: typst.Compiler, form: Form) -> bytes:
    try:
        made = _compiled(compiler, form)
    except BaseException as error:
        # What makes typst itself panic is no `Exception`.
        if not isinstance(error, typst.TypstError) and type(error).__name__ != "PanicException":
            raise
        raise BarrierctlError(catalogue().say("exports.poster.broke", error=str(error))) from None
    return made if isinstance(made, bytes) else b"".join(made or ())


def _compiled(compiler: typst.Compiler, form: Form) -> bytes | list[bytes] | None:
    match form:
        case "pdf":
            return _pdf(compiler)
        case "png":
            return compiler.compile(format=form, ppi=_sharpness(compiler))
        case "svg":
            return compiler.compile(format=form)


def _pdf(compiler: typst.Compiler) -> bytes | list[bytes] | None:
    """Accessible (PDF/UA-1), unless it holds a letter that no font has."""
    try:
        return compiler.compile(format="pdf", pdf_standards=_ACCESSIBLE)
    except typst.TypstError:
        return compiler.compile(format="pdf")


def _sharpness(compiler: typst.Compiler) -> float:
    """How many pixels an inch; fewer where the picture would not fit into memory."""
    width, height = json.loads(compiler.query("<size>", field="value", one=True))
    return min(_SHARP, sqrt(_MOST_PIXELS / (width * height)) * _MM_AN_INCH)


def _code(language: str) -> str:
    """The part of a language's code that hyphens and readers aloud know."""
    code = language.split("-", maxsplit=1)[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in {2, 3} else "en"
