"""Baselines: the findings that are known, so that only new ones are reported.

A baseline is sorted JSON with one entry per line, so that version control shows what came and went. An entry
is identified by its fingerprint, which no edit elsewhere in the file changes.
"""

import json
from collections.abc import Callable, Iterable, Iterator

from barrierctl.dataclass import frozen, replace
from barrierctl.errors import InputError
from barrierctl.findings import Accepted, Finding, Severity
from barrierctl.messages import current_id, ids_of, record


@frozen
class Baseline:
    """The findings that are known.

    Attributes:
        rules: the rule of each, by fingerprint and path.
    """

    rules: dict[tuple[str, str], str]

    def mark(self, findings: Iterable[Finding], path: str) -> list[Finding]:
        """Mark the known findings of a file as accepted."""
        return [
            replace(finding, accepted=Accepted(how="baseline"))
            if self._has(finding, path) and not finding.accepted and not _is_error(finding)
            else finding
            for finding in findings
        ]

    def _has(self, finding: Finding, path: str) -> bool:
        return any(entry in self.rules for entry in _entries(finding, path))

    def count_stale(
        self, found: Iterable[tuple[str, Finding]], paths: Iterable[str], ran: Callable[[str], bool]
    ) -> int:
        """Count the entries that no longer match anything.

        Args:
            found: each finding with the path of its file.
            paths: of the files in which gaps could be looked for.
            ran: whether a rule, by its id, was looked for.
        """
        matched = {entry for path, finding in found for entry in _entries(finding, path)}
        checked = set(paths)
        return sum(
            entry[1] in checked and ran(rule) and entry not in matched for entry, rule in self.rules.items()
        )


def read_baseline(text: str, name: str) -> Baseline:
    """Read a baseline.

    Args:
        text: of the file.
        name: of the file, for the message.

    Raises:
        InputError: it is none.
    """
    try:
        entries = json.loads(text)["findings"]
        return Baseline(
            rules={(entry["fingerprint"], entry["path"]): current_id(entry["rule"]) for entry in entries}
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        message = f"{name}: this is no baseline. To write one: barrierctl gaps --write-baseline {name}"
        raise InputError(message) from None


def is_baseline(text: str) -> bool:
    """Whether a file holds a baseline, so that a new one may overwrite it."""
    try:
        read_baseline(text, "")
    except InputError:
        return False
    return True


def write_baseline(found: Iterable[tuple[str, Finding]]) -> str:
    """Write a baseline of these findings, without errors and what is accepted otherwise.

    Args:
        found: each with the path of its file, relative to the project root.
    """
    entries: list[dict[str, str | None]] = [
        {
            "path": path,
            "rule": finding.rule,
            "element": finding.location.element,
            "subject": finding.subject,
            "fingerprint": finding.fingerprint,
        }
        for path, finding in found
        if not _is_error(finding) and (not finding.accepted or finding.accepted.how == "baseline")
    ]
    entries.sort(key=lambda entry: [value or "" for value in entry.values()])
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f'{{"format": 1, "findings": [\n{lines}\n]}}\n'


def _entries(finding: Finding, path: str) -> Iterator[tuple[str, str]]:
    """The keys under which a baseline may know a finding: those of its rule's former ids too."""
    yield finding.fingerprint, path
    for former in ids_of(finding.rule)[1:]:
        yield replace(finding, rule=former).fingerprint, path


def _is_error(finding: Finding) -> bool:
    """Whether it is an error by its rule, and not because a configuration says so."""
    return finding.is_about_file and record(finding.rule).severity is Severity.ERROR
