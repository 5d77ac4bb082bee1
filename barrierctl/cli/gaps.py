"""`barrierctl gaps`."""

import sys
from typing import TYPE_CHECKING

import typer

from barrierctl.cli.looking import looking
from barrierctl.cli.options import FailOn
from barrierctl.cli.shared import with_shared_options
from barrierctl.document import Report
from barrierctl.inputs import Input

if TYPE_CHECKING:
    from barrierctl.choosing import Wanted

_HELP = """Example:  barrierctl gaps models/fireworks.barrier.yaml

    What is missing or weak in a model, stage by stage: to prepare a workshop with."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        name="gaps",
        help=_HELP,
        short_help="What is missing or weak? For preparing a workshop.",
        epilog="Next:  barrierctl rule ID  explains a finding",
    )(with_shared_options(looking(_gaps, FailOn.NEVER)))


def _gaps(found: tuple[Input, ...], wanted: "Wanted") -> Report:
    """What is missing or weak in them."""
    from barrierctl.checking import gaps

    return gaps(found, sys.stdin.buffer, wanted)
