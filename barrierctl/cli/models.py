"""What `show`, `export` and `new` share: one model that must be free of errors."""

import sys
from datetime import date
from enum import StrEnum
from shlex import quote
from typing import TYPE_CHECKING, TypeAlias

import typer

from barrierctl.cli.console import CONSOLE, Exit
from barrierctl.cli.options import print_errors, run_options
from barrierctl.config.types import Configuration
from barrierctl.errors import UsageError
from barrierctl.files import Input, find_inputs
from barrierctl.messages import record
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import LoadedModel, open_input, open_with_gaps
from barrierctl.reporters.report import FileReport
from barrierctl.selection import NO_CONTEXT, ModelContext
from barrierctl.views import VIEWS
from barrierctl.views.build import GapReport

if TYPE_CHECKING:
    View: TypeAlias = str
else:
    View = StrEnum("View", list(VIEWS))
"""The values of `--view`."""


def open_model(path: str, context: ModelContext = NO_CONTEXT) -> BarrierModel:
    """Load the model in a file, or from standard input if the path is `-`.

    Raises:
        UsageError: the path holds more than one model.
        typer.Exit: the model has errors, which are reported on standard error.
    """
    return _without_errors(*open_input(_only_input(path), sys.stdin.buffer, context))


def open_model_and_gaps(
    path: str, configuration: Configuration, *, with_gaps: bool, today: date | None
) -> tuple[BarrierModel, GapReport]:
    """Load the model in a file, and find its gaps if they are shown; errors as in `open_model`."""
    if not with_gaps:
        return open_model(path, configuration.context), GapReport()
    options = run_options(configuration, today)
    loaded, report = open_with_gaps(_only_input(path), sys.stdin.buffer, options)
    model = _without_errors(loaded, report)
    rules = sorted({finding.rule for finding in report.findings})
    records = {rule: options.records.get(rule) or record(rule) for rule in rules}
    return model, GapReport(findings=report.findings, records=records)


def refuse_restricted(model: BarrierModel, action: str, file: str) -> None:
    """Raise a `UsageError` that names the action if the model, or anything in it, is restricted."""
    if model.has_restricted:
        raise UsageError(
            f'"{model.title}" holds what is restricted, and {action} cannot leave that out yet. '
            f"Nothing was written. To look at it here: barrierctl show {quote(file)}"
        )


def _only_input(path: str) -> Input:
    found = find_inputs([path])
    if len(found) > 1:
        raise UsageError(f"{path} holds {len(found)} models. Name one of them.")
    return found[0]


def _without_errors(loaded: LoadedModel, file: FileReport) -> BarrierModel:
    if loaded.model and loaded.valid:
        return loaded.model
    print_errors((file,))
    CONSOLE.error("The model has errors, so nothing was done with it.")
    raise typer.Exit(Exit.FINDINGS)
