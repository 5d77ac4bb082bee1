"""What is known where the parser gave up, for those who guess what a person did there."""

from typing import Protocol

from barrierctl.findings import Fault, Span
from barrierctl.frozen import frozen


class _Mark(Protocol):
    line: int
    column: int


@frozen
class Trouble:
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

    def said_above(self) -> list[int]:
        """The numbers of the lines above that hold more than a comment, nearest first."""
        return [number for number in range(self.at[0] - 1, -1, -1) if _says_something(self.line(number))]

    @property
    def character(self) -> str:
        """The character at which it gave up."""
        return self.line(self.at[0])[self.at[1] : self.at[1] + 1]


def trouble_of(error: Exception, lines: tuple[str, ...], quoted: Span | None) -> Trouble:
    """What the parser's error tells; the parser marks what is missing at the end beyond the last line."""
    end = (len(lines) - 1, len(lines[-1]))
    at = min(_position(getattr(error, "problem_mark", None), end), end)
    return Trouble(
        problem=str(getattr(error, "problem", None) or "").lower(),
        context=str(getattr(error, "context", None) or "").lower(),
        at=at,
        since=min(_position(getattr(error, "context_mark", None), at), end),
        quoted=quoted,
        lines=lines,
    )


def syntax_fault(variant: str, line: int, column: int, width: int = 1, **parameters: object) -> Fault:
    """The fault at a place that is counted from 0."""
    span = Span(line + 1, column + 1, line + 1, column + 1 + width)
    return Fault(rule="yaml-syntax", span=span, variant=variant, parameters=parameters)


def _position(mark: _Mark | None, otherwise: tuple[int, int]) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else otherwise


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
