"""The program: its commands, the options that they share, and how an error becomes an exit code."""

import inspect
import re
import signal
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any, Final, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from barrierctl import __version__
from barrierctl.cli.console import CONSOLE, Color, Exit, give_up_output, prepare_streams
from barrierctl.errors import BarrierctlError, OutputError
from barrierctl.names import did_you_mean
from barrierctl.text.terminal import shown


class Command(NamedTuple):
    """What is known of a command before it is loaded.

    Attributes:
        summary: a line for the list of commands.
        example: the arguments in the example that its help begins with.
        about: the text after the example.
        next_step: the last line of its help.
        module: in this package, if it has another name; it has a function with the name of the command, or
            of the module if Python does not allow that.
        shows_texts: whether it shows the texts of a model, which may be in a language of its own.
    """

    summary: str
    example: str
    about: str
    next_step: str
    module: str = ""
    shows_texts: bool = False


COMMANDS: Final = {
    "new": Command(
        summary="Start a new model.",
        example="fireworks.barrier.yaml --stage Ordering --stage Transport",
        about="Start a new model. On a terminal, without options, it asks for a title, the stages and "
        "the language.",
        next_step="fill it in, then  barrierctl gaps PATH",
    ),
    "import": Command(
        summary="Make a model from a sheet.",
        example="workshop.xlsx -o models/fireworks.barrier.yaml",
        about="Make a model from a sheet: an Excel or LibreOffice workbook, a csv file, a table in Markdown, "
        "or text pasted from a document. It says what it guessed and left out, and asks what it cannot know.",
        next_step="barrierctl gaps MODEL",
        module="import_model",
    ),
    "validate": Command(
        summary="Check that models are well-formed.",
        example="models/",
        about="Check that models are well-formed: readable YAML, known keys and values, "
        "valid references. It reports all errors in one run, with line and column.",
        next_step="barrierctl gaps PATH",
        module="check",
    ),
    "gaps": Command(
        summary="Find what is missing or weak, to prepare a workshop.",
        example="models/fireworks.barrier.yaml",
        about="Find what is missing or weak in a model, to prepare a workshop.",
        next_step="barrierctl rule ID  explains a finding",
        module="check",
    ),
    "check": Command(
        summary="Check that models are well-formed, and find their gaps.",
        example="models/",
        about="Check that models are well-formed, and find what is missing or weak in them: everything that "
        "validate and gaps report, one by one, in one report. For hooks and continuous integration.",
        next_step="barrierctl rule ID  explains a finding",
    ),
    "show": Command(
        summary="Show a model in the terminal.",
        example="models/fireworks.barrier.yaml",
        about="Show a model in the terminal. The output adapts to the width of the window.",
        next_step="barrierctl export MODEL -o model.md",
        shows_texts=True,
    ),
    "export": Command(
        summary="Export a model to a file.",
        example="models/fireworks.barrier.yaml --view items -o items.csv",
        about="Export a model to a file: a page, a report, slides, a spreadsheet, a poster, a calendar "
        "or data for programs.",
        next_step="open the file",
        shows_texts=True,
    ),
    "apply": Command(
        summary="Bring the changes of an edited sheet into its model.",
        example="items.xlsx models/fireworks.barrier.yaml --dry-run",
        about="Bring the changes of an edited sheet into its model: a workbook or the view items, as export "
        "wrote it. Everything that was not edited stays as it is, comments too.",
        next_step="barrierctl gaps MODEL",
    ),
    "set": Command(
        summary="Set a value in a model.",
        example='fireworks.barrier.yaml "Rented vans" note "Often paid in cash"',
        about="Set a key of a part of a model: an item, a party, a stage, a source, the plan or the model "
        "itself. References to a renamed part are updated. Comments and layout stay as they are.",
        next_step="barrierctl show MODEL",
        module="edit",
    ),
    "add": Command(
        summary="Add items to a model.",
        example='fireworks.barrier.yaml Transport signals "Vans at night"',
        about="Add items to a block of a stage. Comments and layout stay as they are.",
        next_step="barrierctl set MODEL NAME KEY VALUE",
        module="edit",
    ),
    "accept": Command(
        summary="Accept a gap, with a reason.",
        example="fireworks.barrier.yaml stage-without-barriers --at Transport "
        '--reason "Waiting for the province" --until 2027-06-30',
        about="Accept the findings of a rule, at a part of a model or in all of it. They are no longer "
        "reported until the date that you set.",
        next_step="barrierctl gaps MODEL",
        module="edit",
    ),
    "plan": Command(
        summary="Start a plan of action.",
        example="fireworks.barrier.yaml --start 2027-01-01",
        about="Start a plan of action: a measure for each barrier that is agreed or, if there is none, "
        "for those with the highest scores. Comments say what is still to be filled in.",
        next_step="fill it in, then  barrierctl gaps MODEL",
        module="edit",
    ),
    "rule": Command(
        summary="Explain a rule, or list all rules.",
        example="stage-without-barriers",
        about="Explain a rule: what it finds, why it matters, how to fix it and when to accept it. "
        "Without an id, list all rules.",
        next_step="barrierctl gaps PATH",
    ),
    "schema": Command(
        summary="Print a JSON Schema.",
        example="model -o barrier-model.schema.json",
        about="Print a JSON Schema (draft-07) for model files, findings or the configuration. "
        "With it, an editor can help while you type.",
        next_step="barrierctl new my-model.barrier.yaml",
    ),
}
"""Every command by its name, in the order of the help."""

