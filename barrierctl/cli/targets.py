"""Where findings are written: a format, and a file or standard output."""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from barrierctl.cli import options as opt
from barrierctl.cli.console import CONSOLE
from barrierctl.dataclass import frozen
from barrierctl.errors import UsageError
from barrierctl.messages import catalogue
from barrierctl.names import nearest
from barrierctl.reporters import FORMATS, SUFFIXES

if TYPE_CHECKING:
    from barrierctl.config.types import Scope
    from barrierctl.files import Input
    from barrierctl.reporters.report import Report

    DocumentWriter: TypeAlias = Callable[[Sequence[Input], Sequence[Scope]], Report]

_DEFAULT: Final = "text"


@frozen
class Target:
    """One way in which findings are written: a format, and a file or standard output."""

    format: str
    file: Path | None = None

    @property
    def is_public(self) -> bool:
        """Whether others than the user can see it."""
        is_for_people = FORMATS[self.format] in ("person", "program")
        return self.file is not None or not is_for_people or CONSOLE.is_public(sys.stdout)

    @property
    def is_read_here(self) -> bool:
        """Whether a person reads it on the spot."""
        return self.file is None and self.format == _DEFAULT


def _parse(text: str) -> Target:
    name, colon, file = text.partition(":")
    if name not in FORMATS or (colon and not file):
        near = "" if name in FORMATS else nearest(name, FORMATS)
        meant = f'did you mean "{near}"? ' if near else ""
        raise typer.BadParameter(
            f'"{text}": {meant}Choose from {", ".join(FORMATS)}; with a file as in sarif:gaps.sarif.'
        )
    return Target(format=name, file=Path(file) if file else None)


Targets = Annotated[
    list[Target] | None,
    typer.Option(
        "--format",
        metavar="FORMAT[:FILE]",
        parser=_parse,
        autocompletion=lambda incomplete: [name for name in FORMATS if name.startswith(incomplete)],
        help=f"Output format: {', '.join(FORMATS)}. Repeat as FORMAT:FILE to write several.  [default: text]",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file, in the format of its suffix. Agendas: .docx, .html, .pptx, .xlsx, .pdf.",
    ),
]


def resolve_targets(given: list[Target] | None, output: Path | None) -> tuple[Target, ...]:
    """Decide where each format goes: to its own file, else to `output` or standard output.

    Raises:
        UsageError: two formats go to the same place, none goes to `output`, or its suffix is of no format.
    """
    name = _suffix(output)
    if not given and name and name not in SUFFIXES:
        raise _unknown_suffix(output, SUFFIXES)
    every = given or [Target(format=SUFFIXES.get(name, _DEFAULT))]
    if output and all(target.file for target in every):
        raise UsageError(f"Every --format has its own file, so nothing is left for -o {output}.")
    targets = tuple(Target(format=one.format, file=opt.output_file(one.file or output)) for one in every)
    files = [target.file for target in targets]
    twice = [file for file in files if files.count(file) > 1]
    if twice and twice[0]:
        raise UsageError(f"Two formats would go to {twice[0]}. Give each a file of its own.")
    if twice:
        raise UsageError(
            "Only one --format can go to standard output. "
            "Give the others a file, as in --format sarif:gaps.sarif"
        )
    return targets


def document_writer(
    given: list[Target] | None, output: Path | None, command: str, *, whole: bool
) -> "DocumentWriter | None":
    """Return what writes the agenda as a document, if the suffix of `output` names a format of documents.

    Raises:
        UsageError: the suffix is of no format, or not the whole agenda is wanted.
    """
    name = _suffix(output)
    if command != "gaps" or given or not name or name in SUFFIXES:
        return None
    # With the views, which most runs do not need.
    from barrierctl.cli.agenda import DOCUMENTS, export_agenda

    if name not in DOCUMENTS:
        raise _unknown_suffix(output, (*SUFFIXES, *DOCUMENTS))
    if not whole:
        raise UsageError(
            f"{output} takes the agenda. For --all and --question, name a .txt, .md or .json file."
        )
    return partial(export_agenda, name, output)


def _unknown_suffix(output: Path | None, names: Iterable[str]) -> UsageError:
    known = catalogue().enumerated(f".{suffix}" for suffix in dict.fromkeys(names))
    return UsageError(
        f"{output}: findings are not written as .{_suffix(output)}. Known suffixes are {known}."
    )


def _suffix(output: Path | None) -> str:
    file = opt.output_file(output)
    return file.suffix.lstrip(".").lower() if file else ""
