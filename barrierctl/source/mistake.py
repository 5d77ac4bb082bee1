"""Where the parser gave up, and the mistake that explains it, with the lines as they were meant."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from barrierctl.findings import Span, Violation

Fix: TypeAlias = Mapping[int, str]
"""Lines as they were meant, by their numbers from 0."""


class Mistake(NamedTuple):
    """A mistake, and what its message advises: one fix, or several that may be meant."""

    violation: Violation
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Where and why the parser gave up; lines and columns are counted from 0."""

    problem: str  # in the parser's words, lower case
    context: str  # what it was reading, lower case
    at: tuple[int, int]
    since: tuple[int, int]  # where what it was reading had begun
    lines: tuple[str, ...]
    quoted: Span | None = None  # the last quoted text before

    def line(self, number: int) -> str:
        """Give a line; beyond the file it is empty."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    @property
    def last_line(self) -> str:
        """The line in which the parser gave up."""
        return self.line(self.at[0])

    @property
    def character(self) -> str:
        """The character at which the parser gave up."""
        return self.last_line[self.at[1] : self.at[1] + 1]

    @property
    def lines_above(self) -> list[int]:
        """The numbers of the lines above that are not empty or a comment, nearest first."""
        above = ((number, self.lines[number].strip()) for number in range(self.at[0] - 1, -1, -1))
        return [number for number, text in above if text and not text.startswith("#")]

    @property
    def in_brackets(self) -> bool:
        """Whether it was reading something in brackets."""
        return "flow" in self.context

    def find(self, pattern: str, numbers: Iterable[int]) -> tuple[int, re.Match[str]] | None:
        """Find the first of these lines that begins with the pattern."""
        found = ((number, re.match(pattern, self.line(number))) for number in numbers)
        return next(((number, match) for number, match in found if match), None)

    def replace(self, number: int, start: int, end: int, text: str) -> Fix:
        """Replace a part of a line."""
        line = self.line(number)
        return {number: f"{line[:start]}{text}{line[end:]}"}

    def replace_all(self, pattern: str, text: str, first: int) -> Fix:
        """Replace what matches at the beginning of this line, and of each later one."""
        changed = {
            number: re.sub(rf"^(?:{pattern})", text, self.lines[number])
            for number in range(first, len(self.lines))
        }
        return {number: line for number, line in changed.items() if line != self.lines[number]}

    def text_from(self, number: int, column: int) -> str:
        """The text that begins there, up to the end of its line, or of its entry in brackets."""
        rest = re.split(r"\s#\s", self.line(number)[column:])[0].rstrip()
        return re.split(r"[,\]}]", rest)[0].rstrip() if self.in_brackets else rest


def mistake(
    variant: str, line: int, column: int, width: int = 1, *, fixes: Iterable[Fix] = (), **parameters: object
) -> Mistake:
    """Make a mistake at a place that is counted from 0."""
    span = Span(line + 1, column + 1, line + 1, column + 1 + width)
    violation = Violation(rule="yaml-syntax", span=span, variant=variant, parameters=parameters)
    return Mistake(violation, tuple(fixes))


def whole_line(
    variant: str, failure: Failure, number: int, *, fixes: Iterable[Fix] = (), **parameters: object
) -> Mistake:
    """Make a mistake that is a whole line."""
    line = failure.line(number)
    width = max(len(line.strip()), 1)
    return mistake(variant, number, indent(line), width, fixes=fixes, **parameters)


def needs_quotes(
    variant: str, failure: Failure, number: int, column: int, width: int = 1, **parameters: object
) -> Mistake:
    """Make a mistake whose fix puts the text that begins there in quotes."""
    text = failure.text_from(number, column)
    better = in_quotes(text)
    fix = failure.replace(number, column, column + len(text), better)
    return mistake(variant, number, column, width, fixes=[fix], better=better, **parameters)


def in_quotes(text: str) -> str:
    """Put a text in quotes: in double ones, unless it holds some or a backslash."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def indent(line: str) -> int:
    """Count the blanks before a line."""
    return len(line) - len(line.lstrip())


class KeyLine(NamedTuple):
    """A line that begins with a key: the columns of its first sign and of its key."""

    number: int
    begin: int
    column: int
    key: str
    has_value: bool


def key_line(failure: Failure, number: int) -> KeyLine | None:
    """Read a line as one that begins with a key; None if it does not."""
    found = re.match(r"(\s*)((?:- +)*)(\w+) *:(?=\s|$)(\s*\S)?", failure.line(number))
    return KeyLine(number, found.end(1), found.start(3), found[3], bool(found[4])) if found else None
