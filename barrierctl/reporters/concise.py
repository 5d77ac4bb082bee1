"""Format `concise`: one line per finding, never wrapped, that editors and `grep` can follow."""

from barrierctl.messages import catalogue
from barrierctl.reporters.report import Report, acceptance
from barrierctl.text.terminal import visible


def report(found: Report) -> str:
    """Render the findings of all files in order."""
    lines = ""
    for finding in found.findings:
        place = f"{visible(finding.path)}:{finding.span.line}:{finding.span.column}"
        severity = catalogue().severity(finding.severity)
        text = visible(f"{finding.sentence} {acceptance(finding)}".strip())
        lines += f"{place}: {severity} {finding.rule} {text}\n"
    return lines
