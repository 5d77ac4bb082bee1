"""The options that several commands take, and what they mean for a run."""

import re
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from time import strptime
from typing import Annotated

import typer

from barrierctl.baseline import Baseline, read_baseline
from barrierctl.config.types import Configuration
from barrierctl.errors import InputError
from barrierctl.files import is_missing
from barrierctl.findings import Severity
from barrierctl.frozen import replace
from barrierctl.messages import rule_ids
from barrierctl.selection import RunOptions, select_rules


class FailOn(StrEnum):
    """The values of `--fail-on`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def complete_rules(incomplete: str) -> list[str]:
    """Complete the last rule id of a comma-separated list."""
    before, comma, begun = incomplete.rpartition(",")
    return [f"{before}{comma}{rule}" for rule in rule_ids() if rule.startswith(begun)]


def split_names(values: list[str] | None) -> tuple[str, ...]:
    """Split ids that are given one by one or comma-separated."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def join_words(words: list[str], conjunction: str) -> str:
    """Join words to a phrase, such as "a, b and c"."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def _parse_day(text: str) -> date:
    with suppress(ValueError):
        return _read_day(text, "%Y-%m-%d")
    better = "YYYY-MM-DD, such as 2026-11-24"
    with suppress(ValueError):
        better = _read_day(re.sub("[/. ]", "-", text), "%d-%m-%Y").isoformat()
    raise typer.BadParameter(f'"{text}" is not read as a day. Write the day as {better}.')


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
    typer.Option(parser=_parse_day, metavar="DATE", help="The day for dates.  [default: today]"),
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
Transpose = Annotated[bool, typer.Option("--transpose", help="Stages as rows, blocks as columns.")]
OutputFile = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]


def run_options(
    configuration: Configuration, today: date | None, *, writes_baseline: bool = False
) -> RunOptions:
    """Make the options of a run.

    Args:
        configuration: with the options of the command line.
        today: the day for dates; the clock's if None.
        writes_baseline: a baseline is to be written, so there may be none yet.
    """
    path = configuration.baseline
    has_baseline = path and not (writes_baseline and is_missing(path))
    options = RunOptions(
        selection=select_rules(configuration.select, configuration.ignore, configuration.context.rules),
        custom_rules=configuration.rules,
        context=configuration.context,
        per_path=configuration.per_path,
        severity=configuration.severity,
        review_months=configuration.review_months,
        baseline=_read_baseline(path) if path and has_baseline else None,
    )
    return replace(options, today=today) if today else options


def _read_baseline(path: Path) -> Baseline:
    try:
        return read_baseline(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError):
        message = f"{path}: there is no such baseline. To write one: barrierctl gaps --write-baseline {path}"
        raise InputError(message) from None
