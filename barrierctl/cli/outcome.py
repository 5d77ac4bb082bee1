"""What `validate` and `gaps` do with a report: show it, say how many, and exit with what it means."""

import sys
from dataclasses import replace
from pathlib import Path

import typer

from barrierctl.cli.console import CONSOLE, prose_width
from barrierctl.cli.exits import Exit
from barrierctl.cli.options import FailOn, Format
from barrierctl.document import Report
from barrierctl.errors import UsageError
from barrierctl.findings import Severity

_FOR_HERE = (Format.TEXT, Format.CONCISE, Format.JSON)  # the others are made for platforms


def tell(report: Report, how: Format, output: Path | None, level: Severity, fail_on: FailOn) -> None:
    """Show a report and exit with what it means.

    Raises:
        UsageError: it would carry what is restricted to where others can see it.
        typer.Exit: always, else.
    """
    if output or how not in _FOR_HERE:
        _refuse_restricted(report)
    report = replace(report, fail_on=None if fail_on is FailOn.NEVER else Severity(fail_on.value))
    shown = _from_level(report, level)
    text = _text(shown, how, to_file=output is not None)
    if output:
        from barrierctl.writing import write_text

        write_text(output, text, force=True)
    else:
        CONSOLE.payload(text)
    _sum_up(report, shown, how)
    raise typer.Exit(_exit_code(report))


def _refuse_restricted(report: Report) -> None:
    paths = [file.path for file in report.files if file.restricted]
    if paths:
        raise UsageError(
            f"{', '.join(paths)}: holds what is restricted, and findings may repeat it. "
            "Nothing was written. To see them here, leave out -o and use --format text, concise or json."
        )


def _from_level(report: Report, level: Severity) -> Report:
    files = (
        replace(file, findings=tuple(f for f in file.findings if f.severity.rank <= level.rank))
        for file in report.files
    )
    return replace(report, files=tuple(files))


def _text(report: Report, how: Format, *, to_file: bool) -> str:
    from barrierctl.reporters import FORMATS, text

    if how is Format.TEXT and not to_file:
        return text.report(report, width=prose_width(), color=CONSOLE.takes_color(sys.stdout))
    return FORMATS[how](report)


def _sum_up(report: Report, shown: Report, how: Format) -> None:
    from barrierctl.reporters.summary import summary

    example = shown.findings[0].rule if how is Format.TEXT and shown.findings else None
    CONSOLE.talk(summary(report, explain=example))


def _exit_code(report: Report) -> Exit:
    return Exit.FINDINGS if any(map(report.fails, report.findings)) else Exit.CLEAN
