"""`barrierctl show`."""

import sys
from typing import Annotated

import typer

from barrierctl.cli.config_options import ConfigFile, NoConfig, configuration
from barrierctl.cli.console import CONSOLE, terminal_width
from barrierctl.cli.models import View, open_to_show
from barrierctl.cli.options import Today, add

_HELP = """Example:  barrierctl show models/fireworks.barrier.yaml

    A model in the terminal, fitted to its width."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(
        app,
        show,
        name="show",
        help=_HELP,
        short_help="A view of a model in the terminal.",
        epilog="Next:  barrierctl export MODEL -o model.md",
    )


def show(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A file, or - for standard input.")],
    view: Annotated[View, typer.Option(help="What to show.")] = View.MATRIX,
    stage: Annotated[
        list[str] | None, typer.Option(metavar="STAGE", help="Only this stage, by id or name. Repeatable.")
    ] = None,
    transpose: Annotated[
        bool, typer.Option("--transpose", help="Stages as rows, blocks as columns.")
    ] = False,
    today: Today = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Show a model."""
    told = configuration(config, none=no_config)
    opened, gaps = open_to_show(model, told, with_gaps=view is View.GAPS, today=today)
    from barrierctl.exporters import terminal
    from barrierctl.views.build import ViewOptions, build_document

    options = ViewOptions(stages=tuple(stage or ()), transpose=transpose)
    document = build_document(opened, [view], options, gaps)
    color = CONSOLE.takes_color(sys.stdout)
    CONSOLE.prose(terminal.export(document, width=terminal_width(), color=color))
