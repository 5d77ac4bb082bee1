"""A syntax error: the mistake that most likely caused it, at the place where it began."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from barrierctl.findings import Span, Violation
from barrierctl.resources import keys
from barrierctl.source.decode import BULLET_OR_DASH
from barrierctl.source.tree_builder import KEY_WITHOUT_SPACE

_PLAIN_WORDS = r"\s*[^\W_][^:]*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    """Where and why the parser gave up; lines and columns are counted from 0."""

    problem: str  # in the parser's words, lower case
    context: str  # what it was reading, lower case
    at: tuple[int, int]
    since: tuple[int, int]  # where what it was reading had begun
    quoted: Span | None  # the last quoted text before
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    @property
    def last_line(self) -> str:
        return self.line(self.at[0])

    @property
    def character(self) -> str:
        return self.last_line[self.at[1] : self.at[1] + 1]

    @property
    def lines_above(self) -> list[int]:
        """The numbers of the lines above that are not empty or a comment, nearest first."""
        above = ((number, self.lines[number].strip()) for number in range(self.at[0] - 1, -1, -1))
        return [number for number, text in above if text and not text.startswith("#")]

    def find(self, pattern: str, numbers: Iterable[int]) -> tuple[int, re.Match[str]] | None:
        """Find the first of these lines that begins with the pattern."""
        found = ((number, re.match(pattern, self.line(number))) for number in numbers)
        return next(((number, match) for number, match in found if match), None)


def diagnose(error: Exception, lines: tuple[str, ...], quoted: Span | None) -> Violation:
    """Find the mistake that most likely caused the parser's error; *quoted* is the last quoted text."""
    # The parser marks what is missing at the end beyond the last line.
    end = len(lines) - 1, len(lines[-1])
    marks = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
    at, since = ((mark.line, mark.column) if mark else None for mark in marks)
    at = min(at or end, end)
    failure = _Failure(
        problem=str(getattr(error, "problem", None) or "").lower(),
        context=str(getattr(error, "context", None) or "").lower(),
        at=at,
        since=min(since or at, end),
        quoted=quoted,
        lines=lines,
    )
    recognised = (recognise(failure) for recognise in _MISTAKES)
    return next((violation for violation in recognised if violation), _violation("", *failure.at))


def _violation(
    variant: str, line: int, column: int, width: int = 1, rule: str = "yaml-syntax", **parameters: object
) -> Violation:
    """Make the violation at a place that is counted from 0."""
    span = Span(line + 1, column + 1, line + 1, column + 1 + width)
    return Violation(rule=rule, span=span, variant=variant, parameters=parameters)


def _tab_as_indentation(failure: _Failure) -> Violation | None:
    found = re.match(r" *\t", failure.last_line)
    return _violation("tab", failure.at[0], found.end() - 1) if found else None


def _reserved_character(failure: _Failure) -> Violation | None:
    if "cannot start any token" not in failure.problem or failure.character == "\t":
        return None
    return _violation("reserved-character", *failure.at, character=failure.character)


def _bad_escape(failure: _Failure) -> Violation | None:
    if "quoted" not in failure.context or not re.search("escape|hexadecimal", failure.problem):
        return None
    backslash = max(failure.last_line.rfind("\\", 0, failure.at[1] + 1), 0)
    width = max(len(failure.last_line[backslash:][:2]), 1)
    return _violation("bad-escape", failure.at[0], backslash, width)


def _unclosed_quote(failure: _Failure) -> Violation | None:
    if "quoted" not in failure.context:
        return None
    line, column = failure.since
    if found := re.match(r"(?i)'[snt]\s[^'\"]*$", failure.line(line)[column:]):
        return _violation("apostrophe", line, column, text=found[0].rstrip())
    return _violation("unclosed-quote", line, column)


def _directive(failure: _Failure) -> Violation | None:
    if "directive" not in failure.context and "<document start>" not in failure.problem:
        return None
    found = failure.find("%.*", (failure.at[0], *failure.lines_above))
    return _violation("directive", found[0], 0, len(found[1][0]), "yaml-unsupported") if found else None


def _unknown_tag(failure: _Failure) -> Violation | None:
    if "tag" not in failure.context and "undefined tag" not in failure.problem:
        return None
    line, column = failure.since
    tag = failure.line(line)[column:].split(maxsplit=1)[0]
    return _violation("", line, column, len(tag), "yaml-unsupported", tag=tag)


