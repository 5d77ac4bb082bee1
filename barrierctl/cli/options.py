"""The options that commands share, and what they select."""

import inspect
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import wraps
from pathlib import Path
from time import strptime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from barrierctl.cli.console import CONSOLE, Color
from barrierctl.config.types import Configuration
from barrierctl.errors import InputError
from barrierctl.files import STDIN_NAME, Input, Selection, find_inputs, is_missing
from barrierctl.findings import Severity
from barrierctl.frozen import replace
from barrierctl.selection import RunOptions, select_rules
from barrierctl.text.terminal import shown

if TYPE_CHECKING:
    from barrierctl.baseline import Baseline


ColorOption = Annotated[Color | None, typer.Option(help="Colour the output.  [default: auto]")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No summary on standard error.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say more when something goes wrong.")]

_SHARED = {"color": (ColorOption, None), "quiet": (Quiet, False), "verbose": (Verbose, False)}


def set_console(color: Color | None, *, quiet: bool, verbose: bool) -> None:
    """Take over what is asked for; what is not asked for stays as it is."""
    CONSOLE.color = color or CONSOLE.color
    CONSOLE.quiet = CONSOLE.quiet or quiet
    CONSOLE.verbose = CONSOLE.verbose or verbose


class ExampleFirst(TyperCommand):
    """A command whose help begins with an example, and that guesses what a misspelt value was to be."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; of a value that is none of the choices, say which one is near."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message += _meant(error.message)
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The text, then how it is called, the options, and what comes next."""
        self.format_help_text(ctx, formatter)
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)
        self.format_epilog(ctx, formatter)


def _meant(told: str) -> str:
    """What to add to "'warn' is not one of 'error', 'warning'", which is how typer puts it."""
    from barrierctl.names import did_you_mean

    if " is not one of " not in told:
        return ""
    typed, *choices = re.findall("'([^']*)'", told)
    return did_you_mean(typed, choices)


def add(
    app: typer.Typer, command: Callable[..., None], *, name: str, help: str, short_help: str, epilog: str
) -> None:
    """Add a command to the program, with the shared options.

    Args:
        app: the program.
        command: a function, its options its parameters.
        name: of the command.
        help: begins with an example.
        short_help: for the list of commands.
        epilog: what comes next.
    """
    register = app.command(name, cls=ExampleFirst, help=help, short_help=short_help, epilog=epilog)
    register(_with_shared_options(command))


def _with_shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options added to its own."""
    signature = inspect.signature(command)
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in _SHARED.items()
    ]

    @wraps(command)
    def run(color: Color | None, quiet: bool, verbose: bool, **own: object) -> None:
        set_console(color, quiet=quiet, verbose=verbose)
        command(**own)

    parameters = [*signature.parameters.values(), *added]
    run.__dict__["__signature__"] = signature.replace(parameters=parameters)
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def complete_rules(incomplete: str) -> list[str]:
    """Lists of rule ids that begin with what is typed; the last one is the one to be completed."""
    from barrierctl.messages import rule_ids

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


def run_options(told: Configuration, today: date | None, *, writes_baseline: bool) -> RunOptions:
    """What is asked.

    Args:
        told: the configuration in force.
        today: the day for dates, where it was told.
        writes_baseline: whether a baseline is to be written, so that there may be none yet.
    """
    known = told.baseline and (not (writes_baseline and is_missing(told.baseline)))
    asked = RunOptions(
        selection=select_rules(told.select, told.ignore, told.context.rules),
        custom_rules=told.rules,
        context=told.context,
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
