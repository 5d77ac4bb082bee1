"""`barrierctl validate`."""

import sys

import typer

from barrierctl.cli.check_options import looking
from barrierctl.cli.options import FailOn, add
from barrierctl.files import Input
from barrierctl.parallel import Jobs
from barrierctl.reporters.report import Report
from barrierctl.selection import RunOptions

_HELP = """Example:  barrierctl validate models/

    Is it a well-formed model: readable YAML, known keys and values, references that lead somewhere?
    Tells all that is wrong in one run, with line and column."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(
        app,
        looking(_validate, FailOn.ERROR),
        name="validate",
        help=_HELP,
        short_help="Is it a well-formed model? For CI.",
        epilog="Next:  barrierctl gaps PATH",
    )


def _validate(found: tuple[Input, ...], asked: RunOptions, jobs: Jobs) -> Report:
    """What is wrong with them as models."""
    from barrierctl.pipeline import validate

    return validate(found, sys.stdin.buffer, asked, jobs)
