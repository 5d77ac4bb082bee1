"""Format `sarif`: SARIF 2.1.0, for code scanning on GitHub and for other platforms and editors.

On success too it is a whole report, with no results: alerts close only when a newer one comes without them.
"""

import json
from collections.abc import Mapping
from typing import Any

from barrierctl.findings import Finding, Severity
from barrierctl.limits import MAX_SARIF_RESULTS
from barrierctl.messages import HOME, Record, catalogue
from barrierctl.reporters.report import Report, most_severe, whole
from barrierctl.text.markup import escaped, message, path

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(found: Report) -> str:
    """Render one run as one object."""
    kept = most_severe(found, MAX_SARIF_RESULTS)
    used = {finding.rule for finding in kept.findings}
    records = [record for record in found.records if record.id in used]
    numbers = {record.id: number for number, record in enumerate(records)}
    driver = {"name": "barrierctl", "version": found.version, "informationUri": HOME}
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if len(kept.findings) < len(found.findings):
        text = catalogue().say("report.cut", kept=len(kept.findings), total=len(found.findings))
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    run = {
        "tool": {"driver": driver | {"rules": [_rule(record) for record in records]}},
        # `validate` and `gaps` are two analyses: neither closes the alerts of the other.
        "automationDetails": {"id": f"barrierctl/{found.command}/"},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, numbers) for finding in kept.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _rule(record: Record) -> dict[str, Any]:
    """Describe what is true of every finding of a rule; nothing in it comes from a model."""
    words, level = catalogue(), _LEVELS[record.severity]
    parts = [(words.say(f"rule.headings.{key}"), getattr(record, key)) for key in ("why", "fix")]
    plain = [record.title, record.finds, *(words.labelled(head, text) for head, text in parts)]
    bold = (words.labelled(f"**{escaped(head)}**", escaped(text)) for head, text in parts)
    markdown = [*map(escaped, plain[:2]), *bold]
    page = {"helpUri": record.url} if record.url else {}
    return {
        "id": record.id,
        "shortDescription": {"text": message(record.title)},
        "fullDescription": {"text": message(record.finds)},
        "help": {"text": message("\n\n".join(plain)), "markdown": "\n\n".join(markdown)},
        **page,
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": [record.family],
            "problem.severity": "recommendation" if level == "note" else level,
        },
    }


def _result(finding: Finding, numbers: Mapping[str, int]) -> dict[str, Any]:
    span = finding.span
    region = {"startLine": span.line, "startColumn": span.column}
    region |= {"endLine": span.end_line, "endColumn": span.end_column}
    location = {"artifactLocation": {"uri": path(finding.root_path)}, "region": region}
    suppressed: dict[str, Any] = {}
    if accepted := finding.accepted:
        why = {"justification": message(accepted.reason)} if accepted.reason else {}
        kind = "external" if accepted.how == "baseline" else "inSource"
        suppressed["suppressions"] = [{"kind": kind} | why]
    return suppressed | {
        "ruleId": finding.rule,
        "ruleIndex": numbers.get(finding.rule, -1),
        "level": _LEVELS[finding.severity],
        "message": {"text": message(whole(finding))},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"barrierctl/v1": finding.fingerprint},
    }
