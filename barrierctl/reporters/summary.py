"""The line at the end of a run: how many findings, of what kind."""

from collections import Counter
from collections.abc import Iterable

from barrierctl.findings import Finding, Severity
from barrierctl.languages import catalogue
from barrierctl.report import Report


def summary(report: Report, *, explain: str | None = None) -> str:
    """One line for standard error.

    Args:
        report: all that was found and is not accepted.
        explain: a rule to name as an example of what can be explained, or None.
    """
    open_ones = [finding for finding in report.findings if not finding.accepted]
    faults = [finding for finding in open_ones if finding.is_fault]
    gaps = [finding for finding in open_ones if not finding.is_fault]
    told = [part for part in (_faults(report, faults), _gaps(gaps)) if part] or [_clean(report)]
    if report.accepted:
        told.append(catalogue().say("report.accepted", count=report.accepted))
    hint = catalogue().say("report.explain", rule=explain) if explain else ""
    return " ".join(told) + hint


def _faults(report: Report, faults: list[Finding]) -> str:
    words, number = catalogue(), _by_severity(faults)
    counts = ", ".join(words.say(f"severity.{s}", count=number[s]) for s in Severity if number[s])
    files = words.say("report.files", count=len(report.files))
    return words.say("report.found", files=files, counts=counts) if faults else ""


def _gaps(gaps: list[Finding]) -> str:
    words, number = catalogue(), _by_severity(gaps)
    counts = ", ".join(f"{number[s]} {words.entry('severity')[s]['sign']}" for s in Severity if number[s])
    return words.say("report.to_look_at", total=len(gaps), counts=counts) if gaps else ""


def _clean(report: Report) -> str:
    key = "valid" if report.command == "validate" else "nothing_to_look_at"
    return catalogue().say(f"report.{key}", count=len(report.files))


def _by_severity(findings: Iterable[Finding]) -> Counter[Severity]:
    return Counter(finding.severity for finding in findings)
