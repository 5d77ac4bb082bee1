"""Syntax errors of whole lines: keys, dashes and colons that are missing or out of line."""

import re

from barrierctl.resources import keys, words
from barrierctl.source.decode import HARD_SPACES
from barrierctl.source.mistake import (
    Failure,
    Fix,
    KeyLine,
    Mistake,
    indent,
    key_line,
    mistake,
    needs_quotes,
    whole_line,
)
from barrierctl.source.tree_builder import KEY_WITHOUT_SPACE
from barrierctl.vocabulary import Block

_HARD = rf"[ -]*([{HARD_SPACES}][ {HARD_SPACES}]*)|\s*(?:- +)*\w+ *:([{HARD_SPACES}]+)"
_COLON_LIKE = r"\s*[=;\uff1a]\s*"
_FIRST_KEYS = ("name", "party", "id", "text", "title", "statement", "domain", "rule")  # of an item


def hard_spaces(failure: Failure) -> Mistake | None:
    """Recognise spaces from Word or a web page where YAML wants ordinary ones."""
    numbers = sorted({failure.since[0], failure.at[0], *failure.lines_above[:2]})
    found = failure.find(_HARD, numbers)
    if not found:
        return None
    number, match = found
    start, end = match.span(1 if match[1] else 2)
    cleaned = {other: _with_ordinary_spaces(line) for other, line in enumerate(failure.lines)}
    fix = {other: line for other, line in cleaned.items() if line != failure.lines[other]}
    return mistake("hard-spaces", number, start, end - start, fixes=[fix])


def _with_ordinary_spaces(line: str) -> str:
    found = re.match(_HARD, line)
    return re.sub(f"[{HARD_SPACES}]", " ", line[: found.end()]) + line[found.end() :] if found else line


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
    shown = {"text": found[2], "key": here.key}
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
        return _missing_colon_or_dash(failure, number) if _is_plain_words(failure.line(number)) else None
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
    above = next((text for text in reversed(failure.lines[:number]) if text.strip()), "")
    if above.lstrip().startswith("- ") and indent(above) == indent(line):
        start = indent(line)
        return whole_line("no-dash", failure, number, fixes=[failure.replace(number, start, start, "- ")])
    block = re.match(r"(\s*)(\w+):\s*$", above)
    if block and block[2] in set(Block):
        return _without_dashes(failure, number, block)
    return whole_line("no-colon", failure, number, fixes=[_as_remarks(failure, number)])


def _as_remarks(failure: Failure, number: int) -> Fix:
    """Make remarks of this line and of the lines of plain words that follow it."""
    fix: dict[int, str] = {}
    while _is_plain_words(failure.line(number)):
        fix[number] = f"# {failure.line(number)}"
        number += 1
    return fix


def _without_dashes(failure: Failure, number: int, block: re.Match[str]) -> Mistake:
    """Recognise a list that was pasted below its key: lines of plain words without dashes."""
    fix, last = {}, number
    while _is_plain_words(failure.line(last)):
        fix[last] = f"{block[1]}  - {_first_cell(failure.line(last))}"
        last += 1
    first = _first_cell(failure.line(number))
    return whole_line("no-dashes", failure, number, fixes=[fix], key=block[2], first=first)


def _first_cell(line: str) -> str:
    """The text of a line; of a row from a table, its first cell."""
    return line.strip().split("\t")[0].strip()


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
        _moved(failure, here.number, _length(failure, here), shift),
    ]
    return mistake(variant, here.number, here.column, len(here.key), fixes=fixes, **parameters)


def _length(failure: Failure, here: KeyLine) -> int:
    """Count the lines of a key: its own, and those that are further in."""
    number = here.number + 1
    while number < len(failure.lines) and indent(failure.line(number)) > here.column:
        number += 1
    return number - here.number


def _moved(failure: Failure, first: int, count: int, shift: int) -> Fix:
    """Move lines to the right, or to the left if the shift is negative."""
    lines = {number: failure.line(number) for number in range(first, first + count)}
    return {
        number: " " * (indent(line) + shift) + line.lstrip() for number, line in lines.items() if line.strip()
    }


def list_behind_value(failure: Failure) -> Mistake | None:
    """Recognise a list below a key that has a value on its own line: `signals: [Smell]`."""
    above = key_line(failure, failure.lines_above[0]) if failure.lines_above else None
    column = indent(failure.last_line)
    if (
        not above
        or not above.has_value
        or column < above.column
        or not re.match(r"\s*-\s", failure.last_line)
    ):
        return None
    return mistake("list-behind-value", failure.at[0], column, key=above.key, beside=above.number + 1)


def misaligned_dash(failure: Failure) -> Mistake | None:
    """Recognise a dash that is not in the column of the dash above it."""
    here, dash = indent(failure.last_line), r"\s*-\s"
    if not re.match(dash, failure.last_line):
        return None
    columns = {number: indent(failure.line(number)) for number in failure.lines_above}
    above = next((number for number in columns if re.match(dash, failure.line(number))), None)
    if above is None or here in {columns[n] for n in columns if re.match(dash, failure.line(n))}:
        return None
    if columns[above] < here and above != failure.lines_above[0]:
        return None
    shift = columns[above] - here
    count = {"missing": shift} if shift > 0 else {"excess": -shift}
    fixes = [_moved(failure, failure.at[0], 1, shift)]
    return mistake("dash-out-of-line", failure.at[0], here, fixes=fixes, beside=above + 1, **count)


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
