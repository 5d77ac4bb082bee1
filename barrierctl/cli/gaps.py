"""`barrierctl gaps`."""

import sys

import typer

from barrierctl.cli.check_options import looking
from barrierctl.cli.options import FailOn, add
from barrierctl.files import Input
from barrierctl.parallel import Jobs
from barrierctl.reporters.report import Report
from barrierctl.selection import RunOptions

_HELP = """Example:  barrierctl gaps models/fireworks.barrier.yaml

    What is missing or weak in a model, stage by stage: to prepare a workshop with."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(
        app,
        looking(_gaps, FailOn.NEVER),
        name="gaps",
        help=_HELP,
        short_help="What is missing or weak? For preparing a workshop.",
        epilog="Next:  barrierctl rule ID  explains a finding",
    )


def _gaps(found: tuple[Input, ...], asked: RunOptions, jobs: Jobs) -> Report:
    """What is missing or weak in them."""
    from barrierctl.pipeline import gaps

    return gaps(found, sys.stdin.buffer, asked, jobs)
