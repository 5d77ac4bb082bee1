"""What `show`, `export` and `new` share: one model that must be free of errors."""

import sys
from datetime import date
from enum import StrEnum
from shlex import quote
from typing import TYPE_CHECKING

import typer

from barrierctl.cli import Exit
from barrierctl.cli.console import CONSOLE
from barrierctl.config.types import Configuration
from barrierctl.errors import UsageError
from barrierctl.files import Input, find_inputs
from barrierctl.reporters.report import FileReport, Report
from barrierctl.selection import NO_CONTEXT, ModelContext
from barrierctl.version import __version__

if TYPE_CHECKING:
    from barrierctl.model.model import BarrierModel
    from barrierctl.pipeline import LoadedModel
    from barrierctl.views.build import GapReport


class View(StrEnum):
    """The values of `--view`."""

    MATRIX = "matrix"
    ITEMS = "items"
    GAPS = "gaps"
    PARTIES = "parties"
    TYPES = "types"
    RECOMMENDATIONS = "recommendations"


def open_model(path: str, context: ModelContext = NO_CONTEXT) -> "BarrierModel":
    """The model in a file.

    Args:
        path: of the file, or - for standard input.
        context: what the configuration adds to it.

    Raises:
        UsageError: more than one file is meant.
        typer.Exit: it has errors, which are told on standard error.
    """
    from barrierctl.pipeline import open_input

    return _without_errors(*open_input(_the_one(path), sys.stdin.buffer, context))


def open_to_show(
    path: str, told: Configuration, *, with_gaps: bool, today: date | None
) -> "tuple[BarrierModel, GapReport]":
    """The model in a file, and its gaps.

    Args:
        path: of the file, or - for standard input.
        told: the configuration in force.
        with_gaps: whether its gaps are shown; if not, none are looked for.
        today: the day for dates, where it was told.

    Raises:
        UsageError: more than one file is meant.
        typer.Exit: it has errors, which are told on standard error.
    """
    from barrierctl import pipeline
    from barrierctl.cli.options import run_options
    from barrierctl.messages import record
    from barrierctl.views.build import GapReport

    if not with_gaps:
        return open_model(path, told.context), GapReport()
    asked = run_options(told, today, writes_baseline=False)
    opened, report = pipeline.open_with_gaps(_the_one(path), sys.stdin.buffer, asked)
    model = _without_errors(opened, report)
    rules = {finding.rule for finding in report.findings}
    records = {rule: asked.records.get(rule) or record(rule) for rule in sorted(rules)}
    return model, GapReport(findings=report.findings, records=records)


def refuse_restricted(model: "BarrierModel", action: str, file: str) -> None:
    """Stop before anything restricted leaves the file.

    Args:
        model: what it holds.
        action: what was to be done with it.
        file: its name, as the user gave it.

    Raises:
        UsageError: the model, or something in it, is restricted.
    """
    if model.has_restricted:
        raise UsageError(
            f'"{model.title}" holds what is restricted, and {action} cannot leave that out yet. '
            f"Nothing was written. To look at it here: barrierctl show {quote(file)}"
        )


def _the_one(path: str) -> Input:
    found = find_inputs([path])
    if len(found) > 1:
        raise UsageError(f"{path} holds {len(found)} models. Name one of them.")
    return found[0]


def _without_errors(opened: "LoadedModel", report: FileReport) -> "BarrierModel":
    if opened.model is None or not opened.valid:
        from barrierctl.reporters import text

        told = Report(command="validate", files=(report,), version=__version__)
        CONSOLE.prose(text.report(told, color=CONSOLE.takes_color(sys.stderr)), sys.stderr)
        CONSOLE.complain("The model has errors, so nothing was done with it.")
        raise typer.Exit(Exit.FINDINGS)
    return opened.model
