"""`barrierctl gaps`."""

import sys

import typer

from barrierctl.cli import options as opt
from barrierctl.cli.options import FailOn, Format
from barrierctl.cli.outcome import Showing, placed, tell
from barrierctl.findings import Severity
from barrierctl.inputs import STDIN_NAME

_HELP = """Example:  barrierctl gaps models/fireworks.barrier.yaml

    What is missing or weak in a model, stage by stage: to prepare a workshop with."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        name="gaps",
        help=_HELP,
        short_help="What is missing or weak? For preparing a workshop.",
        epilog="Next:  barrierctl rule ID  explains a finding",
    )(gaps)


def gaps(
    paths: opt.Paths = None,
    output_format: opt.Formats = Format.TEXT,
    output: opt.Output = None,
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    level: opt.Level = Severity.INFO,
    fail_on: opt.Fail = FailOn.NEVER,
    exclude: opt.Exclude = None,
    force_exclude: opt.ForceExclude = False,
    list_files: opt.ListFiles = False,
    stdin_filename: opt.StdinName = STDIN_NAME,
    baseline: opt.BaselineFile = None,
    write_baseline: opt.WriteBaseline = None,
    show_accepted: opt.ShowAccepted = False,
    today: opt.Today = None,
) -> None:
    """Find the gaps of models."""
    asked = opt.inquiry(select, ignore, today, baseline)
    found = opt.inputs(paths, exclude, force=force_exclude, stdin=stdin_filename)
    if list_files:
        opt.list_files(found)
        return
    from barrierctl.checking import gaps as find

    report = find(found, sys.stdin.buffer, asked)
    stale = asked.baseline.stale(placed(report), (one.root_path for one in found)) if asked.baseline else 0
    showing = Showing(
        how=output_format,
        output=output,
        level=level,
        fail_on=fail_on,
        show_accepted=show_accepted,
        baseline=baseline,
        write_baseline=write_baseline,
    )
    tell(report, stale, showing)
