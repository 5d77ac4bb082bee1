"""`barrierctl validate`, `gaps` and `check`: check files, and write the report in each format."""

import sys
from collections.abc import Iterable
from pathlib import Path
from shlex import quote
from typing import Any

import typer

from barrierctl.cli import baseline as known
from barrierctl.cli import options as opt
from barrierctl.cli.console import CONSOLE, Exit, output_width, show_progress
from barrierctl.cli.targets import Output, Target, Targets, document_format, resolve_targets
from barrierctl.config.types import Configuration, run_options, with_options
from barrierctl.dataclass import replace
from barrierctl.errors import UsageError
from barrierctl.files import STDIN_NAME, FoundFiles, Input, Selection, find_inputs
from barrierctl.files.output import check_is_no_model, check_is_not_read, write_file
from barrierctl.findings import Severity
from barrierctl.messages import catalogue
from barrierctl.names import find_stage, unknown_stage
from barrierctl.parallel import Jobs
from barrierctl.pipeline import check_files
from barrierctl.reporters import FORMATS, WITH_AGENDA, reporter
from barrierctl.reporters.report import Report, see_restricted, summary, without_restricted
from barrierctl.selection import FindingFilter, RunOptions, refuse_other_family
from barrierctl.text.terminal import shown

_FAIL_ON = {"validate": "error", "gaps": "never", "check": "error"}
"""The severity from which a finding fails each command, by default."""


def gaps(
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
    prune_baseline: opt.PruneBaseline = False,
    show_accepted: opt.ShowAccepted = False,
    statistics: opt.Statistics = False,
    today: opt.Today = None,
    jobs: opt.MostJobs = None,
    config: opt.ConfigFile = None,
    no_config: opt.NoConfig = False,
    show_config: opt.ShowConfig = False,
    show_all: opt.ShowAll = False,
    question: opt.QuestionNumber = None,
    stage: opt.OnlyStage = "",
) -> None:
    """Check models as the command that was called does."""
    command = str(context.command.name)
    output_format = _formats(output_format, statistics=statistics, show_all=show_all)
    document = document_format(output_format, output, command, whole=not (show_all or question))
    targets = () if document else resolve_targets(output_format, output, command)
    given: dict[str, Any] = {"level": level and Severity(level), "fail_on": fail_on, "baseline": baseline}
    given |= {"select": opt.split_names(select), "ignore": opt.split_names(ignore)}
    given["exclude"] = tuple(exclude or ())
    configuration = with_options(opt.read_configuration(config, none=no_config), **given)
    configuration = replace(configuration, fail_on=configuration.fail_on or _FAIL_ON[command])
    if show_config:
        opt.show_configuration(configuration, refused=no_config)
        return
    known.check_request(configuration, write_baseline, prune=prune_baseline)
    if write_baseline and not opt.output_file(write_baseline):
        targets = _without_stdout(targets, output_format)
    options = run_options(
        configuration, today, writes_baseline=write_baseline is not None, prunes_baseline=prune_baseline
    )
    refuse_other_family(given["select"], command, configuration.context.rules)
    shown_findings = FindingFilter(level=configuration.level, accepted=show_accepted, stage=stage)
    needs_agenda = bool(question) or any(target.format in WITH_AGENDA for target in targets)
    options = replace(options, shown=shown_findings, agenda=needs_agenda)
    found = _find_files(paths, configuration, force=force_exclude, stdin_name=stdin_filename)
    files = found.inputs
    if list_files:
        CONSOLE.print("".join(f"{shown(file.path)}\n" for file in files))
        return
    _check_outputs([output, *(target.file for target in targets)], found, configuration, write_baseline)
    report = _check(command, files, document, output, options, jobs)
    notes = known.update(report, configuration, options, new=write_baseline, prune=prune_baseline)
    left_out = _left_out(found, configuration)
    report = replace(report, every_finding=show_all, every_file=CONSOLE.verbose, left_out=left_out)
    accepts_all = write_baseline is not None
    write_report(
        report, targets, configuration, options, accepts_all=accepts_all, notes=notes, question=question
    )


check = validate = opt.without(gaps, "show_all", "question", "stage")


def _formats(given: list[Target] | None, *, statistics: bool, show_all: bool) -> list[Target] | None:
    """Return the formats to write, of which `--statistics` is one."""
    if statistics and given:
        raise UsageError("--statistics is a format too: --format text --format statistics:FILE")
    formats = [Target(format="statistics")] if statistics else given
    if show_all and formats and all(one.format == "statistics" for one in formats):
        raise UsageError("Use --statistics or --all, not both: statistics count every finding already.")
    return formats


def _find_files(
    paths: list[str] | None, configuration: Configuration, *, force: bool, stdin_name: str
) -> FoundFiles:
    selection = Selection(
        exclude=configuration.exclude,
        exclude_from=configuration.exclude_from,
        folder=configuration.folder,
        force=force,
        stdin_name=stdin_name or STDIN_NAME,
    )
    found = find_inputs(paths or (), selection)
    if found.git_is_slow:
        CONSOLE.info(catalogue().say("report.git_slow"))
    return found


def _check_outputs(
    outputs: Iterable[Path | None], found: FoundFiles, configuration: Configuration, baseline: Path | None
) -> None:
    """Refuse outputs that are models, or files that the run reads or writes beside them."""
    inputs = [*(one.file for one in found.inputs), *configuration.files]
    for output in filter(None, outputs):
        check_is_no_model(output)
        check_is_not_read(output, inputs)
        if baseline and output.absolute() == baseline.absolute():
            raise UsageError(f"{output} cannot be both the report and the baseline. Name another file.")


