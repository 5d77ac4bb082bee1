"""Reading `.barrierctl.yaml` and the list of parties that it names, with every error at its position."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from barrierctl.config.checks import check, unmet
from barrierctl.config.custom_rules import house_rule
from barrierctl.config.types import NONE, Configuration
from barrierctl.files import from_here
from barrierctl.findings import Location, Severity, Span, Violation, order, unreadable
from barrierctl.frozen import frozen, replace
from barrierctl.limits import MAX_BYTES
from barrierctl.messages import catalogue, render
from barrierctl.model.checks import duplicate_ids, duplicate_names
from barrierctl.model.parties import build_shared, entries, party_names
from barrierctl.model.reader import Reader
from barrierctl.model.types import Party
from barrierctl.reporters.report import FileReport
from barrierctl.schema.paths import Grammar
from barrierctl.schema.validator import check_tree
from barrierctl.selection import REVIEW_MONTHS, PathRules
from barrierctl.source import ParsedSource, read
from barrierctl.source.tree import MappingNode


@frozen
class Listed:
    """What a shared list holds, where it is, and what is wrong with it."""

    file: Path | None = None
    parties: tuple[Party, ...] = ()
    violations: tuple[Violation, ...] = ()
    lines: tuple[str, ...] = ()


def read_parties(file: Path) -> Listed:
    """Read a shared list.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as stream:
        reading = read(stream.read(MAX_BYTES + 1))
    if not reading.complete or reading.tree is None:
        return Listed(file=file, violations=reading.violations, lines=reading.lines)
    parties = build_shared(reading.tree)
    violations = (_placed(violation, parties) for violation in _party_violations(reading, parties))
    return Listed(file=file, parties=parties, violations=tuple(violations), lines=reading.lines)


def _party_violations(reading: ParsedSource, parties: tuple[Party, ...]) -> Iterator[Violation]:
    yield from reading.violations
    yield from check_tree(reading.tree, reading.lines, Grammar.PARTIES).violations
    yield from duplicate_ids(given for entry in entries(reading.tree) for given in entry.references("id"))
    yield from duplicate_names(zip(parties, map(party_names, entries(reading.tree)), strict=True))


def _placed(violation: Violation, parties: tuple[Party, ...]) -> Violation:
    """The violation, with the name of the party that it is about."""
    index = violation.path[0] if violation.path else None
    party = parties[index] if isinstance(index, int) else None
    return (
        replace(violation, location=Location(element=party.element, kind="party", name=party.name))
        if party and party.name
        else violation
    )


@frozen
class Configured:
    """A configuration, or what is wrong with it.

    Attributes:
        configuration: to be used only where nothing is wrong.
        reports: of the files that are not as they should be.
    """

    configuration: Configuration = NONE
    reports: tuple[FileReport, ...] = ()


def read_configuration(file: Path) -> Configured:
    """Read a configuration; all its violations are told at once."""
    path = from_here(file)
    try:
        with file.open("rb") as stream:
            reading = read(stream.read(MAX_BYTES + 1))
    except OSError as error:
        return Configured(reports=(report_of(path, (), [unreadable(error)]),))
    # What another version is to read may hold keys that this one does not know.
    unfit = unmet(reading.tree)
    if unfit:
        return Configured(reports=(report_of(path, reading.lines, [unfit]),))
    return _checked(reading, file, path)


def _checked(reading: ParsedSource, file: Path, path: str) -> Configured:
    shared, missing = _shared(reading, file.absolute().parent)
    violations = (*_violations(reading), *missing)
    reports = [report_of(path, reading.lines, violations)] if violations else []
    if shared.file and shared.violations:
        reports.append(report_of(from_here(shared.file), shared.lines, shared.violations))
    if reports:
        return Configured(reports=tuple(reports))
    return Configured(configuration=_configuration(reading, file, path, shared))


def _shared(reading: ParsedSource, folder: Path) -> tuple[Listed, list[Violation]]:
    """The shared list, where one is named, and the violation of one that cannot be read."""
    for named in Reader(reading.tree, (), Span()).references("parties")[:1]:
        file = folder / named.text
        try:
            return read_parties(file), []
        except OSError as error:
            told = {"file": from_here(file), "reason": error.strerror or "unknown"}
            violation = Violation(
                rule="unreadable-file",
                span=named.span,
                path=named.path,
                variant="named",
                parameters=told,
            )
            return Listed(), [violation]
    return Listed(), []


def report_of(path: str, lines: tuple[str, ...], violations: Iterable[Violation]) -> FileReport:
    """What is wrong with a file, in words."""
    findings = sorted((render(violation, path) for violation in violations), key=order)
    return FileReport(path=path, root_path=path, model=None, lines=lines, findings=tuple(findings))


def _violations(reading: ParsedSource) -> tuple[Violation, ...]:
    if not reading.complete or reading.tree is None:
        return reading.violations
    result = check_tree(reading.tree, reading.lines, Grammar.CONFIGURATION)
    return (*reading.violations, *result.violations, *check(reading.tree))


def _configuration(reading: ParsedSource, file: Path, path: str, shared: Listed) -> Configuration:
    top, folder = Reader(reading.tree, (), Span()), file.absolute().parent
    baseline = top.text("baseline")
    return Configuration(
        path=path,
        folder=folder,
        exclude_from=folder,
        origins=_origins(top.node, path),
        requires=top.text("requires"),
        select=top.texts("select"),
        ignore=top.texts("ignore"),
        fail_on=top.text("fail_on"),
        level=top.choice("level", Severity) or Severity.INFO,
        severity={rule: Severity(str(level)) for rule, level in top.sub("severity").node.items()},
        exclude=top.texts("exclude"),
        per_path=tuple(_path_rules(entry, folder) for entry in top.each("per_path")),
        review_months=top.number("review_months") or REVIEW_MONTHS,
        parties=Path(from_here(shared.file)) if shared.file else None,
        shared=shared.parties,
        rules=tuple(house_rule(entry, path) for entry in top.each("rules")),
        baseline=Path(from_here(folder / baseline)) if baseline else None,
    )


def _path_rules(entry: Reader, folder: Path) -> PathRules:
    return PathRules(path=entry.text("path") or "", folder=folder, ignore=entry.texts("ignore"))


def _origins(top: MappingNode, path: str) -> dict[str, str]:
    words = catalogue()
    return {
        key: words.say("configuration.from", path=path, line=span.line) for key, span in top.key_spans.items()
    }
