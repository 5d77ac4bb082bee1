"""Baselines: the findings that are known, so that only new ones are reported.

A baseline is sorted JSON with one entry per line, in a list for each model, so that version control shows
what came and went, and merges what two branches changed. A model is known by its id, which stays when its
file is renamed.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from barrierctl.dataclass import frozen, replace
from barrierctl.errors import InputError
from barrierctl.files import YAML_SUFFIXES, read_bytes, read_regular, walk
from barrierctl.findings import Accepted, Finding, Severity, fingerprint
from barrierctl.limits import MAX_BYTES, MAX_TWINS
from barrierctl.messages import catalogue, current_id, record
from barrierctl.reporters.report import FileReport

Ran: TypeAlias = Callable[[int, str], bool]
"""Whether a rule, by its id, was looked for in the files of a scope."""

_FORMAT: Final = 2
_MARKERS: Final = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_MODEL: Final = r'("(?:[^"\\]|\\.)*"): \['
_ID: Final = rb"""(?:^|[\s{,])["']?id["']?\s*:\s*["']?([^\s"',}#]+)"""


class Entry(NamedTuple):
    """A finding that is known; what it does not have is empty.

    Attributes:
        model: the id of its model; the path of a file without an id, and of an entry of format 1.
        number: the number of findings before it with the same other attributes.
    """

    model: str
    rule: str
    element: str
    subject: str
    number: int


@frozen
class Baseline:
    """The findings that are known."""

    entries: frozenset[Entry] = frozenset()

    def mark(self, findings: Iterable[Finding], *names: str) -> list[Finding]:
        """Mark the known findings of a file, which may be known under several names, as accepted."""
        return [
            replace(finding, accepted=Accepted(how="baseline"))
            if not (finding.accepted or is_error(finding))
            and any(_entry(finding, name) in self.entries for name in names)
            else finding
            for finding in findings
        ]

    def stale(self, files: Iterable[FileReport], ran: Ran) -> frozenset[Entry]:
        """Find the entries that no longer match anything.

        Args:
            files: that were checked; in those with errors, findings may be hidden.
            ran: whether a rule was looked for.
        """
        checked = [file for file in files if not any(map(is_error, file.findings))]
        matched = {_entry(one, name) for file in checked for one in file.findings for name in _names(file)}
        return self._of(checked, ran) - matched

    def updated(self, files: Iterable[FileReport], ran: Ran) -> "Baseline":
        """Record the findings of files, without errors and what is accepted otherwise.

        Nothing that is restricted is recorded. The entries of other files and rules are kept, and those of
        files with errors.
        """
        every = list(files)
        found = frozenset(
            _entry(one, _names(file)[0])
            for file in every
            if not file.restricted
            for one in file.findings
            if not is_error(one) and (not one.accepted or one.accepted.how == "baseline")
        )
        checked = [file for file in every if not any(map(is_error, file.findings))]
        by_path = {file.root_path: file.model for file in every if file.model}
        kept = self.entries - self._of(checked, ran)
        kept = frozenset(entry._replace(model=by_path.get(entry.model, entry.model)) for entry in kept)
        return Baseline(entries=kept | found)

    def _of(self, files: Iterable[FileReport], ran: Ran) -> frozenset[Entry]:
        """The entries of some files and of the rules that ran."""
        scopes = {name: file.scope for file in files for name in _names(file)}
        entries = (entry for entry in self.entries if entry.model in scopes)
        return frozenset(entry for entry in entries if ran(scopes[entry.model], entry.rule))

    def models_gone(self, files: Iterable[FileReport], root: Path) -> list[str]:
        """Name the models that are neither in the files that were checked nor in any below the root."""
        names = {entry.model for entry in self.entries} - {name for file in files for name in _names(file)}
        for file in walk(root, YAML_SUFFIXES) if names else ():
            try:
                found = re.findall(_ID, read_bytes(file))
                names.difference_update(name.decode("utf-8", "replace") for name in found)
            except OSError:  # it may be the model
                return []
            names.discard(file.relative_to(root).as_posix())
            if not names:
                break
        return sorted(names)

    def without_models(self, names: Iterable[str]) -> "Baseline":
        """Leave out the entries of some models."""
        left_out = set(names)
        return Baseline(entries=frozenset(one for one in self.entries if one.model not in left_out))

    def __str__(self) -> str:
        """Write the baseline as JSON."""
        models: dict[str, list[str]] = {}
        for entry in sorted(self.entries):
            values = {key: value for key, value in entry._asdict().items() if value and key != "model"}
            models.setdefault(entry.model, []).append(json.dumps(values, ensure_ascii=False))
        lists = ",\n".join(
            f"{json.dumps(model, ensure_ascii=False)}: [\n{text}\n]"
            for model, text in ((model, ",\n".join(lines)) for model, lines in models.items())
        )
        return f'{{"format": {_FORMAT}, "models": {{\n{lists}\n}}}}\n'


def _names(file: FileReport) -> tuple[str, ...]:
    """The names under which a baseline may know a file, today's first."""
    return (file.model, file.root_path) if file.model else (file.root_path,)


def _entry(finding: Finding, model: str) -> Entry:
    return Entry(model, finding.rule, finding.location.element or "", finding.subject or "", finding.nth)


def is_error(finding: Finding) -> bool:
    """Whether it is an error by its rule, and not because a configuration says so."""
    return finding.is_about_file and record(finding.rule).severity is Severity.ERROR


# ---- reading


def read_baseline(file: Path, *, merges: bool = False, replaces: bool = False) -> Baseline:
    """Read a baseline.

    Args:
        file: of this format or an earlier one.
        merges: read one with conflict markers too, and take the entries of both sides.
        replaces: whether it is read to be replaced.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    try:
        data = read_regular(file)
        if len(data) > MAX_BYTES:
            raise InputError(_say("too_large", path=file))
        text = data.decode("utf-8-sig")
        lines = enumerate(text.splitlines(), 1)
        number = next((number for number, line in lines if line.startswith(_MARKERS)), 0)
        if number and not merges:
            raise InputError(_say("conflict", path=file, line=number))
        return Baseline(entries=frozenset(_both_sides(text) if number else _entries(text, file)))
    except FileNotFoundError:
        raise InputError(_say("missing", path=file)) from None
    except OSError as error:
        raise InputError(_say("unreadable", path=file, reason=error.strerror)) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        place, key = str(file), "no_baseline_here" if replaces else "no_baseline"
        if isinstance(error, json.JSONDecodeError):
            place += f", {catalogue().say('report.line', line=error.lineno)}"
        raise InputError(_say(key, place=place, path=file)) from None


def _say(key: str, /, **parameters: object) -> str:
    return catalogue().say(f"baseline.{key}", **parameters)


def _entries(text: str, file: Path) -> Iterator[Entry]:
    data = json.loads(text)
    if data["format"] not in (1, _FORMAT):
        own = json.dumps(data["format"])[:20]
        raise InputError(_say("other_format", path=file, format=own, newest=_FORMAT))
    if data["format"] == 1:
        if data.keys() != {"format", "findings"}:  # a report has a format and findings too
            raise TypeError
        yield from map(_read_first_format, data["findings"])
    else:
        for model, entries in data["models"].items():
            yield from (_read_entry(entry, model) for entry in entries)


def _both_sides(text: str) -> Iterator[Entry]:
    """Read the entries of a baseline with conflicts line by line, first one side and then the other."""
    model = ""
    ours: list[str] = []
    theirs: list[str] = []
    into = both = (ours, theirs)
    after = dict(zip(_MARKERS, ((ours,), (), (theirs,), both), strict=True))
    for line in text.splitlines():
        if line.startswith(_MARKERS):
            into = after[line[:7]]  # type: ignore[assignment]
        else:  # what is in no conflict is on both sides
            for side in into:
                side.append(line)
    for line in ours + theirs:
        if heading := re.match(_MODEL, line):
            model = json.loads(heading[1])
        elif line.startswith('{"path"'):
            yield _read_first_format(json.loads(line.rstrip(",")))
        elif line.startswith('{"rule"'):
            yield _read_entry(json.loads(line.rstrip(",")), model)


def _read_entry(entry: dict[str, Any], model: str) -> Entry:
    rule, element, subject = (entry.get(key, "") for key in ("rule", "element", "subject"))
    number = entry.get("number", 0)
    if not (rule and type(number) is int and all(isinstance(one, str) for one in (rule, element, subject))):
        raise TypeError
    return Entry(model, current_id(rule), element, subject, number)


def _read_first_format(entry: dict[str, Any]) -> Entry:
    """Read an entry that names a path, and whose number is in its fingerprint alone."""
    path, rule, known = (entry[key] for key in ("path", "rule", "fingerprint"))
    element, subject = entry.get("element") or "", entry.get("subject") or ""
    parts = path, rule, element, subject, known
    if not all(isinstance(one, str) for one in parts):
        raise TypeError
    numbers = (n for n in range(MAX_TWINS) if fingerprint(rule, path, element, subject, n) == known)
    return Entry(path, current_id(rule), element, subject, next(numbers, -1))
