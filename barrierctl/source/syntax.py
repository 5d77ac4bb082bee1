"""What a person most likely did where the parser gave up, and where that began."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from barrierctl.findings import Fault, Span

_KEY_STUCK = re.compile(r"^(\s*(?:- )*)([A-Za-z_][\w-]*):(?=[^\s/:])")
_DASH_STUCK = re.compile(r"^(\s*)-(?=[^\s\d-])")
_ESCAPE = re.compile(r"\\[uU]0*([0-9A-Fa-f]+)")
_QUESTION = re.compile(r"(?<=[^\s\[{,])\?")
_TAB_INDENT = re.compile(r"^ *\t")
_UP_TO_VALUE = re.compile(r"^(\s*(?:- +)*[^:]+:\s+)\S")


class _Mark(Protocol):
    line: int
    column: int


@dataclass(frozen=True, kw_only=True, slots=True)
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


def diagnose(error: Exception, lines: tuple[str, ...], quoted: Span | None) -> Fault:
    """The fault in our own words, at the place where it began."""
    end = (len(lines) - 1, len(lines[-1]))
    # The parsers mark what is missing at the end beyond the last line.
    at = min(_position(getattr(error, "problem_mark", None), end), end)
    trouble = Trouble(
        problem=str(getattr(error, "problem", None) or "").lower(),
        context=str(getattr(error, "context", None) or "").lower(),
        at=at,
        since=min(_position(getattr(error, "context_mark", None), at), end),
        quoted=quoted,
        lines=lines,
    )
    for suspect in _SUSPECTS:
        fault = suspect(trouble)
        if fault:
            return fault
    return _fault("", at[0], at[1])


def _position(mark: _Mark | None, otherwise: tuple[int, int]) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else otherwise


def _fault(variant: str, line: int, column: int, width: int = 1, **parameters: object) -> Fault:
    span = Span(line + 1, column + 1, line + 1, column + 1 + width)
    return Fault(rule="yaml-syntax", span=span, variant=variant, parameters=parameters)


def _tab(trouble: Trouble) -> Fault | None:
    line = trouble.at[0]
    found = _TAB_INDENT.match(trouble.line(line))
    return _fault("tab", line, found.end() - 1) if found else None


def _reserved(trouble: Trouble) -> Fault | None:
    if "cannot start any token" not in trouble.problem:
        return None
    line, column = trouble.at
    return _fault("reserved-character", line, column, character=trouble.line(line)[column : column + 1])


def _quote(trouble: Trouble) -> Fault | None:
    if "quoted" not in trouble.context or "parsing a block" in trouble.context:
        return None
    line, column = trouble.since
    if "unicode character escape" in trouble.problem:
        span = Span(line + 1, column + 1, line + 1, len(trouble.line(line)) + 1)
        written = _ESCAPE.search(trouble.line(trouble.at[0]), max(trouble.at[1] - 6, 0))
        names = f"U+{written[1].upper()}" if written else "U+D800"
        return Fault(rule="control-character", span=span, variant="escaped", parameters={"names": names})
    if "escape" in trouble.problem or "hexadecimal" in trouble.problem:
        backslash = trouble.line(trouble.at[0]).rfind("\\", 0, trouble.at[1] + 1)
        return _fault("bad-escape", trouble.at[0], max(backslash, 0), 2)
    return _fault("unclosed-quote", line, column)


def _after_quote(trouble: Trouble) -> Fault | None:
    quoted = trouble.quoted
    if quoted is None or quoted.end_line != trouble.at[0] + 1 or quoted.end_column > trouble.at[1] + 2:
        return None
    variant = "unclosed-quote" if quoted.line < quoted.end_line else "text-after-quote"
    return _fault(variant, quoted.line - 1, quoted.column - 1)


def _flow(trouble: Trouble) -> Fault | None:
    if "flow" not in trouble.context:
        return None
    if question := _QUESTION.search(trouble.line(trouble.at[0])):
        return _fault("question-mark", trouble.at[0], question.start())
    line, column = trouble.since
    if trouble.line(line)[column : column + 1] not in ("[", "{"):
        line, column = _last_bracket(trouble)
    return _fault("unclosed-bracket", line, column, bracket=trouble.line(line)[column : column + 1])


def _last_bracket(trouble: Trouble) -> tuple[int, int]:
    """The last bracket that opens before the place, where the parser does not tell which."""
    for number in range(trouble.at[0], -1, -1):
        column = max(trouble.line(number).rfind("["), trouble.line(number).rfind("{"))
        if column >= 0:
            return number, column
    return trouble.at


def _alias(trouble: Trouble) -> Fault | None:
    if "alias" in trouble.context or "anchor" in trouble.context:
        return _fault("star", *trouble.since)
    line, column = trouble.at
    star = re.search(r"(?:- |: )([*&])", trouble.line(line)[:column])
    return _fault("star", line, star.start(1)) if star else None


def _block_text(trouble: Trouble) -> Fault | None:
    if "block scalar" not in trouble.context:
        return None
    line, column = trouble.since
    return _fault("reserved-character", line, column, character=trouble.line(line)[column : column + 1])


def _stuck(trouble: Trouble) -> Fault | None:
    """A key or dash without its space, on this line or the last one before it that says something."""
    for number in _this_and_before(trouble):
        text = trouble.line(number)
        if found := _KEY_STUCK.match(text):
            return _fault("no-space-after-colon", number, found.start(2), len(found[2]) + 1, key=found[2])
        if found := _DASH_STUCK.match(text):
            return _fault("no-space-after-dash", number, found.end(1))
    return None


def _this_and_before(trouble: Trouble) -> list[int]:
    number = trouble.at[0]
    said = [n for n in range(number - 1, -1, -1) if _says_something(trouble.line(n))]
    return [trouble.since[0], number, *said[:1]]


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _colon(trouble: Trouble) -> Fault | None:
    if "mapping values" not in trouble.problem:
        return None
    line, column = trouble.at
    found = _UP_TO_VALUE.match(trouble.line(line)[: column + 1])
    if not found:
        return _indentation(trouble)
    start = found.end(1)
    return _fault("colon-in-text", line, start, len(trouble.line(line).rstrip()) - start)


def _indentation(trouble: Trouble) -> Fault | None:
    line = trouble.at[0]
    text = trouble.line(line)
    start = len(text) - len(text.lstrip())
    return _fault("indentation", line, start, max(len(text.strip()), 1))


_SUSPECTS: tuple[Callable[[Trouble], Fault | None], ...] = (
    _tab,
    _reserved,
    _quote,
    _after_quote,
    _alias,
    _flow,
    _block_text,
    _stuck,
    _colon,
    _indentation,
)
