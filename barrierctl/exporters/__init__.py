"""The file formats: a format's module turns a document into text or bytes.

To add a format, write its module with a function `export`, and add a line to `FORMATS` and a golden file. A
module, and the library under it, is loaded only when its format is requested.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeAlias

from barrierctl.errors import UsageError
from barrierctl.limits import MAX_DECK_ENTRIES, MAX_PAGE_ENTRIES, MAX_REPORT_ENTRIES, MAX_WORKBOOK_ENTRIES
from barrierctl.messages import catalogue
from barrierctl.views.document import Reader

if TYPE_CHECKING:
    from barrierctl.views.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of all formats; which of them a format takes, it declares in `FORMATS`."""

    delimiter: str = ","  # between the cells of a csv line
    bom: bool = False  # whether a csv file begins with a mark by which Excel knows UTF-8
    raw: bool = False  # whether csv cells that look like formulas are left as they are
    paper: str = ""  # the size of a poster, a key of `PAPERS`; by default a1, and a4 for sheets to hand out
    blank: bool = False  # whether a poster is an empty sheet to fill in on a wall

    def __post_init__(self) -> None:
        """Refuse a delimiter with which no file could be read back."""
        each = self.delimiter
        if len(each) != 1 or each in '"\r\n' or "\ud800" <= each <= "\udfff":
            raise UsageError("--delimiter is one character, such as ; and no quote or line break.")


Exporter: TypeAlias = "Callable[[Document, Options], str | bytes]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What is known of a format before it is loaded."""

    module: str  # in this package, with its function `export`
    form: str = ""  # what that function is to make, if it makes several formats
    options: frozenset[str] = frozenset()  # the names of the `Options` that it takes
    several_views: bool = False  # whether a file holds several views
    whole: bool = False  # whether a file holds every view and annex by default, and the gaps in place
    handouts: bool = False  # whether a file can be printed as sheets of paper
    of_tasks: bool = False  # whether a file holds tasks with days, and nothing else
    readers: tuple[Reader, ...] = (Reader.PEOPLE,)  # whom the file is for, people or programs
    read_back: bool = False  # whether a program may read a file back
    most_entries: int | None = None  # of a model of which a file is made
    extra: str | None = None  # the extra of the package that brings its library


_OF_CSV: Final = frozenset({"delimiter", "bom", "raw"})
_PROGRAMS: Final = (Reader.PROGRAMS,)
_BOTH: Final = (Reader.PEOPLE, Reader.PROGRAMS)
_OF_POSTERS: Final = frozenset({"paper", "blank"})

FORMATS: Final[Mapping[str, Format]] = {
    "csv": Format(module="csv", options=_OF_CSV, readers=_PROGRAMS),
    "md": Format(module="md", several_views=True, handouts=True),
    "json": Format(module="json", several_views=True, readers=_PROGRAMS),
    "html": Format(
        module="html",
        several_views=True,
        whole=True,
        handouts=True,
        readers=_BOTH,
        most_entries=MAX_PAGE_ENTRIES,
        extra="web",
    ),
    "xlsx": Format(
        module="xlsx",
        several_views=True,
        whole=True,
        readers=_BOTH,
        read_back=True,
        most_entries=MAX_WORKBOOK_ENTRIES,
        extra="excel",
    ),
    "docx": Format(
        module="docx",
        several_views=True,
        whole=True,
        handouts=True,
        most_entries=MAX_REPORT_ENTRIES,
        extra="office",
    ),
    "pptx": Format(
        module="pptx",
        several_views=True,
        whole=True,
        handouts=True,
        most_entries=MAX_DECK_ENTRIES,
        extra="office",
    ),
    "pdf": Format(module="poster", form="pdf", options=_OF_POSTERS, handouts=True, extra="poster"),
    "png": Format(module="poster", form="png", options=_OF_POSTERS, extra="poster"),
    "svg": Format(module="poster", form="svg", options=_OF_POSTERS, extra="poster"),
    "ics": Format(module="ics", of_tasks=True, extra="calendar"),
}
"""Every file format by its name, which is also its suffix."""


def exporter(name: str) -> Exporter:
    """Load the function of a format.

    Raises:
        UsageError: its library is not installed.
    """
    chosen = FORMATS[name]
    try:
        module = import_module(f"barrierctl.exporters.{chosen.module}")
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if chosen.extra is None or library == "barrierctl":
            raise
        message = f'{name} needs {library}. Install it with:  pip install "barrierctl[{chosen.extra}]"'
        raise UsageError(message) from None
    return partial(module.export, form=chosen.form) if chosen.form else module.export


def choose_views(
    name: str,
    asked: Sequence[str],
    standard: Sequence[str],
    handouts: Sequence[str] = (),
    tasks: Sequence[str] = (),
) -> list[str]:
    """Choose the views of a file in a format: those that are asked for, or the format's own.

    Args:
        name: of the format.
        asked: names of views.
        standard: the views to choose from if none is asked for.
        handouts: the views that are sheets of paper.
        tasks: the views of tasks.

    Raises:
        UsageError: the format holds one view, and several are asked for; or it cannot hold a view.
    """
    form = FORMATS[name]
    known = [*(tasks if form.of_tasks else standard)]
    views = [*asked] or (known if form.whole else known[:1])
    if len(views) > 1 and not form.several_views:
        several = [each for each, other in FORMATS.items() if other.several_views]
        others = catalogue().alternatives(several)
        raise UsageError(f"{name} takes one view. Run it once for each, or use {others}.")
    if refused := [each for each in views if each in handouts and not form.handouts]:
        takers = [each for each, other in FORMATS.items() if other.handouts]
        others = catalogue().alternatives(takers)
        raise UsageError(f"{name} cannot hold the sheets of {refused[0]}. Use {others}.")
    if other := next((view for view in views if form.of_tasks and view not in known), None):
        raise UsageError(f"{name} is for --view {', '.join(known)}, not for {other}.")
    return views


def refuse_large(name: str, entries: int) -> None:
    """Refuse to make a file in a format if the model has so many entries that nobody could read it.

    Raises:
        UsageError: it has.
    """
    most = FORMATS[name].most_entries
    if most is not None and entries > most:
        texts = {"count": entries, "most": most}
        raise UsageError(catalogue().say("exports.too_large", format=name, **texts))