def _left_out(found: FoundFiles, configuration: Configuration) -> tuple[str, ...]:
    """Say how many models were left out, and by what."""
    say, origin = catalogue().say, configuration.origins.get("exclude", "")
    by = origin if origin.startswith("-") else say("report.exclude_in", origin=origin)
    excluded = [say("report.excluded", count=found.excluded, by=by)] if found.excluded else []
    ignored = [say("report.git_ignored", count=found.ignored)] if found.ignored else []
    return (*excluded, *ignored)


def _without_stdout(targets: tuple[Target, ...], asked: Targets) -> tuple[Target, ...]:
    """Leave standard output to the baseline."""
    if asked and not all(target.file for target in targets):
        raise UsageError(
            "The report and the baseline cannot both go to standard output. Name a file for one of them."
        )
    return tuple(target for target in targets if target.file)


def _check(
    command: str,
    files: tuple[Input, ...],
    document: str | None,
    output: Path | None,
    options: RunOptions,
    jobs: int | None,
) -> Report:
    """Check files, and write the agenda if it is to be a document of that format."""
    if document:
        from barrierctl.cli.agenda import export_agenda  # with the views, which most runs do not need

        return export_agenda(files, document, output, options)
    with show_progress() as update:
        return check_files(command, files, sys.stdin.buffer, options, Jobs(most=jobs, progress=update))


def write_report(
    report: Report,
    targets: tuple[Target, ...],
    configuration: Configuration,
    options: RunOptions,
    *,
    accepts_all: bool,
    notes: list[str],
    question: int | None,
) -> None:
    """Write a report in each format, and exit with the code that it means.

    `accepts_all` is whether no finding makes the run fail, since all were recorded; `notes` are printed below
    the counts; `question` is the number of the question whose findings alone are shown, or None.

    Raises:
        UsageError: there is no such stage or question.
        typer.Exit: in every other case.
    """
    if options.shown.stage:
        report = _only_stage(report, options.shown.stage)
    fail_on, level = configuration.fail_on, configuration.level
    report = replace(
        report,
        fail_on=Severity(fail_on) if fail_on and fail_on != "never" else None,
        accepted=sum(1 for finding in report.findings if finding.accepted),
    )
    filtered = _filter(report, options.shown)
    if question:
        filtered = _only_question(filtered, question)
    for target in targets:
        _write(without_restricted(filtered) if target.is_public else filtered, target)
    if any(target.is_public for target in targets):
        _print_left_out_text(report)
    _print_summary(report, level, with_example=any(target.is_read_here for target in targets))
    for note in notes:
        CONSOLE.info(note)
    failed = not accepts_all and any(map(report.fails, report.findings))
    raise typer.Exit(Exit.FINDINGS if failed else Exit.CLEAN)


def _print_left_out_text(report: Report) -> None:
    for file in report.files:
        if file.restricted and file.findings:
            CONSOLE.info(catalogue().say("report.restricted", path=file.path))
            CONSOLE.info(see_restricted(f"{report.command} {quote(file.path)}"))


def _only_stage(report: Report, stage: str) -> Report:
    """Keep the models with that stage and the findings about it, and what has errors."""
    stages = [part for file in report.files for part in file.parts]
    if stages and not find_stage(stage, stages):
        several = sum(bool(file.parts) for file in report.files) > 1
        public = [part for file in report.files if not file.restricted for part in file.parts]
        raise unknown_stage(stage, public, "any of these models" if several else "this model")
    kept = [file for file in report.files if file.has_errors or find_stage(stage, file.parts)]
    return _filter(replace(report, files=tuple(kept)), FindingFilter(accepted=True, stage=stage))


def _filter(report: Report, shown: FindingFilter) -> Report:
    """Keep the findings that are to be shown."""
    files = (replace(file, findings=shown(file.findings, file.parts)) for file in report.files)
    return replace(report, files=tuple(files))


def _only_question(report: Report, number: int) -> Report:
    """Keep the findings behind one question of the agenda of one model."""
    agendas = [file.agenda for file in report.files if file.agenda]
    if len(agendas) != 1:
        raise UsageError("--question is for the agenda of one model. Name its file.")
    questions = agendas[0].questions
    if number > len(questions):
        raise UsageError(f"There is no question {number}: the agenda has {len(questions)}.")
    findings = questions[number - 1].findings
    files = tuple(replace(file, findings=findings if file.agenda else ()) for file in report.files)
    return replace(report, files=files, every_finding=True, question=questions[number - 1])


def _write(report: Report, target: Target) -> None:
    if target.file:
        write_file(target.file, reporter(target.format)(report), force=True)
    elif not target.is_read_here:
        write = sys.stdout.write if FORMATS[target.format] == "workflow" else CONSOLE.print
        write(reporter(target.format)(report))
    elif report.every_file or not all(map(report.is_clean, report.files)):  # else no format is loaded
        render = reporter(target.format)
        CONSOLE.print(render(report, width=output_width(), color=CONSOLE.takes_color(sys.stdout)))


def _print_summary(report: Report, level: Severity, *, with_example: bool) -> None:
    unaccepted = [finding for finding in report.findings if not finding.accepted]
    listed = [finding for finding in unaccepted if finding.severity.rank <= level.rank]
    most_severe = min(listed, key=lambda finding: finding.severity.rank, default=None)
    CONSOLE.info(summary(report, explain=most_severe.rule if with_example and most_severe else None))
    if unaccepted and not listed:
        CONSOLE.info(catalogue().say("report.none_shown", level=catalogue().severity(level)))
