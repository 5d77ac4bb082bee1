"""From files to reports: the one module that calls the rooms in order.

A file's bytes become a tree (`source`). The tree is checked against a schema (`schema`), a model is built
from it (`model`), rules look for gaps in it (`gaps`), and messages put violations into words (`messages`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from io import BytesIO
from os import PathLike
from pathlib import Path
from stat import S_IFDIR
from typing import TYPE_CHECKING, BinaryIO, Final

from barrierctl import __version__
from barrierctl.config.types import NONE, Configuration, LoadedParties
from barrierctl.dataclass import frozen, replace
from barrierctl.errors import ModelError
from barrierctl.files import Input, from_here, kind, read_bytes, size
from barrierctl.findings import Finding, Span, Violation, leave_out_around, leave_out_within, unreadable
from barrierctl.messages import is_error, records_of, render, render_all
from barrierctl.model.builder import build
from barrierctl.model.checks import check_parties, locate_all, locate_party
from barrierctl.model.items import build_shared_parties
from barrierctl.model.model import BarrierModel
from barrierctl.model.reader import Reader
from barrierctl.names import fold
from barrierctl.parallel import ONE_PROCESS, Jobs, each
from barrierctl.reporters.report import FileReport, Report
from barrierctl.schema.layout_errors import find_layout_errors
from barrierctl.schema.paths import Grammar
from barrierctl.schema.validator import check_tree, not_a_model
from barrierctl.selection import EVERY_RULE, NO_CONTEXT, ModelContext, RuleSelection, RunOptions
from barrierctl.source import ParsedSource, read
from barrierctl.source.tree import MappingNode, Value
from barrierctl.suppressions import suppress, suppressions_of, unknown_rules

if TYPE_CHECKING:
    from barrierctl.views.build import ViewOptions
    from barrierctl.views.document import Document

# Everything that is not plainly public; a misspelt value counts as restricted.
_CLASSIFIED: Final = r"""classification["']?\s*:(?!\s*["']?public\b)"""
NO_OPTIONS: Final = RunOptions()


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
    stop = not_a_model(parsed)
    if stop and isinstance(parsed.recovered, MappingNode):
        around = build(parsed.recovered, frozenset(), (), context.parties).model
        stop = locate_all(stop, around, parsed.recovered)
    if stop:
        return LoadedModel(model=None, violations=stop, lines=parsed.lines)
    schema = check_tree(parsed.tree, parsed.lines)
    layout = tuple(find_layout_errors(schema.tree, parsed.lines))
    refused = schema.refused | {fold(text) for violation in layout for text in violation.meant}
    built = build(schema.tree, refused, parsed.comments, context.parties)
    unknown = unknown_rules(built.model, context.rules)
    others = (*parsed.violations, *schema.violations, *built.violations, *unknown)
    found = [*layout, *leave_out_around(leave_out_within(others, layout), "control-character")]
    violations = locate_all(found, built.model, schema.tree) if found else ()
    return LoadedModel(model=built.model, violations=violations, lines=parsed.lines)


def load(path: str | PathLike[str]) -> BarrierModel:
    """Load a barrier model.

    Args:
        path: of the file.

    Returns:
        The model, resolved: iterate over its stages, items, entities, parties and links.

    Raises:
        ModelError: the file has errors; `problems` has them all, with line and column.
        OSError: the file cannot be read.
    """
    loaded = load_bytes(read_bytes(Path(path)))
    if loaded.model is None or not loaded.valid:
        findings = [render(each, Path(path).as_posix()) for each in loaded.violations if is_error(each)]
        raise ModelError(
            [f"{f.path}:{f.span.line}:{f.span.column}: {f.severity} {f.rule} {f.sentence}" for f in findings]
        )
    return loaded.model


# ---- reports on files


def check_files(
    command: str, inputs: Sequence[Input], stdin: BinaryIO, options: RunOptions, jobs: Jobs = ONE_PROCESS
) -> Report:
    """Report what is wrong with files (`validate`), what is missing or weak in them (`gaps`), or both."""
    files = [one.file for one in inputs if one.file]
    if len(files) == len(inputs):
        work = partial(_check_file, command, options, BytesIO())
        reports = tuple(each(work, inputs, sum(map(size, files)), jobs))
    else:  # standard input can be read in this process only
        reports = tuple(_check_file(command, options, stdin, one) for one in inputs)
    findings = (finding for report in reports for finding in report.findings)
    records = tuple(records_of(findings, options.records).values())
    return Report(command=command, files=reports, version=__version__, records=records)


def _check_file(command: str, options: RunOptions, stdin: BinaryIO, one: Input) -> FileReport:
    """Check one file; if the program itself fails, the error names the file."""
    try:
        loaded = _load_input(one, stdin, options.context)
        return _report(command, one, loaded, options)
    except Exception as error:
        error.add_note(one.path)
        raise


def _load_input(one: Input, stdin: BinaryIO, context: ModelContext) -> LoadedModel:
    try:
        data = one.read(stdin)
    except OSError as error:
        is_folder = one.file is not None and kind(one.file) == S_IFDIR
        return LoadedModel(model=None, violations=(unreadable(error, folder=is_folder),), lines=())
    return load_bytes(data, context=context)


def _report(command: str, one: Input, loaded: LoadedModel, options: RunOptions) -> FileReport:
    """Report what a command looks at: gaps only in a model without errors, and instead of them its errors."""
    model = loaded.model if loaded.valid and command != "validate" else None
    reports_all = command != "gaps"
    found = _violations(one, loaded, options) if reports_all else [*filter(is_error, loaded.violations)]
    if model:
        found += _run_rules(model, options, options.selection_for(one), loaded.violations)
    report = _file_report(one, loaded, found, options)
    if model is None or not options.agenda:
        return report
    from barrierctl.gaps.snippets import fit_snippet

    fitted = (fit_snippet(each, model, loaded.lines) for each in report.findings)
    report = replace(report, findings=tuple(fitted))
    return report if reports_all else _with_agenda(report, model, options)


def _violations(one: Input, loaded: LoadedModel, options: RunOptions) -> list[Violation]:
    """What is wrong with a file, as `validate` reports it."""
    selected = options.selection_for(one)
    kept = [each for each in loaded.violations if is_error(each) or selected(each.rule)]
    if loaded.model and not all(map(is_error, kept)):
        return list(suppress(kept, suppressions_of(loaded.model), options.today))
    return kept


def _with_agenda(report: FileReport, model: BarrierModel, options: RunOptions) -> FileReport:
    from barrierctl.gaps.agenda import build_agenda
    from barrierctl.views.matrix import overview

    shown = [each for each in options.shown(report.findings, report.stages) if not each.accepted]
    return replace(report, agenda=build_agenda(model, shown, options.records), overview=overview(model))


def _file_report(
    one: Input, loaded: LoadedModel, violations: Iterable[Violation], options: RunOptions = NO_OPTIONS
) -> FileReport:
    findings = [
        replace(finding, severity=options.severity.get(finding.rule, finding.severity))
        for finding in render_all(violations, one.path, one.root_path, options.records)
    ]
    if options.baseline:
        findings = options.baseline.mark(findings, one.root_path)
    model = loaded.model
    return FileReport(
        path=one.path,
        root_path=one.root_path,
        model=model.id if model else None,
        title=model.title if model else "",
        items=len(model.items) if model else 0,
        stages=tuple((stage.id, stage.name) for stage in model.stages) if model else (),
        lines=loaded.lines if any(finding.is_about_file for finding in findings) else (),
        restricted=loaded.may_be_restricted,
        findings=tuple(findings),
    )


# ---- the gaps and the views of one model


def _run_rules(
    model: BarrierModel,
    options: RunOptions,
    selection: RuleSelection = EVERY_RULE,
    warnings: Sequence[Violation] | None = None,
) -> list[Violation]:
    # The rules take 20 ms to import, which `validate` does not have to wait for; neither do the views.
    from barrierctl.gaps import RuleContext
    from barrierctl.gaps.engine import run

    context = RuleContext(today=options.today, review_months=options.review_months)
    return run(model, context, selection, warnings, options.custom_rules)


def find_gaps(model: BarrierModel, path: str = "", *, today: date | None = None) -> list[Finding]:
    """Find what is missing or weak in a model.

    Args:
        model: as loaded.
        path: the name of its file in the findings.
        today: the day for dates; today's date by default.

    Returns:
        The findings in the order of the file; those that the model accepts have `accepted` set.
    """
    options = RunOptions(today=today) if today else RunOptions()
    return render_all(_run_rules(model, options), path, path, options.records)


def open_input(
    one: Input, stdin: BinaryIO, context: ModelContext = NO_CONTEXT, options: RunOptions | None = None
) -> tuple[BarrierModel | None, FileReport]:
    """Load one model, and report its errors; if there are none and options are given, its gaps.

    Returns:
        The model, or None if it has errors, and the report.
    """
    loaded = _load_input(one, stdin, context)
    if options is None:
        report = _file_report(one, loaded, filter(is_error, loaded.violations))
    else:
        report = _report("gaps", one, loaded, options)
    return loaded.model if loaded.valid else None, report


def build_document(
    model: BarrierModel,
    views: Iterable[str],
    view_options: "ViewOptions",
    gaps: FileReport,
    options: RunOptions | None = None,
) -> "Document":
    """Show a model without errors, with the gaps that were found with those options.

    Raises:
        UsageError: a stage is not in the model, or a view cannot be limited to stages.
    """
    from barrierctl.views import build as view_builder

    records = records_of(gaps.findings, (options or NO_OPTIONS).records)
    found = view_builder.GapReport(findings=gaps.findings, records=records)
    return view_builder.build_document(model, views, view_options, found)


# ---- the configuration and the list of parties that it names


def load_configuration(file: Path) -> tuple[Configuration, tuple[FileReport, ...]]:
    """Read and check a configuration; it is in force only if no file has errors. Never fails."""
    # Custom rules take 10 ms to import, and most runs have no configuration.
    from barrierctl.config.reader import build_configuration, check_configuration, unmet_version

    path = from_here(file)
    try:
        parsed = read(read_bytes(file))
    except OSError as error:
        return NONE, _error_reports(path, (), [unreadable(error)])
    # A configuration for another version may hold keys that this one does not know.
    if unmet := unmet_version(parsed.tree):
        return NONE, _error_reports(path, parsed.lines, [unmet])
    shared, missing = _load_shared_parties(parsed.tree, file.absolute().parent)
    violations = (*_check_parsed(parsed, Grammar.CONFIGURATION, check_configuration), *missing)
    shared_path = from_here(shared.file) if shared.file else ""
    reports = (
        *_error_reports(path, parsed.lines, violations),
        *_error_reports(shared_path, shared.lines, shared.violations),
    )
    if reports:
        return NONE, reports
    shared_file = Path(shared_path) if shared_path else None
    return build_configuration(parsed.tree, file, path, shared_file, shared.parties), ()


def load_parties(file: Path) -> LoadedParties:
    """Read and check a shared list of parties.

    Raises:
        OSError: it cannot be read.
    """
    parsed = read(read_bytes(file))
    parties = build_shared_parties(parsed.tree) if parsed.complete and parsed.tree is not None else ()
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


def _check_parsed(
    parsed: ParsedSource, grammar: Grammar, check: Callable[[Value], Iterable[Violation]]
) -> tuple[Violation, ...]:
    """Everything that is wrong with a file that is no model."""
    if not parsed.complete or parsed.tree is None:
        return parsed.violations
    schema = check_tree(parsed.tree, parsed.lines, grammar)
    return (*parsed.violations, *schema.violations, *check(parsed.tree))


def _error_reports(path: str, lines: tuple[str, ...], found: Iterable[Violation]) -> tuple[FileReport, ...]:
    findings = tuple(render_all(found, path, path, {}))
    report = FileReport(path=path, root_path=path, model=None, lines=lines, findings=findings)
    return (report,) if findings else ()
