"""Format `concise`: one line per finding, never wrapped, that editors and `grep` can follow."""

from barrierctl.messages import catalogue
from barrierctl.reporters.report import Report, acceptance
from barrierctl.text.terminal import visible


def report(found: Report) -> str:
    """Render the findings of all files in order."""
    return "".join(
        f"{visible(finding.path)}:{finding.span.line}:{finding.span.column}: "
        f"{catalogue().severity(finding.severity)} {finding.rule} "
        f"{visible(f'{finding.sentence} {acceptance(finding)}'.strip())}\n"
        for finding in found.findings
    )