def _missing_comma(failure: _Failure) -> Violation | None:
    """Recognise two entries with nothing between them: `["a" "b"]`."""
    has_ended = failure.last_line[: failure.at[1]].rstrip().endswith(("'", '"', "]", "}"))
    if not has_ended or "expected ',' or" not in failure.problem or failure.character not in tuple("\"'[{"):
        return None
    return _violation("missing-comma", *failure.at)


def _comma_without_entry(failure: _Failure) -> Violation | None:
    """Recognise a comma with nothing before it: `[, a]`."""
    is_one = "flow node" in failure.context and failure.character == ","
    return _violation("stray-comma", *failure.at) if is_one else None


def _unopened_bracket(failure: _Failure) -> Violation | None:
    """Recognise a bracket that closes nothing: `[a]]`."""
    if "flow" in failure.context or failure.character not in ("]", "}"):
        return None
    return _violation("stray-bracket", *failure.at, bracket=failure.character)


def _unclosed_bracket(failure: _Failure) -> Violation | None:
    """Recognise a bracket that is not closed, or not by its own kind."""
    if "flow" not in failure.context:
        return None
    line, column = failure.since
    if failure.line(line)[column : column + 1] not in ("[", "{"):
        # The parser does not say which: the last one that opens.
        last = failure.find(r".*([\[{])", range(failure.at[0], -1, -1))
        line, column = (last[0], last[1].start(1)) if last else failure.at
    return _violation("unclosed-bracket", line, column, bracket=failure.line(line)[column : column + 1])


def _text_around_quotes(failure: _Failure) -> Violation | None:
    quoted = failure.quoted
    if quoted is None or quoted.end_line != failure.at[0] + 1 or quoted.end_column > failure.at[1] + 2:
        return None
    variant = "unclosed-quote" if quoted.line < quoted.end_line else "text-after-quote"
    return _violation(variant, quoted.line - 1, quoted.column - 1)


def _bullet(failure: _Failure) -> Violation | None:
    """Recognise a line that begins with the sign of a list, but not with a dash."""
    numbers = sorted((failure.since[0], failure.at[0], *failure.lines_above[:1]))
    found = failure.find(BULLET_OR_DASH, numbers)
    return _violation("word-list", found[0], found[1].start(1), sign=found[1][1]) if found else None


def _asterisk(failure: _Failure) -> Violation | None:
    """Recognise a text that begins with the sign of an alias or an anchor."""
    if "alias" in failure.context or "anchor" in failure.context:
        return _violation("star", *failure.since)
    found = re.search(r"(?:- |: )([*&])", failure.last_line[: failure.at[1]])
    return _violation("star", failure.at[0], found.start(1)) if found else None


def _block_sign(failure: _Failure) -> Violation | None:
    """Recognise a text that begins with the sign of a block text."""
    if "block scalar" not in failure.context:
        return None
    line, column = failure.since
    return _violation("reserved-character", line, column, character=failure.line(line)[column : column + 1])


def _missing_space(failure: _Failure) -> Violation | None:
    """Recognise a key or dash without its space, on this line or the last one before it."""
    for number in (failure.since[0], failure.at[0], *failure.lines_above[:1]):
        text = failure.line(number)
        if found := re.match(rf"\s*(?:- )*{KEY_WITHOUT_SPACE}", text):
            width = len(found[1]) + 1
            return _violation("no-space-after-colon", number, found.start(1), width, key=found[1])
        if found := re.match(r"\s*(-)(?=[^\s\d-])", text):
            return _violation("no-space-after-dash", number, found.start(1))
    return None


def _slash_comment(failure: _Failure) -> Violation | None:
    """Recognise a comment as other languages write it: `// …`."""
    found = failure.find(r"\s*(//)", (failure.at[0], failure.since[0], *failure.lines_above[:1]))
    return _violation("slashes", found[0], found[1].start(1), 2) if found else None


def _dash_behind_key(failure: _Failure) -> Violation | None:
    """Recognise a list that begins on the line of its key: `signals: - Smell`."""
    found = re.match(r"\s*(?:- +)*(\w+): +(- )", failure.last_line)
    return _violation("dash-behind-key", failure.at[0], found.start(2), key=found[1]) if found else None


def _bracketed_word(failure: _Failure) -> Violation | None:
    """Recognise a text that begins with letters in brackets: `- [Il]legal trade`."""
    pattern = r"\s*(?:- +|\w+: +)+([\[{])[^\[\]{}]*[\]}][^\s,#:\]}]"
    found = failure.find(pattern, (failure.at[0], *failure.lines_above[:1]))
    if not found:
        return None
    return _violation("reserved-character", found[0], found[1].start(1), character=found[1][1])


