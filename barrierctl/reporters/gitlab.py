"""Format `gitlab`: a Code Quality report, which GitLab shows in a merge request.

https://docs.gitlab.com/ci/testing/code_quality/ names the fields.
"""

import json

from barrierctl.findings import Severity, occurrences
from barrierctl.reporters.report import Report, whole
from barrierctl.text.terminal import visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(found: Report) -> str:
    """Render the findings of all files in order, as one array."""
    # GitLab drops an issue whose fingerprint it has seen, as if one file has two names.
    before = occurrences(finding.fingerprint for finding in found.findings)
    issues = [
        {
            # GitLab does not show the name of the check, so it is in the description too.
            "description": f"{finding.rule}: {visible(whole(finding))}",
            "check_name": finding.rule,
            "fingerprint": finding.fingerprint + (f"-{number + 1}" if number else ""),
            "severity": "info" if finding.accepted else _SEVERITIES[finding.severity],
            "location": {
                "path": finding.root_path,
                "lines": {"begin": finding.span.line, "end": finding.span.end_line},
            },
        }
        for finding, number in zip(found.findings, before, strict=True)
    ]
    return json.dumps(issues, ensure_ascii=True, indent=2) + "\n"
