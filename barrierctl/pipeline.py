"""From files to reports: the one module that calls the rooms in order."""

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from stat import S_IFDIR
from typing import BinaryIO, TypeAlias

from barrierctl.errors import ModelError
from barrierctl.files import Input, kind, size
from barrierctl.findings import (
    NO_LOCATION,
    Finding,
    Severity,
    Span,
    Violation,
    order,
    unreadable,
    with_occurrence_index,
)
from barrierctl.frozen import frozen, replace
from barrierctl.gaps import Context
from barrierctl.gaps.engine import run
from barrierctl.limits import MAX_BYTES, cap
from barrierctl.messages import catalogue, record, render, rule_ids
from barrierctl.model.model import BarrierModel
from barrierctl.names import Guesses, fold
from barrierctl.parallel import ALONE as IN_ONE
from barrierctl.parallel import Jobs, each
from barrierctl.reporters.report import FileReport, Report
from barrierctl.selection import ALONE, ModelContext, RunOptions
from barrierctl.source import ParsedSource, read
from barrierctl.source.tree import Paths
from barrierctl.version import __version__

# Whatever is not plainly public; a word that is misspelt is taken for the graver one.
_CLASSIFIED = r"""classification["']?\s*:(?!\s*["']?public\b)"""

_NO_YAML = ("yaml-syntax", "yaml-unsupported")


