"""`barrierctl gaps`."""

import sys

import typer

from barrierctl.choosing import Inquiry
from barrierctl.cli.ahead import Ahead
from barrierctl.cli.looking import looking
from barrierctl.cli.options import FailOn
from barrierctl.cli.shared import add
from barrierctl.inputs import Input
from barrierctl.jobs import Jobs
from barrierctl.report import Report

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


def _gaps(found: tuple[Input, ...], asked: Inquiry, jobs: Jobs, then: Ahead) -> Report:
    """What is missing or weak in them."""
    from barrierctl.checking import gaps

    return gaps(found, sys.stdin.buffer, asked, jobs, then)
