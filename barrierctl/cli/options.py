"""The options that `validate` and `gaps` share."""

import re
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from time import strptime
from typing import TYPE_CHECKING, Annotated

import typer

from barrierctl.choosing import Inquiry, chosen
from barrierctl.cli.console import CONSOLE
from barrierctl.config import Configuration
from barrierctl.errors import InputError
from barrierctl.findings import Severity
from barrierctl.frozen import replace
from barrierctl.inputs import STDIN_NAME, Input, Selection, find_inputs
from barrierctl.on_disk import is_missing
from barrierctl.text.terminal import shown

if TYPE_CHECKING:
    from barrierctl.baseline import Baseline


def complete_rules(incomplete: str) -> list[str]:
    """Lists of rule ids that begin with what is typed; the last one is the one to be completed."""
    from barrierctl.records import rule_ids

    before, comma, begun = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in rule_ids() if name.startswith(begun)]


class FailOn(StrEnum):
    """The values of `--fail-on`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def _day(text: str) -> date:
    with suppress(ValueError):
        return _read_day(text, "%Y-%m-%d")
    raise typer.BadParameter(f'"{text}" is not read as a day. Write the day as {_better(text)}.')


def _better(text: str) -> str:
    with suppress(ValueError):
        return _read_day(re.sub("[/. ]", "-", text), "%d-%m-%Y").isoformat()
    return "YYYY-MM-DD, such as 2026-11-24"


def _read_day(text: str, order: str) -> date:
    return date(*strptime(text, order)[:3])


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...", help="Files, folders, or - for standard input. Without one: the current folder."
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULES",
        autocompletion=complete_rules,
        help="Only these rules: ids or beginnings of ids, with commas between.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", autocompletion=complete_rules, help="All but these rules."),
]
Level = Annotated[
    Severity | None,
    typer.Option(help="Show findings as grave as this, and graver ones.  [default: info, which is all]"),
]
Fail = Annotated[
    FailOn | None,
    typer.Option(
        help="Exit 1 from findings as grave as this.  [default: error for validate, never for gaps]"
    ),
]
Exclude = Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Leave out what fits this.")]
ForceExclude = Annotated[
    bool, typer.Option("--force-exclude", help="Leave it out even where it is named outright.")
]
ShowAccepted = Annotated[bool, typer.Option("--show-accepted", help="Show what is accepted too.")]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Leave out what this baseline knows.")
]
WriteBaseline = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write a baseline that knows all that is found; exit 0.")
]
Today = Annotated[
    date | None,
    typer.Option(parser=_day, metavar="DATE", help="The day for dates.  [default: today]"),
]
MostJobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help="Processes at most.  [default: one a core]"),
]
ListFiles = Annotated[bool, typer.Option("--list-files", help="Only list the files that are meant.")]
ShowConfig = Annotated[
    bool, typer.Option("--show-config", help="Only show the configuration in force, and where it comes from.")
]
StdinName = Annotated[str, typer.Option(metavar="NAME", help="What standard input is called.")]


def inquiry(told: Configuration, today: date | None, *, writes_baseline: bool) -> Inquiry:
    """What is asked.

    Args:
        told: the configuration in force.
        today: the day for dates, where it was told.
        writes_baseline: whether a baseline is to be written, so that there may be none yet.
    """
    known = told.baseline and (not (writes_baseline and is_missing(told.baseline)))
    asked = Inquiry(
        wanted=chosen(told.select, told.ignore, told.beside.rules),
        house=told.rules,
        beside=told.beside,
        per_path=told.per_path,
        severity=told.severity,
        review_months=told.review_months,
        baseline=_baseline(told.baseline) if told.baseline and known else None,
    )
    return replace(asked, today=today) if today else asked


def _baseline(path: Path) -> "Baseline":
    from barrierctl.baseline import read_baseline

    try:
        return read_baseline(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError):
        message = f"{path}: there is no such baseline. To write one: barrierctl gaps --write-baseline {path}"
        raise InputError(message) from None


def inputs(paths: list[str] | None, told: Configuration, *, force: bool, stdin: str) -> tuple[Input, ...]:
    """The files that were named."""
    selection = Selection(
        exclude=told.exclude,
        exclude_from=told.exclude_from,
        folder=told.folder,
        force=force,
        stdin_name=stdin or STDIN_NAME,
    )
    return find_inputs(paths or (), selection)


def list_files(found: tuple[Input, ...]) -> None:
    """Show what `--list-files` asks for."""
    CONSOLE.prose("".join(f"{shown(one.path)}\n" for one in found))


def names(values: list[str] | None) -> tuple[str, ...]:
    """Ids that were given with commas between, or one by one."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
