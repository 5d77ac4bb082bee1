"""What `validate` and `gaps` do with a report: write it in each format, summarise it, exit with a code."""

import sys
from pathlib import Path
from stat import S_IFREG
from typing import Annotated

import typer

from barrierctl.baseline import is_baseline, write_baseline
from barrierctl.cli.console import CONSOLE, Exit, output_file, output_width
from barrierctl.cli.options import join_words
from barrierctl.config.types import Configuration
from barrierctl.errors import UsageError
from barrierctl.files import kind, write_text
from barrierctl.findings import Finding, Severity
from barrierctl.frozen import frozen, replace
from barrierctl.messages import catalogue
from barrierctl.names import nearest
from barrierctl.reporters import FORMATS, reporter
from barrierctl.reporters.report import Report, summary

_DEFAULT = "text"


@frozen
class Target:
    """One way in which findings are written: a format, and a file or standard output."""

    format: str
    file: Path | None = None

    @property
    def is_public(self) -> bool:
        """Whether others than the user can see it."""
        return self.file is not None or FORMATS[self.format].reader == "platform"

    @property
    def is_read_here(self) -> bool:
        """Whether a person reads it on the spot."""
        return self.file is None and self.format == _DEFAULT


def _complete(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def _parse(text: str) -> Target:
    name, colon, file = text.partition(":")
    if name not in FORMATS or (colon and not file):
        near = "" if name in FORMATS else nearest(name, FORMATS)
        meant = f'did you mean "{near}"? ' if near else ""
        raise typer.BadParameter(
            f'"{text}": {meant}Choose from {", ".join(FORMATS)}; with a file as in sarif:gaps.sarif.'
        )
    return Target(format=name, file=Path(file) if file else None)


Targets = Annotated[
    list[Target] | None,
    typer.Option(
        "--format",
        metavar="FORMAT[:FILE]",
        parser=_parse,
        autocompletion=_complete,
        help=f"Output format: {', '.join(FORMATS)}. Repeat as FORMAT:FILE to write several.  [default: text]",
    ),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the findings to this file.")
]


def resolve_targets(given: list[Target] | None, output: Path | None) -> tuple[Target, ...]:
    """Decide where each format goes: to its own file, else to `output` or standard output.

    Raises:
        UsageError: two formats go to the same place, or none goes to `output`.
    """
    every = given or [Target(format=_DEFAULT)]
    if output and all(target.file for target in every):
        raise UsageError(f"Every --format has a file of its own, so nothing is left for -o {output}.")
    targets = tuple(Target(format=one.format, file=output_file(one.file or output)) for one in every)
    files = [target.file for target in targets]
    twice = [file for file in files if files.count(file) > 1]
    if twice and twice[0]:
        raise UsageError(f"Two formats would go to {twice[0]}. Give each a file of its own.")
    if twice:
        raise UsageError(
            "Only one --format can go to standard output. "
            "Give the others a file, as in --format sarif:gaps.sarif"
        )
    return targets


def write_report(
    report: Report,
    targets: tuple[Target, ...],
    configuration: Configuration,
    *,
    show_accepted: bool,
    new_baseline: Path | None,
    stale: int,
) -> None:
    """Write a report in each format, and exit with the code that it means.

    `stale` is the number of entries of the baseline in use that are found no more.

    Raises:
        UsageError: others could see what is restricted.
        typer.Exit: in every other case.
    """
    if new_baseline or any(target.is_public for target in targets):
        _refuse_restricted(report)
    if new_baseline:
        _write_baseline(report, new_baseline)
    fail_on, level = configuration.fail_on, configuration.level
    report = replace(
        report,
        fail_on=Severity(fail_on) if fail_on and fail_on != "never" else None,
        accepted=sum(1 for finding in report.findings if finding.accepted),
    )
    shown = _filter(report, level, accepted=show_accepted)
    for target in targets:
        _write(shown, target)
    _print_summary(report, level, with_example=any(target.is_read_here for target in targets))
    if stale:
        CONSOLE.info(catalogue().say("report.stale", count=stale, path=configuration.baseline))
    failed = not new_baseline and any(map(report.fails, report.findings))
    raise typer.Exit(Exit.FINDINGS if failed else Exit.CLEAN)


def _refuse_restricted(report: Report) -> None:
    paths = [file.path for file in report.files if file.restricted]
    if paths:
        safe = join_words([name for name, form in FORMATS.items() if form.reader != "platform"], "or")
        raise UsageError(
            f"{', '.join(paths)}: holds what is restricted, and findings may repeat it. "
            f"Nothing was written. To see them here: --format {safe}, without a file."
        )


def _write_baseline(report: Report, path: Path) -> None:
    if kind(path) == S_IFREG and not is_baseline(path.read_text("utf-8", errors="replace")):
        raise UsageError(f"{path} is no baseline, so it is not replaced. Name another file.")
    write_text(path, write_baseline([(one.root_path, one) for one in report.findings]), force=True)


def _filter(report: Report, level: Severity, *, accepted: bool) -> Report:
    """Keep the findings of at least that severity, accepted ones if wanted."""

    def is_shown(finding: Finding) -> bool:
        return finding.severity.rank <= level.rank and (accepted or not finding.accepted)

    files = [replace(file, findings=tuple(filter(is_shown, file.findings))) for file in report.files]
    return replace(report, files=tuple(files))


def _write(report: Report, target: Target) -> None:
    if target.file:
        write_text(target.file, reporter(target.format)(report), force=True)
    elif not target.is_read_here:
        write = CONSOLE.print if FORMATS[target.format].reader == "person" else CONSOLE.write
        write(reporter(target.format)(report))
    elif not all(file.is_empty for file in report.files):  # else a run need not load the format
        render = reporter(target.format)
        CONSOLE.print(render(report, width=output_width(), color=CONSOLE.takes_color(sys.stdout)))


def _print_summary(report: Report, level: Severity, *, with_example: bool) -> None:
    unaccepted = [finding for finding in report.findings if not finding.accepted]
    shown = [finding for finding in unaccepted if finding.severity.rank <= level.rank]
    most_severe = min(shown, key=lambda finding: finding.severity.rank, default=None)
    CONSOLE.info(summary(report, explain=most_severe.rule if with_example and most_severe else None))
    if unaccepted and not shown:
        CONSOLE.info(catalogue().say("report.none_shown", level=catalogue().severity(level)))
