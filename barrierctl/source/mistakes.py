"""Where the parser gave up, and the mistake that explains it, with the lines as they were meant.

The mistakes of alignment are here: keys and dashes that are not in the column of those above them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from barrierctl.findings import Span, Violation
from barrierctl.resources import keys
from barrierctl.resources.vocabulary import Block

_DASH = r"\s*-\s"

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


# ---- mistakes of alignment


def misaligned_key(failure: Failure) -> Mistake | None:
    """Recognise a key that is not in the column of the key above it, or lacks the dash of a new item."""
    here = key_line(failure, failure.at[0])
    if here is None or here.begin < here.column:
        return None
    lines_above = [key_line(failure, number) for number in failure.lines_above]
    # Nothing can be further in than a key that has its value on its own line.
    if lines_above and (above := lines_above[0]) and above.has_value and above.column < here.column:
        return _misaligned(failure, here, above, "too-far-right")
    for above in filter(None, lines_above):
        # Left of a key, but not left of its dash.
        if above.begin <= here.column < above.column:
            if here.column == above.begin and here.key == above.key:
                fix = failure.replace(here.number, here.column, here.column, "- ")
                return mistake("no-dash", here.number, here.column, len(here.key), fixes=[fix])
            return _misaligned(failure, here, above, "too-far-left")
    return None


def key_between_columns(failure: Failure) -> Mistake | None:
    """Recognise a key that is in the column of no key above it: the nearest column was meant."""
    here = key_line(failure, failure.at[0])
    if here is None or here.begin < here.column:
        return None
    last: dict[int, KeyLine] = {}  # the nearest key above in each column, as far as it is still open
    for above in filter(None, (key_line(failure, number) for number in failure.lines_above)):
        if above.column < min(last, default=above.column + 1):
            last[above.column] = above
    if here.column in last:
        return None
    near = [above for above in last.values() if above.column or here.key not in set(Block)]
    if not near:
        return None
    meant = min(near, key=lambda above: abs(above.column - here.column))
    variant = "too-far-right" if meant.column < here.column else "too-far-left"
    return _misaligned(failure, here, meant, variant)


def _misaligned(failure: Failure, here: KeyLine, above: KeyLine, variant: str) -> Mistake:
    shift = above.column - here.column
    parameters = {"key": here.key, "above": above.key, "beside": above.number + 1, "count": abs(shift)}
    fixes = [
        _moved(failure, here.number, 1, shift),
        _moved(failure, here.number, _length(failure, here.number), shift),
    ]
    return mistake(variant, here.number, here.column, len(here.key), fixes=fixes, **parameters)


def _length(failure: Failure, first: int) -> int:
    """Count a line and those that are further in."""
    number = first + 1
    while failure.line(number).strip() and indent(failure.line(number)) > indent(failure.line(first)):
        number += 1
    return number - first


def _moved(failure: Failure, first: int, count: int, shift: int) -> Fix:
    """Move lines to the right, or to the left if the shift is negative."""
    lines = {number: failure.line(number) for number in range(first, first + count)}
    return {
        number: " " * (indent(line) + shift) + line.lstrip() for number, line in lines.items() if line.strip()
    }


def dash_before_key(failure: Failure) -> Mistake | None:
    """Recognise a key of the item above that has a dash of its own: `- signals: [Smell]`."""
    above = key_line(failure, failure.lines_above[0]) if failure.lines_above else None
    pattern = r"(\s*)- +(\w+):(?=\s|$)"
    found = re.match(pattern, failure.last_line)
    if not found or above is None or found.end(1) != above.column or found[2] not in keys():
        return None
    if found[2] == above.key:
        return None
    fix = failure.replace_all(rf"({found[1]})- +(?=\w+:(?:\s|$))", r"\1", failure.at[0])
    return mistake("dash-before-key", failure.at[0], found.end(1), fixes=[fix], key=found[2], above=above.key)


def list_behind_value(failure: Failure) -> Mistake | None:
    """Recognise a list below a key that has a value on its own line: `signals: [Smell]`."""
    above = key_line(failure, failure.lines_above[0]) if failure.lines_above else None
    column = indent(failure.last_line)
    if not above or not above.has_value or column < above.column or not re.match(_DASH, failure.last_line):
        return None
    if not above.column and not any(line.startswith("stages") for line in failure.lines):
        return mistake("list-without-key", failure.at[0], column)
    return mistake("list-behind-value", failure.at[0], column, key=above.key, beside=above.number + 1)


def dash_left_of_key(failure: Failure) -> Mistake | None:
    """Recognise a list that begins further left than the key that it belongs to."""
    above = key_line(failure, failure.lines_above[0]) if failure.lines_above else None
    here = indent(failure.last_line)
    is_dash = re.match(_DASH, failure.last_line)
    if not (above and is_dash and not above.has_value and here < above.column):
        return None
    if here in _dash_columns(failure):
        return None
    last = failure.at[0]
    while indent(failure.line(last + 1)) >= here and failure.line(last + 1).strip():
        last += 1
    shift = above.column - here
    fixes = [_moved(failure, failure.at[0], last + 1 - failure.at[0], shift)]
    beside = above.number + 1
    return mistake(
        "dash-left-of-key", failure.at[0], here, fixes=fixes, key=above.key, beside=beside, count=shift
    )


def _dash_columns(failure: Failure) -> dict[int, int]:
    """The columns of the dashes above, each with the number of its nearest line."""
    lines = ((number, failure.line(number)) for number in reversed(failure.lines_above))
    return {indent(line): number for number, line in lines if re.match(_DASH, line)}


def misaligned_dash(failure: Failure) -> Mistake | None:
    """Recognise a dash that is not in the column of the dash above it."""
    here, columns = indent(failure.last_line), _dash_columns(failure)
    if not re.match(_DASH, failure.last_line) or not columns or here in columns:
        return None
    beside = [column for column in columns if abs(column - here) == 1]
    column = beside[0] if beside else max(columns, key=lambda column: columns[column])
    above, shift = columns[column], column - here
    if shift < 0 and not beside and above != failure.lines_above[0]:
        return None
    count = {"missing": shift} if shift > 0 else {"excess": -shift}
    number, length = failure.at[0], _length(failure, failure.at[0])
    fixes = [_moved(failure, number, length, shift)]
    more = {"last": number + length} if length > 1 else {}
    return mistake("dash-out-of-line", number, here, fixes=fixes, beside=above + 1, **count, **more)
