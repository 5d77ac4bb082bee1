"""`barrierctl export`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from barrierctl.cli.config_options import ConfigFile, NoConfig, configuration
from barrierctl.cli.models import View, open_to_show, refuse_restricted
from barrierctl.cli.options import Today, add
from barrierctl.cli.output_options import deliver
from barrierctl.errors import UsageError

_HELP = """Example:  barrierctl export models/fireworks.barrier.yaml --view items -o items.csv

    A view of a model as a file for a report, a spreadsheet or a program."""


class ExportFormat(StrEnum):
    """The values of `--format`."""

    CSV = "csv"
    MD = "md"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"
    DOCX = "docx"
    PPTX = "pptx"
    PDF = "pdf"
    PNG = "png"
    SVG = "svg"


class Paper(StrEnum):
    """The values of `--paper`."""

    A4 = "a4"
    A3 = "a3"
    A2 = "a2"
    A1 = "a1"
    A0 = "a0"


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(
        app,
        export,
        name="export",
        help=_HELP,
        short_help="A view of a model as a file.",
        epilog="Next:  open the file in a spreadsheet, an editor or a browser",
    )


def export(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A file, or - for standard input.")],
    output_format: Annotated[
        ExportFormat | None, typer.Option("--format", help="Default: from the suffix of -o, else md.")
    ] = None,
    view: Annotated[
        list[View] | None,
        typer.Option(
            help="What to export. Repeatable, but for csv and posters.  "
            "[default: all for html, xlsx, docx and pptx, else matrix]"
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")
    ] = None,
    transpose: Annotated[
        bool, typer.Option("--transpose", help="Stages as rows, blocks as columns.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    delimiter: Annotated[str, typer.Option(metavar="CHARACTER", help="csv: between cells.")] = ",",
    bom: Annotated[bool, typer.Option("--bom", help="csv: a mark by which Excel knows UTF-8.")] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="csv: leave cells that look like formulas as they are.")
    ] = False,
    paper: Annotated[
        Paper | None, typer.Option(help="pdf, png, svg: how large the sheet is.  [default: a1]")
    ] = None,
    blank: Annotated[
        bool, typer.Option("--blank", help="pdf, png, svg: an empty sheet, to be filled in on a wall.")
    ] = False,
    today: Today = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Export a model."""
    from barrierctl.exporters import FORMATS, Options, exporter

    how = _format(output_format, output)
    form = FORMATS[how]
    views = view or (list(View) if form.whole else [View.MATRIX])
    _check(how, views, delimiter, for_posters=bool(paper or blank))
    write = exporter(how)
    told = configuration(config, none=no_config)
    opened, gaps = open_to_show(model, told, with_gaps=form.whole or View.GAPS in views, today=today)
    from barrierctl.views.build import ViewOptions, build_document

    refuse_restricted(opened, "export", model)
    document = build_document(
        opened, views, ViewOptions(transpose=transpose, whole=form.whole and not view), gaps
    )
    options = Options(delimiter=delimiter, bom=bom, raw=raw, paper=paper or Paper.A1, blank=blank)
    deliver(write(document, options), output, force=force)


def _format(given: ExportFormat | None, output: Path | None) -> ExportFormat:
    if given:
        return given
    suffix = output.suffix.lstrip(".") if output else ""
    known = {one.value: one for one in ExportFormat}
    if suffix and suffix not in known:
        raise UsageError(f"{output}: no format has the suffix .{suffix}. Use --format {'|'.join(known)}.")
    return known.get(suffix, ExportFormat.MD)


def _check(how: ExportFormat, views: list[View], delimiter: str, *, for_posters: bool) -> None:
    from barrierctl.exporters import FORMATS

    if len(views) > 1 and not FORMATS[how].several_views:
        *others, last = (name for name, form in FORMATS.items() if form.several_views)
        raise UsageError(f"{how} holds one view. Run it once for each, or use {', '.join(others)} or {last}.")
    if for_posters and "paper" not in FORMATS[how].options:
        raise UsageError(f"--paper and --blank are for pdf, png and svg, not for {how}.")
    if len(delimiter) != 1 or delimiter in '"\r\n' or "\ud800" <= delimiter <= "\udfff":
        raise UsageError("--delimiter is one character, such as ; and no quote or line break.")
