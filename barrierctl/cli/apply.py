"""`barrierctl apply`."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from barrierctl.changes.compare import ITEMS, Base, base_of, base_of_table, edited_elsewhere, records_of
from barrierctl.changes.sheet import apply_sheet
from barrierctl.changes.words import say
from barrierctl.cli.change_model import Diff, DryRun, ModelFile, finish, open_model, withholding
from barrierctl.cli.console import CONSOLE
from barrierctl.cli.models import load_input, only_input
from barrierctl.cli.options import ConfigFile, NoConfig, read_file
from barrierctl.errors import UsageError
from barrierctl.files import YAML_SUFFIXES
from barrierctl.importer.tables import SheetTable, read_tables
from barrierctl.selection import ModelContext
from barrierctl.sheets import read_sheets

SheetFile = Annotated[
    Path, typer.Argument(metavar="SHEET", help="Items that were exported and edited: xlsx, ods or csv.")
]
BaseFile = Annotated[
    Path | None,
    typer.Option(
        "--base", metavar="OLD", help="Model or sheet as it was when it was exported; a csv file needs it."
    ),
]


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
    opened = open_model(model, "apply", config, no_config=no_config)
    context, tables = opened.configuration.context, _tables(sheet)
    table = tables[ITEMS]
    exported = _base(base, context) if base else base_of_table(table)
    if exported is None:
        CONSOLE.info(say("no_base"))
    elif exported.cells and exported.cells.keys().isdisjoint(item.element for item in opened.model.items):
        raise UsageError(say("other_model", sheet=sheet, model=model))
    with withholding(opened):
        outcome = apply_sheet(opened.data, opened.loaded, table, exported, context)
    if table.unread:
        CONSOLE.info(say("unread_columns", names=table.unread))
    for note in edited_elsewhere(tables.values()):
        CONSOLE.info(note)
    finish(opened, outcome, dry_run=dry_run, diff=diff)


def _tables(file: Path) -> dict[str, SheetTable]:
    """Read the tables of a sheet, of which one is that of the items."""
    tables = read_tables(read_sheets(read_file(file, str(file)), str(file)))
    if ITEMS not in tables:
        raise UsageError(say("no_items", file=file, quoted=quote(str(file))))
    return tables


def _base(file: Path, context: ModelContext) -> Base:
    """Read the items as they were exported, from a model or a sheet."""
    if file.suffix in YAML_SUFFIXES:
        model, _ = load_input(only_input(str(file)), context)
        return base_of(records_of(model)[1])
    table = _tables(file)[ITEMS]
    return Base({row.element: {name: (text,) for name, text in row.values.items()} for row in table.rows})
