"""Findings: what is wrong or missing, and where.

A rule yields a `Violation`: a location and the parameters of its message. `messages` puts it into words, as a
`Finding`, once it is to be shown.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from barrierctl.dataclass import frozen, replace
from barrierctl.limits import MAX_PER_RULE


class Severity(StrEnum):
    """The severities of findings, highest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @classmethod
    def _missing_(cls, value: object) -> "Severity | None":
        """Read `note`, what people call `info`."""
        return cls.INFO if value == "note" else None

    @property
    def rank(self) -> int:
        """0 for the highest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Span(NamedTuple):
    """A part of the file, in lines and characters from 1; `end_column` is the first after it."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@frozen
class Location:
    """What a violation is about, for people and for programs.

    Attributes:
        element: the stable address (docs/reference/elements.md), or None for the whole model.
        stage: the stage's id, `general`, or None.
        block: the block's key, or None.
        stage_name: the stage as people call it.
        block_name: the model's own label for the block, if it has one.
        name: the label of the item, party, source … that it is about.
        kind: what that is, if it is in no block: `party`, `source`, `measure` …
    """

    element: str | None = None
    stage: str | None = None
    block: str | None = None
    stage_name: str | None = None
    block_name: str | None = None
    name: str | None = None
    kind: str | None = None


NO_LOCATION = Location()


@frozen
class Accepted:
    """Why a finding is accepted.

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
        names: of what it is about, if that is not its place: stages, items or parties.
        stages: the ids of the stages that it is about, if there are several.
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
    names: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    near_key: str = ""
    joined: bool = False
    more_follow: bool = False
    rest_unread: bool = False


def unreadable(error: OSError, *, folder: bool = False) -> Violation:
    """The violation of a file, or of a folder, that cannot be read."""
    variant, reason = "folder" if folder else "", error.strerror or "unknown"
    return Violation(rule="unreadable-file", span=Span(), variant=variant, parameters={"reason": reason})


def leave_out_within(violations: Iterable[Violation], others: Iterable[Violation]) -> Iterator[Violation]:
    """Leave out the violations that begin within the span of another one, and so follow from it."""
    spans = sorted(other.span for other in others)
    for violation in violations:
        before = bisect_right(spans, violation.span[:2], key=lambda span: span[:2])
        if not (before and violation.span[:2] < spans[before - 1][2:]):
            yield violation


_ABOUT_A_TEXT: Final = frozenset(
    {"bad-format", "unknown-key", "unknown-reference", "unreadable-file", "value-not-allowed"}
)


def leave_out_around(violations: Iterable[Violation], rule: str) -> Iterator[Violation]:
    """Leave out what is wrong with a text only because of an error of this rule in it."""
    every = list(violations)
    errors = (each for each in every if each.rule == rule and each.severity is not Severity.WARNING)
    causes = [violation.span for violation in errors]
    for violation in every:
        span = violation.span
        if violation.rule not in _ABOUT_A_TEXT or not any(
            span[:2] <= cause[:2] and cause[2:] <= span[2:] for cause in causes
        ):
            yield violation


def cap_one_rule(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Take the first violations of one rule: as many as show that there are more than are reported."""
    return islice(violations, MAX_PER_RULE + 1)


def cap(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Keep the first violations of each rule, in order; the last one says that more follow."""
    every = list(violations)
    rules = [violation.rule for violation in every]
    total = Counter(rules)
    for violation, before in zip(every, occurrences(rules), strict=True):
        if before + 1 < MAX_PER_RULE or total[violation.rule] == MAX_PER_RULE:
            yield violation
        elif before + 1 == MAX_PER_RULE:
            yield replace(violation, more_follow=True)


def fingerprint(rule: str, root_path: str, element: str, subject: str, nth: int) -> str:
    """What identifies a finding with these attributes from run to run."""
    from hashlib import sha256  # 4 ms to import, and most runs need none

    identity = "\0".join((rule, root_path, element, subject, str(nth)))
    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@frozen
class Finding:
    """A violation in words.

    Attributes:
        where: the place as a phrase ('In stage "Selling drugs", signals, "…"'), or None.
        message: one sentence: what is wrong or missing.
        sentence: the message with its place, for formats without headings.
        label: the text beside the caret under the line, or None.
        hints: what to do, one thought each.
        paste: YAML to fill in, or None.
        family: of its rule.
        path: of its file, as shown.
        root_path: of its file, relative to the project root, so that it is the same on every machine.
        nth: the number of findings before it that would have the same fingerprint.
        accepted: by whom and why, or None.
        variant: which of the record's wordings it has.
        names: of what it is about, if that is not its place: stages, items or parties.
        stages: the ids of the stages that it is about, if there are several.
        facts: what a group should know to answer it, one sentence each.
        line: why to invite a party, in a few words.
    """

    rule: str
    family: str
    severity: Severity
    span: Span = Span()
    location: Location = NO_LOCATION
    subject: str | None = None
    where: str | None = None
    message: str = ""
    sentence: str = ""
    label: str | None = None
    hints: tuple[str, ...] = ()
    paste: str | None = None
    path: str = ""
    root_path: str = ""
    nth: int = 0
    accepted: Accepted | None = None
    variant: str = ""
    names: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    line: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """What identifies it from run to run, even if its line moves."""
        return fingerprint(
            self.rule, self.root_path, self.location.element or "", self.subject or "", self.nth
        )

    @property
    def place(self) -> Location:
        """The location, by its name before version 0.2."""
        return self.location

    @property
    def is_about_file(self) -> bool:
        """Whether it is about the file, as against a gap in the model."""
        return self.family == "validate"

    def is_about_stage(self, *stages: str) -> bool:
        """Whether it is about one of these stages, by their ids."""
        return self.location.stage in stages or not set(stages).isdisjoint(self.stages)

    @property
    def advice(self) -> str | None:
        """Label and hints together, for formats with room for one text."""
        advice = ""
        for part in filter(None, (self.label, *self.hints)):
            advice += part[0].upper() + part[1:]
            if part.endswith((".", "?", "!", ":", "…")):
                advice += " "
            else:
                # Two blanks come before something to type as it is, so no full stop may follow it.
                advice += "\n" if "  " in part else ". "
        return advice.strip() or None


def sort_key(finding: Finding) -> tuple[str, Span, str, str]:
    """The key by which findings are sorted: file, line, column, rule, message."""
    return (finding.path, finding.span, finding.rule, finding.message)


def with_occurrence_index(findings: Iterable[Finding]) -> list[Finding]:
    """Number the findings of one file, which are in order, that would have the same fingerprint."""
    every = list(findings)
    numbers = occurrences((finding.rule, finding.location.element, finding.subject) for finding in every)
    return [replace(one, nth=nth) if nth else one for one, nth in zip(every, numbers, strict=True)]


def occurrences(keys: Iterable[Hashable]) -> Iterator[int]:
    """Count, for each key, how often it came before."""
    seen: dict[Hashable, int] = {}
    for key in keys:
        before = seen.get(key, 0)
        yield before
        seen[key] = before + 1
