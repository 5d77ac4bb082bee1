"""The options about the configuration, and the one place where a command reads it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from barrierctl.cli.console import CONSOLE
from barrierctl.cli.exits import Exit
from barrierctl.config import NAME, NONE, Configuration, nearest
from barrierctl.errors import InputError, UsageError
from barrierctl.inputs import current_folder
from barrierctl.on_disk import is_missing
from barrierctl.report import FileReport, Report
from barrierctl.version import __version__

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help=f"Use this configuration.  [default: the nearest {NAME}]"),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Use no configuration.")]


def configuration(file: Path | None, *, none: bool) -> Configuration:
    """The configuration of this run.

    Args:
        file: that was asked for, or None for the nearest.
        none: whether none is wanted.

    Raises:
        UsageError: one and none are wanted.
        InputError: the file that was asked for is not there.
        typer.Exit: something is wrong with it, which is told on standard error.
    """
    if file and none:
        raise UsageError("--config and --no-config exclude each other.")
    if file and is_missing(file):
        raise InputError(f"{file}: there is no such file.")
    found = file or (None if none else nearest(current_folder()))
    if found is None:
        return NONE
    from barrierctl.config.reading import read_configuration

    configured = read_configuration(found)
    if configured.reports:
        _refuse(configured.reports)
    return configured.configuration


def show(told: Configuration, *, refused: bool) -> None:
    """Show what `--show-config` asks for.

    Args:
        told: the configuration in force.
        refused: whether no configuration was wanted.
    """
    from barrierctl.config.shown import settings

    CONSOLE.payload(settings(told, refused=refused))


def _refuse(reports: tuple[FileReport, ...]) -> None:
    from barrierctl.languages import catalogue
    from barrierctl.reporters import text

    told = Report(command="validate", files=reports, version=__version__)
    sys.stderr.write(text.report(told, color=CONSOLE.takes_color(sys.stderr)))
    for report in reports:
        CONSOLE.complain(catalogue().say("configuration.faulty", path=report.path))
    raise typer.Exit(Exit.FAILED)
