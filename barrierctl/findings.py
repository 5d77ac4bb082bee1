"""Findings: where something is wrong or missing, and in which words it is told.

A room that sees something yields a `Violation`: a rule, a place and the parameters of its sentence. `records`
turns it into a `Finding` once it is to be shown.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from barrierctl.frozen import frozen, replace


class Severity(StrEnum):
    """How grave a finding is, most severe first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Span(NamedTuple):
    """A stretch of the file, counted from 1 in characters; `end_column` is the first after it."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@frozen
class Location:
    """What a violation is about, for people and for programs.

    Attributes:
        element: the stable address (format.md, "Names, ids, elements"), or None for the whole model.
        stage: the stage's id, `general`, or None.
        block: the block's key, or None.
        stage_name: the stage as people call it.
        name: the label of the item, party, source … that it is about.
        kind: what that is, where it stands in no block: `party`, `source`, `measure` …
    """

    element: str | None = None
    stage: str | None = None
    block: str | None = None
    stage_name: str | None = None
    name: str | None = None
    kind: str | None = None

    def in_stage(self) -> "Location":
        """The same place for a reader who already knows in which stage it is."""
        return Location(element=self.element, block=self.block, name=self.name, kind=self.kind)


NO_LOCATION = Location()


@frozen
class Accepted:
    """That somebody knows of a finding and lives with it.

    Attributes:
        how: `list` (accepted_gaps), `comment` or `baseline`.
        reason: why.
        by: who decided it.
        until: the last day on which it holds, YYYY-MM-DD.
    """

    how: str
    reason: str | None = None
    by: str | None = None
    until: str | None = None


@frozen
class Violation:
    """What a rule found, before it is put into words.

    Code reads the fields; `parameters` are for the message alone.

    Attributes:
        rule: the rule's id.
        span: where it is in the file.
        path: the keys and indexes that lead there, if the location is still to be named.
        location: the location, once it is named.
        subject: the reference, key or party that it is about.
        variant: which of the record's wordings to use; empty for the first.
        parameters: the values of the wording's template.
        severity: if it differs from the record's.
        accepted: by whom and why, or None.
        meant: texts that the author meant although the file does not say them; references to them are fine.
        near_key: the known key that an unknown one is likely to be a misspelling of, or empty.
        joined: whether it speaks for several elements at once.
        more_follow: whether there are more violations of this rule in the file that are not reported.
        rest_unread: whether the rest of the file could not be read.
    """

    rule: str
    span: Span
    path: tuple[str | int, ...] = ()
    location: Location = NO_LOCATION
    subject: str | None = None
    variant: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    accepted: Accepted | None = None
    meant: tuple[str, ...] = ()
    near_key: str = ""
    joined: bool = False
    more_follow: bool = False
    rest_unread: bool = False


def unreadable(error: OSError, *, folder: bool = False) -> Violation:
    """The violation of a file, or of a folder, that cannot be read."""
    variant, reason = "folder" if folder else "", error.strerror or "unknown"
    return Violation(rule="unreadable-file", span=Span(), variant=variant, parameters={"reason": reason})


def not_within(violations: Iterable[Violation], others: Iterable[Violation]) -> Iterator[Violation]:
    """Leave out the violations that begin within the span of another one, and so follow from it."""
    spans = sorted(other.span for other in others)
    for violation in violations:
        before = bisect_right(spans, violation.span[:2], key=lambda span: span[:2])
        if not (before and violation.span[:2] < spans[before - 1][2:]):
            yield violation


@frozen
class Finding:
    """A violation in words.

    Attributes:
        where: the place as a phrase ('In stage "Selling drugs", signals, "…"'), or None.
        message: one sentence: what is wrong, what stands there.
        label: what the caret under the line says, or None.
        hints: what to do, a thought each.
        paste: YAML with what is to be written, to be filled in, or None.
        family: of its rule.
        path: of its file, as shown.
        root_path: of its file, relative to the project root, so that it is the same on every machine.
        nth: how many like it, which only their place in the file tells apart, stand before it.
        accepted: by whom and why, or None.
    """

    rule: str
    family: str
    severity: Severity
    span: Span = Span()
    location: Location = NO_LOCATION
    subject: str | None = None
    where: str | None = None
    message: str = ""
    label: str | None = None
    hints: tuple[str, ...] = ()
    paste: str | None = None
    path: str = ""
    root_path: str = ""
    nth: int = 0
    accepted: Accepted | None = None

    @cached_property
    def fingerprint(self) -> str:
        """What it is known by from run to run, wherever its line moves."""
        from hashlib import sha256  # most runs ask for none

        known_by = self.rule, self.root_path, self.location.element or "", self.subject or "", str(self.nth)
        return sha256("\0".join(known_by).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def place(self) -> Location:
        """The location, by its name before version 0.2."""
        return self.location

    @property
    def is_about_file(self) -> bool:
        """Whether it is about the file, as against a gap in the model."""
        return self.family == "validate"

    @property
    def sentence(self) -> str:
        """The message with its place, for formats that know no headings."""
        return f"{self.where}: {self.message}" if self.where else self.message

    @property
    def advice(self) -> str | None:
        """Label and hints together, for formats that have room for one text."""
        parts = [part for part in (self.label, *self.hints) if part]
        return "".join(_sentence(part) for part in parts).strip() or None


def _sentence(text: str) -> str:
    begun = text[:1].upper() + text[1:]
    if begun.endswith((".", "?", "!", ":", "…")):
        return f"{begun} "
    # Two blanks stand before what is to be typed as it stands, so no full stop may follow it.
    return f"{begun}\n" if "  " in begun else f"{begun}. "


def order(finding: Finding) -> tuple[str, Span, str, str]:
    """The order in which findings are shown: file, line, column, rule, message."""
    return (finding.path, finding.span, finding.rule, finding.message)


def with_occurrence_index(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of one file, in order; those that would have one fingerprint are told apart."""
    seen: Counter[tuple[str, str | None, str | None]] = Counter()
    told = []
    for finding in findings:
        key = finding.rule, finding.location.element, finding.subject
        told.append(replace(finding, nth=seen[key]) if key in seen else finding)
        seen[key] += 1
    return told
