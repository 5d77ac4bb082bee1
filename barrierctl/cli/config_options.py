"""The options about the configuration: which file to read, and how to show it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from barrierctl.cli import Exit
from barrierctl.cli.console import CONSOLE
from barrierctl.config.types import NAME, NONE, Configuration, nearest
from barrierctl.errors import InputError, UsageError
from barrierctl.files import current_folder, is_missing
from barrierctl.messages import catalogue
from barrierctl.reporters.report import FileReport, Report
from barrierctl.text.terminal import columns, padded, visible
from barrierctl.version import __version__

_Rows: TypeAlias = Iterator[tuple[str, str]]


def settings(told: Configuration, *, refused: bool = False) -> str:
    """The configuration in force, a line a value.

    Args:
        told: with the options of the command line.
        refused: whether no configuration was wanted.
    """
    words = catalogue()
    missing = words.say("configuration.refused" if refused else "configuration.none")
    title = words.say("configuration.title", path=visible(told.path)) if told.path else missing
    rows = [(key, visible(text)) for key, text in _values(told)]
    first, second = (max(columns(row[at]) for row in rows) for at in (0, 1))
    lines, before = [title, ""], ""
    for key, text in rows:
        origin = told.origins.get(key, words.say("configuration.default")) if key != before else ""
        name = key if key != before else ""
        lines.append(f"  {padded(name, first)}  {padded(text, second)}  {visible(origin)}".rstrip())
        before = key
    return "\n".join(lines) + "\n"


def _values(told: Configuration) -> _Rows:
    """Each key with its value in words; a value of several parts takes several rows."""
    words = catalogue()
    nothing, every = words.say("configuration.nothing"), words.say("configuration.every_rule")
    yield "requires", told.requires or nothing
    yield "select", ", ".join(told.select) or every
    yield "ignore", ", ".join(told.ignore) or nothing
    yield "fail_on", told.fail_on or nothing
    yield "level", told.level
    yield from _several("severity", _severities(told))
    yield "exclude", ", ".join(told.exclude) or nothing
    yield from _several("per_path", _paths(told))
    yield "review_months", str(told.review_months)
    yield "baseline", told.baseline.as_posix() if told.baseline else nothing
    yield "parties", _parties(told) or nothing
    yield from _several("rules", _rules(told))


def _several(key: str, texts: list[str]) -> _Rows:
    yield from ((key, text) for text in texts or [catalogue().say("configuration.nothing")])


def _severities(told: Configuration) -> list[str]:
    return [
        catalogue().say("configuration.severity", rule=rule, severity=severity)
        for rule, severity in told.severity.items()
    ]


def _paths(told: Configuration) -> list[str]:
    return [
        catalogue().say("configuration.per_path", path=rules.path, rules=", ".join(rules.ignore))
        for rules in told.per_path
    ]


def _parties(told: Configuration) -> str:
    path = told.parties.as_posix() if told.parties else None
    return catalogue().say("configuration.parties", path=path, count=len(told.shared)) if path else ""


def _rules(told: Configuration) -> list[str]:
    words = catalogue()
    return [words.say("configuration.rule", id=one.id, severity=one.record.severity) for one in told.rules]


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
    from barrierctl.pipeline import load_configuration

    configured = load_configuration(found)
    if configured.reports:
        _refuse(configured.reports)
    return configured.configuration


def show(told: Configuration, *, refused: bool) -> None:
    """Show what `--show-config` asks for.

    Args:
        told: the configuration in force.
        refused: whether no configuration was wanted.
    """
    CONSOLE.payload(settings(told, refused=refused))


def _refuse(reports: tuple[FileReport, ...]) -> None:
    from barrierctl.messages import catalogue
    from barrierctl.reporters import text

    told = Report(command="validate", files=reports, version=__version__)
    sys.stderr.write(text.report(told, color=CONSOLE.takes_color(sys.stderr)))
    for report in reports:
        CONSOLE.complain(catalogue().say("configuration.faulty", path=report.path))
    raise typer.Exit(Exit.FAILED)
