"""Syntax errors of single signs: quotes, brackets, commas, and signs that mean something to YAML."""

import re

from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_DIAGNOSED
from barrierctl.resources import keys
from barrierctl.source.decode import BULLET_OR_DASH
from barrierctl.source.mistakes import Failure, Mistake, in_quotes, mistake, needs_quotes, whole_line

_CLOSING = {"[": "]", "{": "}"}
_TWO_KEYS = r"[^#\"']*?\w+: +[^,:{}\[\]\"']*?( +)(\w+): "
_COMMENT_IN_BRACKETS = r"[^\"']*?([^,\[\]{}\"']*?\s#[^\s,\]}][^,\]}]*)"
_TAB_WIDTHS = (2, 4, 8)
_QUOTED = "(?:\"[^\"]*\"|'[^']*')"
_QUOTED_LIST = rf"{_QUOTED}(?:\s*,\s*{_QUOTED})+"


def conflict_marker(failure: Failure) -> Mistake | None:
    """Recognise the lines of git around the two sides of a conflict."""
    found = failure.find(r"<{7}(?: |$)", range(failure.at[0] + 1))
    return whole_line("conflict-marker", failure, found[0]) if found else None


def tab_as_indentation(failure: Failure) -> Mistake | None:
    """Recognise a tab before a line."""
    found = re.match(r" *\t", failure.last_line)
    if not found:
        return None
    numbers = [number for number, line in enumerate(failure.lines) if re.match(r"\s*\t", line)]
    fixes: list[dict[int, str]] = [{} for _ in _TAB_WIDTHS]
    for number in numbers:
        line = failure.lines[number]
        text = line.lstrip()
        for fix, width in zip(fixes, _TAB_WIDTHS, strict=True):
            fix[number] = line[: len(line) - len(text)].expandtabs(width) + text
    return mistake("tab", failure.at[0], found.end() - 1, fixes=fixes)


def reserved_character(failure: Failure) -> Mistake | None:
    """Recognise a text that begins with a character that YAML reserves."""
    if "cannot start any token" not in failure.problem or failure.character == "\t":
        return None
    return needs_quotes("reserved-character", failure, *failure.at, character=failure.character)


def bad_escape(failure: Failure) -> Mistake | None:
    r"""Recognise a backslash that is no escape, as in `"C:\Users"`."""
    if "quoted" not in failure.context or not re.search("escape|hexadecimal", failure.problem):
        return None
    number, line = failure.at[0], failure.last_line
    backslash = max(line.rfind("\\", 0, failure.at[1] + 1), 0)
    fixes = [{number: re.sub(r"\\+", r"\\\\", line)}]
    return mistake("bad-escape", number, backslash, max(len(line[backslash:][:2]), 1), fixes=fixes)


def unclosed_quote(failure: Failure) -> Mistake | None:
    """Recognise a quote that is not closed, or an apostrophe that was taken for one."""
    if "quoted" not in failure.context:
        return None
    number, column = failure.since
    text = failure.line(number)[column:].rstrip()
    if re.match(r"(?i)'[snt]\s[^'\"]*$", text):
        return needs_quotes("apostrophe", failure, number, column, text=text)
    return _without_closing_quote(failure, number, column)


def _without_closing_quote(failure: Failure, number: int, column: int) -> Mistake:
    line = failure.line(number)
    quote, text = line[column : column + 1], line[column:].rstrip()
    if re.search(r"[\[{]", line[:column]):
        text = re.split(r"[,\]}]", text)[0].rstrip()  # of an entry in brackets
    end = column + len(text)
    if re.search("['\"\u2018-\u201f]$", text[1:]):
        fix = failure.replace(number, end - 1, end, quote)
        return mistake("other-quote", number, end - 1, fixes=[fix], quote=quote, other=text[-1])
    fixes = [failure.replace(number, end, end, quote), failure.replace(number, column, column + 1, "")]
    return mistake("unclosed-quote", number, column, fixes=fixes, better=f"{text}{quote}")


