"""Syntax errors of whole lines: keys, dashes, colons and spaces that are missing or too many."""

import re

from barrierctl.resources import keys, words
from barrierctl.resources.vocabulary import Block
from barrierctl.source.decode import HARD_SPACES
from barrierctl.source.mistakes import (
    Failure,
    Fix,
    Mistake,
    indent,
    key_line,
    mistake,
    needs_quotes,
    whole_line,
)
from barrierctl.source.tree_builder import KEY_WITHOUT_SPACE

_HARD = rf"[ -]*([{HARD_SPACES}][ {HARD_SPACES}]*)|\s*(?:- +)*\w+ *:([{HARD_SPACES}]+)"
_COLON_LIKE = r"\s*[=;\uff1a]\s*|\s+:(?=\S)"
_FIRST_KEYS = ("name", "party", "id", "text", "title", "statement", "domain", "rule")  # of an item


def hard_spaces(failure: Failure) -> Mistake | None:
    """Recognise spaces from Word or a web page where YAML wants ordinary ones."""
    numbers = sorted({failure.since[0], failure.at[0], *failure.lines_above[:2]})
    found = failure.find(_HARD, numbers)
    if not found:
        return None
    number, match = found
    start, end = match.span(1 if match[1] else 2)
    fix: dict[int, str] = {}
    for other, line in enumerate(failure.lines):
        if hard := re.match(_HARD, line):
            fix[other] = re.sub(f"[{HARD_SPACES}]", " ", hard[0]) + line[hard.end() :]
    return mistake("hard-spaces", number, start, end - start, fixes=[fix])


def missing_space(failure: Failure) -> Mistake | None:
    """Recognise a key or dash without its space, on this line or the last one before it."""
    for number in (failure.since[0], failure.at[0], *failure.lines_above[:1]):
        text = failure.line(number)
        if found := re.match(rf"\s*(?:- )*{KEY_WITHOUT_SPACE}", text):
            width, end = len(found[1]) + 1, found.end()
            fix = failure.replace(number, end, end, " ")
            return mistake("no-space-after-colon", number, found.start(1), width, fixes=[fix], key=found[1])
        if found := re.match(r"\s*(-)(?=[^\s\d>-])", text):
            return mistake(
                "no-space-after-dash", number, found.start(1), fixes=[spaced_dashes(failure.lines, number)]
            )
    return None


def spaced_dashes(lines: tuple[str, ...], first: int) -> Fix:
    """Put a space behind this dash, and behind those of the lines that follow it."""
    fix: dict[int, str] = {}
    for number, line in enumerate(lines[first:], first):
        found = re.match(r"(\s*-)>?\s*(?=[^\s-])", line)
        if not found:
            break
        fix[number] = f"{found[1]} {line[found.end() :]}"
    return fix


def slash_comment(failure: Failure) -> Mistake | None:
    """Recognise a comment as other languages write it: `// …`."""
    found = failure.find(r"\s*(//)", (failure.at[0], failure.since[0], *failure.lines_above[:1]))
    if not found:
        return None
    start, end = found[1].span(1)
    return mistake("slashes", found[0], start, 2, fixes=[failure.replace(found[0], start, end, "# ")])


def dash_behind_key(failure: Failure) -> Mistake | None:
    """Recognise a list that begins on the line of its key: `signals: - Smell`."""
    found = re.match(r"\s*(?:- +)*(\w+): +(- )", failure.last_line)
    if not found:
        return None
    # As a comment it keeps the numbers of the lines below it.
    fix = failure.replace(failure.at[0], found.start(2), found.start(2), "# ")
    return mistake("dash-behind-key", failure.at[0], found.start(2), fixes=[fix], key=found[1])


def dash_alone(failure: Failure) -> Mistake | None:
    """Recognise a dash with nothing behind it, on the line of its key: `barriers: -`."""
    pattern = r"\s*(?:- +)*(\w+):\s+(-)\s*$"
    found = failure.find(pattern, (failure.at[0], *failure.lines_above[:1]))
    if not found:
        return None
    number, match = found
    fix = failure.replace(number, match.end(1) + 1, match.end(), "")
    return mistake("dash-alone", number, match.start(2), fixes=[fix], key=match[1])


def question_mark(failure: Failure) -> Mistake | None:
    """Recognise a question mark alone where a value belongs: `owner: ?`."""
    pattern = r"\s*(?:- +)*\w+:\s+(\?)\s*$"
    found = failure.find(pattern, (failure.at[0], *failure.lines_above[:1]))
    return needs_quotes("question-mark", failure, found[0], found[1].start(1)) if found else None


def text_before_keys(failure: Failure) -> Mistake | None:
    """Recognise an item that is a text, with keys below it: it lacks `name:`, or the colon of its key."""
    here = key_line(failure, failure.at[0])
    if here is None or here.begin < here.column or not failure.lines_above:
        return None
    number = failure.lines_above[0]
    found = re.match(r"(\s*)- +([^\s\-\[{&*!|>].*?)\s*$", failure.line(number))
    if not found or key_line(failure, number) or here.column < found.end(1):
        return None
    if found.end(1) < here.column < found.start(2) or found[2].endswith(":"):
        return None
    indented: Fix = {here.number: " " * found.start(2) + failure.line(here.number).lstrip()}
    if without_colon := _key_without_colon(found[2]):
        written, better = without_colon
        fix = failure.replace(number, found.start(2), found.end(2), better)
        fixes: list[Fix] = [{**fix, **indented}]
        return mistake(
            "no-colon-behind-key",
            number,
            found.start(2),
            len(written),
            fixes=fixes,
            key=written,
            better=better,
        )
    fix = failure.replace(number, found.start(2), found.start(2), "name: ")
    further_left = here.column < found.start(2)
    fixes = [{**fix, **indented} if further_left else fix]
    shown = {"text": found[2], "name": found[2].strip("\"'"), "key": here.key}
    variant = "text-before-keys-further-left" if further_left else "text-before-keys"
    return mistake(variant, number, found.start(2), len(found[2]), fixes=fixes, **shown)


