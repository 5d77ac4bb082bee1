"""Format `json`: for programs; its shape is `schemas/findings.schema.json`."""

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from barrierctl.findings import Finding, Severity
from barrierctl.reporters.report import Report

if TYPE_CHECKING:
    from barrierctl.gaps.agenda import Agenda, Question
    from barrierctl.gaps.points import Entry

FORMAT = 1


def report(found: Report) -> str:
    """Render the whole report as one object."""
    urls = {record.id: record.url for record in found.records}
    counts = Counter(finding.severity for finding in found.findings if not finding.accepted)
    shown = {
        "format": FORMAT,
        "tool": {"name": "barrierctl", "version": found.version},
        "files": [
            {"path": file.path, "model": file.model}
            | ({"agenda": _agenda(file.agenda)} if file.agenda else {})
            for file in found.files
        ],
        "findings": [_finding(finding, urls.get(finding.rule)) for finding in found.findings],
        "summary": {
            "files": len(found.files),
            **{severity.value: counts[severity] for severity in Severity},
            "accepted": found.accepted,
        },
    }
    # Plain ASCII: no stream and no viewer can be led astray by what a model holds.
    return json.dumps(shown, ensure_ascii=True, indent=2) + "\n"


def _agenda(agenda: "Agenda") -> dict[str, Any]:
    return {
        "summary": [{"label": one.label, "text": one.text} for one in agenda.summary],
        "overdue": [{"text": one.text, "findings": _fingerprints(one)} for one in agenda.overdue],
        "invitations": [
            {"party": one.name, "text": one.text, "findings": _fingerprints(one)}
            for one in agenda.invitations
        ],
        "questions": [
            {
                "number": question.number,
                "topic": question.topic,
                "question": question.text,
                "points": [point.text for point in question.points],
                "more": question.more,
                "findings": _fingerprints(question),
            }
            for question in agenda.questions
        ],
        "desk": [{"text": one.text, "findings": _fingerprints(one)} for one in agenda.desk],
    }


def _fingerprints(part: "Entry | Question") -> list[str]:
    return [finding.fingerprint for finding in part.findings]


def _finding(finding: Finding, url: str | None) -> dict[str, Any]:
    span, location = finding.span, finding.location
    return {
        "rule": finding.rule,
        "url": url,
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
