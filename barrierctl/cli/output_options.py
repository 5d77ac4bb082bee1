"""Where output goes and in which format: the values of `--format` and `-o`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from barrierctl.cli.console import CONSOLE
from barrierctl.errors import UsageError
from barrierctl.frozen import frozen
from barrierctl.names import nearest

_STANDARD_OUTPUT = (Path("-"), Path("/dev/stdout"))


def file_meant(output: Path | None) -> Path | None:
    """The file that is meant; None for standard output, which has names of its own."""
    return None if output in _STANDARD_OUTPUT else output


def deliver(told: str | bytes, output: Path | None, *, force: bool) -> None:
    """Bring what was asked for where it was asked for.

    Args:
        told: what was asked for, as text or as the bytes of a file.
        output: the value of `-o`.
        force: replace a file that is there.

    Raises:
        UsageError: these bytes are not for a terminal.
    """
    file = file_meant(output)
    if file is None:
        _to_standard_output(told)
        return
    from barrierctl.files import write_bytes, write_text

    if isinstance(told, bytes):
        write_bytes(file, told, force=force)
    else:
        write_text(file, told, force=force)
    CONSOLE.talk(f"{file}: written.")


def _to_standard_output(told: str | bytes) -> None:
    if isinstance(told, str):
        CONSOLE.payload(told)
    elif sys.stdout.isatty():
        raise UsageError("That is no text, so it is not shown in a terminal. Name a file with -o.")
    else:
        sys.stdout.buffer.write(told)


class Format(StrEnum):
    """The formats of findings."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    MD = "md"


_NAMES = tuple(name.value for name in Format)
_FOR_HERE = (Format.TEXT, Format.CONCISE, Format.JSON)  # the others are made for platforms


@frozen
class Target:
    """One way in which findings are shown: a format, and a file or standard output."""

    how: Format
    file: Path | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether others than the user can see what goes there."""
        return self.file is not None or self.how not in _FOR_HERE

    @property
    def is_for_reading_here(self) -> bool:
        """Whether a person reads it on the spot."""
        return self.file is None and self.how is Format.TEXT

    @property
    def is_for_people(self) -> bool:
        """Whether its lines are read as they are, and not by a program."""
        return self.how in (Format.TEXT, Format.CONCISE)


def _complete(incomplete: str) -> list[str]:
    return [name for name in _NAMES if name.startswith(incomplete)]


def _parse(text: str) -> Target:
    name, colon, file = text.partition(":")
    if name not in _NAMES or (colon and not file):
        near = nearest(name, _NAMES)
        meant = f'did you mean "{near}"? ' if near and name not in _NAMES else ""
        raise typer.BadParameter(
            f'"{text}": {meant}Choose from {", ".join(_NAMES)}; with a file as in sarif:gaps.sarif.'
        )
    return Target(how=Format(name), file=Path(file) if file else None)


Targets = Annotated[
    list[Target] | None,
    typer.Option(
        "--format",
        metavar="FORMAT[:FILE]",
        parser=_parse,
        autocompletion=_complete,
        help=f"How they are shown: {', '.join(_NAMES)}. With a file, as often as you like.  [default: text]",
    ),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write them to a file.")]


def targets(chosen: list[Target] | None, output: Path | None) -> tuple[Target, ...]:
    """All that was asked for; what has no file of its own goes to `output`, or to standard output.

    Raises:
        UsageError: two would go to one place, or nothing is left for `output`.
    """
    every = tuple(chosen or (Target(how=Format.TEXT),))
    if output and all(target.file for target in every):
        raise UsageError(f"Every --format has a file of its own, so nothing is left for -o {output}.")
    placed = tuple(Target(how=target.how, file=file_meant(target.file or output)) for target in every)
    files = [target.file for target in placed]
    for file in files:
        if files.count(file) > 1:
            raise UsageError(_twice(file))
    return placed


def _twice(file: Path | None) -> str:
    if file:
        return f"Two formats would go to {file}. Give each a file of its own."
    return (
        "Only one --format can go to standard output. Give the others a file, as in --format sarif:gaps.sarif"
    )
