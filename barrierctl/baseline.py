"""Baselines over findings: what was there when one began to look, so that only what is new is told.

A baseline is JSON, sorted, one entry a line, so that version control shows what came and went. An entry is
known by its fingerprint, which no edit elsewhere in the file changes.
"""

import json
from collections.abc import Callable, Iterable

from barrierctl.errors import InputError
from barrierctl.findings import Accepted, Finding, Severity
from barrierctl.frozen import frozen, replace
from barrierctl.messages import record

_KEYS = ("path", "rule", "element", "subject", "fingerprint")


@frozen
class Baseline:
    """The findings that are known.

    Attributes:
        rules: the rule of each, by fingerprint and path.
    """

    rules: dict[tuple[str, str], str]

    def mark(self, findings: Iterable[Finding], path: str) -> list[Finding]:
        """The findings of a file, those that are known marked as accepted."""
        return [self._marked(finding, path) for finding in findings]

    def stale(
        self, found: Iterable[tuple[str, Finding]], paths: Iterable[str], ran: Callable[[str], bool]
    ) -> int:
        """How many entries are found no more.

        Args:
            found: each finding with the path of its file.
            paths: of the files in which gaps could be looked for.
            ran: whether a rule, by its id, was looked for.
        """
        still, looked_at = {(finding.fingerprint, path) for path, finding in found}, set(paths)
        asked = (entry for entry, rule in self.rules.items() if entry[1] in looked_at and ran(rule))
        return sum(1 for entry in asked if entry not in still)

    def _marked(self, finding: Finding, path: str) -> Finding:
        known = (finding.fingerprint, path) in self.rules
        if finding.accepted or _is_error(finding) or not known:
            return finding
        return replace(finding, accepted=Accepted(how="baseline"))


def read_baseline(text: str, name: str) -> Baseline:
    """The baseline in a file.

    Args:
        text: of the file.
        name: of the file, for the message.

    Raises:
        InputError: it is none.
    """
    try:
        entries = json.loads(text)["findings"]
        return Baseline(rules={(entry["fingerprint"], entry["path"]): entry["rule"] for entry in entries})
    except (ValueError, KeyError, TypeError, RecursionError):
        message = f"{name}: this is no baseline. To write one: barrierctl gaps --write-baseline {name}"
        raise InputError(message) from None


def is_baseline(text: str) -> bool:
    """Whether a file holds a baseline, so that a new one may take its place."""
    try:
        read_baseline(text, "")
    except InputError:
        return False
    return True


def write_baseline(found: Iterable[tuple[str, Finding]]) -> str:
    """The text of a baseline that knows these findings; errors and what is accepted otherwise are left out.

    Args:
        found: each with the path of its file, relative to the project root.
    """
    entries = [
        _entry(path, finding)
        for path, finding in found
        if not _is_error(finding) and (not finding.accepted or finding.accepted.how == "baseline")
    ]
    entries.sort(key=lambda entry: [entry[key] or "" for key in _KEYS])
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f'{{"format": 1, "findings": [\n{lines}\n]}}\n'


def _is_error(finding: Finding) -> bool:
    """Whether it is an error of its own, as against one that a configuration made so grave."""
    return finding.is_about_file and record(finding.rule).severity is Severity.ERROR


def _entry(path: str, finding: Finding) -> dict[str, str | None]:
    return {
        "path": path,
        "rule": finding.rule,
        "element": finding.location.element,
        "subject": finding.subject,
        "fingerprint": finding.fingerprint,
    }