def _key_without_colon(text: str) -> tuple[str, str] | None:
    """Read `name Woning` or `naam = Woning`: the key as it is written, and the text as it is meant."""
    found = re.match(rf"(\w+)(?:{_COLON_LIKE}|\s+)(.+)$", text)
    if not found:
        return None
    word = found[1].lower()
    key = "name" if word in words("languages/synonyms.yaml")["name"] and word not in keys() else word
    return (found[1], f"{key}: {found[2]}") if key in _FIRST_KEYS else None


def missing_colon(failure: Failure) -> Mistake | None:
    """Recognise a line of plain words where a key belongs; the line that follows shows that it is no text."""
    if "could not find expected ':'" in failure.problem:
        number = failure.since[0]
        if _lacks_dash(failure, number) or _is_plain_words(failure.line(number)):
            return _missing_colon_or_dash(failure, number)
        return None
    if "mapping values" not in failure.problem and "<document start>" not in failure.problem:
        return None
    number = failure.at[0]
    for above in failure.lines_above:
        line = failure.line(above)
        if indent(line) != indent(failure.last_line) or not _is_plain_words(line):
            break
        number = above
    return _missing_colon_or_dash(failure, number) if number < failure.at[0] else None


def _is_plain_words(line: str) -> bool:
    return re.match(r"\s*[^\W_][^:]*$", line) is not None


def _missing_colon_or_dash(failure: Failure, number: int) -> Mistake:
    """Say what a line of plain words lacks: the colon of a key, or the dash that the line above has."""
    line = failure.line(number)
    found = re.match(rf"\s*(?:- +)*(\w+)(?:{_COLON_LIKE}|\s+|$)(.*)$", line)
    if found and found[1] in keys():
        better = f"{found[1]}: {found[2]}".strip()
        fix = failure.replace(number, found.start(1), len(line), better)
        width = len(found[1])
        return mistake(
            "no-colon-behind-key", number, found.start(1), width, fixes=[fix], key=found[1], better=better
        )
    if _lacks_dash(failure, number):
        start = indent(line)
        return whole_line("no-dash", failure, number, fixes=[failure.replace(number, start, start, "- ")])
    last = number
    while _is_plain_words(failure.line(last)):
        last += 1
    block = re.match(r"(\s*)(\w+):\s*$", _line_above(failure, number))
    if block and block[2] in set(Block):  # a list that was pasted below its key
        items = {each: f"{block[1]}  - {_first_cell(failure.line(each))}" for each in range(number, last)}
        first = _first_cell(line)
        return whole_line("no-dashes", failure, number, fixes=[items], key=block[2], first=first)
    remarks = {each: f"# {failure.line(each)}" for each in range(number, last)}
    return whole_line("no-colon", failure, number, fixes=[remarks])


def _lacks_dash(failure: Failure, number: int) -> bool:
    """Whether a line begins in the column of the dash above it."""
    above = _line_above(failure, number)
    return above.lstrip().startswith("- ") and indent(above) == indent(failure.line(number))


def _line_above(failure: Failure, number: int) -> str:
    return next((text for text in reversed(failure.lines[:number]) if text.strip()), "")


def _first_cell(line: str) -> str:
    """The text of a line; of a row from a table, its first cell."""
    return line.strip().split("\t")[0].strip()


def keys_in_one_line(failure: Failure) -> Mistake | None:
    """Recognise several keys on one line: `- name: Landlord, world: legal`."""
    found = re.match(
        r"(\s*- +)(\w+: [^,:\[\]{}\"']+(?:, *\w+: [^,:\[\]{}\"']+)+)$", failure.last_line.rstrip()
    )
    if not found or not all(key in keys() for key in re.findall(r"(\w+): ", found[2])):
        return None
    fixes = [failure.replace(failure.at[0], found.start(2), found.end(2), f"{{{found[2]}}}")]
    return mistake(
        "keys-in-one-line", failure.at[0], found.start(2), len(found[2]), fixes=fixes, text=found[2]
    )


def colon_in_text(failure: Failure) -> Mistake | None:
    """Recognise a text with a colon and a space in it, behind a key."""
    if "mapping values" not in failure.problem:
        return None
    line, column = failure.at
    found = re.match(r"([^:]+:\s+)\S", failure.last_line[: column + 1])
    if not found:
        return None
    width = len(failure.last_line.rstrip()) - found.end(1)
    return needs_quotes("colon-in-text", failure, line, found.end(1), width)


def wrong_indentation(failure: Failure) -> Mistake | None:
    """Recognise a line at the wrong depth: within a block, or where the parser expects something else."""
    misplaced = ("not allowed here", "expected ':'", "<document start>")
    if "block" in failure.context or any(words in failure.problem for words in misplaced):
        return whole_line("indentation", failure, failure.at[0])
    return None
