"""Format `json`: for programs; its shape is `schemas/findings.schema.json`."""

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from barrierctl.findings import Finding, Severity
from barrierctl.reporters.report import Report

FORMAT = 1


def report(found: Report) -> str:
    """Render the whole report as one object."""
    counts = Counter(finding.severity for finding in found.findings if not finding.accepted)
    shown = {
        "format": FORMAT,
        "tool": {"name": "barrierctl", "version": found.version},
        "files": [{"path": file.path, "model": file.model} for file in found.files],
        "findings": [_finding(finding) for finding in found.findings],
        "summary": {
            "files": len(found.files),
            **{severity.value: counts[severity] for severity in Severity},
            "accepted": found.accepted,
        },
    }
    # Plain ASCII: no stream and no viewer can be led astray by what a model holds.
    return json.dumps(shown, ensure_ascii=True, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    span, location = finding.span, finding.location
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.sentence,
        "hint": finding.advice,
        "path": finding.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "element": location.element,
        "stage": location.stage,
        "block": location.block,
        "subject": finding.subject,
        "fingerprint": finding.fingerprint,
        "accepted": asdict(finding.accepted) if finding.accepted else None,
    }
