"""What `validate` and `gaps` do with a report: show it, say how many, and exit with what it means."""

import sys
from collections.abc import Callable
from pathlib import Path
from stat import S_IFREG

import typer

from barrierctl.cli.console import CONSOLE, output_width
from barrierctl.cli.exits import Exit
from barrierctl.cli.options import FailOn
from barrierctl.cli.targets import Target
from barrierctl.errors import UsageError
from barrierctl.findings import Finding, Severity
from barrierctl.frozen import frozen, replace
from barrierctl.on_disk import kind
from barrierctl.report import Report


@frozen
class Showing:
    """How a report is shown.

    Attributes:
        targets: the formats, and where each goes.
        level: how grave what is shown must be.
        fail_on: how grave a finding must be to fail the run.
        show_accepted: whether to show what is accepted too.
        baseline: the name of the baseline in use, or None.
        write_baseline: the file that takes a new baseline, or None.
    """

    targets: tuple[Target, ...]
    level: Severity
    fail_on: FailOn
    show_accepted: bool
    baseline: Path | None
    write_baseline: Path | None


def tell(report: Report, stale: int, showing: Showing) -> None:
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
    report = replace(report, fail_on=_limit(showing))
    counted = _without_accepted(report)
    _show(report if showing.show_accepted else counted, counted.accepted, showing)
    _sum_up(counted, showing, stale)
    failed = not showing.write_baseline and any(map(report.fails, report.findings))
    raise typer.Exit(Exit.FINDINGS if failed else Exit.CLEAN)


def _limit(showing: Showing) -> Severity | None:
    return None if showing.fail_on is FailOn.NEVER else Severity(showing.fail_on.value)


def _show(report: Report, accepted: int, showing: Showing) -> None:
    shown = _from_level(replace(report, accepted=accepted), showing.level)
    for target in showing.targets:
        _deliver(shown, target)


def _deliver(report: Report, target: Target) -> None:
    if target.file:
        from barrierctl.writing import write_text

        write_text(target.file, _text(report, target), force=True)
    elif target.is_for_people:
        CONSOLE.prose(_text(report, target))
    else:
        CONSOLE.payload(_text(report, target))


def _write_baseline(report: Report, path: Path) -> None:
    from barrierctl.baseline import is_baseline, write_baseline
    from barrierctl.writing import write_text

    if kind(path) == S_IFREG and not is_baseline(path.read_text("utf-8", errors="replace")):
        raise UsageError(f"{path} is no baseline, so it is not replaced. Name another file.")
    write_text(path, write_baseline(placed(report)), force=True)


def placed(report: Report) -> list[tuple[str, Finding]]:
    """Every finding with the path of its file, relative to the project root."""
    return [(file.root_path, finding) for file in report.files for finding in file.findings]


def _without_accepted(report: Report) -> Report:
    accepted = sum(1 for finding in report.findings if finding.accepted)
    return replace(_filtered(report, lambda finding: not finding.accepted), accepted=accepted)


def _refuse_restricted(report: Report) -> None:
    paths = [file.path for file in report.files if file.restricted]
    if paths:
        raise UsageError(
            f"{', '.join(paths)}: holds what is restricted, and findings may repeat it. "
            "Nothing was written. To see them here: --format text, concise or json, without a file."
        )


def _from_level(report: Report, level: Severity) -> Report:
    return _filtered(report, lambda finding: finding.severity.rank <= level.rank)


def _filtered(report: Report, keep: Callable[[Finding], bool]) -> Report:
    files = (replace(file, findings=tuple(filter(keep, file.findings))) for file in report.files)
    return replace(report, files=tuple(files))


def _text(report: Report, target: Target) -> str:
    if not target.is_for_reading_here:
        from barrierctl.reporters import reporter

        return reporter(target.how)(report)
    if report.command == "validate" and not report.findings:
        return ""  # as the format would say, too; but it need not be loaded for that
    from barrierctl.reporters import text

    return text.report(report, width=output_width(), color=CONSOLE.takes_color(sys.stdout))


def _sum_up(report: Report, showing: Showing, stale: int) -> None:
    from barrierctl.languages import catalogue
    from barrierctl.reporters.summary import summary

    shown = _from_level(report, showing.level).findings
    gravest = min(shown, key=lambda finding: finding.severity.rank, default=None)
    read_here = any(target.is_for_reading_here for target in showing.targets)
    CONSOLE.talk(summary(report, explain=gravest.rule if read_here and gravest else None))
    if report.findings and not shown:
        CONSOLE.talk(catalogue().say("report.none_shown", level=showing.level))
    if stale:
        CONSOLE.talk(catalogue().say("report.stale", count=stale, path=showing.baseline))
