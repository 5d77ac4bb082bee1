"""The program: its commands, the options that they share, and how an error becomes an exit code."""

import sys
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from barrierctl.cli import Exit
from barrierctl.cli.console import CONSOLE, give_up_output, prepare_streams
from barrierctl.cli.options import ColorOption, Quiet, Verbose, set_console
from barrierctl.errors import BarrierctlError, OutputError, ReaderGoneError
from barrierctl.version import __version__

COMMANDS: Final = ("new", "validate", "gaps", "show", "export", "rule", "schema")
"""The names of the commands, each of a module in this room with a function `register`."""


class LoadedWhenCalled(TyperGroup):
    """The program, which loads a command when it is called: the others need not be waited for."""

    def __init__(self, **settings: Any) -> None:
        """Know the commands by name."""
        not_loaded: Any = dict.fromkeys(COMMANDS)
        super().__init__(**settings | {"commands": not_loaded})

    def get_command(self, _context: Any, name: str) -> Any:
        """The command of that name, or None."""
        if name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False, **_SETTINGS)
        import_module(f"barrierctl.cli.{name}").register(alone)
        return typer.main.get_command(alone)


_SETTINGS: Final[dict[str, Any]] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

app = typer.Typer(
    name="barrierctl",
    cls=LoadedWhenCalled,
    invoke_without_command=True,
    **_SETTINGS,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        CONSOLE.payload(f"barrierctl {__version__}\n")
        raise typer.Exit


@app.callback(epilog="Begin with:  barrierctl new my-model.barrier.yaml")
def options(
    context: typer.Context,
    color: ColorOption = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Barrier models: crime mapped as stages and barriers.

    Scaffold one, check it, find its gaps, show and export it.
    """
    set_console(color, quiet=quiet, verbose=verbose)
    if context.invoked_subcommand is None:
        CONSOLE.payload(f"{context.get_help()}\n")


def main() -> None:
    """Run the program; every way out is an exit code of `Exit`."""
    prepare_streams()
    try:
        _run()
    except ReaderGoneError:
        give_up_output()
        sys.exit(Exit.FAILED)
    except OutputError as error:
        give_up_output()
        CONSOLE.complain(str(error))
        sys.exit(Exit.FAILED)
    except BarrierctlError as error:
        CONSOLE.complain(str(error))
        sys.exit(Exit.FAILED)
    except Exception as error:  # noqa: BLE001 (the last door: whatever it is, the user gets a line)
        _internal_error(error)
        sys.exit(Exit.FAILED)


def _run() -> None:
    try:
        app(prog_name="barrierctl")
    finally:
        sys.stdout.flush()


def _internal_error(error: Exception) -> None:
    if CONSOLE.verbose:
        import traceback

        traceback.print_exception(error)
    file = "".join(f" at {name}" for name in getattr(error, "__notes__", ()))
    CONSOLE.complain(
        f"Something went wrong inside barrierctl{file} ({type(error).__name__}). "
        "This is our fault, not your file's. Run it again with  barrierctl -v …  and send us what it shows."
    )
