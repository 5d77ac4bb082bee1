"""A syntax error in our own words, at the place where it began."""

import re
from collections.abc import Callable

from barrierctl.findings import Fault, Span
from barrierctl.source import syntax_hints
from barrierctl.source.syntax_hints import Trouble, indent, out_of_line, syntax_fault, trouble_of, word_list

_KEY_STUCK = re.compile(r"^(\s*(?:- )*)([A-Za-z_][\w-]*):(?=[^\s/:])")
_DASH_STUCK = re.compile(r"^(\s*)-(?=[^\s\d-])")
_TAB_INDENT = re.compile(r"^ *\t")
_APOSTROPHE = re.compile(r"'[snt]\s[^'\"]*$", re.IGNORECASE)
_UP_TO_VALUE = re.compile(r"^([^:]+:\s+)\S")


def diagnose(error: Exception, lines: tuple[str, ...], quoted: Span | None) -> Fault:
    """The fault in our own words, at the place where it began."""
    trouble = trouble_of(error, lines, quoted)
    for suspect in _SUSPECTS:
        fault = suspect(trouble)
        if fault:
            return fault
    return syntax_fault("", *trouble.at)


def _tab(trouble: Trouble) -> Fault | None:
    line = trouble.at[0]
    found = _TAB_INDENT.match(trouble.line(line))
    return syntax_fault("tab", line, found.end() - 1) if found else None


def _reserved(trouble: Trouble) -> Fault | None:
    if "cannot start any token" not in trouble.problem:
        return None
    if trouble.character == "\t":
        return None
    return syntax_fault("reserved-character", *trouble.at, character=trouble.character)


def _directive(trouble: Trouble) -> Fault | None:
    if "directive" not in trouble.context and "<document start>" not in trouble.problem:
        return None
    numbers = (number for number in (trouble.at[0], *trouble.said_above()) if trouble.line(number)[:1] == "%")
    line = next(numbers, None)
    if line is None:
        return None
    span = Span(line + 1, 1, line + 1, len(trouble.line(line)) + 1)
    return Fault(rule="yaml-unsupported", span=span, variant="directive")


def _tag(trouble: Trouble) -> Fault | None:
    if "tag" not in trouble.context and "undefined tag" not in trouble.problem:
        return None
    line, column = trouble.since
    tag = trouble.line(line)[column:].split(maxsplit=1)[0]
    span = Span(line + 1, column + 1, line + 1, column + 1 + len(tag))
    return Fault(rule="yaml-unsupported", span=span, parameters={"tag": tag})


def _quote(trouble: Trouble) -> Fault | None:
    if "quoted" not in trouble.context:
        return None
    line, column = trouble.since
    if "escape" in trouble.problem or "hexadecimal" in trouble.problem:
        text = trouble.line(trouble.at[0])
        backslash = max(text.rfind("\\", 0, trouble.at[1] + 1), 0)
        return syntax_fault("bad-escape", trouble.at[0], backslash, max(len(text[backslash:][:2]), 1))
    if found := _APOSTROPHE.match(trouble.line(line), column):
        return syntax_fault("apostrophe", line, column, text=found[0].rstrip())
    return syntax_fault("unclosed-quote", line, column)


def _after_quote(trouble: Trouble) -> Fault | None:
    quoted = trouble.quoted
    if quoted is None or quoted.end_line != trouble.at[0] + 1 or quoted.end_column > trouble.at[1] + 2:
        return None
    variant = "unclosed-quote" if quoted.line < quoted.end_line else "text-after-quote"
    return syntax_fault(variant, quoted.line - 1, quoted.column - 1)


def _alias(trouble: Trouble) -> Fault | None:
    if "alias" in trouble.context or "anchor" in trouble.context:
        return syntax_fault("star", *trouble.since)
    line, column = trouble.at
    star = re.search(r"(?:- |: )([*&])", trouble.line(line)[:column])
    return syntax_fault("star", line, star.start(1)) if star else None


def _block_text(trouble: Trouble) -> Fault | None:
    if "block scalar" not in trouble.context:
        return None
    line, column = trouble.since
    return syntax_fault("reserved-character", line, column, character=trouble.line(line)[column : column + 1])


def _stuck(trouble: Trouble) -> Fault | None:
    """A key or dash without its space, on this line or the last one before it that says something."""
    for number in (trouble.since[0], trouble.at[0], *trouble.said_above()[:1]):
        text = trouble.line(number)
        if found := _KEY_STUCK.match(text):
            return syntax_fault(
                "no-space-after-colon", number, found.start(2), len(found[2]) + 1, key=found[2]
            )
        if found := _DASH_STUCK.match(text):
            return syntax_fault("no-space-after-dash", number, found.end(1))
    return None


def _colon(trouble: Trouble) -> Fault | None:
    if "mapping values" not in trouble.problem:
        return None
    line, column = trouble.at
    found = _UP_TO_VALUE.match(trouble.line(line)[: column + 1])
    if not found:
        return _indentation(trouble)
    start = found.end(1)
    return syntax_fault("colon-in-text", line, start, len(trouble.line(line).rstrip()) - start)


def _indentation(trouble: Trouble) -> Fault | None:
    """A line at the wrong depth: the parser was within a block, or met what cannot stand there."""
    misfit = ("not allowed here", "expected ':'", "<document start>")
    if "block" in trouble.context or any(words in trouble.problem for words in misfit):
        return _whole_line("indentation", trouble, trouble.at[0])
    return None


def _whole_line(variant: str, trouble: Trouble, line: int) -> Fault:
    text = trouble.line(line)
    return syntax_fault(variant, line, indent(text), max(len(text.strip()), 1))


_SUSPECTS: tuple[Callable[[Trouble], Fault | None], ...] = (
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
