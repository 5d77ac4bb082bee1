"""From files to reports: the one module that calls the rooms in order.

A file's bytes become a tree (`source`). The tree is checked against a schema (`schema`), a model is built
from it (`model`), rules look for gaps in it (`gaps`), and messages put violations into words (`messages`).
"""

import dataclasses
from collections.abc import Iterable, Sequence
from functools import partial
from io import BytesIO
from stat import S_IFDIR
from typing import TYPE_CHECKING, BinaryIO, Final

from barrierctl import __version__
from barrierctl.dataclass import frozen, replace
from barrierctl.files import Input, kind, size
from barrierctl.findings import Span, Violation, leave_out_around, leave_out_within, unreadable
from barrierctl.messages import ENGLISH, is_error, records_of, render_all, use_language
from barrierctl.model.builder import build
from barrierctl.model.checks import locate_all, names_restricted
from barrierctl.model.model import BarrierModel
from barrierctl.names import fold
from barrierctl.parallel import Progress, each, ignore
from barrierctl.reporters.report import FileReport, Report
from barrierctl.resources.vocabulary import Classification
from barrierctl.schema.classification import may_be_restricted
from barrierctl.schema.layout_errors import find_layout_errors
from barrierctl.schema.validator import check_beside_syntax_errors, check_tree, not_a_model
from barrierctl.selection import NO_CONTEXT, PUBLIC, ModelContext, RunOptions
from barrierctl.source import ParsedSource, read
from barrierctl.source.tree import MappingNode
from barrierctl.suppressions import suppress, suppressions_of, unknown_rules

if TYPE_CHECKING:
    from barrierctl.views.build import ViewOptions
    from barrierctl.views.document import Document

NO_OPTIONS: Final = RunOptions()


# ---- a model from bytes


@frozen
class LoadedModel:
    """A model file, read and checked.

    Attributes:
        model: as far as it could be built, in the language of the context; None if the file is not a model.
        violations: everything that `validate` reports, in order, with their locations named.
        lines: the file's text; none of a file that is no model, of which nothing is shown.
        parsed: the file as it was read; None if it was not.
        names_restricted: whether the violations name a shared party that is restricted.
        left_out: the number of restricted elements that were left out for the public.
        withheld: whether nothing of the model is public.
    """

    model: BarrierModel | None
    violations: tuple[Violation, ...]
    lines: tuple[str, ...]
    parsed: ParsedSource | None = None
    names_restricted: bool = False
    left_out: int = 0
    withheld: bool = False

    @property
    def valid(self) -> bool:
        """Whether rules may run on the model, and views show it."""
        return self.model is not None and not any(map(is_error, self.violations))

    @property
    def may_be_restricted(self) -> bool:
        """Whether it is not known to be wholly public, so that its text is quoted in the terminal only."""
        if self.names_restricted:
            return True
        if self.model and self.valid:
            return self.model.has_restricted
        return self.parsed is not None and any(self.lines) and may_be_restricted(self.parsed)


_WITHHELD: Final = LoadedModel(model=None, violations=(), lines=(), withheld=True)


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
        around, _ = build(parsed.recovered, frozenset(), (), context.parties)
        stop = locate_all([*stop, *check_beside_syntax_errors(parsed)], around, parsed.recovered)
    if stop:
        # Nothing of a file that is no model is ever shown: it may be anything.
        is_foreign = stop[0].rule == "not-a-barrier-model"
        lines = () if is_foreign else parsed.lines
        return LoadedModel(model=None, violations=stop, lines=lines, parsed=parsed)
    schema = check_tree(parsed.tree, parsed.lines)
    layout = tuple(find_layout_errors(schema.tree, parsed.lines))
    refused = schema.refused | {fold(text) for violation in layout for text in violation.meant}
    model, contradictions = build(schema.tree, refused, parsed.comments, context.parties)
    others = [*parsed.violations, *schema.violations, *contradictions]
    if model.accepted_gaps or model.comments:
        others += unknown_rules(model, context.rules)
    violations: tuple[Violation, ...] = ()
    if layout or others:
        found = [*layout, *leave_out_around(leave_out_within(others, layout), "control-character")]
        violations = locate_all(found, model, schema.tree)
    loaded = LoadedModel(
        model=replace(model, lines=parsed.lines, tree=parsed.tree),
        violations=violations,
        lines=parsed.lines,
        parsed=parsed,
        names_restricted=bool(violations) and names_restricted(violations, context.parties),
    )
    if context.audience == PUBLIC and loaded.valid:
        loaded = _public(data, loaded, replace(context, language=""))
    if loaded.model and loaded.valid and context.language:
        # 1 ms, and most runs show a model in its own language.
        from barrierctl.model.translation import translate

        return replace(loaded, model=translate(loaded.model, context.language))
    return loaded


