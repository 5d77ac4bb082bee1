"""The options that stand before a command or behind it, as people type them: `-q`, `-v`, `--color`."""

import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from barrierctl.cli.console import CONSOLE, Color

ColorOption = Annotated[Color | None, typer.Option(help="Colour the output.  [default: auto]")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No summary on standard error.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say more when something goes wrong.")]

_SHARED = {"color": (ColorOption, None), "quiet": (Quiet, False), "verbose": (Verbose, False)}


def set_console(color: Color | None, *, quiet: bool, verbose: bool) -> None:
    """Take over what is asked for; what is not asked for stays as it is."""
    CONSOLE.color = color or CONSOLE.color
    CONSOLE.quiet = CONSOLE.quiet or quiet
    CONSOLE.verbose = CONSOLE.verbose or verbose


class ExampleFirst(TyperCommand):
    """A command whose help begins with an example, and that guesses what a misspelt value was to be."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; of a value that is none of the choices, say which one is near."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message += _meant(error.message)
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The text, then how it is called, the options, and what comes next."""
        self.format_help_text(ctx, formatter)
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)
        self.format_epilog(ctx, formatter)


def _meant(told: str) -> str:
    """What to add to "'warn' is not one of 'error', 'warning'", which is how typer puts it."""
    from barrierctl.names import nearest

    if " is not one of " not in told:
        return ""
    typed, *choices = re.findall("'([^']*)'", told)
    near = nearest(typed, choices, most=1)
    return f' Did you mean "{near[0]}"?' if near else ""


def add(
    app: typer.Typer, command: Callable[..., None], *, name: str, help: str, short_help: str, epilog: str
) -> None:
    """Add a command to the program, with the shared options.

    Args:
        app: the program.
        command: a function, its options its parameters.
        name: of the command.
        help: begins with an example.
        short_help: for the list of commands.
        epilog: what comes next.
    """
    register = app.command(name, cls=ExampleFirst, help=help, short_help=short_help, epilog=epilog)
    register(_with_shared_options(command))


def _with_shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options added to its own."""
    signature = inspect.signature(command)
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in _SHARED.items()
    ]

    @wraps(command)
    def run(color: Color | None, quiet: bool, verbose: bool, **own: object) -> None:
        set_console(color, quiet=quiet, verbose=verbose)
        command(**own)

    parameters = [*signature.parameters.values(), *added]
    run.__dict__["__signature__"] = signature.replace(parameters=parameters)
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run
