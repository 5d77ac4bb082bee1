"""A format is a module with a function `export`: a document in, text or bytes out.

A new one: its module, a line here, a golden file. A format's module, and the library under it, is loaded only
when that format is asked for.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from barrierctl.errors import UsageError
from barrierctl.frozen import frozen
from barrierctl.views.document import Document


@frozen
class Options:
    """What a user may ask of a format.

    Attributes:
        delimiter: between the cells of a csv line.
        bom: whether a csv file begins with a mark by which Excel knows UTF-8.
        raw: whether csv cells that look like formulas are left as they are.
        paper: of a poster, `a4` to `a0`.
        blank: whether a poster is an empty sheet to fill in on a wall.
    """

    delimiter: str = ","
    bom: bool = False
    raw: bool = False
    paper: str = "a1"
    blank: bool = False


Exporter = Callable[[Document, Options], str | bytes]


@frozen
class Format:
    """What is known of a format before it is loaded.

    Attributes:
        module: in this room.
        several: whether a file holds several views.
        whole: whether it holds every view and annex unless told, and the gaps where they are.
        poster: whether it is a sheet of paper.
        extra: the extra of the package that brings its library, or None.
    """

    module: str
    several: bool = False
    whole: bool = False
    poster: bool = False
    extra: str | None = None


FORMATS: Final[dict[str, Format]] = {
    "csv": Format(module="csv"),
    "md": Format(module="md", several=True),
    "json": Format(module="json", several=True),
    "html": Format(module="html", several=True, whole=True, extra="web"),
    "xlsx": Format(module="xlsx", several=True, whole=True, extra="excel"),
    "docx": Format(module="docx", several=True, whole=True, extra="office"),
    "pptx": Format(module="pptx", several=True, whole=True, extra="office"),
    "pdf": Format(module="pdf", poster=True, extra="poster"),
    "png": Format(module="png", poster=True, extra="poster"),
    "svg": Format(module="svg", poster=True, extra="poster"),
}
"""Every file format by its name, which is also its suffix."""

SEVERAL_VIEWS: Final = tuple(name for name, form in FORMATS.items() if form.several)
"""The formats that can hold several views."""


def exporter(name: str) -> Exporter:
    """The function of a format.

    Args:
        name: out of `FORMATS`.

    Raises:
        UsageError: its library is not installed.
    """
    form = FORMATS[name]
    try:
        module = import_module(f"barrierctl.exporters.{form.module}")
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if form.extra is None or library == "barrierctl":
            raise
        told = f'{name} needs {library}. Install it with:  pip install "barrierctl[{form.extra}]"'
        raise UsageError(told) from None
    export: Exporter = module.export
    return export
