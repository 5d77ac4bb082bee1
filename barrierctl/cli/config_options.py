"""The options about the configuration: which file to read, and how to show it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from barrierctl.cli import Exit
from barrierctl.cli.console import CONSOLE
from barrierctl.config.types import NAME, NONE, Configuration, nearest
from barrierctl.errors import InputError, UsageError
from barrierctl.files import current_folder, is_missing
from barrierctl.messages import catalogue
from barrierctl.reporters import reporter
from barrierctl.reporters.report import FileReport, Report
from barrierctl.text.terminal import columns, padded, visible
from barrierctl.version import __version__

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help=f"Use this configuration.  [default: the nearest {NAME}]"),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Use no configuration.")]


def read_configuration(file: Path | None, *, none: bool) -> Configuration:
    """Read the configuration of this run.

    Args:
        file: the value of `--config`; None for the nearest configuration.
        none: whether `--no-config` is given.

    Raises:
        UsageError: both are given.
        InputError: the file does not exist.
        typer.Exit: the configuration has errors, which are reported on standard error.
    """
    if file and none:
        raise UsageError("--config and --no-config exclude each other.")
    if file and is_missing(file):
        raise InputError(f"{file}: there is no such file.")
    found = file or (None if none else nearest(current_folder()))
    if found is None:
        return NONE
    # `rule` has to wait for the pipeline only if there is a configuration.
    from barrierctl.pipeline import load_configuration

    loaded = load_configuration(found)
    if loaded.reports:
        _refuse(loaded.reports)
    return loaded.configuration


def _refuse(reports: tuple[FileReport, ...]) -> None:
    report = Report(command="validate", files=reports, version=__version__)
    sys.stderr.write(reporter("text")(report, color=CONSOLE.takes_color(sys.stderr)))
    for file in reports:
        CONSOLE.error(catalogue().say("configuration.faulty", path=file.path))
    raise typer.Exit(Exit.FAILED)


def show_configuration(configuration: Configuration, *, refused: bool) -> None:
    """Write the configuration in force, one value per line with its origin.

    Args:
        configuration: with the options of the command line.
        refused: whether `--no-config` is given.
    """
    say, path = catalogue().say, configuration.path
    missing = say("configuration.refused" if refused else "configuration.none")
    lines = [say("configuration.title", path=visible(path)) if path else missing, ""]
    rows = [(key, visible(text)) for key, text in _rows(configuration)]
    key_width, text_width = (max(columns(row[at]) for row in rows) for at in (0, 1))
    previous = ""
    for key, text in rows:
        is_first = key != previous
        origin = configuration.origins.get(key, say("configuration.default")) if is_first else ""
        name = padded(key if is_first else "", key_width)
        lines.append(f"  {name}  {padded(text, text_width)}  {visible(origin)}".rstrip())
        previous = key
    CONSOLE.write("\n".join(lines) + "\n")


def _rows(configuration: Configuration) -> Iterator[tuple[str, str]]:
    """Yield each key with its value in words; a value of several parts takes several rows."""
    say = catalogue().say
    parties = configuration.parties
    values: dict[str, list[str | None]] = {
        "requires": [configuration.requires],
        "select": [", ".join(configuration.select) or say("configuration.every_rule")],
        "ignore": [", ".join(configuration.ignore)],
        "fail_on": [configuration.fail_on],
        "level": [configuration.level],
        "severity": [
            say("configuration.severity", rule=rule, severity=severity)
            for rule, severity in configuration.severity.items()
        ],
        "exclude": [", ".join(configuration.exclude)],
        "per_path": [
            say("configuration.per_path", path=rules.path, rules=", ".join(rules.ignore))
            for rules in configuration.per_path
        ],
        "review_months": [str(configuration.review_months)],
        "baseline": [configuration.baseline.as_posix() if configuration.baseline else None],
        "parties": [
            say("configuration.parties", path=parties.as_posix(), count=len(configuration.shared))
            if parties
            else None
        ],
        "rules": [
            say("configuration.rule", id=rule.id, severity=rule.record.severity)
            for rule in configuration.rules
        ],
    }
    for key, texts in values.items():
        for text in texts or [None]:
            yield key, text or say("configuration.nothing")