def _public(data: bytes, loaded: LoadedModel, context: ModelContext) -> LoadedModel:
    """Load what is left of a model without its restricted elements and every reference to them."""
    model = loaded.model
    if model is None or not model.has_restricted:
        return loaded
    if model.header.classification is Classification.RESTRICTED:
        return _WITHHELD
    # Few models are restricted, and those that are take a while anyway.
    from barrierctl.model.public import Restricted, entry_of, leave_out

    restricted = Restricted(model)
    parties = tuple(one for one in context.parties if one.classification is not Classification.RESTRICTED)
    rest, paths = replace(context, parties=parties, audience=None), restricted.paths
    public = loaded
    while paths and public.parsed:
        data = leave_out(data, public.parsed.tree, paths)
        public = load_bytes(data, context=rest)
        # What named an element that is gone, as its id was only there.
        paths = tuple(entry_of(one.path) for one in public.violations if is_error(one) and one.path)
    return replace(public, left_out=restricted.count) if public.valid else _WITHHELD


# ---- reports on files


def check_files(
    command: str,
    inputs: Sequence[Input],
    stdin: BinaryIO,
    *options: RunOptions,
    jobs: int | None = 1,
    progress: Progress = ignore,
) -> Report:
    """Report what is wrong with files (`validate`), what is missing or weak in them (`gaps`), or both.

    Args:
        command: the name of the command.
        inputs: the files.
        stdin: standard input, which may be one of them.
        options: of each configuration; the `scope` of a file is the number of its own.
        jobs: the maximum number of processes; None for one per core.
        progress: called with the number of files that are done, and of all files.
    """
    files = [one.file for one in inputs if one.file]
    if len(files) == len(inputs):
        work = partial(_check_file, command, options, BytesIO())
        total = sum(map(size, files)) if len(files) > 1 else 0
        reports = tuple(each(work, inputs, total, jobs, progress))
    else:  # standard input can be read in this process only
        reports = tuple(_check_file(command, options, stdin, one) for one in inputs)
    report = Report(command=command, files=reports, version=__version__)
    if not report.findings:
        return report
    custom = {rule: record for own in options for rule, record in own.records.items()}
    return replace(report, records=tuple(records_of(report.findings, custom).values()))


def _check_file(command: str, options: Sequence[RunOptions], stdin: BinaryIO, one: Input) -> FileReport:
    """Check one file; if the program itself fails, the error names the file."""
    own = options[one.scope]
    use_language(own.language)
    try:
        return _report(command, one, _load_input(one, stdin, own.context), own)
    except Exception as error:
        error.add_note(one.path)
        raise


def _load_input(one: Input, stdin: BinaryIO, context: ModelContext) -> LoadedModel:
    if one.outside:
        link = Violation(rule="unreadable-file", span=Span(), variant="link")
        return LoadedModel(model=None, violations=(link,), lines=())
    try:
        data = one.read(stdin)
    except OSError as error:
        is_folder = one.file is not None and kind(one.file) == S_IFDIR
        return LoadedModel(model=None, violations=(unreadable(error, folder=is_folder),), lines=())
    return load_bytes(data, context=context)


def _report(command: str, one: Input, loaded: LoadedModel, options: RunOptions) -> FileReport:
    """Report what a command looks at: gaps only in a model without errors, and instead of them its errors."""
    reports_all = command != "gaps"
    found = [*filter(is_error, loaded.violations)]
    if reports_all and loaded.violations:
        found = _violations(one, loaded, options)
    if loaded.model is None or not loaded.valid or command == "validate":
        return _file_report(one, loaded, found, options)
    has_agenda = options.agenda and not reports_all
    return _with_gaps(loaded.model, one, loaded, options, found, has_agenda=has_agenda)


def _violations(one: Input, loaded: LoadedModel, options: RunOptions) -> list[Violation]:
    """What is wrong with a file, as `validate` reports it."""
    selected = options.selection_for(one)
    kept = [each for each in loaded.violations if is_error(each) or selected(each.rule)]
    if loaded.model and not all(map(is_error, kept)):
        return list(suppress(kept, suppressions_of(loaded.model), options.today))
    return kept


