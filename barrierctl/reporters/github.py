"""Format `github`: workflow commands that become annotations on the lines of a pull request."""

from barrierctl.findings import Severity
from barrierctl.reporters.report import Report, whole
from barrierctl.text.workflow_commands import message, property_value

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(found: Report) -> str:
    """Render the findings, most severe first: the platform shows only the first ten of a kind."""
    commands = ""
    for finding in sorted(found.findings, key=lambda finding: finding.severity.rank):
        path, span = finding.root_path, finding.span
        place = {"file": path, "line": span.line}
        if span.line == span.end_line:
            # The platform refuses columns if a stretch goes over several lines.
            place |= {"endLine": span.end_line, "col": span.column, "endColumn": span.end_column}
        place["title"] = finding.rule
        properties = ",".join(f"{key}={property_value(str(value))}" for key, value in place.items())
        kind = "notice" if finding.accepted else _KINDS[finding.severity]
        text = f"{whole(finding)}\n{path}:{span.line}:{span.column}"
        commands += f"::{kind} {properties}::{message(text)}\n"
    return commands
