"""The syntax errors of a file: each is explained, fixed as its message advises, and the file is read on."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from barrierctl.dataclass import replace
from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_READ_AGAIN, MAX_SYNTAX_ERRORS
from barrierctl.source import line_errors, mistakes, syntax_errors
from barrierctl.source.decode import RefusedError, without_controls, without_tabs
from barrierctl.source.line_errors import spaced_dashes
from barrierctl.source.mistakes import Failure, Mistake, indent, mistake, needs_quotes
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
    """Explain the error that stopped an attempt.

    What the builder refuses has its fix: a colon or dash without its space, a text that begins with a star.
    """
    if not isinstance(attempt.error, RefusedError):
        return diagnose(attempt.error, lines, attempt.quoted)
    violation = attempt.error.violation
    number, column, _, end = violation.span
    number, column, line = number - 1, column - 1, lines[number - 1]
    match violation.variant if violation.rule == "yaml-syntax" else "":
        case "no-space-after-dash":
            return Mistake(violation, (spaced_dashes(lines, number),))
        case "no-space-after-colon":
            return Mistake(violation, ({number: f"{line[: end - 1]} {line[end - 1 :]}"},))
        case "star":
            place = number, column
            failure = Failure(problem="", context="", at=place, since=place, lines=lines)
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


# ---- what the parser stumbled over


def diagnose(error: Exception | None, lines: tuple[str, ...], quoted: Span | None) -> Mistake:
    """Find the mistake that most likely caused the parser's error; *quoted* is the last quoted text."""
    # The parser marks what is missing at the end beyond the last line.
    end = len(lines) - 1, len(lines[-1])
    at = min(_position(error, "problem_mark") or end, end)
    failure = Failure(
        problem=str(getattr(error, "problem", None) or "").lower(),
        context=str(getattr(error, "context", None) or "").lower(),
        at=at,
        since=min(_position(error, "context_mark") or at, end),
        quoted=quoted,
        lines=lines,
    )
    recognised = (recognise(failure) for recognise in _MISTAKES)
    return next((found for found in recognised if found), mistake("", *failure.at))


def _position(error: Exception | None, name: str) -> tuple[int, int] | None:
    mark = getattr(error, name, None)
    return (mark.line, mark.column) if mark else None


# The first that recognises its mistake wins.
_MISTAKES: tuple[Callable[[Failure], Mistake | None], ...] = (
    syntax_errors.conflict_marker,
    syntax_errors.tab_as_indentation,
    line_errors.hard_spaces,
    syntax_errors.reserved_character,
    syntax_errors.bad_escape,
    syntax_errors.unclosed_quote,
    syntax_errors.directive,
    syntax_errors.unknown_tag,
    syntax_errors.missing_comma,
    syntax_errors.comma_without_entry,
    syntax_errors.unopened_bracket,
    syntax_errors.comma_at_the_end,
    syntax_errors.text_around_quotes,
    syntax_errors.bullet,
    syntax_errors.asterisk,
    syntax_errors.unclosed_bracket,
    syntax_errors.block_sign,
    line_errors.missing_space,
    line_errors.slash_comment,
    syntax_errors.comment_in_text,
    line_errors.dash_behind_key,
    line_errors.dash_alone,
    syntax_errors.bracketed_word,
    line_errors.question_mark,
    line_errors.text_before_keys,
    line_errors.missing_colon,
    mistakes.misaligned_key,
    line_errors.keys_in_one_line,
    line_errors.colon_in_text,
    mistakes.dash_before_key,
    mistakes.list_behind_value,
    mistakes.dash_left_of_key,
    mistakes.misaligned_dash,
    mistakes.key_between_columns,
    line_errors.wrong_indentation,
)
