"""`barrierctl validate` and `barrierctl gaps`."""

import sys
from typing import Any

import typer

from barrierctl import pipeline
from barrierctl.cli import options as opt
from barrierctl.cli.console import CONSOLE, show_progress
from barrierctl.cli.render import Output, Targets, resolve_targets, write_report
from barrierctl.config.types import Configuration, with_options
from barrierctl.files import STDIN_NAME, Input, Selection, find_inputs
from barrierctl.findings import Severity
from barrierctl.frozen import replace
from barrierctl.parallel import Jobs
from barrierctl.reporters.report import Report
from barrierctl.selection import RunOptions
from barrierctl.text.terminal import shown

_CHECKS = {
    "validate": (pipeline.validate, "error"),
    "gaps": (pipeline.gaps, "never"),
}
"""What each command does, and the severity from which a finding fails it by default."""


def check(
    context: typer.Context,
    paths: opt.Paths = None,
    output_format: Targets = None,
    output: Output = None,
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    level: opt.Level = None,
    fail_on: opt.Fail = None,
    exclude: opt.Exclude = None,
    force_exclude: opt.ForceExclude = False,
    list_files: opt.ListFiles = False,
    stdin_filename: opt.StdinName = STDIN_NAME,
    baseline: opt.BaselineFile = None,
    write_baseline: opt.WriteBaseline = None,
    show_accepted: opt.ShowAccepted = False,
    today: opt.Today = None,
    jobs: opt.MostJobs = None,
    config: opt.ConfigFile = None,
    no_config: opt.NoConfig = False,
    show_config: opt.ShowConfig = False,
) -> None:
    """Check models as the command that was called does."""
    run_check, default_fail_on = _CHECKS[str(context.command.name)]
    targets = resolve_targets(output_format, output)
    given: dict[str, Any] = {"level": level and Severity(level), "fail_on": fail_on, "baseline": baseline}
    given |= {"select": opt.split_names(select), "ignore": opt.split_names(ignore)}
    given["exclude"] = tuple(exclude or ())
    configuration = with_options(opt.read_configuration(config, none=no_config), **given)
    configuration = replace(configuration, fail_on=configuration.fail_on or default_fail_on)
    if show_config:
        opt.show_configuration(configuration, refused=no_config)
        return
    options = opt.run_options(configuration, today, writes_baseline=write_baseline is not None)
    files = _find_files(paths, configuration, force=force_exclude, stdin_name=stdin_filename)
    if list_files:
        CONSOLE.print("".join(f"{shown(file.path)}\n" for file in files))
        return
    with show_progress() as update:
        report = run_check(files, sys.stdin.buffer, options, Jobs(most=jobs, progress=update))
    stale = _count_stale(report, options)
    write_report(
        report, targets, configuration, show_accepted=show_accepted, new_baseline=write_baseline, stale=stale
    )


validate = gaps = check


def _find_files(
    paths: list[str] | None, configuration: Configuration, *, force: bool, stdin_name: str
) -> tuple[Input, ...]:
    selection = Selection(
        exclude=configuration.exclude,
        exclude_from=configuration.exclude_from,
        folder=configuration.folder,
        force=force,
        stdin_name=stdin_name or STDIN_NAME,
    )
    return find_inputs(paths or (), selection)


def _count_stale(report: Report, options: RunOptions) -> int:
    """Count the entries of the baseline that are found no more."""
    if options.baseline is None:
        return 0
    checked = (file.root_path for file in report.files if not file.has_errors)
    found = [(finding.root_path, finding) for finding in report.findings]
    return options.baseline.count_stale(found, checked, lambda rule: options.covers(rule, report.command))
