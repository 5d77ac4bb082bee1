"""What `show`, `export` and `new` share: one model that must be free of errors."""

import sys
from enum import StrEnum
from shlex import quote
from typing import TYPE_CHECKING, TypeAlias

import typer

from barrierctl.cli.console import CONSOLE, Exit
from barrierctl.cli.options import print_errors
from barrierctl.errors import UsageError
from barrierctl.files import Input, find_inputs
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import open_input
from barrierctl.reporters.report import FileReport
from barrierctl.selection import NO_CONTEXT, ModelContext, RunOptions
from barrierctl.views import VIEWS

if TYPE_CHECKING:
    View: TypeAlias = str
else:
    View = StrEnum("View", list(VIEWS))
"""The values of `--view`."""


def open_model(
    path: str, context: ModelContext = NO_CONTEXT, options: RunOptions | None = None
) -> tuple[BarrierModel, FileReport]:
    """Load the model in a file, or from standard input if the path is `-`; with options, find its gaps.

    Raises:
        UsageError: the path holds more than one model.
        typer.Exit: the model has errors, which are reported on standard error.
    """
    found = find_inputs([path])
    if len(found) > 1:
        raise UsageError(f"{path} contains {len(found)} models. Name one of them.")
    return load_input(found[0], context, options)


def load_input(
    one: Input, context: ModelContext = NO_CONTEXT, options: RunOptions | None = None
) -> tuple[BarrierModel, FileReport]:
    """Load one model; with options, find its gaps. Errors are reported, and end the run."""
    model, report = open_input(one, sys.stdin.buffer, context, options)
    if model is None:
        print_errors((report,))
        CONSOLE.error("The model has errors, so nothing was done with it.")
        raise typer.Exit(Exit.FINDINGS)
    return model, report


def refuse_restricted(model: BarrierModel, action: str, file: str) -> None:
    """Raise a `UsageError` that names the action if the model, or anything in it, is restricted."""
    if model.has_restricted:
        raise UsageError(
            f'"{model.title}" has restricted content, which {action} cannot leave out yet. '
            f"Nothing was written. To see it here: barrierctl show {quote(file)}"
        )