_SETTINGS: Final[dict[str, Any]] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class LazyGroup(TyperGroup):
    """A group that loads a command when it is called, so that no run waits for the others."""

    def __init__(self, **settings: Any) -> None:
        not_loaded: Any = dict.fromkeys(COMMANDS)
        super().__init__(**settings | {"commands": not_loaded})

    def get_command(self, _context: Any, name: str) -> Any:
        """Load the command of that name; None if there is none."""
        if name not in COMMANDS:
            return None
        command = COMMANDS[name]
        module = import_module(f"barrierctl.cli.{command.module or name}")
        function = getattr(module, command.module if iskeyword(name) else name)
        group = typer.Typer(add_completion=False, **_SETTINGS)
        register = group.command(
            name,
            cls=ExampleFirst,
            help=f"Example:  barrierctl {name} {command.example}\n\n{command.about}",
            short_help=command.summary,
            epilog=f"Next:  {command.next_step}",
        )
        register(_with_shared_options(function, any_language=command.shows_texts))
        return typer.main.get_command(group)

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """List the commands without loading them, which takes 50 ms."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])


class ExampleFirst(TyperCommand):
    """A command whose help begins with an example, and that suggests the choice that a typo is near to."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; if a value is not one of the choices, suggest the nearest."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            if " is not one of " in error.message:  # "'warn' is not one of 'error', 'warning'"
                value, *choices = re.findall("'([^']*)'", error.message)
                error.message += did_you_mean(value, choices)
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the example and the text, the usage, the options, and what comes next."""
        self.format_help_text(ctx, formatter)
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)
        self.format_epilog(ctx, formatter)


ColorOption = Annotated[Color | None, typer.Option(help="Use colours.  [default: auto]")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print no summary on standard error.")]
Verbose = Annotated[
    bool,
    typer.Option("-v", "--verbose", help="List files without findings, and details of an internal error."),
]


LanguageOption = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="Language of the output, such as nl.  [default: en; new, show, export: the model's]",
    ),
]


def set_console(
    color: ColorOption = None, quiet: Quiet = False, verbose: Verbose = False, language: LanguageOption = None
) -> None:
    """Take over the options that are given; the others stay as they are."""
    CONSOLE.color = color or CONSOLE.color
    CONSOLE.quiet = CONSOLE.quiet or quiet
    CONSOLE.verbose = CONSOLE.verbose or verbose
    CONSOLE.language = CONSOLE.language if language is None else language


def _with_shared_options(command: Callable[..., None], *, any_language: bool) -> Callable[..., None]:
    """Add the options of `set_console`, which every command shares, to its own."""
    signature, settings = inspect.signature(command), inspect.signature(set_console).parameters
    own = signature.parameters  # the language of a new model is one of them, which may be any
    shared = {name: parameter for name, parameter in settings.items() if name not in own}

    @wraps(command)
    def run(**values: Any) -> None:
        set_console(**{name: values.pop(name) for name in shared})
        if of_model := values.get("language") or (any_language and CONSOLE.language):
            import_module("barrierctl.messages").use_language(of_model)
        if CONSOLE.language is not None and not (any_language and of_model):
            import_module("barrierctl.messages").insist_on_language(CONSOLE.language)
        command(**values)

    parameters = [*own.values(), *shared.values()]
    run.__dict__["__signature__"] = signature.replace(parameters=parameters)
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


app = typer.Typer(name="barrierctl", cls=LazyGroup, invoke_without_command=True, **_SETTINGS)


def _show_version(requested: bool) -> None:
    if requested:
        CONSOLE.print(f"barrierctl {__version__}\n")
        raise typer.Exit


@app.callback(epilog="Start with:  barrierctl new my-model.barrier.yaml")
def options(
    context: typer.Context,
    color: ColorOption = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    language: LanguageOption = None,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Work with barrier models: forms of crime, mapped as stages and barriers.

    Start a model, check it, find its gaps, show it and export it.
    """
    set_console(color, quiet=quiet, verbose=verbose, language=language)
    if context.invoked_subcommand is None:
        CONSOLE.print(f"{context.get_help()}\n")


def main() -> None:
    """Run the program; every way out is an exit code of `Exit`."""
    prepare_streams()
    # So that what is half done is tidied up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(Exit.TERMINATED))
    try:
        try:
            app(prog_name="barrierctl")
        finally:
            sys.stdout.flush()
    except BarrierctlError as error:
        if isinstance(error, OutputError):
            give_up_output()
        CONSOLE.error(str(error))
    except Exception as error:  # noqa: BLE001 (whatever it is, the user gets a line)
        _report_internal_error(error)
    else:
        return  # most commands end in `app` with a SystemExit, usage errors too
    sys.exit(Exit.FAILED)


def _report_internal_error(error: Exception) -> None:
    if CONSOLE.verbose:
        for line in "".join(traceback.format_exception(error)).rstrip().split("\n"):
            CONSOLE.print(f"{shown(line)}\n", sys.stderr)
    file = "".join(f" at {name}" for name in getattr(error, "__notes__", ()))
    CONSOLE.error(
        f"Something went wrong inside barrierctl{file} ({type(error).__name__}). "
        "This is our fault, not your file's. Run it again with  barrierctl -v …  and send us what it shows."
    )
