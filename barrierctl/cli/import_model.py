"""`barrierctl import`."""

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from stat import S_IFDIR
from typing import Annotated

import typer

from barrierctl import scaffold
from barrierctl.cli.console import CONSOLE, Exit, terminal_width
from barrierctl.cli.options import ConfigFile, Force, NoConfig, read_configuration, read_file
from barrierctl.cli.write_model import write_model
from barrierctl.errors import InputError
from barrierctl.files import STDIN, SUFFIXES, kind
from barrierctl.files.output import check_is_not_read, check_target
from barrierctl.importer import ImportOptions, import_grids
from barrierctl.importer.cells import Split
from barrierctl.importer.report import Report
from barrierctl.limits import MAX_REPORTED
from barrierctl.messages import catalogue
from barrierctl.sheets import read_sheets
from barrierctl.text.terminal import shown, wrapped

Sheet = Annotated[
    str,
    typer.Argument(metavar="SHEET", help="File .xlsx, .ods, .csv, .md or .txt, or - for standard input."),
]
Target = Annotated[
    Path,
    typer.Option("-o", "--output", metavar="MODEL", help="Model to write, such as fireworks.barrier.yaml."),
]
Words = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="WORD=BLOCK",
        help='Meaning of a word in the sheet, such as "Gelegenheden=opportunities". Repeatable.',
    ),
]
SheetName = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Sheet of the workbook to import.")
]
Ways = Annotated[
    list[Split] | None,
    typer.Option(
        "--split",
        help="How to split texts that may be one item or several: at line breaks only, before capital "
        "letters, or at commas. Repeatable.",
    ),
]
Title = Annotated[
    str | None,
    typer.Option(metavar="TITLE", help="Title of the model.  [default: the text above the table]"),
]
Language = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Language of the texts, such as nl.  [default: that of the headers]"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the model, and write nothing.")]


def import_model(
    file: Sheet,
    output: Target,
    words: Words = None,
    sheet: SheetName = None,
    split: Ways = None,
    title: Title = None,
    language: Language = None,
    force: Force = False,
    dry_run: DryRun = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Make a model from a sheet."""
    if not dry_run:
        check_target(output, force=force)
        if kind(output.parent) != S_IFDIR:
            raise InputError(catalogue().say("errors.no_folder", path=output.parent))
    source = None if file == STDIN else Path(file)
    check_is_not_read(output, [source])
    if language is not None:
        scaffold.check_language(language)
    options = ImportOptions(
        words=tuple(words or ()),
        sheet=sheet,
        title=title,
        language=language,
        ways=frozenset(split or ()),
    )
    context = read_configuration(config, none=no_config, model=output).context
    text, report = import_grids(read_sheets(read_file(source, file), file), output, options, context)
    _print_report(report)
    if text is None:
        CONSOLE.error(catalogue().say("import.undecided", count=len(report.questions)))
        raise typer.Exit(Exit.FINDINGS)
    if dry_run:
        CONSOLE.print(text)
        return
    write_model(output, text.encode())
    CONSOLE.info(catalogue().say("write.written", path=output))
    CONSOLE.info(catalogue().say("new.next_copied", path=shlex.quote(str(output))))
    if not output.name.endswith(SUFFIXES):
        CONSOLE.info(catalogue().say("new.other_suffix"))


def _print_report(report: Report) -> None:
    """Write to standard error what has to be decided; if nothing, what was taken, guessed and left out."""
    if report.questions:
        _print_part("questions", ((one.text, *one.points, one.answer) for one in report.questions))
        return
    say = catalogue().say
    parts = {"taken": report.taken, "guessed": report.guessed, "left_out": report.left_out}
    for name, sentences in parts.items():
        every = [*sentences]
        more = [say("import.more", count=len(every) - MAX_REPORTED)] if len(every) > MAX_REPORTED else []
        _print_part(name, ((sentence,) for sentence in (*every[:MAX_REPORTED], *more)))


def _print_part(name: str, points: Iterable[tuple[str, ...]]) -> None:
    """Write a heading and what is under it, each point with its further lines; nothing without points."""
    lines: list[str] = []
    for first, *others in points:
        begin, *rest = wrapped(first, 4, terminal_width())
        further = (line for other in others for line in wrapped(other, 4, terminal_width()))
        lines += [f"  - {begin.lstrip()}", *rest, *further]
    if lines and not (CONSOLE.quiet and name != "questions"):
        written = [catalogue().say(f"import.headings.{name}"), *lines, ""]
        CONSOLE.print("".join(f"{shown(line)}\n" for line in written), sys.stderr)
