"""Baselines: the findings that are known, so that only new ones are reported.

A baseline is sorted JSON with one entry per line, so that version control shows what came and went. An entry
is identified by its fingerprint, which no edit elsewhere in the file changes.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from barrierctl.dataclass import frozen, replace
from barrierctl.errors import InputError
from barrierctl.files import read_regular
from barrierctl.findings import Accepted, Finding, Severity
from barrierctl.limits import MAX_BYTES
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


def read_baseline(file: Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    advice = f"To write one: barrierctl gaps --write-baseline {file}"
    try:
        data = read_regular(file)
        if len(data) > MAX_BYTES:
            raise InputError(f"{file} is larger than 10 MiB, so it is not read as a baseline.")
        entries = json.loads(data)["findings"]
        return Baseline(rules=dict(map(_read_entry, entries)))
    except OSError:
        raise InputError(f"{file}: there is no such baseline. {advice}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{file}: this is no baseline. {advice}") from None


def _read_entry(entry: dict[str, str]) -> tuple[tuple[str, str], str]:
    fingerprint, path, rule = (entry[key] for key in ("fingerprint", "path", "rule"))
    if not all(isinstance(value, str) for value in (fingerprint, path, rule)):
        raise TypeError
    return (fingerprint, path), current_id(rule)


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
