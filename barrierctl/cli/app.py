"""The program: its commands, the options that they share, and what becomes of an error."""

import sys
import traceback
from typing import Annotated

import typer

from barrierctl.cli import export, gaps, new, rule, schema, show, validate
from barrierctl.cli.console import CONSOLE
from barrierctl.cli.exits import Exit
from barrierctl.cli.shared import ColorOption, Quiet, Verbose, set_console
from barrierctl.cli.streams import give_up_output, prepare_streams
from barrierctl.errors import BarrierctlError, OutputError, ReaderGoneError
from barrierctl.version import __version__

app = typer.Typer(
    name="barrierctl",
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
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


for command in (new, validate, gaps, show, export, rule, schema):
    command.register(app)


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
        traceback.print_exception(error)
    file = "".join(f" at {name}" for name in getattr(error, "__notes__", ()))
    CONSOLE.complain(
        f"Something went wrong inside barrierctl{file} ({type(error).__name__}). "
        "This is our fault, not your file's. Run it again with  barrierctl -v …  and send us what it shows."
    )
