"""`barrierctl schema`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from barrierctl.cli.options import add
from barrierctl.cli.output_options import deliver

_HELP = """Example:  barrierctl schema model -o barrier-model.schema.json

    Print a JSON Schema (draft-07): of model files, so that an editor helps while you type,
    of findings, or of the configuration."""


class Which(StrEnum):
    """The schemas there are."""

    MODEL = "model"
    FINDINGS = "findings"
    CONFIG = "config"


_FILES = {
    Which.MODEL: "barrier-model.schema.json",
    Which.FINDINGS: "findings.schema.json",
    Which.CONFIG: "config.schema.json",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(
        app,
        schema,
        name="schema",
        help=_HELP,
        short_help="Print a JSON Schema.",
        epilog="Next:  barrierctl new my-model.barrier.yaml",
    )


def schema(
    which: Annotated[Which, typer.Argument(metavar="[model|findings|config]", help="Of what.")] = Which.MODEL,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Print a schema."""
    from barrierctl.resources import read_text

    deliver(read_text("schemas", _FILES[which]), output, force=True)
