"""The report that a format renders: what was found, and the sentences that several formats share."""

from collections import Counter
from collections.abc import Iterable
from shlex import quote
from typing import TYPE_CHECKING

from barrierctl.dataclass import frozen, replace
from barrierctl.findings import Accepted, Finding, Severity, Span, with_occurrence_index
from barrierctl.messages import Record, catalogue, is_fixable, record
from barrierctl.resources.vocabulary import RESERVED_ID
from barrierctl.text.terminal import visible

if TYPE_CHECKING:
    from barrierctl.gaps.agenda import Agenda, Question
    from barrierctl.gaps.summary import Overview


@frozen
class FileReport:
    """What was found in one file."""

    path: str  # as shown to the user
    root_path: str  # relative to the project root, for platforms
    model: str | None  # its id
    title: str = ""  # of the model
    items: int = 0  # the number of its items
    stages: tuple[tuple[str, str], ...] = ()  # id and name of each, in order, for grouping
    has_general: bool = False  # whether it has items about the whole process
    stage: str | None = None  # the id of the only stage that is shown, or None
    lines: tuple[str, ...] = ()  # the file's text; none if nothing is to be shown in it
    findings: tuple[Finding, ...] = ()  # in order
    overview: "Overview | None" = None  # how many items each cell has
    agenda: "Agenda | None" = None  # what the findings mean for a workshop
    restricted: bool = False  # whether it is not known to be wholly public
    fail_on: Severity | None = None  # the severity from which a finding is a failure, or None if none is
    scope: int = 0  # the number of its configuration, among those of the run
    hidden: int = 0  # the number of restricted elements that were left out for the public
    withheld: bool = False  # whether nothing of it is public

    @property
    def counts(self) -> str:
        """The numbers of stages, items and findings of the model, or of findings in a stage, in words."""
        say = catalogue().say
        findings = say("agenda.findings", count=sum(1 for one in self.findings if not one.accepted))
        if self.stage:
            return findings
        stages, items = say("report.stages", count=len(self.stages)), say("report.items", count=self.items)
        return say("agenda.heading", stages=stages, items=items, findings=findings)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each stage, and of the whole process if the model has items about it."""
        if not self.has_general:
            return self.stages
        return (*self.stages, (RESERVED_ID, catalogue().say("views.general")))

    @property
    def has_errors(self) -> bool:
        """Whether the file is no well-formed model, so that no gaps were looked for."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@frozen
class Report:
    """What was found in all files, for one run of `validate`, `gaps` or `check`, which is both."""

    command: str
    files: tuple[FileReport, ...]  # in the order named
    version: str  # of the tool that made it
    accepted: int = 0  # the number of accepted findings, shown or not
    records: tuple[Record, ...] = ()  # of the rules that found something, by id
    every_finding: bool = False  # whether people are to see each finding, as against the agenda
    every_file: bool = False  # whether a file without findings has a line
    question: "Question | None" = None  # the question of the agenda behind which all of them are
    left_out: tuple[str, ...] = ()  # how many models, and by what

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files, in their order."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def several_agendas(self) -> bool:
        """Whether people see of each model only what is most important."""
        return sum(file.agenda is not None for file in self.files) > 1

    def is_clean(self, file: FileReport) -> bool:
        """Whether nothing is shown of a file; the agenda of the only model is, even without findings."""
        return not file.findings and (file.overview is None or len(self.files) > 1)

    def fails(self, file: FileReport, finding: Finding) -> bool:
        """Whether a finding in a file makes the run fail; one that kept gaps from being found always does."""
        if finding.accepted:
            return False
        if self.command != "validate" and finding.is_about_file and finding.severity is Severity.ERROR:
            return True
        return file.fail_on is not None and finding.severity.rank <= file.fail_on.rank


def most_severe(found: Report, limit: int) -> Report:
    """Keep the most severe findings, at most `limit`, in the order in which they were."""
    ranked = sorted(found.findings, key=lambda finding: finding.severity.rank)
    left_out = set(map(id, ranked[limit:]))
    if not left_out:
        return found
    files = (
        replace(file, findings=tuple(one for one in file.findings if id(one) not in left_out))
        for file in found.files
    )
    return replace(found, files=tuple(files))


