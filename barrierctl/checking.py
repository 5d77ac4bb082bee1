"""The use cases `validate` and `gaps`: files in, a report out."""

from collections.abc import Callable, Iterable
from io import BytesIO
from stat import S_IFDIR
from typing import BinaryIO, TypeAlias

from barrierctl.choosing import Inquiry
from barrierctl.findings import Fault, Finding, numbered, order
from barrierctl.frozen import frozen, replace
from barrierctl.inputs import Input
from barrierctl.jobs import ALONE as IN_ONE
from barrierctl.jobs import Jobs, each
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.on_disk import kind, size
from barrierctl.opening import ALONE, Opened, Surroundings, is_error, open_bytes, unreadable
from barrierctl.records import put_into_words, record
from barrierctl.report import FileReport, Report
from barrierctl.version import __version__

Look: TypeAlias = Callable[[Input, Opened, Inquiry], FileReport]
Then: TypeAlias = Callable[[FileReport], FileReport]
"""What is made of a file's report where the file is looked at; it can be pickled."""


def _as_it_is(report: FileReport) -> FileReport:
    return report


def validate(
    inputs: Iterable[Input],
    stdin: BinaryIO,
    inquiry: Inquiry | None = None,
    jobs: Jobs = IN_ONE,
    then: Then = _as_it_is,
) -> Report:
    """What is wrong with these files as models."""
    task = _Task(look=_file_report, asked=inquiry or Inquiry(), stdin=stdin, then=then)
    return _report("validate", task, inputs, jobs)


def gaps(
    inputs: Iterable[Input],
    stdin: BinaryIO,
    inquiry: Inquiry | None = None,
    jobs: Jobs = IN_ONE,
    then: Then = _as_it_is,
) -> Report:
    """What is missing or weak in these models; of a file with errors, the errors."""
    task = _Task(look=_gaps_report, asked=inquiry or Inquiry(), stdin=stdin, then=then)
    return _report("gaps", task, inputs, jobs)


def open_input(one: Input, stdin: BinaryIO, beside: Surroundings = ALONE) -> tuple[Opened, FileReport]:
    """Open one model for a view, with the report of its errors."""
    opened = _open(one, stdin, beside)
    return opened, _errors_report(one, opened)


def open_with_gaps(one: Input, stdin: BinaryIO, inquiry: Inquiry) -> tuple[Opened, FileReport]:
    """Open one model for a view that shows its gaps, with the report of these, or of its errors."""
    opened = _open(one, stdin, inquiry.beside)
    return opened, _gaps_report(one, opened, inquiry)


@frozen
class _Task:
    """What to do with each file."""

    look: Look
    asked: Inquiry
    stdin: BinaryIO
    then: Then

    def __call__(self, one: Input) -> FileReport:
        """Look at a file; where the program itself fails at it, the user is told at which one."""
        try:
            return self.then(self.look(one, _open(one, self.stdin, self.asked.beside), self.asked))
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


def _open(one: Input, stdin: BinaryIO, beside: Surroundings) -> Opened:
    try:
        data = one.read(stdin)
    except OSError as error:
        is_folder = one.file is not None and kind(one.file) == S_IFDIR
        return Opened(model=None, faults=(unreadable(error, folder=is_folder),), lines=())
    return open_bytes(data, beside=beside)


def _file_report(one: Input, opened: Opened, inquiry: Inquiry) -> FileReport:
    wanted = inquiry.wanted_in(one)
    kept = [fault for fault in opened.faults if is_error(fault) or wanted(fault.rule)]
    if opened.model and not all(is_error(fault) for fault in kept):
        from barrierctl.acceptance import accept
        from barrierctl.gaps.accepted import grants

        kept = accept(kept, grants(opened.model), inquiry.today)
    return _report_of(one, opened, kept, inquiry)


def _gaps_report(one: Input, opened: Opened, inquiry: Inquiry) -> FileReport:
    if opened.model is None or not opened.valid:
        return _errors_report(one, opened)
    from barrierctl.gaps import Context
    from barrierctl.gaps.engine import run
    from barrierctl.views.overview import overview

    context = Context(today=inquiry.today, review_months=inquiry.review_months)
    found = run(opened.model, context, inquiry.wanted_in(one), opened.faults, inquiry.house)
    report = _report_of(one, opened, found, inquiry)
    return replace(report, overview=overview(opened.model), heading=_heading(opened.model))


def _errors_report(one: Input, opened: Opened) -> FileReport:
    return _report_of(one, opened, [fault for fault in opened.faults if is_error(fault)])


def _report_of(
    one: Input, opened: Opened, faults: Iterable[Fault], inquiry: Inquiry | None = None
) -> FileReport:
    own = inquiry.records if inquiry else {}
    findings = (put_into_words(fault, one.path, one.root_path, own=own) for fault in faults)
    marked = numbered(sorted(findings, key=order))
    if inquiry:
        marked = [_as_grave_as_told(finding, inquiry) for finding in marked]
        marked = inquiry.baseline.mark(marked, one.root_path) if inquiry.baseline else marked
    model = opened.model
    return FileReport(
        path=one.path,
        root_path=one.root_path,
        model=model.id if model else None,
        stages=tuple((stage.id, stage.name) for stage in model.stages) if model else (),
        lines=opened.lines if any(finding.is_fault for finding in marked) else (),
        restricted=opened.may_be_restricted,
        findings=tuple(marked),
    )


def _as_grave_as_told(finding: Finding, inquiry: Inquiry) -> Finding:
    told = inquiry.severity.get(finding.rule)
    return replace(finding, severity=told) if told else finding


def _heading(model: BarrierModel) -> str:
    words = catalogue()
    return words.say(
        "report.heading",
        title=model.title,
        stages=words.say("report.stages", count=len(model.stages)),
        items=words.say("report.items", count=len(model.items)),
    )
