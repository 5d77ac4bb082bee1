"""`barrierctl schema`."""

from enum import StrEnum
from typing import Annotated

import typer

from barrierctl.cli.console import write_output
from barrierctl.cli.options import OutputFile
from barrierctl.resources import read_text


class Which(StrEnum):
    """The schemas that can be printed."""

    MODEL = "model"
    FINDINGS = "findings"
    CONFIG = "config"


_FILES = {
    Which.MODEL: "barrier-model.schema.json",
    Which.FINDINGS: "findings.schema.json",
    Which.CONFIG: "config.schema.json",
}


def schema(
    which: Annotated[Which, typer.Argument(metavar="[model|findings|config]", help="Of what.")] = Which.MODEL,
    output: OutputFile = None,
) -> None:
    """Print a schema."""
    write_output(read_text("schemas", _FILES[which]), output, force=True)
