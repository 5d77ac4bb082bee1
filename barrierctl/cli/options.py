"""The options that `validate` and `gaps` share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from barrierctl.choosing import Wanted
from barrierctl.cli.console import CONSOLE
from barrierctl.findings import Severity
from barrierctl.inputs import STDIN_NAME, Input, Selection, find_inputs


class Format(StrEnum):
    """The values of `--format`."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    MD = "md"


class FailOn(StrEnum):
    """The values of `--fail-on`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...", help="Files, folders, or - for standard input. Without one: the current folder."
    ),
]
Formats = Annotated[Format, typer.Option("--format", help="How findings are shown.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write them to a file.")]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", help="Only these rules: ids or beginnings of ids, with commas between."),
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="RULES", help="All but these rules.")]
Level = Annotated[Severity, typer.Option(help="Show findings as grave as this, and graver ones.")]
Fail = Annotated[FailOn, typer.Option(help="Exit 1 from findings as grave as this.")]
Exclude = Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Leave out what fits this.")]
ForceExclude = Annotated[bool, typer.Option(help="Leave it out even where it is named outright.")]
ListFiles = Annotated[bool, typer.Option(help="Only list the files that are meant.")]
StdinName = Annotated[str, typer.Option(metavar="NAME", help="What standard input is called.")]


def wanted(select: list[str] | None, ignore: list[str] | None) -> Wanted:
    """The rules that were asked for."""
    return Wanted(select=_names(select), ignore=_names(ignore))


def inputs(
    paths: list[str] | None, exclude: list[str] | None, *, force: bool, stdin: str
) -> tuple[Input, ...]:
    """The files that were named."""
    selection = Selection(exclude=tuple(exclude or ()), force=force, stdin_name=stdin or STDIN_NAME)
    return find_inputs(paths or (), selection)


def list_files(found: tuple[Input, ...]) -> None:
    """Show what `--list-files` asks for."""
    CONSOLE.payload("".join(f"{one.path}\n" for one in found))


def _names(values: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
