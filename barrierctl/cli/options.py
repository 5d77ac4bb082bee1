"""The options that `validate` and `gaps` share, and what is done with a report."""

import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from barrierctl.choosing import Wanted
from barrierctl.cli.console import CONSOLE, prose_width
from barrierctl.cli.exits import Exit
from barrierctl.document import FileReport, Report
from barrierctl.findings import Severity
from barrierctl.inputs import STDIN_NAME, Input, Selection, find_inputs
from barrierctl.languages import catalogue
from barrierctl.writing import write_text


class Format(StrEnum):
    """The values of `--format`."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


class FailOn(StrEnum):
    """The values of `--fail-on`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...", help="Files, folders, or - for standard input. Without one: the current folder."
    ),
]
Formats = Annotated[Format, typer.Option("--format", help="How findings are shown.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write them to a file.")]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", help="Only these rules: ids or beginnings of ids, with commas between."),
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="RULES", help="All but these rules.")]
Level = Annotated[Severity, typer.Option(help="Show findings as grave as this, and graver ones.")]
Fail = Annotated[FailOn, typer.Option(help="Exit 1 from findings as grave as this.")]
Exclude = Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Leave out what fits this.")]
ForceExclude = Annotated[bool, typer.Option(help="Leave it out even where it is named outright.")]
ListFiles = Annotated[bool, typer.Option(help="Only list the files that are meant.")]
StdinName = Annotated[str, typer.Option(metavar="NAME", help="What standard input is called.")]


def wanted(select: list[str] | None, ignore: list[str] | None) -> Wanted:
    """The rules that were asked for."""
    return Wanted(select=_names(select), ignore=_names(ignore))


def inputs(
    paths: list[str] | None, exclude: list[str] | None, *, force: bool, stdin: str
) -> tuple[Input, ...]:
    """The files that were named."""
    selection = Selection(exclude=tuple(exclude or ()), force=force, stdin_name=stdin or STDIN_NAME)
    return find_inputs(paths or (), selection)


def list_files(found: tuple[Input, ...]) -> None:
    """Show what `--list-files` asks for."""
    CONSOLE.payload("".join(f"{one.path}\n" for one in found))


def tell(report: Report, how: Format, output: Path | None, level: Severity, fail_on: FailOn) -> None:
    """Show a report and exit with what it means.

    Raises:
        typer.Exit: always.
    """
    shown = _from_level(report, level)
    text = _text(shown, how, to_file=output is not None)
    if output:
        write_text(output, text, force=True)
    else:
        CONSOLE.payload(text)
    CONSOLE.talk(_summary(report, explain=how is Format.TEXT))
    raise typer.Exit(_exit_code(report, fail_on))


def _names(values: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def _from_level(report: Report, level: Severity) -> Report:
    files = tuple(_file_from_level(file, level) for file in report.files)
    return Report(command=report.command, files=files, version=report.version)


def _file_from_level(file: FileReport, level: Severity) -> FileReport:
    from dataclasses import replace

    return replace(file, findings=tuple(f for f in file.findings if f.severity.rank <= level.rank))


def _text(report: Report, how: Format, *, to_file: bool) -> str:
    from barrierctl.reporters import FORMATS, text

    if how is Format.TEXT and not to_file:
        return text.report(report, width=prose_width(), color=CONSOLE.takes_color(sys.stdout))
    return FORMATS[how](report)


def _exit_code(report: Report, fail_on: FailOn) -> Exit:
    if report.command == "gaps" and any(finding.is_fault for finding in report.findings):
        return Exit.FINDINGS
    if fail_on is FailOn.NEVER:
        return Exit.CLEAN
    limit = Severity(fail_on.value).rank
    return Exit.FINDINGS if any(f.severity.rank <= limit for f in report.findings) else Exit.CLEAN


def _summary(report: Report, *, explain: bool) -> str:
    words, count = catalogue(), len(report.files)
    faults = [finding for finding in report.findings if finding.is_fault]
    found = [finding for finding in report.findings if not finding.is_fault]
    hint = words.say("report.explain", rule=report.findings[0].rule) if explain and report.findings else ""
    if faults:
        named = Counter(finding.severity for finding in faults)
        counts = ", ".join(words.say(f"severity.{s}", count=named[s]) for s in Severity if named[s])
        return words.say("report.found", files=words.say("report.files", count=count), counts=counts) + hint
    if found:
        signed = Counter(finding.severity for finding in found)
        signs = words.entry("severity")
        counts = ", ".join(f"{signed[s]} {signs[s]['sign']}" for s in Severity if signed[s])
        return words.say("report.to_look_at", total=len(found), counts=counts) + hint
    key = "valid" if report.command == "validate" else "nothing_to_look_at"
    return words.say(f"report.{key}", count=count)
