"""`barrierctl export`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from barrierctl.cli.console import CONSOLE
from barrierctl.cli.models import View, load_input, only_input, refuse_restricted
from barrierctl.cli.options import (
    ConfigFile,
    Duration,
    ForAudience,
    Force,
    NoConfig,
    OnlyParty,
    OutputFile,
    Today,
    Transpose,
    read_configuration,
    write_output,
)
from barrierctl.config.types import run_options
from barrierctl.dataclass import replace
from barrierctl.errors import UsageError
from barrierctl.exporters import FORMATS, Options, choose_views, exporter, refuse_large
from barrierctl.exporters.paper import PAPERS
from barrierctl.files.output import check_is_no_model, check_is_not_read
from barrierctl.messages import catalogue, use_language
from barrierctl.pipeline import build_document
from barrierctl.views import HANDOUTS, STANDARD_VIEWS, TASK_VIEWS, VIEWS
from barrierctl.views.build import ViewOptions

if TYPE_CHECKING:
    ExportFormat: TypeAlias = str
    PaperSize: TypeAlias = str
else:
    ExportFormat = StrEnum("ExportFormat", list(FORMATS))
    PaperSize = StrEnum("PaperSize", list(PAPERS))


Format = Annotated[
    ExportFormat | None,
    typer.Option("--format", help="Output format.  [default: from the suffix of -o, otherwise md]"),
]
Views = Annotated[
    list[View] | None,
    typer.Option(
        help="View to export. Repeatable, except for csv and posters.  "
        "[default: all but workshop for html, xlsx, docx and pptx, plan for ics, otherwise matrix]"
    ),
]
Delimiter = Annotated[
    str | None, typer.Option(metavar="CHARACTER", help="csv: character between cells.  [default: ,]")
]
Bom = Annotated[
    bool,
    typer.Option("--bom", help="csv: start with a byte order mark, so that Excel reads accents correctly."),
]
Raw = Annotated[bool, typer.Option("--raw", help="csv: do not protect cells that look like formulas.")]
Paper = Annotated[
    PaperSize | None,
    typer.Option(help="pdf, png, svg: size of the sheet.  [default: a1; a4 for sheets to hand out]"),
]
Blank = Annotated[bool, typer.Option("--blank", help="pdf, png, svg: an empty sheet, to fill in on a wall.")]


def export(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Model file, or - for standard input.")],
    output_format: Format = None,
    view: Views = None,
    party: OnlyParty = None,
    output: OutputFile = None,
    transpose: Transpose = False,
    force: Force = False,
    delimiter: Delimiter = None,
    bom: Bom = False,
    raw: Raw = False,
    paper: Paper = None,
    blank: Blank = False,
    duration: Duration = None,
    today: Today = None,
    audience: ForAudience = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Export a model."""
    name = output_format or _format_of(output)
    form = FORMATS[name]
    standard = TASK_VIEWS if party is not None else STANDARD_VIEWS
    views = choose_views(name, view or (), standard, HANDOUTS, TASK_VIEWS)
    options = _options(name, delimiter=delimiter, bom=bom, raw=raw, paper=paper, blank=blank)
    write = exporter(name)
    one = only_input(model)
    configuration = read_configuration(config, none=no_config, model=one.file).for_command("gaps")
    if output:
        check_is_no_model(output)
        check_is_not_read(output, [one.file, *configuration.files])
    with_gaps = form.whole or any(VIEWS[each].of_findings for each in views)
    context = replace(configuration.context, audience=audience, language=CONSOLE.language or "")
    run = run_options(configuration, today, language=CONSOLE.language or "") if with_gaps else None
    opened, gaps = load_input(one, context, run)
    use_language(CONSOLE.language or opened.header.language)
    refuse_restricted(opened, model, audience)
    refuse_large(name, opened.entry_count)
    how = ViewOptions(
        party=party,
        today=today,
        transpose=transpose,
        duration=duration,
        whole=form.whole and not view and party is None,
        readers=form.readers,
        read_back=form.read_back,
        language=CONSOLE.language or "",
    )
    document = build_document(opened, views, how, gaps, run)
    write_output(write(document, options), output, force=force)


def _format_of(output: Path | None) -> str:
    suffix = output.suffix.lstrip(".") if output else ""
    if suffix and suffix not in FORMATS:
        raise UsageError(f"{output}: no format has the suffix .{suffix}. Use --format {'|'.join(FORMATS)}.")
    return suffix or "md"


def _options(name: str, **options: Any) -> Options:
    """Collect the options that are given; refuse those that the format does not take."""
    given = {key: value for key, value in options.items() if value not in (None, False)}
    takers = {key: [each for each in FORMATS if key in FORMATS[each].options] for key in options}
    refused = next((key for key in given if name not in takers[key]), None)
    if refused:
        alike = [f"--{key}" for key in options if takers[key] == takers[refused]]
        raise UsageError(
            f"{catalogue().enumerated(alike)} {'are' if len(alike) > 1 else 'is'} "
            f"for {catalogue().enumerated(takers[refused])}, not for {name}."
        )
    return Options(**given)
