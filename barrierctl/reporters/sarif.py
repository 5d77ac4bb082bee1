"""Format `sarif`: SARIF 2.1.0, for code scanning on GitHub and for other platforms and editors.

On success too it is a whole report, with no results: alerts close only when a newer one comes without them.
"""

import json
from collections.abc import Mapping
from typing import Any

from barrierctl.findings import Accepted, Finding, Severity
from barrierctl.messages import Record, catalogue
from barrierctl.reporters.report import Report, most_severe, whole
from barrierctl.text import markup
from barrierctl.text.markup import message

MOST = 25_000
"""The results that GitHub takes from one run."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/barrierctl/barrierctl"
_HELP = f"{_HOME}/blob/main/docs/rules.md#"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_CUT = "Only the {kept} gravest of {total} findings are in this report."


def report(found: Report) -> str:
    """One run as one object."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(found, most_severe(found, MOST))]}
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _run(found: Report, kept: Report) -> dict[str, Any]:
    used = {finding.rule for finding in kept.findings}
    records = [record for record in found.records if record.id in used]
    numbers = {record.id: number for number, record in enumerate(records)}
    return {
        "tool": {"driver": _driver(found.version, records)},
        # `validate` and `gaps` are two analyses: neither closes the alerts of the other.
        "automationDetails": {"id": f"barrierctl/{found.command}/"},
        "invocations": [_invocation(len(found.findings), len(kept.findings))],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(file.root_path, finding, numbers) for file in kept.files for finding in file.findings
        ],
    }


def _driver(version: str, records: list[Record]) -> dict[str, Any]:
    return {
        "name": "barrierctl",
        "version": version,
        "informationUri": _HOME,
        "rules": [_rule(record) for record in records],
    }


def _rule(record: Record) -> dict[str, Any]:
    """What is true of every finding of a rule; nothing in it comes from a model."""
    # A house rule stands on no page of ours.
    page = {} if record.family == "house" else {"helpUri": f"{_HELP}{markup.path(record.id)}"}
    return {
        "id": record.id,
        "shortDescription": {"text": message(record.title)},
        "fullDescription": {"text": message(record.finds)},
        "help": {"text": message(_help(record)), "markdown": _help_in_markdown(record)},
        **page,
        "defaultConfiguration": {"level": _LEVELS[record.severity]},
        "properties": {"tags": [record.family], "problem.severity": _PROBLEMS[record.severity]},
    }


def _help(record: Record) -> str:
    return "\n\n".join((record.title, record.finds, *(f"{head}: {text}" for head, text in _parts(record))))


def _help_in_markdown(record: Record) -> str:
    parts = (f"**{markup.escaped(head)}**: {markup.escaped(text)}" for head, text in _parts(record))
    return "\n\n".join((markup.escaped(record.title), markup.escaped(record.finds), *parts))


def _parts(record: Record) -> list[tuple[str, str]]:
    headings = catalogue().entry("rule.headings")
    return [(headings["why"], record.why), (headings["fix"], record.fix)]


def _invocation(total: int, kept: int) -> dict[str, Any]:
    if kept == total:
        return {"executionSuccessful": True}
    notice = {"level": "warning", "message": {"text": _CUT.format(kept=kept, total=total)}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [notice]}


def _result(path: str, finding: Finding, numbers: Mapping[str, int]) -> dict[str, Any]:
    suppressed = {"suppressions": [_suppression(finding.accepted)]} if finding.accepted else {}
    return suppressed | {
        "ruleId": finding.rule,
        "ruleIndex": numbers.get(finding.rule, -1),
        "level": _LEVELS[finding.severity],
        "message": {"text": message(whole(finding))},
        "locations": [{"physicalLocation": _place(path, finding)}],
        "partialFingerprints": {"barrierctl/v1": finding.fingerprint},
    }


def _suppression(accepted: Accepted) -> dict[str, str]:
    kind = {"kind": "external" if accepted.how == "baseline" else "inSource"}
    return kind | ({"justification": message(accepted.reason)} if accepted.reason else {})


def _place(path: str, finding: Finding) -> dict[str, Any]:
    span = finding.span
    return {
        "artifactLocation": {"uri": markup.path(path)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }
