"""From files to reports: the one module that calls the rooms in order.

A file's bytes become a tree (`source`). The tree is checked against a schema (`schema`), a model is built
from it (`model`), rules look for gaps in it (`gaps`), and messages put violations into words (`messages`).
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from stat import S_IFDIR
from typing import BinaryIO, Final, TypeAlias

from barrierctl.config.types import LoadedConfiguration, LoadedParties
from barrierctl.files import Input, from_here, kind, size
from barrierctl.findings import (
    NO_LOCATION,
    Span,
    Violation,
    cap,
    leave_out_within,
    sort_key,
    unreadable,
    with_occurrence_index,
)
from barrierctl.frozen import frozen, replace
from barrierctl.limits import MAX_BYTES
from barrierctl.messages import catalogue, is_error, record, render
from barrierctl.model.builder import build
from barrierctl.model.checks import check_parties, locate_party
from barrierctl.model.items import build_shared_parties
from barrierctl.model.model import BarrierModel
from barrierctl.model.reader import Reader
from barrierctl.names import fold
from barrierctl.parallel import ONE_PROCESS, Jobs, each
from barrierctl.reporters.report import FileReport, Report
from barrierctl.schema.layout_errors import find_layout_errors
from barrierctl.schema.paths import Grammar
from barrierctl.schema.validator import check_tree, is_foreign, mentions_no_key, newer_format
from barrierctl.selection import NO_CONTEXT, ModelContext, RunOptions
from barrierctl.source import ParsedSource, read
from barrierctl.source.tree import MappingNode, Paths, Value, key_span
from barrierctl.source.tree import Path as TreePath
from barrierctl.suppressions import suppress, suppressions_of, unknown_rules
from barrierctl.version import __version__

# Everything that is not plainly public; a misspelt value counts as restricted.
_CLASSIFIED: Final = r"""classification["']?\s*:(?!\s*["']?public\b)"""
_NO_YAML: Final = ("yaml-syntax", "yaml-unsupported")


# ---- a model from bytes


@frozen
class LoadedModel:
    """A model file, read and checked.

    Attributes:
        model: as far as it could be built; None if the file is no model.
        violations: everything that `validate` reports, in order, with their locations named.
        lines: the file's text.
    """

    model: BarrierModel | None
    violations: tuple[Violation, ...]
    lines: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Whether rules may run on the model, and views show it."""
        return self.model is not None and not any(map(is_error, self.violations))

    @property
    def may_be_restricted(self) -> bool:
        """Whether it holds restricted elements; for a file with errors, whether it might."""
        if self.model and self.valid:
            return self.model.has_restricted
        return any(re.search(_CLASSIFIED, line) for line in self.lines)


def load_bytes(data: bytes, *, pure: bool = False, context: ModelContext = NO_CONTEXT) -> LoadedModel:
    """Read and check a model. Reports every violation at once, and never fails.

    Args:
        data: the file's bytes.
        pure: use the parser that is written in Python even if the C parser is installed.
        context: what a configuration adds to the model.
    """
    parsed = read(data, pure=pure)
    stop = _not_a_model(parsed)
    if stop and isinstance(parsed.recovered, MappingNode):
        around = build(parsed.recovered, frozenset(), (), context.parties).model
        stop = _in_order(stop, around, parsed.recovered)
    if stop:
        return LoadedModel(model=None, violations=stop, lines=parsed.lines)
    schema = check_tree(parsed.tree, parsed.lines)
    layout = tuple(find_layout_errors(schema.tree, parsed.lines))
    refused = schema.refused | {fold(text) for violation in layout for text in violation.meant}
    built = build(schema.tree, refused, parsed.comments, context.parties)
    others = [*parsed.violations, *schema.violations, *built.violations]
    if built.model.accepted_gaps or built.model.comments:
        others += unknown_rules(built.model, context.rules)
    found = [*layout, *leave_out_within(others, layout)]
    violations = _in_order(found, built.model, schema.tree) if found else ()
    return LoadedModel(model=built.model, violations=violations, lines=parsed.lines)


def _not_a_model(parsed: ParsedSource) -> tuple[Violation, ...]:
    """What is wrong with a file that cannot be read to its end, or that is no model of this format."""
    tree = parsed.tree
    if not parsed.complete:
        is_no_yaml = any(violation.rule in _NO_YAML for violation in parsed.violations)
        foreign = is_no_yaml and mentions_no_key(parsed.lines)
        return (Violation(rule="not-a-barrier-model", span=Span()),) if foreign else parsed.violations
    if is_foreign(tree):
        variant = "empty" if tree is None else "list" if isinstance(tree, list) else ""
        span = getattr(tree, "span", Span())
        return (Violation(rule="not-a-barrier-model", span=span, variant=variant),)
    newer = newer_format(tree)
    return (newer,) if newer else ()


def _in_order(found: Iterable[Violation], model: BarrierModel, tree: Value) -> tuple[Violation, ...]:
    """The violations by line, column and rule, as many as are reported, with their locations named."""
    paths = Paths(tree)

    def located(violation: Violation) -> Violation:
        if violation.location is not NO_LOCATION:
            return violation
        find = partial(_syntax_path, paths, tree) if violation.rule in _NO_YAML else paths.at
        path = violation.path or find(violation.span)
        location = model.location_at(path)
        if location.block and violation.rule in _NO_YAML:
            location = replace(location, name=None)  # it could not be read, so it has no name
        return replace(violation, location=location)

    ordered = sorted(found, key=lambda violation: (violation.span, violation.rule, violation.subject or ""))
    return tuple(map(located, cap(ordered)))


def _syntax_path(paths: Paths, tree: Value, span: Span) -> TreePath:
    """Find the path of what is on the line of a syntax error, or else of what the line belongs to."""
    for column in (span.column, MAX_BYTES):
        path = paths.at(Span(span.line, column))
        if path and key_span(tree, path).line == span.line:
            return path
    ends = range(len(path), 0, -1)
    return next((path[:end] for end in ends if key_span(tree, path[:end]).column <= span.column), ())


# ---- reports on files


def validate(
    inputs: Iterable[Input], stdin: BinaryIO, options: RunOptions | None = None, jobs: Jobs = ONE_PROCESS
) -> Report:
    """Report what is wrong with files as models."""
    return _check_files("validate", _validate_file, inputs, stdin, options or RunOptions(), jobs)


def gaps(
    inputs: Iterable[Input], stdin: BinaryIO, options: RunOptions | None = None, jobs: Jobs = ONE_PROCESS
) -> Report:
    """Report what is missing or weak in models; for a file with errors, the errors."""
    return _check_files("gaps", _find_gaps_in_file, inputs, stdin, options or RunOptions(), jobs)


def open_input(
    one: Input, stdin: BinaryIO, context: ModelContext = NO_CONTEXT
) -> tuple[LoadedModel, FileReport]:
    """Load one model for a view, with the report of its errors."""
    loaded = _load(one, stdin, context)
    return loaded, _errors_report(one, loaded)


def open_with_gaps(one: Input, stdin: BinaryIO, options: RunOptions) -> tuple[LoadedModel, FileReport]:
    """Load one model for a view that shows its gaps, with the report of these, or of its errors."""
    loaded = _load(one, stdin, options.context)
    return loaded, _find_gaps_in_file(one, loaded, options)


_Check: TypeAlias = Callable[[Input, LoadedModel, RunOptions], FileReport]


@frozen
class _Task:
    """What to do with each file; it can be sent to another process."""

    check: _Check
    options: RunOptions
    stdin: BinaryIO

    def __call__(self, one: Input) -> FileReport:
        """Check a file; if the program itself fails, the error names the file."""
        try:
            return self.check(one, _load(one, self.stdin, self.options.context), self.options)
        except Exception as error:
            error.add_note(one.path)
            raise


def _check_files(
    command: str, check: _Check, inputs: Iterable[Input], stdin: BinaryIO, options: RunOptions, jobs: Jobs
) -> Report:
    every = tuple(inputs)
    files = [one.file for one in every if one.file]
    if len(files) == len(every):
        task = _Task(check=check, options=options, stdin=BytesIO())
        reports = tuple(each(task, every, sum(map(size, files)), jobs))
    else:  # standard input can be read in this process only
        reports = tuple(map(_Task(check=check, options=options, stdin=stdin), every))
    rules = sorted({finding.rule for report in reports for finding in report.findings})
    records = tuple(options.records.get(rule) or record(rule) for rule in rules)
    return Report(command=command, files=reports, version=__version__, records=records)


def _load(one: Input, stdin: BinaryIO, context: ModelContext) -> LoadedModel:
    try:
        data = one.read(stdin)
    except OSError as error:
        is_folder = one.file is not None and kind(one.file) == S_IFDIR
        return LoadedModel(model=None, violations=(unreadable(error, folder=is_folder),), lines=())
    return load_bytes(data, context=context)


def _validate_file(one: Input, loaded: LoadedModel, options: RunOptions) -> FileReport:
    selected = options.selection_for(one)
    kept = [each for each in loaded.violations if is_error(each) or selected(each.rule)]
    if loaded.model and not all(map(is_error, kept)):
        kept = suppress(kept, suppressions_of(loaded.model), options.today)
    return _file_report(one, loaded, kept, options)


def _find_gaps_in_file(one: Input, loaded: LoadedModel, options: RunOptions) -> FileReport:
    model = loaded.model
    if model is None or not loaded.valid:
        return _errors_report(one, loaded)
    # The rules and the view take 20 ms to import, which `validate` does not have to wait for.
    from barrierctl.gaps import RuleContext
    from barrierctl.gaps.engine import run
    from barrierctl.views.matrix import overview

    context = RuleContext(today=options.today, review_months=options.review_months)
    found = run(model, context, options.selection_for(one), loaded.violations, options.custom_rules)
    words = catalogue()
    heading = words.say(
        "report.heading",
        title=model.title,
        stages=words.say("report.stages", count=len(model.stages)),
        items=words.say("report.items", count=len(model.items)),
    )
    report = _file_report(one, loaded, found, options)
    return replace(report, overview=overview(model), heading=heading)


def _errors_report(one: Input, loaded: LoadedModel) -> FileReport:
    return _file_report(one, loaded, filter(is_error, loaded.violations))


def _file_report(
    one: Input, loaded: LoadedModel, violations: Iterable[Violation], options: RunOptions | None = None
) -> FileReport:
    custom = options.records if options else {}
    findings = [render(violation, one.path, one.root_path, custom) for violation in violations]
    marked = with_occurrence_index(sorted(findings, key=sort_key))
    if options:
        marked = [
            replace(finding, severity=options.severity.get(finding.rule, finding.severity))
            for finding in marked
        ]
        marked = options.baseline.mark(marked, one.root_path) if options.baseline else marked
    model = loaded.model
    return FileReport(
        path=one.path,
        root_path=one.root_path,
        model=model.id if model else None,
        stages=tuple((stage.id, stage.name) for stage in model.stages) if model else (),
        lines=loaded.lines if any(finding.is_about_file for finding in marked) else (),
        restricted=loaded.may_be_restricted,
        findings=tuple(marked),
    )


# ---- the configuration and the list of parties that it names


def load_configuration(file: Path) -> LoadedConfiguration:
    """Read and check a configuration. Reports every violation at once, and never fails."""
    # Custom rules take 10 ms to import, and most runs have no configuration.
    from barrierctl.config.reader import build_configuration, check_configuration, unmet_version

    path = from_here(file)
    try:
        parsed = _read_file(file)
    except OSError as error:
        return LoadedConfiguration(reports=(_config_report(path, (), [unreadable(error)]),))
    # A configuration for another version may hold keys that this one does not know.
    unmet = unmet_version(parsed.tree)
    if unmet:
        return LoadedConfiguration(reports=(_config_report(path, parsed.lines, [unmet]),))
    shared, missing = _load_shared_parties(parsed.tree, file.absolute().parent)
    violations = (*_check_parsed(parsed, Grammar.CONFIGURATION, check_configuration), *missing)
    reports = [_config_report(path, parsed.lines, violations)] if violations else []
    if shared.file and shared.violations:
        reports.append(_config_report(from_here(shared.file), shared.lines, shared.violations))
    if reports:
        return LoadedConfiguration(reports=tuple(reports))
    shared_file = Path(from_here(shared.file)) if shared.file else None
    configuration = build_configuration(parsed.tree, file, path, shared_file, shared.parties)
    return LoadedConfiguration(configuration=configuration)


def load_parties(file: Path) -> LoadedParties:
    """Read and check a shared list of parties.

    Raises:
        OSError: it cannot be read.
    """
    parsed = _read_file(file)
    readable = parsed.complete and parsed.tree is not None
    parties = build_shared_parties(parsed.tree) if readable else ()
    found = _check_parsed(parsed, Grammar.PARTIES, lambda tree: check_parties(tree, parties))
    violations = tuple(locate_party(violation, parties) for violation in found)
    return LoadedParties(file=file, parties=parties, violations=violations, lines=parsed.lines)


def _load_shared_parties(tree: Value, folder: Path) -> tuple[LoadedParties, list[Violation]]:
    """The list that a configuration names, and the violation of one that cannot be read."""
    named = next(iter(Reader(tree, (), Span()).references("parties")), None)
    if named is None:
        return LoadedParties(), []
    file = folder / named.text
    try:
        return load_parties(file), []
    except OSError as error:
        parameters = {"file": from_here(file), "reason": error.strerror or "unknown"}
        violation = Violation(
            rule="unreadable-file", span=named.span, path=named.path, variant="named", parameters=parameters
        )
        return LoadedParties(), [violation]


def _read_file(file: Path) -> ParsedSource:
    with file.open("rb") as stream:
        return read(stream.read(MAX_BYTES + 1))


def _check_parsed(
    parsed: ParsedSource, grammar: Grammar, check: Callable[[Value], Iterable[Violation]]
) -> tuple[Violation, ...]:
    """Everything that is wrong with a file that is no model."""
    if not parsed.complete or parsed.tree is None:
        return parsed.violations
    schema = check_tree(parsed.tree, parsed.lines, grammar)
    return (*parsed.violations, *schema.violations, *check(parsed.tree))


def _config_report(path: str, lines: tuple[str, ...], violations: Iterable[Violation]) -> FileReport:
    findings = sorted((render(violation, path) for violation in violations), key=sort_key)
    return FileReport(path=path, root_path=path, model=None, lines=lines, findings=tuple(findings))
