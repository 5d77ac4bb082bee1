"""What `validate` and `gaps` do with a report: write it, summarise it, exit with what it means."""

from pathlib import Path
from stat import S_IFREG

import typer

from barrierctl.cli import Exit
from barrierctl.cli.console import CONSOLE
from barrierctl.cli.options import FailOn
from barrierctl.cli.output_options import Target
from barrierctl.errors import UsageError
from barrierctl.files import kind
from barrierctl.findings import Finding, Severity
from barrierctl.frozen import frozen, replace
from barrierctl.reporters.report import FileReport, Report


@frozen
class RenderOptions:
    """How a report is shown.

    Attributes:
        targets: the formats, and where each goes.
        level: how grave what is shown must be.
        fail_on: how grave a finding must be to fail the run.
        show_accepted: whether to show what is accepted too.
        baseline: the name of the baseline in use, or None.
        write_baseline: the file that takes a new baseline, or None.
        width: of the terminal; None where a text does not go to one.
        color: whether it takes colours.
    """

    targets: tuple[Target, ...]
    level: Severity
    fail_on: FailOn
    show_accepted: bool
    baseline: Path | None
    write_baseline: Path | None
    width: int | None
    color: bool

    def is_severe_enough(self, finding: Finding) -> bool:
        """Whether a finding is grave enough to be shown."""
        return finding.severity.rank <= self.level.rank


def tell(report: Report, stale: int, showing: RenderOptions) -> None:
    """Show a report and exit with what it means.

    Args:
        report: all that was found, what is accepted too.
        stale: how many entries of the baseline are found no more.
        showing: how.

    Raises:
        UsageError: it would carry what is restricted to where others can see it.
        typer.Exit: always, else.
    """
    if showing.write_baseline or any(target.is_elsewhere for target in showing.targets):
        _refuse_restricted(report)
    if showing.write_baseline:
        _write_baseline(report, showing.write_baseline)
    accepted = sum(1 for finding in report.findings if finding.accepted)
    report = replace(report, fail_on=_limit(showing), accepted=accepted)
    seen = replace(report, files=tuple([shown(file, showing) for file in report.files]))
    for target in showing.targets:
        _deliver(seen, target, showing)
    _sum_up(report, showing, stale)
    failed = not showing.write_baseline and any(map(report.fails, report.findings))
    raise typer.Exit(Exit.FINDINGS if failed else Exit.CLEAN)


def _limit(showing: RenderOptions) -> Severity | None:
    return None if showing.fail_on is FailOn.NEVER else Severity(showing.fail_on.value)


def shown(file: FileReport, showing: RenderOptions) -> FileReport:
    """What is shown of a file: what is grave enough, and what is accepted only where that is asked for."""
    told = (finding for finding in file.findings if showing.show_accepted or not finding.accepted)
    return replace(file, findings=tuple(filter(showing.is_severe_enough, told)))


def _deliver(report: Report, target: Target, showing: RenderOptions) -> None:
    if target.file:
        from barrierctl.files import write_text

        write_text(target.file, _text(report, target, showing), force=True)
    elif target.is_for_people:
        CONSOLE.prose(_text(report, target, showing))
    else:
        CONSOLE.payload(_text(report, target, showing))


def _write_baseline(report: Report, path: Path) -> None:
    from barrierctl.baseline import is_baseline, write_baseline
    from barrierctl.files import write_text

    if kind(path) == S_IFREG and not is_baseline(path.read_text("utf-8", errors="replace")):
        raise UsageError(f"{path} is no baseline, so it is not replaced. Name another file.")
    write_text(path, write_baseline(placed(report)), force=True)


def placed(report: Report) -> list[tuple[str, Finding]]:
    """Every finding with the path of its file, relative to the project root."""
    return [(file.root_path, finding) for file in report.files for finding in file.findings]


def _refuse_restricted(report: Report) -> None:
    paths = [file.path for file in report.files if file.restricted]
    if paths:
        raise UsageError(
            f"{', '.join(paths)}: holds what is restricted, and findings may repeat it. "
            "Nothing was written. To see them here: --format text, concise or json, without a file."
        )


def _text(report: Report, target: Target, showing: RenderOptions) -> str:
    if not target.is_for_reading_here:
        from barrierctl.reporters import reporter

        return reporter(target.how)(report)
    if all(file.is_empty for file in report.files):
        return ""  # as the format would say, too; but it need not be loaded for that
    from barrierctl.reporters import text

    return text.report(report, width=showing.width, color=showing.color)


def _sum_up(report: Report, showing: RenderOptions, stale: int) -> None:
    from barrierctl.messages import catalogue
    from barrierctl.reporters.common import summary

    unaccepted = [finding for finding in report.findings if not finding.accepted]
    told = list(filter(showing.is_severe_enough, unaccepted))
    most_severe = min(told, key=lambda finding: finding.severity.rank, default=None)
    read_here = any(target.is_for_reading_here for target in showing.targets)
    CONSOLE.talk(summary(report, explain=most_severe.rule if read_here and most_severe else None))
    if unaccepted and not told:
        CONSOLE.talk(catalogue().say("report.none_shown", level=showing.level))
    if stale:
        CONSOLE.talk(catalogue().say("report.stale", count=stale, path=showing.baseline))
