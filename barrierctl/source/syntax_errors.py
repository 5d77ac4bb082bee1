"""A syntax error in our own words, at the place where it began."""

import re
from collections.abc import Callable

from barrierctl.findings import Span, Violation
from barrierctl.source import syntax_hints
from barrierctl.source.syntax_hints import (
    ParseFailure,
    describe_failure,
    indent,
    out_of_line,
    syntax_violation,
    word_list,
)

_KEY_STUCK = re.compile(r"^(\s*(?:- )*)([A-Za-z_][\w-]*):(?=[^\s/:])")
_DASH_STUCK = re.compile(r"^(\s*)-(?=[^\s\d-])")
_TAB_INDENT = re.compile(r"^ *\t")
_APOSTROPHE = re.compile(r"'[snt]\s[^'\"]*$", re.IGNORECASE)
_UP_TO_VALUE = re.compile(r"^([^:]+:\s+)\S")


def diagnose(error: Exception, lines: tuple[str, ...], quoted: Span | None) -> Violation:
    """The violation in our own words, at the place where it began."""
    failure = describe_failure(error, lines, quoted)
    for suspect in _SUSPECTS:
        violation = suspect(failure)
        if violation:
            return violation
    return syntax_violation("", *failure.at)


def _tab(failure: ParseFailure) -> Violation | None:
    line = failure.at[0]
    found = _TAB_INDENT.match(failure.line(line))
    return syntax_violation("tab", line, found.end() - 1) if found else None


def _reserved(failure: ParseFailure) -> Violation | None:
    if "cannot start any token" not in failure.problem:
        return None
    if failure.character == "\t":
        return None
    return syntax_violation("reserved-character", *failure.at, character=failure.character)


def _directive(failure: ParseFailure) -> Violation | None:
    if "directive" not in failure.context and "<document start>" not in failure.problem:
        return None
    numbers = (
        number for number in (failure.at[0], *failure.lines_above()) if failure.line(number)[:1] == "%"
    )
    line = next(numbers, None)
    if line is None:
        return None
    span = Span(line + 1, 1, line + 1, len(failure.line(line)) + 1)
    return Violation(rule="yaml-unsupported", span=span, variant="directive")


def _tag(failure: ParseFailure) -> Violation | None:
    if "tag" not in failure.context and "undefined tag" not in failure.problem:
        return None
    line, column = failure.since
    tag = failure.line(line)[column:].split(maxsplit=1)[0]
    span = Span(line + 1, column + 1, line + 1, column + 1 + len(tag))
    return Violation(rule="yaml-unsupported", span=span, parameters={"tag": tag})


def _quote(failure: ParseFailure) -> Violation | None:
    if "quoted" not in failure.context:
        return None
    line, column = failure.since
    if "escape" in failure.problem or "hexadecimal" in failure.problem:
        text = failure.line(failure.at[0])
        backslash = max(text.rfind("\\", 0, failure.at[1] + 1), 0)
        return syntax_violation("bad-escape", failure.at[0], backslash, max(len(text[backslash:][:2]), 1))
    if found := _APOSTROPHE.match(failure.line(line), column):
        return syntax_violation("apostrophe", line, column, text=found[0].rstrip())
    return syntax_violation("unclosed-quote", line, column)


def _after_quote(failure: ParseFailure) -> Violation | None:
    quoted = failure.quoted
    if quoted is None or quoted.end_line != failure.at[0] + 1 or quoted.end_column > failure.at[1] + 2:
        return None
    variant = "unclosed-quote" if quoted.line < quoted.end_line else "text-after-quote"
    return syntax_violation(variant, quoted.line - 1, quoted.column - 1)


def _alias(failure: ParseFailure) -> Violation | None:
    if "alias" in failure.context or "anchor" in failure.context:
        return syntax_violation("star", *failure.since)
    line, column = failure.at
    star = re.search(r"(?:- |: )([*&])", failure.line(line)[:column])
    return syntax_violation("star", line, star.start(1)) if star else None


def _block_text(failure: ParseFailure) -> Violation | None:
    if "block scalar" not in failure.context:
        return None
    line, column = failure.since
    return syntax_violation(
        "reserved-character", line, column, character=failure.line(line)[column : column + 1]
    )


def _stuck(failure: ParseFailure) -> Violation | None:
    """A key or dash without its space, on this line or the last one before it that says something."""
    for number in (failure.since[0], failure.at[0], *failure.lines_above()[:1]):
        text = failure.line(number)
        if found := _KEY_STUCK.match(text):
            return syntax_violation(
                "no-space-after-colon", number, found.start(2), len(found[2]) + 1, key=found[2]
            )
        if found := _DASH_STUCK.match(text):
            return syntax_violation("no-space-after-dash", number, found.end(1))
    return None


def _colon(failure: ParseFailure) -> Violation | None:
    if "mapping values" not in failure.problem:
        return None
    line, column = failure.at
    found = _UP_TO_VALUE.match(failure.line(line)[: column + 1])
    if not found:
        return _indentation(failure)
    start = found.end(1)
    return syntax_violation("colon-in-text", line, start, len(failure.line(line).rstrip()) - start)


def _indentation(failure: ParseFailure) -> Violation | None:
    """A line at the wrong depth: the parser was within a block, or met what cannot stand there."""
    misfit = ("not allowed here", "expected ':'", "<document start>")
    if "block" in failure.context or any(words in failure.problem for words in misfit):
        return _whole_line("indentation", failure, failure.at[0])
    return None


def _whole_line(variant: str, failure: ParseFailure, line: int) -> Violation:
    text = failure.line(line)
    return syntax_violation(variant, line, indent(text), max(len(text.strip()), 1))


_SUSPECTS: tuple[Callable[[ParseFailure], Violation | None], ...] = (
    _tab,
    _reserved,
    _quote,
    _directive,
    _tag,
    syntax_hints.missing_comma,
    syntax_hints.stray_comma,
    syntax_hints.stray_bracket,
    _after_quote,
    word_list,
    _alias,
    syntax_hints.unclosed,
    _block_text,
    _stuck,
    syntax_hints.remark,
    syntax_hints.dash_behind_key,
    syntax_hints.bracket,
    syntax_hints.no_colon,
    out_of_line,
    _colon,
    _indentation,
)
