"""Format `gitlab`: a Code Quality report, which GitLab shows in a merge request.

https://docs.gitlab.com/ci/testing/code_quality/ names the fields.
"""

import json
from collections import Counter
from typing import Any

from barrierctl.findings import Finding, Severity
from barrierctl.reporters.report import Report, whole
from barrierctl.text.terminal import visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(found: Report) -> str:
    """The findings of all files in order, as one array."""
    issues = [_issue(file.root_path, finding) for file in found.files for finding in file.findings]
    _tell_apart(issues)
    return json.dumps(issues, ensure_ascii=True, indent=2) + "\n"


def _issue(path: str, finding: Finding) -> dict[str, Any]:
    return {
        # GitLab does not show the name of the check, so it stands in the description too.
        "description": f"{finding.rule}: {visible(whole(finding))}",
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": "info" if finding.accepted else _SEVERITIES[finding.severity],
        "location": {
            "path": path,
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }


def _tell_apart(issues: list[dict[str, Any]]) -> None:
    """GitLab drops what has a fingerprint that it has seen, as twins by another name of a file have."""
    seen: Counter[str] = Counter()
    for issue in issues:
        fingerprint = issue["fingerprint"]
        seen[fingerprint] += 1
        if seen[fingerprint] > 1:
            issue["fingerprint"] = f"{fingerprint}-{seen[fingerprint]}"
