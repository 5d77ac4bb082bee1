"""The fonts of a poster: those that the packages bring, and the machine's own only for letters they lack."""

from pathlib import Path
from shutil import copy
from typing import Final

import font_source_sans_pro  # type: ignore[import-untyped]
import typst

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