def _with_gaps(
    model: BarrierModel,
    one: Input,
    loaded: LoadedModel,
    options: RunOptions,
    found: Iterable[Violation] = (),
    *,
    has_agenda: bool = False,
) -> FileReport:
    """Report the gaps of a model without errors, beside what else was found; with an agenda if asked for."""
    # The rules take 10 ms to import, which `validate` does not have to wait for.
    from barrierctl.gaps import agenda, engine, helpers, snippets, summary

    context = helpers.RuleContext(today=options.today, review_months=options.review_months)
    warnings = loaded.violations if loaded.parsed else None
    how = context, options.selection_for(one), warnings, options.custom_rules
    original = model.original or model
    gaps = engine.run(original, *how)
    if original is not model:
        gaps = engine.in_the_words_of(engine.run(model, *how), gaps)
    report = _file_report(one, loaded, [*found, *gaps], options)
    if options.paste:
        fitted = tuple([snippets.fit_snippet(each, model) for each in report.findings])
        report = replace(report, findings=fitted)
    if not has_agenda:
        return report
    parts = report.parts
    stage = options.shown.stage_id(parts)
    shown = [each for each in options.shown(report.findings, parts) if not each.accepted]
    made = agenda.build_agenda(model, shown, whole=not stage)
    return replace(report, agenda=made, overview=summary.overview(model, stage), stage=stage)


def _file_report(
    one: Input, loaded: LoadedModel, violations: Iterable[Violation], options: RunOptions = NO_OPTIONS
) -> FileReport:
    found = list(violations)
    custom, paste = options.records, options.paste
    findings = render_all(found, one.path, one.root_path, custom, paste=paste) if found else []
    if options.severity:
        changed = options.severity.get
        findings = [replace(each, severity=changed(each.rule, each.severity)) for each in findings]
    model = loaded.model
    if options.baseline:
        names = [model.id] if model and model.id else []
        findings = options.baseline.mark(findings, *names, one.root_path)
    return FileReport(
        path=one.path,
        root_path=one.root_path,
        model=model.id if model else None,
        title=model.title if model else "",
        items=len(model.items) if model else 0,
        stages=tuple((stage.id, stage.name) for stage in model.stages) if model else (),
        has_general=bool(model and model.general_items),
        lines=loaded.lines if any(finding.is_about_file for finding in findings) else (),
        restricted=loaded.may_be_restricted and not loaded.withheld,
        findings=tuple(findings),
        fail_on=options.fail_on,
        scope=one.scope,
        hidden=loaded.left_out,
        withheld=loaded.withheld,
    )


# ---- the gaps and the views of one model


def report_gaps(model: BarrierModel, one: Input, options: RunOptions) -> FileReport:
    """Report the gaps of a model without errors, under the name of an input."""
    return _with_gaps(model, one, LoadedModel(model=model, violations=(), lines=()), options)


def report_violations(loaded: LoadedModel, one: Input, options: RunOptions) -> FileReport:
    """Report what is wrong with a file that was loaded, as `validate` does."""
    return _file_report(one, loaded, _violations(one, loaded, options), options)


def open_input(
    one: Input, stdin: BinaryIO, context: ModelContext = NO_CONTEXT, options: RunOptions | None = None
) -> tuple[LoadedModel, FileReport]:
    """Load one model, and report its errors; if there are none and options are given, its gaps."""
    loaded = _load_input(one, stdin, context)
    if options is None:
        return loaded, _file_report(one, loaded, filter(is_error, loaded.violations))
    use_language(options.language or (loaded.model.header.language if loaded.model else ENGLISH))
    return loaded, _report("gaps", one, loaded, options)


def build_document(
    model: BarrierModel,
    views: Iterable[str],
    view_options: "ViewOptions",
    gaps: FileReport,
    options: RunOptions | None = None,
) -> "Document":
    """Show a model without errors, with the gaps that were found with those options.

    Raises:
        UsageError: a stage or party is not in the model, or a view cannot be limited to it.
    """
    from barrierctl.views import build as view_builder

    run = options or NO_OPTIONS
    found = view_builder.GapReport(findings=gaps.findings, records=records_of(gaps.findings, run.records))
    how = dataclasses.replace(view_options, today=view_options.today or run.today)
    return view_builder.build_document(model, views, how, found)
