"""What a person most likely typed where the parser gave up: brackets, columns, bullets, signs."""

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

from barrierctl.findings import Span, Violation
from barrierctl.frozen import frozen
from barrierctl.resources import keys


class _Mark(Protocol):
    line: int
    column: int


@frozen
class ParseFailure:
    """What is known where the parser gave up.

    Attributes:
        problem: the parser's words, lower case.
        context: what it was doing, lower case.
        at: line and column (from 0) where it gave up.
        since: where what it was doing had begun.
        quoted: the last quoted text before that, if any.
        lines: of the file.
    """

    problem: str
    context: str
    at: tuple[int, int]
    since: tuple[int, int]
    quoted: Span | None
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """A line of the file (from 0); empty beyond its end."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def lines_above(self) -> list[int]:
        """The numbers of the lines above that hold more than a comment, nearest first."""
        return [number for number in range(self.at[0] - 1, -1, -1) if _says_something(self.line(number))]

    @property
    def character(self) -> str:
        """The character at which it gave up."""
        return self.line(self.at[0])[self.at[1] : self.at[1] + 1]


def describe_failure(error: Exception, lines: tuple[str, ...], quoted: Span | None) -> ParseFailure:
    """What the parser's error tells; the parser marks what is missing at the end beyond the last line."""
    end = (len(lines) - 1, len(lines[-1]))
    at = min(_position(getattr(error, "problem_mark", None), end), end)
    return ParseFailure(
        problem=str(getattr(error, "problem", None) or "").lower(),
        context=str(getattr(error, "context", None) or "").lower(),
        at=at,
        since=min(_position(getattr(error, "context_mark", None), at), end),
        quoted=quoted,
        lines=lines,
    )


def syntax_violation(variant: str, line: int, column: int, width: int = 1, **parameters: object) -> Violation:
    """The violation at a place that is counted from 0."""
    span = Span(line + 1, column + 1, line + 1, column + 1 + width)
    return Violation(rule="yaml-syntax", span=span, variant=variant, parameters=parameters)


def _position(mark: _Mark | None, otherwise: tuple[int, int]) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else otherwise


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


_BULLETS = "•·∙▪▫◦‣●○■□\uf0a7\uf0b7"
BULLET = rf"\s*([{_BULLETS}])"
BULLET_OR_DASH = rf"\s*([{_BULLETS}]|[*\u2013\u2014](?=\s))"
CURLY_QUOTES = "\u201c\u201d\u201e", "\u2018\u2019\u201a"


def word_list(failure: ParseFailure) -> Violation | None:
    """A line that begins with the sign of a list, but not with a dash."""
    numbers = (failure.since[0], failure.at[0], *failure.lines_above()[:1])
    signs = ((number, re.match(BULLET_OR_DASH, failure.line(number))) for number in sorted(numbers))
    return next(
        (
            syntax_violation("word-list", number, sign.start(1), sign=sign[1])
            for number, sign in signs
            if sign
        ),
        None,
    )


def missing_comma(failure: ParseFailure) -> Violation | None:
    """Two entries with nothing between them: `["a" "b"]`."""
    line, column = failure.at
    ended = failure.line(line)[:column].rstrip().endswith(("'", '"', "]", "}"))
    if not ended or "expected ',' or" not in failure.problem or failure.character not in tuple("\"'[{"):
        return None
    return syntax_violation("missing-comma", line, column)


def stray_comma(failure: ParseFailure) -> Violation | None:
    """A comma with nothing before it: `[, a]`."""
    if "flow node" not in failure.context or failure.character != ",":
        return None
    return syntax_violation("stray-comma", *failure.at)


def stray_bracket(failure: ParseFailure) -> Violation | None:
    """A bracket that closes nothing: `[a]]`."""
    if "flow" in failure.context or failure.character not in ("]", "}"):
        return None
    return syntax_violation("stray-bracket", *failure.at, bracket=failure.character)


def unclosed(failure: ParseFailure) -> Violation | None:
    """A bracket that is not closed, or not by its own kind."""
    if "flow" not in failure.context:
        return None
    line, column = failure.since
    if failure.line(line)[column : column + 1] not in ("[", "{"):
        line, column = _last_bracket(failure)
    return syntax_violation("unclosed-bracket", line, column, bracket=failure.line(line)[column : column + 1])


def _last_bracket(failure: ParseFailure) -> tuple[int, int]:
    """The last bracket that opens before the place, where the parser does not tell which."""
    for number in range(failure.at[0], -1, -1):
        column = max(failure.line(number).rfind("["), failure.line(number).rfind("{"))
        if column >= 0:
            return number, column
    return failure.at


