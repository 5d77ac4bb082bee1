"""`barrierctl apply`."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from barrierctl.changes.compare import Base, base_of, base_of_table, records_of
from barrierctl.changes.sheet import Outcome, apply_sheet
from barrierctl.changes.words import say
from barrierctl.cli.console import CONSOLE, Exit
from barrierctl.cli.models import load_input, only_input
from barrierctl.cli.options import ConfigFile, NoConfig, read_configuration
from barrierctl.cli.write_model import print_diff, write_model
from barrierctl.errors import InputError, UsageError
from barrierctl.files import YAML_SUFFIXES, read_regular
from barrierctl.importer.tables import SheetTable, read_tables
from barrierctl.selection import ModelContext
from barrierctl.sheets import read_sheets
from barrierctl.text.terminal import shown

SheetFile = Annotated[
    Path, typer.Argument(metavar="SHEET", help="Items that were exported and edited: xlsx, ods or csv.")
]
ModelFile = Annotated[str, typer.Argument(metavar="MODEL", help="Model file to change.")]
BaseFile = Annotated[
    Path | None,
    typer.Option(
        "--base", metavar="OLD", help="Model or sheet as it was when it was exported; a csv file needs it."
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="List the changes, and write nothing.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show the changes as a patch, and write nothing.")]


def apply(
    sheet: SheetFile,
    model: ModelFile,
    base: BaseFile = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Bring the changes of a sheet into its model."""
    one = only_input(model)
    if one.file is None:
        raise UsageError("apply changes a file, so it cannot read the model from standard input.")
    context = read_configuration(config, none=no_config, model=one.file).context
    opened, _ = load_input(one, context)
    data, table = _bytes(one.file), _items(sheet)
    exported = _base(base, context) if base else base_of_table(table)
    if exported is None:
        CONSOLE.info(say("no_base"))
    elif exported.cells and exported.cells.keys().isdisjoint(item.element for item in opened.items):
        raise UsageError(say("other_model", sheet=sheet, model=model))
    outcome = apply_sheet(data, table, exported, context)
    for line in outcome.changes if dry_run or not diff else ():
        CONSOLE.print(f"{shown(line)}\n")
    for note in outcome.notes:
        CONSOLE.info(note)
    if outcome.problems:
        _refuse(outcome)
    if diff:
        print_diff(one.file, data, outcome.data)
    if outcome.data != data and not (dry_run or diff):
        write_model(one.file, outcome.data)
    done = "nothing" if not outcome.changes else "would" if dry_run or diff else "done"
    CONSOLE.info(say(done, path=model, count=len(outcome.changes)))


def _refuse(outcome: Outcome) -> None:
    for problem in outcome.problems:
        CONSOLE.error(problem)
    CONSOLE.error(say("refused", count=len(outcome.problems)))
    raise typer.Exit(Exit.FINDINGS)


def _bytes(file: Path) -> bytes:
    try:
        return read_regular(file)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None


def _items(file: Path) -> SheetTable:
    tables = read_tables(read_sheets(_bytes(file), str(file)))
    if "items" not in tables:
        raise UsageError(say("no_items", file=file, quoted=quote(str(file))))
    return tables["items"]


def _base(file: Path, context: ModelContext) -> Base:
    """Read the items as they were exported, from a model or a sheet."""
    if file.suffix in YAML_SUFFIXES:
        model, _ = load_input(only_input(str(file)), context)
        return base_of(records_of(model)[1])
    table = _items(file)
    return Base({row.element: {name: (text,) for name, text in row.values.items()} for row in table.rows})
