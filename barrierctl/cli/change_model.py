"""A model that a command changes: how it is opened, and what becomes of the change."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from barrierctl.changes.sheet import Outcome
from barrierctl.changes.words import say
from barrierctl.cli.console import CONSOLE, Exit
from barrierctl.cli.models import load_input, only_input
from barrierctl.cli.options import print_errors, read_configuration, read_file
from barrierctl.cli.write_model import print_diff, write_model
from barrierctl.config.types import Configuration
from barrierctl.errors import BarrierctlError, InputError, UsageError
from barrierctl.files import Input
from barrierctl.files.output import check_target
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import LoadedModel, load_bytes, report_violations
from barrierctl.selection import RunOptions
from barrierctl.text.terminal import shown

ModelFile = Annotated[str, typer.Argument(metavar="MODEL", help="Model file to change.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="List the changes, and write nothing.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show the changes as a patch, and write nothing.")]


class OpenedModel(NamedTuple):
    """A model that a command is to change.

    Attributes:
        path: as given.
        one, file: where it is.
        data: its bytes.
        loaded: the model in them, without errors.
        model: this model.
        configuration: of its folder.
    """

    path: str
    one: Input
    file: Path
    data: bytes
    loaded: LoadedModel
    model: BarrierModel
    configuration: Configuration


def open_model(path: str, command: str, config: Path | None, *, no_config: bool) -> OpenedModel:
    """Open a model that a command is to change.

    Raises:
        UsageError: it is standard input.
        InputError: it is a link, or no ordinary file, or cannot be read.
        typer.Exit: it has errors, which are reported on standard error.
    """
    one = only_input(path)
    if one.file is None:
        raise UsageError(catalogue().say("write.stdin", command=command))
    check_target(one.file, force=True)
    data = read_file(one.file, path)
    configuration = read_configuration(config, none=no_config, model=one.file)
    loaded = load_bytes(data, context=configuration.context)
    if loaded.model is None or not loaded.valid:
        load_input(one, configuration.context)  # it reports the errors, and ends the run
        raise InputError(catalogue().say("write.changed", path=path))
    return OpenedModel(path, one, one.file, data, loaded, loaded.model, configuration)


@contextmanager
def withholding(opened: OpenedModel) -> Iterator[None]:
    """Let no refusal name parts of a restricted model where others can read it."""
    try:
        yield
    except BarrierctlError:
        if CONSOLE.is_public(sys.stderr) and opened.model.has_restricted:
            raise UsageError(catalogue().say("write.refused", path=opened.path)) from None
        raise


def finish(opened: OpenedModel, outcome: Outcome, *, dry_run: bool, diff: bool) -> BarrierModel | None:
    """Show what was changed, and write it unless that is all that is wanted.

    Returns:
        The changed model.

    Raises:
        typer.Exit: there are problems, or the model would have errors.
    """
    file, is_only_shown = opened.file, dry_run or diff
    context = opened.configuration.context
    loaded = outcome.loaded or load_bytes(outcome.data, context=context)
    if not outcome.problems:
        _check(opened, loaded)
    if CONSOLE.is_public(sys.stdout) and opened.model.has_restricted:
        CONSOLE.info(catalogue().say("write.restricted"))
    else:
        for line in outcome.changes if dry_run or not diff else ():
            CONSOLE.print(f"{shown(line)}\n")
    is_secret = CONSOLE.is_public(sys.stderr) and opened.model.has_restricted
    for note in () if is_secret else outcome.notes:
        CONSOLE.info(note)
    if outcome.problems:
        for problem in () if is_secret else outcome.problems:
            CONSOLE.error(problem)
        CONSOLE.error(say("refused", count=len(outcome.problems)))
        raise typer.Exit(Exit.FINDINGS)
    if diff and not (CONSOLE.is_public(sys.stdout) and opened.model.has_restricted):
        print_diff(file, opened.data, outcome.data)
    if outcome.data != opened.data and not is_only_shown:
        if read_file(file, opened.path) != opened.data:
            raise InputError(catalogue().say("write.changed", path=opened.path))
        write_model(file, outcome.data)
    done = "nothing" if not outcome.changes else "would" if is_only_shown else "done"
    CONSOLE.info(say(done, path=opened.path, count=len(outcome.changes)))
    return loaded.model


def _check(opened: OpenedModel, loaded: LoadedModel) -> None:
    """Refuse to write what is no model: report its errors as `validate` does."""
    if loaded.valid:
        return
    print_errors((report_violations(loaded, opened.one, RunOptions()),))
    CONSOLE.error(catalogue().say("write.invalid"))
    raise typer.Exit(Exit.FINDINGS)
