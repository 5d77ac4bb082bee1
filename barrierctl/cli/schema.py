"""`barrierctl schema`."""

from typing import Annotated, Literal, TypeAlias

import typer

from barrierctl.cli.options import OutputFile, write_output
from barrierctl.files.output import check_is_no_model
from barrierctl.resources import folder

Which: TypeAlias = Literal["model", "findings", "config"]


def schema(
    which: Annotated[
        Which, typer.Argument(metavar="[model|findings|config]", help="Which schema to print.")
    ] = "model",
    output: OutputFile = None,
) -> None:
    """Print a schema."""
    name = "barrier-model" if which == "model" else which
    file = folder("schemas") / f"{name}.schema.json"
    if output:
        check_is_no_model(output)
    write_output(file.read_text(encoding="utf-8"), output, force=True)
