"""The press: a sheet in, the bytes of a file out."""

import json
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Final, Literal

import font_source_sans_pro
import typst

from barrierctl.exporters.poster.layout import Sheet
from barrierctl.exporters.poster.papers import Paper

Form = Literal["pdf", "png", "svg"]
_FACES: Final = ("SourceSansPro", "SourceSansProIt", "SourceSansProSemibold", "SourceSansProBold")
_SHARP: Final = 150  # pixels an inch
_MOST_PIXELS: Final = 36_000_000
_MM_AN_INCH: Final = 25.4


def pressed(sheet: Sheet, paper: Paper, form: Form, *, language: str, day: date | None) -> bytes:
    """The file.

    Args:
        sheet: what stands on it.
        paper: what it is printed on.
        form: of a pdf every page is of that paper; a picture is one sheet, as tall as need be.
        language: of the model, a code.
        day: of the document, or None.
    """
    told = {
        **asdict(sheet),
        "paper": asdict(paper),
        "sizes": paper.sizes,
        "paged": form == "pdf",
        "language": _code(language),
        "day": {"year": day.year, "month": day.month, "day": day.day} if day else None,
    }
    with TemporaryDirectory() as folder:
        compiler = _compiler(Path(folder), json.dumps(told))
        ppi = _sharpness(compiler) if form == "png" else None
        made = compiler.compile(format=form, ppi=ppi, pdf_standards=["ua-1"] if form=="pdf" else [])
    if not isinstance(made, bytes):
        raise TypeError(form)
    return made


def _compiler(folder: Path, told: str) -> typst.Compiler:
    """A compiler that sees the template, the words and the four faces of one font, and nothing else."""
    for face in _FACES:
        copy(font_source_sans_pro.font_files_otf[face], folder)
    template = files("barrierctl.exporters.poster").joinpath("poster.typ").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
    return typst.Compiler(template, root=str(folder), font_paths=fonts, sys_inputs={"sheet": told})


def _sharpness(compiler: typst.Compiler) -> float:
    """How many pixels an inch; fewer where the picture would not fit into memory."""
    width, height = json.loads(compiler.query("<size>", field="value", one=True))
    return min(_SHARP, (_MOST_PIXELS / (width * height)) ** 0.5 * _MM_AN_INCH)


def _code(language: str) -> str:
    """The part of a language's code that hyphens and readers aloud know."""
    code = language.split("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else "en"
