"""`barrierctl schema`."""

from typing import Annotated, Final, Literal, TypeAlias

import typer

from barrierctl.cli.console import write_output
from barrierctl.cli.options import OutputFile
from barrierctl.resources import read_text

Which: TypeAlias = Literal["model", "findings", "config"]

_FILES: Final[dict[Which, str]] = {
    "model": "barrier-model.schema.json",
    "findings": "findings.schema.json",
    "config": "config.schema.json",
}


def schema(
    which: Annotated[
        Which, typer.Argument(metavar="[model|findings|config]", help="Which schema to print.")
    ] = "model",
    output: OutputFile = None,
) -> None:
    """Print a schema."""
    write_output(read_text("schemas", _FILES[which]), output, force=True)
