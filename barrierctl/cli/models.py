"""What `show`, `export` and `new` share: one model that must be free of errors."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from barrierctl.cli.console import CONSOLE
from barrierctl.cli.exits import Exit
from barrierctl.document import Report
from barrierctl.errors import UsageError
from barrierctl.inputs import find_inputs
from barrierctl.opening import ALONE, Surroundings
from barrierctl.version import __version__

if TYPE_CHECKING:
    from barrierctl.model.barrier_model import BarrierModel


class View(StrEnum):
    """The values of `--view`."""

    MATRIX = "matrix"
    ITEMS = "items"


def open_model(path: str, beside: Surroundings = ALONE) -> "BarrierModel":
    """The model in a file.

    Args:
        path: of the file, or - for standard input.
        beside: what the configuration adds to it.

    Raises:
        UsageError: more than one file is meant.
        typer.Exit: it has errors, which are told on standard error.
    """
    found = find_inputs([path])
    if len(found) > 1:
        raise UsageError(f"{path} holds {len(found)} models. Name one of them.")
    from barrierctl.checking import open_input

    opened, report = open_input(found[0], sys.stdin.buffer, beside)
    if opened.model is None or not opened.valid:
        from barrierctl.reporters import text

        told = Report(command="validate", files=(report,), version=__version__)
        CONSOLE.prose(text.report(told, color=CONSOLE.takes_color(sys.stderr)), sys.stderr)
        CONSOLE.complain("The model has errors, so nothing was done with it.")
        raise typer.Exit(Exit.FINDINGS)
    return opened.model
