"""What a person most likely forgot on a line of plain words: its colon, its dash, the sign of a remark."""

import re
from itertools import takewhile

from barrierctl.findings import Fault
from barrierctl.resources import keys
from barrierctl.source.trouble import Trouble, syntax_fault

_LOOSE = re.compile(r"^\s*[^\W_][^:]*$")
_KEY = re.compile(r"^\s*(?:- +)*(\w+)\s*(?:=\s*|(?<=\s)|$)(.*)$")
_REMARK = re.compile(r"^\s*(//)")
_DASH_BEHIND_KEY = re.compile(r"^\s*(?:- +)*(\w+): +(- )")
_BRACKET = re.compile(r"^\s*(?:- +|\w+: +)+([\[{])[^\[\]{}]*[\]}][^\s,#:\]}]")


def remark(trouble: Trouble) -> Fault | None:
    """A remark as other languages write it: `// …`."""
    for number in (trouble.at[0], trouble.since[0], *trouble.said_above()[:1]):
        if found := _REMARK.match(trouble.line(number)):
            return syntax_fault("slashes", number, found.start(1), 2)
    return None


def dash_behind_key(trouble: Trouble) -> Fault | None:
    """A list that begins on the line of its key: `signals: - Smell`."""
    found = _DASH_BEHIND_KEY.match(trouble.line(trouble.at[0]))
    return syntax_fault("dash-behind-key", trouble.at[0], found.start(2), key=found[1]) if found else None


def bracket(trouble: Trouble) -> Fault | None:
    """A text that begins with a word in brackets: `- [Il]legal trade`."""
    for number in (trouble.at[0], *trouble.said_above()[:1]):
        if found := _BRACKET.match(trouble.line(number)):
            return syntax_fault("reserved-character", number, found.start(1), character=found[1])
    return None


def no_colon(trouble: Trouble) -> Fault | None:
    """A line of plain words where a key belongs; what follows shows that it is no part of a text."""
    if "could not find expected ':'" in trouble.problem:
        loose = [trouble.since[0]] if _LOOSE.match(trouble.line(trouble.since[0])) else []
    elif "mapping values" in trouble.problem or "<document start>" in trouble.problem:
        loose = _loose_lines_above(trouble)
    else:
        return None
    return _what_lacks(trouble, loose[-1]) if loose else None


def _loose_lines_above(trouble: Trouble) -> list[int]:
    """Those right above that begin in the same column and hold no colon."""
    column = indent(trouble.line(trouble.at[0]))

    def fits(number: int) -> bool:
        line = trouble.line(number)
        return indent(line) == column and bool(_LOOSE.match(line))

    return list(takewhile(fits, trouble.said_above()))


def _what_lacks(trouble: Trouble, number: int) -> Fault:
    line = trouble.line(number)
    found = _KEY.match(line)
    if found and found[1] in keys():
        parameters = {"key": found[1], "better": f"{found[1]}: {found[2]}".strip()}
        return syntax_fault("no-colon-behind-key", number, found.start(1), len(found[1]), **parameters)
    variant = "no-dash" if _is_among_dashes(trouble, number) else "no-colon"
    return syntax_fault(variant, number, indent(line), max(len(line.strip()), 1))


def _is_among_dashes(trouble: Trouble, number: int) -> bool:
    """Whether the line above begins with a dash in the same column."""
    above = next((line for line in reversed(trouble.lines[:number]) if line.strip()), "")
    return above.lstrip().startswith("- ") and indent(above) == indent(trouble.line(number))


def indent(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip())