def _missing_colon(failure: _Failure) -> Violation | None:
    """Recognise a line of plain words where a key belongs; the line that follows shows that it is no text."""
    if "could not find expected ':'" in failure.problem:
        number = failure.since[0]
        return _missing_colon_or_dash(failure, number) if failure.find(_PLAIN_WORDS, [number]) else None
    if "mapping values" not in failure.problem and "<document start>" not in failure.problem:
        return None
    number = failure.at[0]
    for above in failure.lines_above:
        line = failure.line(above)
        if _indent(line) != _indent(failure.last_line) or not re.match(_PLAIN_WORDS, line):
            break
        number = above
    return _missing_colon_or_dash(failure, number) if number < failure.at[0] else None


def _missing_colon_or_dash(failure: _Failure, number: int) -> Violation:
    """Say what a line of plain words lacks: the colon of a key, or the dash that the line above has."""
    line = failure.line(number)
    found = re.match(r"\s*(?:- +)*(\w+)\s*(?:=\s*|(?<=\s)|$)(.*)$", line)
    if found and found[1] in keys():
        parameters = {"key": found[1], "better": f"{found[1]}: {found[2]}".strip()}
        return _violation("no-colon-behind-key", number, found.start(1), len(found[1]), **parameters)
    above = next((text for text in reversed(failure.lines[:number]) if text.strip()), "")
    is_item = above.lstrip().startswith("- ") and _indent(above) == _indent(line)
    return _whole_line("no-dash" if is_item else "no-colon", failure, number)


class _KeyLine(NamedTuple):
    """A line that begins with a key: the columns of its first sign and of its key."""

    number: int
    begin: int
    column: int
    key: str
    has_value: bool


def _key_line(failure: _Failure, number: int) -> _KeyLine | None:
    found = re.match(r"(\s*)((?:- +)*)(\w+):(?=\s|$)(\s*\S)?", failure.line(number))
    return _KeyLine(number, found.end(1), found.start(3), found[3], bool(found[4])) if found else None


def _misaligned_key(failure: _Failure) -> Violation | None:
    """Recognise a key that is not in the column of the key above it, or lacks the dash of a new item."""
    here = _key_line(failure, failure.at[0])
    if here is None or here.begin < here.column:
        return None

    def misaligned(above: _KeyLine, variant: str) -> Violation:
        count = abs(here.column - above.column)
        parameters: dict[str, Any] = {"above": above.key, "beside": above.number + 1, "count": count}
        return _violation(variant, here.number, here.column, len(here.key), key=here.key, **parameters)

    lines_above = [_key_line(failure, number) for number in failure.lines_above]
    # Nothing can be further in than a key that has its value on its own line.
    if lines_above and (above := lines_above[0]) and above.has_value and above.column < here.column:
        return misaligned(above, "too-far-right")
    for above in filter(None, lines_above):
        # Left of a key, but not left of its dash.
        if above.begin <= here.column < above.column:
            if here.column == above.begin and here.key == above.key:
                return _violation("no-dash", here.number, here.column, len(here.key))
            return misaligned(above, "too-far-left")
    return None


def _colon_in_text(failure: _Failure) -> Violation | None:
    if "mapping values" not in failure.problem:
        return None
    line, column = failure.at
    found = re.match(r"([^:]+:\s+)\S", failure.last_line[: column + 1])
    width = len(failure.last_line.rstrip()) - found.end(1) if found else 0
    return _violation("colon-in-text", line, found.end(1), width) if found else None


def _wrong_indentation(failure: _Failure) -> Violation | None:
    """Recognise a line at the wrong depth: within a block, or where the parser expects something else."""
    misplaced = ("not allowed here", "expected ':'", "<document start>")
    if "block" in failure.context or any(words in failure.problem for words in misplaced):
        return _whole_line("indentation", failure, failure.at[0])
    return None


def _whole_line(variant: str, failure: _Failure, number: int) -> Violation:
    line = failure.line(number)
    return _violation(variant, number, _indent(line), max(len(line.strip()), 1))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# The first that recognises its mistake wins.
_MISTAKES: tuple[Callable[[_Failure], Violation | None], ...] = (
    _tab_as_indentation,
    _reserved_character,
    _bad_escape,
    _unclosed_quote,
    _directive,
    _unknown_tag,
    _missing_comma,
    _comma_without_entry,
    _unopened_bracket,
    _text_around_quotes,
    _bullet,
    _asterisk,
    _unclosed_bracket,
    _block_sign,
    _missing_space,
    _slash_comment,
    _dash_behind_key,
    _bracketed_word,
    _missing_colon,
    _misaligned_key,
    _colon_in_text,
    _wrong_indentation,
)