def directive(failure: Failure) -> Mistake | None:
    """Recognise a line for the parser, such as `%YAML 1.1`, where none is allowed."""
    if "directive" not in failure.context and "<document start>" not in failure.problem:
        return None
    found = failure.find("%", (failure.at[0], *failure.lines_above))
    if not found:
        return None
    number = found[0] + 1
    span = Span(number, 1, number, len(failure.line(found[0])) + 1)
    return Mistake(Violation(rule="yaml-unsupported", span=span, variant="directive"))


def unknown_tag(failure: Failure) -> Mistake | None:
    """Recognise a tag that the parser does not know."""
    if "tag" not in failure.context and "undefined tag" not in failure.problem:
        return None
    line, column = failure.since
    tag = failure.line(line)[column:].split(maxsplit=1)[0]
    span = Span(line + 1, column + 1, line + 1, column + 1 + len(tag))
    return Mistake(Violation(rule="yaml-unsupported", span=span, parameters={"tag": tag}))


def missing_comma(failure: Failure) -> Mistake | None:
    """Recognise two entries with nothing between them: `["a" "b"]`."""
    before = failure.last_line[: failure.at[1]].rstrip()
    has_ended = before.endswith(("'", '"', "]", "}"))
    if not has_ended or "expected ',' or" not in failure.problem or failure.character not in tuple("\"'[{"):
        return None
    fix = failure.replace(failure.at[0], len(before), failure.at[1], ", ")
    return mistake("missing-comma", *failure.at, fixes=[fix])


def comma_without_entry(failure: Failure) -> Mistake | None:
    """Recognise a comma with nothing before it: `[, a]`."""
    if "flow node" not in failure.context or failure.character != ",":
        return None
    return mistake("stray-comma", *failure.at, fixes=[_without_character(failure)])


def unopened_bracket(failure: Failure) -> Mistake | None:
    """Recognise a bracket that closes nothing: `[a]]`."""
    if failure.in_brackets or failure.character not in ("]", "}"):
        return None
    return mistake(
        "stray-bracket", *failure.at, fixes=[_without_character(failure)], bracket=failure.character
    )


def _without_character(failure: Failure) -> dict[int, str]:
    number, column = failure.at
    return dict(failure.replace(number, column, column + 1, ""))


def unclosed_bracket(failure: Failure) -> Mistake | None:
    """Recognise a bracket that is not closed, not by its own kind, or only behind a comment."""
    if not failure.in_brackets:
        return None
    number, column = failure.since
    if failure.line(number)[column : column + 1] not in _CLOSING:
        # The parser does not say which: the last one that opens.
        last = failure.find(r".*([\[{])", range(failure.at[0], -1, -1))
        number, column = (last[0], last[1].start(1)) if last else failure.at
    line = failure.line(number)
    bracket = line[column : column + 1]
    end = column + MAX_DIAGNOSED
    found = re.compile(_TWO_KEYS).match(line, column, end)
    if found and found[2] in keys():
        fix = failure.replace(number, found.start(1), found.end(1), ", ")
        return mistake("missing-comma", number, found.start(2), len(found[2]), fixes=[fix])
    if found := re.compile(_COMMENT_IN_BRACKETS).match(line, column, end):
        text = found[1].strip()
        start, better = found.start(1) + found[1].index(text), in_quotes(text)
        fix = failure.replace(number, start, start + len(text), better)
        hash_at = start + text.index("#")
        return mistake("comment-in-brackets", number, hash_at, fixes=[fix], better=better)
    closing, end = _CLOSING.get(bracket, ""), len(line.rstrip())
    if closing and (other := line[end - 1 : end]) in (")", "]", "}", ">") and other != closing:
        fix = failure.replace(number, end - 1, end, closing)
        return mistake(
            "other-bracket", number, end - 1, fixes=[fix], bracket=bracket, closing=closing, other=other
        )
    fixes = [failure.replace(number, end, end, closing)] if closing else []
    return mistake("unclosed-bracket", number, column, fixes=fixes, bracket=bracket, closing=closing)


