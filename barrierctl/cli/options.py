"""The options that several commands take, the configuration among them, and what they mean for a run."""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import strptime
from typing import Annotated, Any, Literal, TypeAlias

import typer

from barrierctl import __version__
from barrierctl.cli.console import CONSOLE, Exit
from barrierctl.config.types import Configuration, Configurations
from barrierctl.errors import InputError, UsageError
from barrierctl.files import STDIN, folder_of, is_missing, read_regular
from barrierctl.files.output import write_file
from barrierctl.limits import MAX_BYTES
from barrierctl.messages import catalogue, rule_ids
from barrierctl.reporters import reporter
from barrierctl.reporters.report import FileReport, Report, without_restricted
from barrierctl.text.terminal import columns, padded, visible

Least: TypeAlias = Literal["error", "warning", "note", "info"]
"""The severities by name; `info` is another name of `note`."""
FailOn: TypeAlias = Literal["error", "warning", "note", "info", "never"]


def complete_rules(incomplete: str) -> list[str]:
    """Complete the last rule id of a comma-separated list."""
    before, comma, begun = incomplete.rpartition(",")
    return [f"{before}{comma}{rule}" for rule in rule_ids() if rule.startswith(begun)]


def split_names(values: list[str] | None) -> tuple[str, ...]:
    """Split ids that are given one by one or comma-separated."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def parse_day(text: str) -> date:
    """Read a day from the command line."""
    with suppress(ValueError):
        return _read_day(text, "%Y-%m-%d")
    better = "YYYY-MM-DD, such as 2026-11-24"
    with suppress(ValueError):
        better = _read_day(re.sub("[/. ]", "-", text), "%d-%m-%Y").isoformat()
    raise typer.BadParameter(f'"{text}" is not a valid day. Write it as {better}.')


def _read_day(text: str, order: str) -> date:
    return date(*strptime(text, order)[:3])


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...", help="Files, folders, or - for standard input.  [default: the current folder]"
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULES",
        autocompletion=complete_rules,
        help="Run only these rules: ids or beginnings of ids, comma-separated. Repeatable.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULES", autocompletion=complete_rules, help="Run all rules except these. Repeatable."
    ),
]
Level = Annotated[
    Least | None,
    typer.Option(
        metavar="<error|warning|note>",
        help="Show only findings of this severity or higher.  [default: note]",
    ),
]
Fail = Annotated[
    FailOn | None,
    typer.Option(
        metavar="<error|warning|note|never>",
        help="Exit with code 1 at this severity or higher.  [default: error; for gaps, never]",
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Leave out files and folders that match this pattern. Repeatable."),
]
ForceExclude = Annotated[
    bool, typer.Option("--force-exclude", help="Apply --exclude even to files named on the command line.")
]
ShowAccepted = Annotated[bool, typer.Option("--show-accepted", help="Also show accepted findings.")]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Hide findings recorded in this baseline.")
]
WriteBaseline = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Save all current findings as a baseline, and exit with code 0; - for standard output.",
    ),
]
PruneBaseline = Annotated[
    bool,
    typer.Option("--prune-baseline", help="Remove entries from the baseline that no longer match anything."),
]
ShowAll = Annotated[bool, typer.Option("--all", help="Show every finding, by stage, with YAML to paste.")]
QuestionNumber = Annotated[
    int | None, typer.Option("--question", metavar="N", min=1, help="Show the findings behind this question.")
]
OnlyStage = Annotated[str, typer.Option("--stage", metavar="STAGE", help="Only this stage, by id or name.")]
OnlyParty = Annotated[
    str | None,
    typer.Option(
        "--party", metavar="PARTY", help="plan: only what this party leads or supports, by id or name."
    ),
]
Statistics = Annotated[
    bool,
    typer.Option("--statistics", help="Show only how many findings each rule and each file has."),
]
FixMistakes = Annotated[
    bool, typer.Option("--fix", help="Correct mistakes that can be corrected in only one way.")
]
ShowDiff = Annotated[
    bool, typer.Option("--diff", help="Show what --fix would change as a patch, and write nothing.")
]
Today = Annotated[
    date | None,
    typer.Option(parser=parse_day, metavar="DATE", help='Date to use as "today" (YYYY-MM-DD).'),
]
MostJobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help="Maximum number of processes.  [default: one per core]"),
]
ListFiles = Annotated[
    bool, typer.Option("--list-files", help="List the files that would be checked, and exit.")
]
ShowConfig = Annotated[
    bool,
    typer.Option("--show-config", help="Print the configuration in use and where it comes from, and exit."),
]
StdinName = Annotated[str, typer.Option(metavar="NAME", help="File name to report for standard input.")]
Transpose = Annotated[
    bool, typer.Option("--transpose", help="Swap rows and columns: stages as rows, blocks as columns.")
]
Duration = Annotated[
    int | None,
    typer.Option(metavar="MINUTES", help="workshop: length in minutes, from 60 to 480.  [default: 180]"),
]
OutputFile = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file if it already exists.")]
ForAudience = Annotated[
    Literal["public", "restricted"] | None,
    typer.Option(
        "--audience", help="Intended readers: public leaves out restricted content, restricted keeps it."
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Use this configuration.  [default: the nearest one]"),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Ignore configuration files.")]


def as_command(record: type[Any], run: Callable[[Any], None], *left_out: str) -> Callable[..., None]:
    """Make a command whose options are the fields of a record, which has the name of the command too.

    Args:
        record: the record.
        run: what the command does with it.
        left_out: fields that the command has no options for.
    """
    kinds = {"context": typer.Context, **record.__annotations__}
    names = [name for name in kinds if name not in ("command", *left_out)]

    def command(context: typer.Context, **values: Any) -> None:
        run(record(command=str(context.command.name), **values))

    empty, kind = inspect.Parameter.empty, inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [
        inspect.Parameter(name, kind, default=getattr(record, name, empty), annotation=kinds[name])
        for name in names
    ]
    command.__dict__["__signature__"] = inspect.Signature(parameters)
    command.__annotations__ = {name: kinds[name] for name in names}
    return command


# ---- where the output goes


def output_file(output: Path | None) -> Path | None:
    """Return the file that `-o` names; None for standard output, which has names of its own."""
    return None if output in (Path("-"), Path("/dev/stdout")) else output


def read_file(file: Path | None, name: str) -> bytes:
    """Read a file that the user calls by this name; None is standard input.

    Raises:
        InputError: it cannot be read, or it is no regular file.
    """
    try:
        return read_regular(file) if file else sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(catalogue().say("errors.cannot_read", path=name, reason=error.strerror)) from None


def write_output(content: str | bytes, output: Path | None, *, force: bool) -> None:
    """Write text, or the bytes of a file, to the place that `-o` names.

    Raises:
        UsageError: bytes would go to a terminal.
    """
    if file := output_file(output):
        write_file(file, content, force=force)
        CONSOLE.info(catalogue().say("write.written", path=file))
    elif isinstance(content, str):
        CONSOLE.print(content)
    elif sys.stdout.isatty():
        raise UsageError("This format is not text, so it cannot be shown in a terminal. Name a file with -o.")
    else:
        CONSOLE.write(content)


# ---- the configuration


def find_configurations(
    file: Path | None, *, none: bool, adapt: Callable[[Configuration], Configuration] = lambda same: same
) -> Configurations:
    """Prepare to read the configurations of this run.

    Args:
        file: the value of `--config`; None for the nearest configuration of each file.
        none: whether `--no-config` is given.
        adapt: puts options over each configuration.

    Raises:
        UsageError: both are given.
        InputError: the file does not exist.
    """
    if file and none:
        raise UsageError("Use --config or --no-config, not both.")
    if file and is_missing(file):
        raise InputError(catalogue().say("errors.no_file", path=file))
    return Configurations(file, none=none, adapt=adapt)


def read_configuration(file: Path | None, *, none: bool, model: Path | None = None) -> Configuration:
    """Read the configuration of one model; of the current folder if there is no file of it.

    Raises:
        UsageError: `--config` and `--no-config` are given.
        InputError: the file does not exist.
        typer.Exit: the configuration has errors, which are reported on standard error.
    """
    configurations = find_configurations(file, none=none)
    configuration = configurations.of(folder_of(model or Path(STDIN)))
    refuse_errors(configurations)
    return configuration


def refuse_errors(configurations: Configurations) -> None:
    """End the run if a configuration has errors, and report them on standard error."""
    reports = tuple(configurations.errors.values())
    if reports:
        print_errors(reports, see="validate --show-config")
        for report in reports:
            CONSOLE.error(catalogue().say("configuration.faulty", path=report.path))
        raise typer.Exit(Exit.FAILED)


def print_errors(files: tuple[FileReport, ...], see: str = "") -> None:
    """Write the errors of files to standard error; `see` has the arguments that show them elsewhere."""
    report = Report(command="validate", files=files, version=__version__)
    if CONSOLE.is_public(sys.stderr):
        report = without_restricted(report, see)
    CONSOLE.print(reporter("text")(report, color=CONSOLE.takes_color(sys.stderr)), sys.stderr)


def say_what_is_hidden(reports: Iterable[FileReport]) -> None:
    """Say how many elements were left out for the public, of each file."""
    for report in reports:
        if report.hidden:
            CONSOLE.info(catalogue().say("audience.hidden", path=report.path, count=report.hidden))
        if report.withheld:
            CONSOLE.info(catalogue().say("audience.withheld", path=report.path))


def show_configuration(configuration: Configuration, *, refused: bool) -> None:
    """Write the configuration in force, or that it was refused, one value per line with its origin."""
    say, path = catalogue().say, configuration.path
    missing = say("configuration.refused" if refused else "configuration.none")
    lines = [say("configuration.title", path=visible(path)) if path else missing, ""]
    rows = [(key, visible(text)) for key, text in _rows(configuration)]
    key_width, text_width = (max(columns(row[at]) for row in rows) for at in (0, 1))
    previous = ""
    for key, text in rows:
        is_first = key != previous
        origin = configuration.origins.get(key, say("configuration.default")) if is_first else ""
        name = padded(key if is_first else "", key_width)
        lines.append(f"  {name}  {padded(text, text_width)}  {visible(origin)}".rstrip())
        previous = key
    CONSOLE.print("\n".join(lines) + "\n")


def _rows(configuration: Configuration) -> Iterator[tuple[str, str]]:
    """Yield each key with its value in words; a value of several parts takes several rows."""
    say, parties = catalogue().say, configuration.parties
    baseline, count = configuration.baseline, len(configuration.shared)
    values: dict[str, list[str | None]] = {
        "requires": [configuration.requires],
        "select": [", ".join(configuration.select) or say("configuration.every_rule")],
        "ignore": [", ".join(configuration.ignore)],
        "fail_on": [configuration.fail_on],
        "level": [catalogue().severity(configuration.level)],
        "severity": [
            say("configuration.severity", rule=rule, severity=catalogue().severity(severity))
            for rule, severity in configuration.severity.items()
        ],
        "exclude": [", ".join(configuration.exclude)],
        "per_path": [
            say("configuration.per_path", path=rules.path, rules=", ".join(rules.ignore))
            for rules in configuration.per_path
        ],
        "review_months": [str(configuration.review_months)],
        "baseline": [baseline.as_posix()] if baseline else [],
        "parties": [say("configuration.parties", path=parties.as_posix(), count=count)] if parties else [],
        "rules": [
            say("configuration.rule", id=rule.id, severity=catalogue().severity(rule.record.severity))
            for rule in configuration.rules
        ],
    }
    for key, texts in values.items():
        for text in texts or [None]:
            yield key, text or say("configuration.nothing")
