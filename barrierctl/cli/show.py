"""`barrierctl show`."""

import sys
from typing import Annotated

import typer

from barrierctl.cli.console import CONSOLE, terminal_width
from barrierctl.cli.models import View, load_input, only_input, refuse_restricted
from barrierctl.cli.options import (
    ConfigFile,
    Duration,
    ForAudience,
    NoConfig,
    OnlyParty,
    Today,
    Transpose,
    read_configuration,
)
from barrierctl.config.types import run_options
from barrierctl.dataclass import replace
from barrierctl.exporters import terminal
from barrierctl.messages import use_language
from barrierctl.pipeline import build_document
from barrierctl.views import STANDARD_VIEWS, TASK_VIEWS, VIEWS
from barrierctl.views.build import ViewOptions
from barrierctl.views.document import Reader


def show(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Model file, or - for standard input.")],
    view: Annotated[
        View | None, typer.Option(help="View to show.  [default: matrix, or plan with --party]")
    ] = None,
    stage: Annotated[
        list[str] | None,
        typer.Option(metavar="STAGE", help="Show only this stage, by id or name. Repeatable."),
    ] = None,
    party: OnlyParty = None,
    transpose: Transpose = False,
    duration: Duration = None,
    today: Today = None,
    audience: ForAudience = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Show a model in the terminal."""
    one = only_input(model)
    configuration = read_configuration(config, none=no_config, model=one.file).for_command("gaps")
    shown = view or (TASK_VIEWS if party is not None else STANDARD_VIEWS)[0]
    options = (
        run_options(configuration, today, language=CONSOLE.language or "")
        if VIEWS[shown].of_findings
        else None
    )
    context = replace(configuration.context, audience=audience, language=CONSOLE.language or "")
    opened, gaps = load_input(one, context, options)
    if CONSOLE.is_public(sys.stdout):
        refuse_restricted(opened, one.path, audience)
    use_language(CONSOLE.language or opened.header.language)
    how = ViewOptions(
        stages=tuple(stage or ()),
        party=party,
        today=today,
        transpose=transpose,
        duration=duration,
        readers=(Reader.PEOPLE,),
    )
    document = build_document(opened, [shown], how, gaps, options)
    color = CONSOLE.takes_color(sys.stdout)
    CONSOLE.print(terminal.export(document, width=terminal_width(), color=color))