_KEY = re.compile(r"^(\s*)((?:- +)*)(\w+):(?=\s|$)(\s*\S)?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that begins with a key: where it, its dash and its key begin."""

    number: int
    begin: int
    column: int
    key: str
    has_value: bool

    @property
    def has_dash(self) -> bool:
        return self.begin < self.column


def out_of_line(failure: ParseFailure) -> Violation | None:
    """A key that does not stand beside the key above it, or lacks the dash of a new item."""
    here = _line(failure, failure.at[0])
    if here is None or here.has_dash:
        return None
    above = (line for number in failure.lines_above() if (line := _line(failure, number)))
    return _too_far_right(failure, here) or next((f for line in above if (f := _beside(here, line))), None)


def _line(failure: ParseFailure, number: int) -> _Line | None:
    found = _KEY.match(failure.line(number))
    return _Line(number, found.end(1), found.start(3), found[3], bool(found[4])) if found else None


def _too_far_right(failure: ParseFailure, here: _Line) -> Violation | None:
    """Under a key that has its value on its own line, so that nothing can stand further in."""
    above = next((_line(failure, number) for number in failure.lines_above()), None)
    if above and above.has_value and above.column < here.column:
        return _off(here, above, "too-far-right", here.column - above.column)
    return None


def _beside(here: _Line, above: _Line) -> Violation | None:
    """Left of a key, but not left of its dash."""
    if not above.begin <= here.column < above.column:
        return None
    if here.column == above.begin and here.key == above.key:
        return syntax_violation("no-dash", here.number, here.column, len(here.key))
    return _off(here, above, "too-far-left", above.column - here.column)


def _off(here: _Line, above: _Line, variant: str, count: int) -> Violation:
    parameters = {"key": here.key, "above": above.key, "beside": above.number + 1, "count": count}
    return syntax_violation(variant, here.number, here.column, len(here.key), **parameters)


_LOOSE = re.compile(r"^\s*[^\W_][^:]*$")
_LOOSE_KEY = re.compile(r"^\s*(?:- +)*(\w+)\s*(?:=\s*|(?<=\s)|$)(.*)$")
_REMARK = re.compile(r"^\s*(//)")
_DASH_BEHIND_KEY = re.compile(r"^\s*(?:- +)*(\w+): +(- )")
_BRACKET = re.compile(r"^\s*(?:- +|\w+: +)+([\[{])[^\[\]{}]*[\]}][^\s,#:\]}]")


def remark(failure: ParseFailure) -> Violation | None:
    """A remark as other languages write it: `// …`."""
    for number in (failure.at[0], failure.since[0], *failure.lines_above()[:1]):
        if found := _REMARK.match(failure.line(number)):
            return syntax_violation("slashes", number, found.start(1), 2)
    return None


def dash_behind_key(failure: ParseFailure) -> Violation | None:
    """A list that begins on the line of its key: `signals: - Smell`."""
    found = _DASH_BEHIND_KEY.match(failure.line(failure.at[0]))
    return syntax_violation("dash-behind-key", failure.at[0], found.start(2), key=found[1]) if found else None


def bracket(failure: ParseFailure) -> Violation | None:
    """A text that begins with a word in brackets: `- [Il]legal trade`."""
    for number in (failure.at[0], *failure.lines_above()[:1]):
        if found := _BRACKET.match(failure.line(number)):
            return syntax_violation("reserved-character", number, found.start(1), character=found[1])
    return None


def no_colon(failure: ParseFailure) -> Violation | None:
    """A line of plain words where a key belongs; what follows shows that it is no part of a text."""
    if "could not find expected ':'" in failure.problem:
        loose = [failure.since[0]] if _LOOSE.match(failure.line(failure.since[0])) else []
    elif "mapping values" in failure.problem or "<document start>" in failure.problem:
        loose = _loose_lines_above(failure)
    else:
        return None
    return _what_lacks(failure, loose[-1]) if loose else None


def _loose_lines_above(failure: ParseFailure) -> list[int]:
    """Those right above that begin in the same column and hold no colon."""
    column = indent(failure.line(failure.at[0]))

    def fits(number: int) -> bool:
        line = failure.line(number)
        return indent(line) == column and bool(_LOOSE.match(line))

    return list(takewhile(fits, failure.lines_above()))


def _what_lacks(failure: ParseFailure, number: int) -> Violation:
    line = failure.line(number)
    found = _LOOSE_KEY.match(line)
    if found and found[1] in keys():
        parameters = {"key": found[1], "better": f"{found[1]}: {found[2]}".strip()}
        return syntax_violation("no-colon-behind-key", number, found.start(1), len(found[1]), **parameters)
    variant = "no-dash" if _is_among_dashes(failure, number) else "no-colon"
    return syntax_violation(variant, number, indent(line), max(len(line.strip()), 1))


def _is_among_dashes(failure: ParseFailure, number: int) -> bool:
    """Whether the line above begins with a dash in the same column."""
    above = next((line for line in reversed(failure.lines[:number]) if line.strip()), "")
    return above.lstrip().startswith("- ") and indent(above) == indent(failure.line(number))


def indent(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip())
