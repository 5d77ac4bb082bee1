"""What several formats share: a finding in one text, the worst findings, the summary."""

from collections import Counter
from collections.abc import Iterable

from barrierctl.findings import Finding, Severity
from barrierctl.frozen import replace
from barrierctl.messages import catalogue
from barrierctl.reporters.report import Report
from barrierctl.text.terminal import visible


def sentence(finding: Finding) -> str:
    """What is wrong, on one line and with nothing unseen in it."""
    return visible(finding.sentence)


def advice(finding: Finding) -> str:
    """What to do about it, in one line or several; may be empty."""
    return "\n".join(visible(line) for line in (finding.advice or "").split("\n"))


def whole(finding: Finding) -> str:
    """Sentence, advice, and whether it is accepted."""
    parts = (sentence(finding), advice(finding), visible(acceptance(finding)))
    return "\n".join(part for part in parts if part)


def acceptance(finding: Finding) -> str:
    """That it is accepted, and what is known of why, by whom and until when; empty where it is not."""
    words, accepted = catalogue(), finding.accepted
    if accepted is None:
        return ""
    told = [accepted.reason or words.say(f"accepted.{accepted.how}")]
    told += [words.say("accepted.by", by=accepted.by)] if accepted.by else []
    told += [words.say("accepted.until", until=accepted.until)] if accepted.until else []
    return words.say("accepted.why", why=", ".join(told))


def most_severe(found: Report, most: int) -> Report:
    """The report with at most so many findings, the most severe, in the order in which they were."""
    places = [
        (finding.severity.rank, which, index)
        for which, file in enumerate(found.files)
        for index, finding in enumerate(file.findings)
    ]
    kept = {place[1:] for place in sorted(places)[:most]}
    files = (
        replace(file, findings=tuple(f for index, f in enumerate(file.findings) if (which, index) in kept))
        for which, file in enumerate(found.files)
    )
    return found if len(places) <= most else replace(found, files=tuple(files))


def summary(report: Report, *, explain: str | None = None) -> str:
    """One line for standard error.

    Args:
        report: all that was found and is not accepted.
        explain: a rule to name as an example of what can be explained, or None.
    """
    open_ones = [finding for finding in report.findings if not finding.accepted]
    violations = [finding for finding in open_ones if finding.is_about_file]
    gaps = [finding for finding in open_ones if not finding.is_about_file]
    told = [part for part in (_violations(report, violations), _gaps(gaps)) if part] or [_clean(report)]
    if report.accepted:
        told.append(catalogue().say("report.accepted", count=report.accepted))
    hint = catalogue().say("report.explain", rule=explain) if explain else ""
    return " ".join(told) + hint


def _violations(report: Report, violations: list[Finding]) -> str:
    words, number = catalogue(), _by_severity(violations)
    counts = ", ".join(words.say(f"severity.{s}", count=number[s]) for s in Severity if number[s])
    files = words.say("report.files", count=len(report.files))
    return words.say("report.found", files=files, counts=counts) if violations else ""


def _gaps(gaps: list[Finding]) -> str:
    words, number = catalogue(), _by_severity(gaps)
    counts = ", ".join(f"{number[s]} {words.entry('severity')[s]['sign']}" for s in Severity if number[s])
    return words.say("report.to_look_at", total=len(gaps), counts=counts) if gaps else ""


def _clean(report: Report) -> str:
    key = "valid" if report.command == "validate" else "nothing_to_look_at"
    return catalogue().say(f"report.{key}", count=len(report.files))


def _by_severity(findings: Iterable[Finding]) -> Counter[Severity]:
    return Counter(finding.severity for finding in findings)
