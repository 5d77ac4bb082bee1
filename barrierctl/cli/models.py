"""What `show`, `export` and `new` share: one model that must be free of errors."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import typer

from barrierctl.cli.console import CONSOLE, Exit
from barrierctl.cli.options import print_errors, say_what_is_hidden
from barrierctl.errors import UsageError
from barrierctl.files import Input, find_inputs
from barrierctl.messages import catalogue, insist_on_language
from barrierctl.model.model import BarrierModel
from barrierctl.model.translation import is_same_language
from barrierctl.pipeline import open_input
from barrierctl.reporters.report import FileReport
from barrierctl.selection import NO_CONTEXT, ModelContext, RunOptions
from barrierctl.views import VIEWS

if TYPE_CHECKING:
    View: TypeAlias = str
else:
    View = StrEnum("View", list(VIEWS))
"""The values of `--view`."""


def open_text(path: str, context: ModelContext = NO_CONTEXT) -> tuple[BarrierModel, str]:
    """Load the model in a file, and return the text that it was loaded from."""
    model, _, lines = _load(only_input(path), context, None)
    return model, "\n".join(lines)


def load_input(
    one: Input, context: ModelContext = NO_CONTEXT, options: RunOptions | None = None
) -> tuple[BarrierModel, FileReport]:
    """Load one model; with options, find its gaps.

    Raises:
        typer.Exit: the model has errors, which are reported on standard error.
    """
    return _load(one, context, options)[:2]


def only_input(path: str) -> Input:
    """Find the file that a path names, or standard input if the path is `-`.

    Raises:
        UsageError: the path holds more than one model.
    """
    found = find_inputs([path]).inputs
    if len(found) > 1:
        raise UsageError(catalogue().say("errors.several_models", path=path, count=len(found)))
    return found[0]


def _load(
    one: Input, context: ModelContext, options: RunOptions | None
) -> tuple[BarrierModel, FileReport, tuple[str, ...]]:
    loaded, report = open_input(one, sys.stdin.buffer, context, options)
    if loaded.withheld:
        raise UsageError(catalogue().say("errors.not_public", path=one.path))
    say_what_is_hidden((report,))
    if loaded.model is None or not loaded.valid:
        print_errors((report,))
        CONSOLE.error(catalogue().say("errors.has_errors"))
        raise typer.Exit(Exit.FINDINGS)
    is_translated = loaded.model.original is not None
    if context.language and not (
        is_translated or is_same_language(context.language, loaded.model.header.language)
    ):
        insist_on_language(context.language)
    return loaded.model, report, loaded.lines


def refuse_restricted(model: BarrierModel, file: str, audience: str | None) -> None:
    """Refuse to write what is restricted, unless somebody has chosen the audience.

    Raises:
        UsageError: the model, or something in it, is restricted.
    """
    if audience is None and model.has_restricted:
        raise UsageError(catalogue().say("errors.restricted", path=file))
