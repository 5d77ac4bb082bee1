"""The options that `validate` and `gaps` share."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from barrierctl.cli import options as opt
from barrierctl.cli.config_options import ConfigFile, NoConfig, configuration, show
from barrierctl.cli.console import CONSOLE, Progress, output_width
from barrierctl.cli.options import FailOn
from barrierctl.cli.output_options import Output, Target, Targets, targets
from barrierctl.cli.render import RenderOptions, placed, tell
from barrierctl.config.types import Configuration, with_options
from barrierctl.files import STDIN_NAME, Input
from barrierctl.frozen import replace
from barrierctl.parallel import Jobs
from barrierctl.reporters.report import Report
from barrierctl.selection import RunOptions

UseCase: TypeAlias = Callable[[tuple[Input, ...], RunOptions, Jobs], Report]


def looking(use_case: UseCase, fails_on: FailOn) -> Callable[..., None]:
    """The command that looks at models in this way.

    Args:
        use_case: files, what is asked, how the work is shared out in; a report out.
        fails_on: how grave a finding must be to fail the run, unless told.
    """

    def command(
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
        config: ConfigFile = None,
        no_config: NoConfig = False,
        show_config: opt.ShowConfig = False,
    ) -> None:
        options: dict[str, Any] = {"level": level, "fail_on": fail_on, "baseline": baseline}
        options |= {"select": opt.names(select), "ignore": opt.names(ignore), "exclude": tuple(exclude or ())}
        wanted = targets(output_format, output)
        told = with_options(configuration(config, none=no_config), **options)
        told = replace(told, fail_on=told.fail_on or fails_on)
        if show_config:
            show(told, refused=no_config)
            return
        asked = opt.run_options(told, today, writes_baseline=write_baseline is not None)
        found = opt.inputs(paths, told, force=force_exclude, stdin=stdin_filename)
        if list_files:
            opt.list_files(found)
            return
        showing = _showing(told, wanted, show_accepted=show_accepted, write_baseline=write_baseline)
        with Progress() as progress:
            report = use_case(found, asked, Jobs(most=jobs, progress=progress.tell))
        tell(report, _stale(report, asked), showing)

    return command


def _showing(
    told: Configuration, wanted: tuple[Target, ...], *, show_accepted: bool, write_baseline: Path | None
) -> RenderOptions:
    return RenderOptions(
        targets=wanted,
        level=told.level,
        fail_on=FailOn(str(told.fail_on)),
        show_accepted=show_accepted,
        baseline=told.baseline,
        write_baseline=write_baseline,
        width=output_width(),
        color=CONSOLE.takes_color(sys.stdout),
    )


def _stale(report: Report, asked: RunOptions) -> int:
    """How many entries of the baseline are found no more."""
    if asked.baseline is None:
        return 0
    looked_at = (file.root_path for file in report.files if not file.has_errors)
    return asked.baseline.count_stale(
        placed(report), looked_at, lambda rule: asked.covers(rule, report.command)
    )