def comma_at_the_end(failure: Failure) -> Mistake | None:
    """Recognise a comma behind a list or a quoted text, as other languages want one: `signals: [Smell],`."""
    found = failure.find(
        r"\s*(?:- +)*(?:\w+: +)?[\[{\"'].*[\]}\"'](,)\s*$", (failure.at[0], *failure.lines_above[:1])
    )
    if failure.in_brackets or not found:
        return None
    number, match = found
    fix = failure.replace(number, match.start(1), match.end(), "")
    return mistake("comma-at-the-end", number, match.start(1), fixes=[fix])


def text_around_quotes(failure: Failure) -> Mistake | None:
    """Recognise a quoted text with more behind it: several quoted texts, or a quote that was not closed."""
    quoted = failure.quoted
    if quoted is None or quoted.end_line != failure.at[0] + 1 or quoted.end_column > failure.at[1] + 2:
        return None
    number, column = quoted.line - 1, quoted.column - 1
    if quoted.line < quoted.end_line:
        return _without_closing_quote(failure, number, column)
    text = failure.text_from(number, column)
    if re.fullmatch(_QUOTED_LIST, text):
        fix = failure.replace(number, column, column + len(text), f"[{text}]")
        return mistake("quoted-list", number, column, len(text), fixes=[fix], text=text)
    bare = text[1:-1] if len(text) > 1 and text[0] == text[-1] else text
    better = in_quotes(bare)
    fix = failure.replace(number, column, column + len(text), better)
    return mistake("text-after-quote", number, column, fixes=[fix], better=better)


def bullet(failure: Failure) -> Mistake | None:
    """Recognise a line that begins with the sign of a list, but not with a dash."""
    numbers = sorted((failure.since[0], failure.at[0], *failure.lines_above[:1]))
    found = failure.find(BULLET_OR_DASH, numbers)
    if not found:
        return None
    sign, column = found[1][1], found[1].start(1)
    fix = failure.replace_all(rf"(\s*){re.escape(sign)}\s*", r"\1- ", found[0])
    return mistake("word-list", found[0], column, fixes=[fix], sign=sign)


def asterisk(failure: Failure) -> Mistake | None:
    """Recognise a text that begins with the sign of an alias or an anchor."""
    if "alias" in failure.context or "anchor" in failure.context:
        return needs_quotes("star", failure, *failure.since)
    found = re.search(r"(?:- |: )([*&])", failure.last_line[: failure.at[1]])
    return needs_quotes("star", failure, failure.at[0], found.start(1)) if found else None


def block_sign(failure: Failure) -> Mistake | None:
    """Recognise a text that begins with the sign of a block text."""
    if "block scalar" not in failure.context:
        return None
    line, column = failure.since
    character = failure.line(line)[column : column + 1]
    return needs_quotes("reserved-character", failure, line, column, character=character)


def bracketed_word(failure: Failure) -> Mistake | None:
    """Recognise a text that begins with letters in brackets: `- [Il]legal trade`."""
    pattern = r"\s*(?:- +|\w+: +)+([\[{])[^\[\]{}]*[\]}][^\s,#:\]}]"
    found = failure.find(pattern, (failure.at[0], *failure.lines_above[:1]))
    if not found:
        return None
    number, match = found
    return needs_quotes("reserved-character", failure, number, match.start(1), character=match[1])


def comment_in_text(failure: Failure) -> Mistake | None:
    """Recognise a comment to barrierctl within a text of several lines, which it ends."""
    if re.match(r"\s*(?:- |\w+:(?:\s|$))", failure.last_line):
        return None
    above = range(failure.at[0] - 1, next(iter(failure.lines_above), 0) - 1, -1)
    found = failure.find(r"(.*?)(?<!\S)(#\s*barrierctl\b.*)", above)
    if not found:
        return None
    number, match = found
    fix = failure.replace(number, len(match[1].rstrip()), match.end(), "")
    return mistake("comment-in-text", number, match.start(2), len(match[2].rstrip()), fixes=[fix])
