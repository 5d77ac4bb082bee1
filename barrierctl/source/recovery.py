"""Further syntax errors of a file: each is fixed as its message advises, and the file is read on."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from barrierctl.dataclass import replace
from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_READ_AGAIN, MAX_SYNTAX_ERRORS
from barrierctl.source.decode import RefusedError, without_controls, without_tabs
from barrierctl.source.line_errors import spaced_dashes
from barrierctl.source.mistake import Failure, Mistake, indent, needs_quotes
from barrierctl.source.syntax_errors import diagnose
from barrierctl.source.tree import Value

Lines: TypeAlias = tuple[str, ...]


_NOT_RECOGNISED = ("", "indentation")


class Attempt(NamedTuple):
    """What reading a text gave: its tree, or the error that stopped it, and the last quoted text before."""

    tree: Value = None
    error: Exception | None = None
    quoted: Span | None = None


Parse: TypeAlias = Callable[[str, Lines], Attempt]


class Recovered(NamedTuple):
    """The syntax errors of a file, and its tree as far as it was meant, with all its lines if that is all."""

    violations: tuple[Violation, ...]
    tree: Value
    lines: Lines = ()


def recover(failed: Attempt, lines: Lines, parse: Parse) -> Recovered:
    """Find the error that stopped an attempt, and those behind it that can be distinguished."""
    reader = _Reader(lines, parse)
    violations: list[Violation] = []
    attempt: Attempt | None = failed
    while attempt and attempt.error and len(violations) < MAX_SYNTAX_ERRORS:
        found = _mistake(attempt, reader.lines)
        if violations and found.violation.variant in _NOT_RECOGNISED:
            break  # it may follow from the one before
        violations.append(reader.in_original(found.violation))
        attempt = reader.read_on(found)
    if attempt and not attempt.error:
        return Recovered(tuple(violations), attempt.tree, reader.lines)
    last = violations[-1]
    if any(line.strip() for line in lines[last.span.line :]):
        violations[-1] = replace(last, rest_unread=True)
    return Recovered(tuple(violations), reader.tree_above(last.span.line))


def _mistake(attempt: Attempt, lines: Lines) -> Mistake:
    error = attempt.error
    if isinstance(error, RefusedError):
        return _refused(error.violation, lines)
    return diagnose(error, lines, attempt.quoted)


def _refused(violation: Violation, lines: Lines) -> Mistake:
    """Fix what the builder refuses: a colon or dash without its space, a text that begins with a star."""
    number, column, _, end = violation.span
    number, column, line = number - 1, column - 1, lines[number - 1]
    match violation.variant if violation.rule == "yaml-syntax" else "":
        case "no-space-after-dash":
            return Mistake(violation, (spaced_dashes(lines, number),))
        case "no-space-after-colon":
            return Mistake(violation, ({number: f"{line[: end - 1]} {line[end - 1 :]}"},))
        case "star":
            failure = Failure(
                problem="", context="", at=(number, column), since=(number, column), lines=lines
            )
            return needs_quotes("star", failure, number, column, end - 1 - column)
        case _:
            return Mistake(violation)


class _Reader:
    """Reads a file on behind its errors.

    Attributes:
        lines: of the file, as they were meant as far as it was read.
    """

    def __init__(self, lines: Lines, parse: Parse) -> None:
        self.lines = lines
        self._original = lines
        self._parse = parse
        self._left = MAX_READ_AGAIN

    def in_original(self, violation: Violation) -> Violation:
        """Place a violation in the file as it is: a fix may have moved its line."""
        number, column, end, end_column = violation.span
        if number > len(self.lines):
            return violation
        shift = indent(self._original[number - 1]) - indent(self.lines[number - 1])
        span = Span(number, max(column + shift, 1), end, max(end_column + shift, 2))
        return replace(violation, span=span)

    def read_on(self, found: Mistake) -> Attempt | None:
        """Take the first fix with which reading goes further; None if none does."""
        for fix in found.fixes:
            lines = tuple(fix.get(number, line) for number, line in enumerate(self.lines))
            attempt = self._read(lines)
            if attempt is None:
                return None
            if not attempt.error or _mistake(attempt, lines).violation.span.line > found.violation.span.line:
                self.lines = lines
                return attempt
        return None

    def tree_above(self, number: int) -> Value:
        """Read the lines above this one, so that the place of the last error has a name."""
        attempt = self._read(self.lines[: number - 1])
        return attempt.tree if attempt else None

    def _read(self, lines: Lines) -> Attempt | None:
        text = "\n".join(lines)
        self._left -= len(text)
        return self._parse(without_tabs(without_controls(text)), lines) if self._left > 0 else None
