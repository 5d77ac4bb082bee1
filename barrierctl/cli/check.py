"""`barrierctl validate`, `gaps` and `check`: check files, and write the report in each format."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shlex import quote
from stat import S_IFDIR
from typing import TYPE_CHECKING

import typer

from barrierctl.cli import options as opt
from barrierctl.cli.console import CONSOLE, Exit, output_width, show_progress
from barrierctl.cli.targets import Output, Target, Targets, document_writer, resolve_targets
from barrierctl.config.types import Configuration, Configurations, Scope, run_options, with_options
from barrierctl.dataclass import frozen, replace
from barrierctl.errors import InputError, UsageError
from barrierctl.files import (
    STDIN,
    STDIN_NAME,
    FoundFiles,
    Input,
    Selection,
    current_folder,
    find_inputs,
    folder_of,
    kind,
)
from barrierctl.files.output import check_is_no_model, check_is_not_read, write_file
from barrierctl.findings import Severity
from barrierctl.messages import ENGLISH, catalogue, unknown
from barrierctl.names import find_stage
from barrierctl.pipeline import check_files
from barrierctl.reporters import FORMATS, WITH_AGENDA, reporter
from barrierctl.reporters.report import Report, see_restricted, summary, without_restricted
from barrierctl.selection import FindingFilter, refuse_other_family
from barrierctl.text.terminal import shown

if TYPE_CHECKING:
    from barrierctl.cli.targets import DocumentWriter

_FAIL_ON = {"validate": "error", "gaps": "never", "check": "error"}
"""The severity from which a finding fails each command, by default."""


@frozen
class Arguments:
    """What the command line says to `validate`, `gaps` or `check`, which is `command`."""

    command: str
    paths: opt.Paths = None
    output_format: Targets = None
    output: Output = None
    select: opt.Select = None
    ignore: opt.Ignore = None
    level: opt.Level = None
    fail_on: opt.Fail = None
    exclude: opt.Exclude = None
    force_exclude: opt.ForceExclude = False
    list_files: opt.ListFiles = False
    stdin_filename: opt.StdinName = STDIN_NAME
    baseline: opt.BaselineFile = None
    write_baseline: opt.WriteBaseline = None
    prune_baseline: opt.PruneBaseline = False
    show_accepted: opt.ShowAccepted = False
    fix: opt.FixMistakes = False
    diff: opt.ShowDiff = False
    statistics: opt.Statistics = False
    today: opt.Today = None
    audience: opt.ForAudience = None
    jobs: opt.MostJobs = None
    config: opt.ConfigFile = None
    no_config: opt.NoConfig = False
    show_config: opt.ShowConfig = False
    show_all: opt.ShowAll = False
    question: opt.QuestionNumber = None
    stage: opt.OnlyStage = ""

    def over(self, configuration: Configuration) -> Configuration:
        """Put the options over a configuration."""
        merged = with_options(
            configuration.for_command(self.command),
            level=self.level and Severity(self.level),
            fail_on=self.fail_on,
            baseline=self.baseline,
            select=opt.split_names(self.select),
            ignore=opt.split_names(self.ignore),
            exclude=tuple(self.exclude or ()),
        )
        return replace(merged, fail_on=merged.fail_on or _FAIL_ON[self.command])


def run(given: Arguments) -> None:
    """Check models as the command that was called does, and write the report in each format.

    Raises:
        typer.Exit: with the code that the report means.
    """
    targets, document = _targets(given)
    configurations = opt.find_configurations(given.config, none=given.no_config, adapt=given.over)
    first = Path(given.paths[0] if given.paths else ".")
    here = configurations.of(folder_of(first / STDIN if kind(first) == S_IFDIR else first))
    if given.show_config:
        opt.refuse_errors(configurations)
        opt.show_configuration(here, refused=given.no_config)
        return
    found = _find_files(given, configurations)
    files, used = configurations.assign(found.inputs)
    opt.refuse_errors(configurations)
    if given.list_files:
        CONSOLE.print("".join(f"{shown(file.path)}\n" for file in files))
        return
    language = CONSOLE.language or ("" if document else ENGLISH)
    scopes = _scopes(given, used or (here,), targets, language)
    if outputs := [file for file in (given.output, *(target.file for target in targets)) if file]:
        settings = (file for scope in scopes for file in scope.configuration.files)
        _check_outputs(outputs, [*(one.file for one in files), *settings], given.write_baseline)
    status = Exit.CLEAN
    if given.fix or given.diff:
        from barrierctl.cli.fix import fix_models  # most runs only look

        status = fix_models(files, scopes, only_show=given.diff)
        if given.diff:
            raise typer.Exit(status)
    report, notes = _check(given, files, document, scopes)
    report = _only_stage(report, given.stage) if given.stage else report
    report = replace(
        report,
        every_finding=given.show_all,
        every_file=CONSOLE.verbose,
        left_out=tuple(_left_out(found)),
        accepted=sum(1 for finding in report.findings if finding.accepted),
    )
    write_report(report, targets, [scope.options.shown for scope in scopes], given.question, given.audience)
    for note in notes:
        CONSOLE.info(note)
    failed = not given.write_baseline and any(
        report.fails(file, one) for file in report.files for one in file.findings
    )
    raise typer.Exit(max(status, Exit.FINDINGS if failed else Exit.CLEAN))


gaps = opt.as_command(Arguments, run)
check = validate = opt.as_command(Arguments, run, "show_all", "question", "stage")


def _targets(given: Arguments) -> tuple[tuple[Target, ...], "DocumentWriter | None"]:
    """Decide where the report goes, or what writes the agenda as a document.

    Raises:
        UsageError: options exclude each other.
    """
    formats = given.output_format
    if given.statistics and formats:
        raise UsageError("--statistics is a format too: --format text --format statistics:FILE")
    formats = [Target(format="statistics")] if given.statistics else formats
    if given.show_all and formats and all(one.format == "statistics" for one in formats):
        raise UsageError("Use --statistics or --all, not both: statistics count every finding already.")
    whole = not (given.show_all or given.question)
    document = document_writer(formats, given.output, given.command, whole=whole)
    targets = () if document else resolve_targets(formats, given.output)
    if given.write_baseline and not opt.output_file(given.write_baseline):
        if formats and not all(target.file for target in targets):
            raise UsageError(
                "The report and the baseline cannot both go to standard output. Name a file for one of them."
            )
        targets = tuple(target for target in targets if target.file)
    return targets, document


def _check(
    given: Arguments, files: tuple[Input, ...], document: "DocumentWriter | None", scopes: tuple[Scope, ...]
) -> tuple[Report, list[str]]:
    """Check files, or write the agenda if it is to be a document; give what to say of the baseline too."""
    if document:
        report = document(files, scopes)
    else:
        with show_progress() as update:
            options, stdin = (scope.options for scope in scopes), sys.stdin.buffer
            report = check_files(given.command, files, stdin, *options, jobs=given.jobs, progress=update)
    if not given.write_baseline and not any(scope.options.baseline for scope in scopes):
        return report, []
    from barrierctl.cli import baseline  # 1 ms, and most runs have none

    return report, baseline.update(report, scopes, given.write_baseline, prune=given.prune_baseline)


def _find_files(given: Arguments, configurations: Configurations) -> FoundFiles:
    selection = Selection(
        excluded_by=configurations.excluded_by,
        folder=configurations.of(current_folder()).folder,
        force=given.force_exclude,
        stdin_name=given.stdin_filename or STDIN_NAME,
    )
    try:
        found = find_inputs(given.paths or (), selection)
    except InputError:
        opt.refuse_errors(configurations)
        raise
    if found.git_is_slow:
        CONSOLE.info(catalogue().say("report.git_slow"))
    return found


def _scopes(
    given: Arguments, configurations: Iterable[Configuration], targets: Iterable[Target], language: str
) -> tuple[Scope, ...]:
    """Make the options of the run for each configuration."""
    used = tuple(configurations)
    if given.prune_baseline and given.write_baseline:
        raise UsageError("--write-baseline and --prune-baseline exclude each other.")
    if given.prune_baseline and not any(one.baseline for one in used):
        raise UsageError("--prune-baseline needs a baseline. Name it with --baseline FILE.")
    custom = frozenset(rule for one in used for rule in one.context.rules)
    needs_agenda = bool(given.question) or any(target.format in WITH_AGENDA for target in targets)
    shows_yaml = given.command == "check" or given.show_all or bool(given.question)
    scopes = []
    for one in used:
        options = run_options(
            one,
            given.today,
            language=language,
            custom_rules=custom,
            writes_baseline=given.write_baseline is not None,
            prunes_baseline=given.prune_baseline,
            audience=given.audience,
        )
        findings = FindingFilter(level=one.level, accepted=given.show_accepted, stage=given.stage)
        options = replace(options, shown=findings, agenda=needs_agenda, paste=shows_yaml)
        scopes.append(Scope(configuration=one, options=options))
    if given.select:
        refuse_other_family(opt.split_names(given.select), given.command, custom)
    return tuple(scopes)


def _check_outputs(outputs: Iterable[Path], read: list[Path | None], baseline: Path | None) -> None:
    """Refuse outputs that are models, or files that the run reads or writes beside them."""
    for output in outputs:
        check_is_no_model(output)
        check_is_not_read(output, read)
        if baseline and output.absolute() == baseline.absolute():
            raise UsageError(f"{output} cannot be both the report and the baseline. Name another file.")


def _left_out(found: FoundFiles) -> Iterator[str]:
    """Say how many models were left out, and by what."""
    say = catalogue().say
    for origin, count in found.excluded.items():
        by = origin if origin.startswith("-") else say("report.exclude_in", origin=origin)
        yield say("report.excluded", count=count, by=by)
    if found.ignored:
        yield say("report.git_ignored", count=found.ignored)


def write_report(
    report: Report,
    targets: tuple[Target, ...],
    filters: Sequence[FindingFilter],
    question: int | None,
    audience: str | None,
) -> None:
    """Write a report in each format, and its counts.

    Args:
        report: with every finding.
        targets: the formats.
        filters: what is shown of the files of each scope.
        question: the number of the question whose findings alone are shown, or None.
        audience: that was chosen, or None.

    Raises:
        UsageError: there is no such question.
    """
    files = (
        replace(file, findings=filters[file.scope](file.findings, file.parts)) if file.findings else file
        for file in report.files
    )
    filtered = replace(report, files=tuple(files))
    if question:
        filtered = _only_question(filtered, question)
    restricted = [file for file in report.files if file.restricted and audience != "restricted"]
    public = [target for target in targets if restricted and (audience or target.is_public)]
    for target in targets:
        _write(without_restricted(filtered) if target in public else filtered, target)
    for file in restricted if public else ():
        if file.findings:
            CONSOLE.info(catalogue().say("report.restricted", path=file.path))
            CONSOLE.info(see_restricted(f"{report.command} {quote(file.path)}"))
    opt.say_what_is_hidden(report.files)
    _print_summary(report, filters, with_example=any(target.is_read_here for target in targets))


def _only_stage(report: Report, stage: str) -> Report:
    """Keep the models with that stage and the findings about it, and what has errors."""
    stages = [part for file in report.files for part in file.parts]
    if stages and not find_stage(stage, stages):
        several = sum(bool(file.parts) for file in report.files) > 1
        public = [name for file in report.files if not file.restricted for _, name in file.parts]
        raise unknown("stage_anywhere" if several else "stage", stage, public)
    kept = [file for file in report.files if file.has_errors or find_stage(stage, file.parts)]
    about = FindingFilter(accepted=True, stage=stage)
    files = (replace(file, findings=about(file.findings, file.parts)) for file in kept)
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


def _print_summary(report: Report, filters: Sequence[FindingFilter], *, with_example: bool) -> None:
    unaccepted, listed = [], []
    for file in report.files:
        found = [finding for finding in file.findings if not finding.accepted]
        lowest = filters[file.scope].level.rank
        unaccepted += found
        listed += [one for one in found if one.severity.rank <= lowest]
    most_severe = min(listed, key=lambda finding: finding.severity.rank, default=None)
    CONSOLE.info(summary(report, explain=most_severe.rule if with_example and most_severe else None))
    if unaccepted and not listed:
        level = max((one.level for one in filters), key=lambda level: level.rank)
        CONSOLE.info(catalogue().say("report.none_shown", level=catalogue().severity(level)))