def without_restricted(report: Report, see: str = "") -> Report:
    """Leave out every word of the files that are not known to be public; rules, severities and lines stay.

    Args:
        report: of all files.
        see: the arguments that show these words in the terminal; the command with the file by default.
    """
    if not any(file.restricted for file in report.files):
        return report
    records = {record.id: record for record in report.records}

    def reduced(file: FileReport) -> FileReport:
        hint = see_restricted(see or f"{report.command} {quote(file.path)}")
        titles = {one.rule: (records.get(one.rule) or record(one.rule)).title for one in file.findings}
        findings = [
            Finding(
                rule=one.rule,
                family=one.family,
                severity=one.severity,
                span=Span(one.span.line, 1, one.span.line, 1),
                message=titles[one.rule],
                sentence=titles[one.rule],
                hints=(hint,),
                path=one.path,
                root_path=one.root_path,
                accepted=one.accepted and Accepted(how=one.accepted.how),
            )
            for one in file.findings
        ]
        return FileReport(
            path=file.path,
            root_path=file.root_path,
            model=None,
            findings=tuple(with_occurrence_index(findings)),
            restricted=True,
            fail_on=file.fail_on,
            scope=file.scope,
        )

    files = tuple(reduced(file) if file.restricted else file for file in report.files)
    return replace(report, files=files)


def see_restricted(arguments: str) -> str:
    """Say how to see what was left out."""
    return catalogue().say("report.see_restricted", arguments=arguments)


def sentence(finding: Finding) -> str:
    """The message with its place, on one line and with every letter seen."""
    return visible(finding.sentence)


def advice(finding: Finding) -> str:
    """What to do about it, on one line or several; may be empty."""
    return "\n".join(map(visible, (finding.advice or "").split("\n")))


def acceptance(finding: Finding) -> str:
    """That it is accepted, why, by whom and until when; empty if it is not."""
    say, accepted = catalogue().say, finding.accepted
    if accepted is None:
        return ""
    why = [accepted.reason or say(f"accepted.{accepted.how}")]
    why += [say("accepted.by", by=accepted.by)] if accepted.by else []
    why += [say("accepted.until", until=accepted.until)] if accepted.until else []
    return say("accepted.why", why=catalogue().joined(why))


def whole(finding: Finding) -> str:
    """Sentence, advice, and whether it is accepted."""
    parts = (sentence(finding), advice(finding), visible(acceptance(finding)))
    return "\n".join(part for part in parts if part)


def summary(report: Report, *, explain: str | None = None) -> str:
    """Summarise a report in one line, and say how to explain one of its rules if one is given."""
    say = catalogue().say
    unaccepted = [finding for finding in report.findings if not finding.accepted]
    is_check = report.command == "check"
    violations = [finding for finding in unaccepted if is_check or finding.is_about_file]
    gaps = [finding for finding in unaccepted if not (is_check or finding.is_about_file)]
    parts = []
    if violations:
        files = say("report.files", count=len(report.files))
        parts.append(say("report.found", files=files, counts=_counted(violations)))
        if fixable := sum(map(is_fixable, violations)):
            parts.append(say("report.fixable", count=fixable))
    if gaps:
        parts.append(say("report.gaps", count=len(gaps), counts=_counted(gaps)))
    if not parts:
        key = "report.valid" if report.command == "validate" else "report.no_gaps"
        parts.append(say(key, count=len(report.files)))
    if report.accepted:
        parts.append(say("report.accepted", count=report.accepted))
    if report.left_out:
        parts.append(say("report.left_out", parts=catalogue().joined(report.left_out)))
    text = " ".join(parts)
    if explain:
        url = next((record.url for record in report.records if record.id == explain), None)
        text += say("report.explain", rule=explain) + (f"\n{url}" if url else "")  # custom rules have no page
    return text


def _counted(findings: Iterable[Finding]) -> str:
    """Count findings by severity, most severe first."""
    counts = Counter(finding.severity for finding in findings)
    each = ((severity, counts[severity]) for severity in Severity if counts[severity])
    return catalogue().joined(
        catalogue().say(f"severity.{severity}", count=count) for severity, count in each
    )
