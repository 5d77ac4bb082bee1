"""Which line a misplaced one most likely belongs to, and how far off it stands."""

import re
from dataclasses import dataclass

from barrierctl.findings import Fault
from barrierctl.source.trouble import Trouble, syntax_fault

_KEY = re.compile(r"^(\s*)((?:- +)*)(\w+):(?=\s|$)(\s*\S)?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that begins with a key: where it, its dash and its key begin."""

    number: int
    begin: int
    column: int
    key: str
    has_value: bool

    @property
    def has_dash(self) -> bool:
        return self.begin < self.column


def out_of_line(trouble: Trouble) -> Fault | None:
    """A key that does not stand beside the key above it, or lacks the dash of a new item."""
    here = _line(trouble, trouble.at[0])
    if here is None or here.has_dash:
        return None
    above = (line for number in trouble.said_above() if (line := _line(trouble, number)))
    return _too_far_right(trouble, here) or next((f for line in above if (f := _beside(here, line))), None)


def _line(trouble: Trouble, number: int) -> _Line | None:
    found = _KEY.match(trouble.line(number))
    return _Line(number, found.end(1), found.start(3), found[3], bool(found[4])) if found else None


def _too_far_right(trouble: Trouble, here: _Line) -> Fault | None:
    """Under a key that has its value on its own line, so that nothing can stand further in."""
    above = next((_line(trouble, number) for number in trouble.said_above()), None)
    if above and above.has_value and above.column < here.column:
        return _off(here, above, "too-far-right", here.column - above.column)
    return None


def _beside(here: _Line, above: _Line) -> Fault | None:
    """Left of a key, but not left of its dash."""
    if not above.begin <= here.column < above.column:
        return None
    if here.column == above.begin and here.key == above.key:
        return syntax_fault("no-dash", here.number, here.column, len(here.key))
    return _off(here, above, "too-far-left", above.column - here.column)


def _off(here: _Line, above: _Line, variant: str, count: int) -> Fault:
    parameters = {"key": here.key, "above": above.key, "beside": above.number + 1, "count": count}
    return syntax_fault(variant, here.number, here.column, len(here.key), **parameters)