@frozen
class LoadedModel:
    """A model file, read and checked.

    Attributes:
        model: as far as it could be built; None where the file is none.
        violations: everything that `validate` tells, in order, with their places named.
        lines: the file's text.
    """

    model: BarrierModel | None
    violations: tuple[Violation, ...]
    lines: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Whether rules may run on the model, and views show it."""
        return self.model is not None and not any(is_error(violation) for violation in self.violations)

    @property
    def may_be_restricted(self) -> bool:
        """Whether it holds what only some may see; of a file with errors, whether it might."""
        if self.model and self.valid:
            return self.model.has_restricted
        return any(re.search(_CLASSIFIED, line) for line in self.lines)


def is_error(violation: Violation) -> bool:
    """Whether a violation keeps the model from being used."""
    return (violation.severity or record(violation.rule).severity) is Severity.ERROR


def load_bytes(data: bytes, *, pure: bool = False, context: ModelContext = ALONE) -> LoadedModel:
    """Read and check a file's bytes; tells all violations at once, and never fails.

    Args:
        data: of the file.
        pure: use the parser that is written in Python even where the C parser is installed.
        context: what a configuration adds to it.
    """
    reading = read(data, pure=pure)
    if not reading.complete:
        return LoadedModel(model=None, violations=_unread(reading), lines=reading.lines)
    stop = _no_model(reading)
    if stop:
        return LoadedModel(model=None, violations=(stop,), lines=reading.lines)
    return _check(reading, context)


def _unread(reading: ParsedSource) -> tuple[Violation, ...]:
    """What is said of a file that cannot be read to its end; of a letter or a report, that it is no model."""
    from barrierctl.schema.validator import mentions_no_key

    is_no_yaml = any(violation.rule in _NO_YAML for violation in reading.violations)
    if is_no_yaml and mentions_no_key(reading.lines):
        return (Violation(rule="not-a-barrier-model", span=Span()),)
    return reading.violations


def _no_model(reading: ParsedSource) -> Violation | None:
    """The one violation of a file that is no model of this format."""
    from barrierctl.schema.validator import is_foreign, newer_format

    tree = reading.tree
    if is_foreign(tree):
        variant = "empty" if tree is None else "list" if isinstance(tree, list) else ""
        return Violation(rule="not-a-barrier-model", span=getattr(tree, "span", Span()), variant=variant)
    return newer_format(tree)


def _check(reading: ParsedSource, context: ModelContext) -> LoadedModel:
    from barrierctl.model.builder import build
    from barrierctl.schema.layout_errors import find_layout_errors
    from barrierctl.schema.validator import check_tree

    result = check_tree(reading.tree, reading.lines)
    unmeant = tuple(find_layout_errors(reading.tree, reading.lines))
    refused = result.refused | _meant(unmeant)
    built = build(reading.tree, refused, reading.comments, context.parties)
    others = (
        *reading.violations,
        *result.violations,
        *built.violations,
        *_unknown_rules(built.model, context.rules),
    )
    violations = (*unmeant, *_not_following(others, unmeant))
    if not violations:
        return LoadedModel(model=built.model, violations=(), lines=reading.lines)
    paths = Paths(reading.tree)
    told = cap(sorted(violations, key=_order))
    placed = tuple(_placed(violation, built.model, paths) for violation in told)
    return LoadedModel(model=built.model, violations=placed, lines=reading.lines)


def _meant(unmeant: Iterable[Violation]) -> set[str]:
    """The folded texts that were meant where another was read."""
    return {fold(text) for violation in unmeant for text in violation.meant}


def _not_following(violations: Iterable[Violation], unmeant: Iterable[Violation]) -> Iterator[Violation]:
    """The violations that do not follow from a text that is not read as it was meant."""
    spans = sorted(violation.span for violation in unmeant)
    for violation in violations:
        begun = bisect_right(spans, violation.span[:2], key=lambda span: span[:2])
        if not (begun and violation.span[:2] < spans[begun - 1][2:]):
            yield violation


def _order(violation: Violation) -> tuple[Span, str, str]:
    return violation.span, violation.rule, violation.subject or ""


def _placed(violation: Violation, model: BarrierModel, paths: Paths) -> Violation:
    if violation.location is not NO_LOCATION:
        return violation
    location = model.location_at(violation.path or paths.at(violation.span))
    if location.block and violation.rule in _NO_YAML:
        location = replace(location, name=None)  # what is no text is no name of an item either
    return replace(violation, location=location)


def _unknown_rules(model: BarrierModel, house: frozenset[str]) -> Iterator[Violation]:
    if not (model.accepted_gaps or model.comments):
        return
    from barrierctl.suppressions import grants

    known = dict.fromkeys((*acceptable_rules(), *sorted(house)))
    guesses = Guesses(known)
    for grant in grants(model):
        if grant.rule and grant.rule not in known:
            near = guesses.nearest(grant.rule)
            is_other = grant.rule in rule_ids() and record(grant.rule).severity is Severity.ERROR
            yield Violation(
                rule="unknown-rule",
                span=grant.span,
                subject=grant.rule,
                variant="error" if is_other else "near" if near else "",
                parameters={"text": grant.rule, "near": near or ""},
            )


def acceptable_rules() -> Iterable[str]:
    """The rules whose findings may be accepted: no errors, and nothing that is about acceptances."""
    return (rule for rule in rule_ids() if record(rule).accept_when)


Look: TypeAlias = Callable[[Input, LoadedModel, RunOptions], FileReport]


def validate(
    inputs: Iterable[Input],
    stdin: BinaryIO,
    run_options: RunOptions | None = None,
    jobs: Jobs = IN_ONE,
) -> Report:
    """What is wrong with these files as models."""
    task = _Task(look=_file_report, asked=run_options or RunOptions(), stdin=stdin)
    return _report("validate", task, inputs, jobs)


def gaps(
    inputs: Iterable[Input],
    stdin: BinaryIO,
    run_options: RunOptions | None = None,
    jobs: Jobs = IN_ONE,
) -> Report:
    """What is missing or weak in these models; of a file with errors, the errors."""
    task = _Task(look=_gaps_report, asked=run_options or RunOptions(), stdin=stdin)
    return _report("gaps", task, inputs, jobs)


def open_input(one: Input, stdin: BinaryIO, context: ModelContext = ALONE) -> tuple[LoadedModel, FileReport]:
    """Open one model for a view, with the report of its errors."""
    opened = _open(one, stdin, context)
    return opened, _errors_report(one, opened)


def open_with_gaps(one: Input, stdin: BinaryIO, run_options: RunOptions) -> tuple[LoadedModel, FileReport]:
    """Open one model for a view that shows its gaps, with the report of these, or of its errors."""
    opened = _open(one, stdin, run_options.context)
    return opened, _gaps_report(one, opened, run_options)


@frozen
class _Task:
    """What to do with each file."""

    look: Look
    asked: RunOptions
    stdin: BinaryIO

    def __call__(self, one: Input) -> FileReport:
        """Look at a file; where the program itself fails at it, the user is told at which one."""
        try:
            return self.look(one, _open(one, self.stdin, self.asked.context), self.asked)
        except Exception as error:
            error.add_note(one.path)
            raise


def _report(command: str, task: _Task, inputs: Iterable[Input], jobs: Jobs) -> Report:
    every, asked = tuple(inputs), task.asked
    # Standard input can be read in this process only.
    files = [one.file for one in every if one.file]
    if len(files) == len(every):
        task = replace(task, stdin=BytesIO())
        looked_at = tuple(each(task, every, sum(map(size, files)), jobs))
    else:
        looked_at = tuple(map(task, every))
    rules = sorted({finding.rule for file in looked_at for finding in file.findings})
    records = tuple(asked.records.get(rule) or record(rule) for rule in rules)
    return Report(command=command, files=looked_at, version=__version__, records=records)


def _open(one: Input, stdin: BinaryIO, context: ModelContext) -> LoadedModel:
    try:
        data = one.read(stdin)
    except OSError as error:
        is_folder = one.file is not None and kind(one.file) == S_IFDIR
        return LoadedModel(model=None, violations=(unreadable(error, folder=is_folder),), lines=())
    return load_bytes(data, context=context)


def _file_report(one: Input, opened: LoadedModel, run_options: RunOptions) -> FileReport:
    wanted = run_options.selection_for(one)
    kept = [violation for violation in opened.violations if is_error(violation) or wanted(violation.rule)]
    if opened.model and not all(is_error(violation) for violation in kept):
        from barrierctl.suppressions import accept, grants

        kept = accept(kept, grants(opened.model), run_options.today)
    return _report_of(one, opened, kept, run_options)


def _gaps_report(one: Input, opened: LoadedModel, run_options: RunOptions) -> FileReport:
    if opened.model is None or not opened.valid:
        return _errors_report(one, opened)
    from barrierctl.gaps import Context
    from barrierctl.gaps.engine import run
    from barrierctl.views.matrix import overview

    context = Context(today=run_options.today, review_months=run_options.review_months)
    found = run(opened.model, context, run_options.selection_for(one), opened.violations, run_options.house)
    report = _report_of(one, opened, found, run_options)
    return replace(report, overview=overview(opened.model), heading=_heading(opened.model))


def _errors_report(one: Input, opened: LoadedModel) -> FileReport:
    return _report_of(one, opened, [violation for violation in opened.violations if is_error(violation)])


def _report_of(
    one: Input, opened: LoadedModel, violations: Iterable[Violation], run_options: RunOptions | None = None
) -> FileReport:
    own = run_options.records if run_options else {}
    findings = (render(violation, one.path, one.root_path, own=own) for violation in violations)
    marked = with_occurrence_index(sorted(findings, key=order))
    if run_options:
        marked = [_override_severity(finding, run_options) for finding in marked]
        marked = run_options.baseline.mark(marked, one.root_path) if run_options.baseline else marked
    model = opened.model
    return FileReport(
        path=one.path,
        root_path=one.root_path,
        model=model.id if model else None,
        stages=tuple((stage.id, stage.name) for stage in model.stages) if model else (),
        lines=opened.lines if any(finding.is_about_file for finding in marked) else (),
        restricted=opened.may_be_restricted,
        findings=tuple(marked),
    )


def _override_severity(finding: Finding, run_options: RunOptions) -> Finding:
    told = run_options.severity.get(finding.rule)
    return replace(finding, severity=told) if told else finding


def _heading(model: BarrierModel) -> str:
    words = catalogue()
    return words.say(
        "report.heading",
        title=model.title,
        stages=words.say("report.stages", count=len(model.stages)),
        items=words.say("report.items", count=len(model.items)),
    )


def load(path: str | os.PathLike[str]) -> BarrierModel:
    """Load a barrier model.

    Args:
        path: of the file.

    Returns:
        The model, resolved: iterate over its stages, items, things, parties and links.

    Raises:
        ModelError: the file has errors; `problems` has them all, with line and column.
        OSError: the file cannot be read.
    """
    with Path(path).open("rb") as stream:
        opened = load_bytes(stream.read(MAX_BYTES + 1))
    if opened.model is None or not opened.valid:
        findings = [
            render(violation, Path(path).as_posix()) for violation in opened.violations if is_error(violation)
        ]
        raise ModelError(
            [f"{f.path}:{f.span.line}:{f.span.column}: {f.severity} {f.rule} {f.sentence}" for f in findings]
        )
    return opened.model


def find_gaps(model: BarrierModel, path: str = "", *, today: date | None = None) -> list[Finding]:
    """What is missing or weak in a model, in the order of its file.

    Args:
        model: as loaded.
        path: what the findings call its file.
        today: the day on which dates are looked at; the clock's unless told.

    Returns:
        The findings; those that the model accepts have `accepted` set.
    """
    context = Context(today=today or date.today())  # noqa: DTZ011 (the day where the user is)
    return with_occurrence_index(
        sorted((render(violation, path, path) for violation in run(model, context)), key=order)
    )
