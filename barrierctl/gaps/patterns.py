"""Regular expressions of a configuration, run on the texts of models: none may take for ever on any text.

Python's matcher tries every way in which a pattern may fit. That explodes where a repeat stands in a repeat,
and grows with each further repeat; so those are refused, and only the beginning of a text is looked at.
"""

import re
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Final

REACH: Final = (5_000, 500, 200, 100)
"""How many letters of a text are looked at, by how many of `*`, `+`, `{2,}` a pattern has: at most three."""
MOST_CHOICES: Final = 10
"""How many of `?` and groups with `|` a pattern may have; each repeat takes the place of three."""

_TOKEN: Final = re.compile(
    r"""(?P<back>\\[1-9]|\(\?P=\w+\))
      | \\.
      | \[\^?\]?(?:\\.|[^\]\\])*\]
      | (?P<open>\((?:\?(?:P?<\w+>|<?[=!]|>|\#[^)]*|[aiLmsux-]*:?))?)
      | (?P<close>\))
      | (?P<or>\|)
      | (?P<fixed>\{\d+\})
      | (?P<optional>\?)
      | (?P<repeat>(?:[*+]|\{\d*,\d*\})[?+]?)
      | .""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class _Group:
    """A group that is being read: whether it holds a choice, and that or a repeat."""

    choice: bool = False
    varies: bool = False


def fits(pattern: str, text: str) -> bool:
    """Whether a pattern is found in the beginning of a text, as far as it reaches."""
    return re.search(pattern, text[: reach(pattern)]) is not None


def unreadable(pattern: str) -> str | None:
    """Why Python cannot read a pattern, in its own words; None where it can."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return str(error)
    return None


@cache
def reach(pattern: str) -> int:
    """How many letters of a text are looked at; 0 for a pattern whose time may explode."""
    open_groups, last = [_Group()], _Group()
    repeats = choices = 0
    for token in _TOKEN.finditer(pattern):
        kind, closed = token.lastgroup, _Group()
        if kind == "back" or (kind in ("repeat", "fixed") and last.varies):
            return 0
        if kind == "open":
            open_groups.append(_Group())
        elif kind == "close":
            closed = open_groups.pop()
            open_groups[-1].varies |= closed.varies
        elif kind in ("or", "repeat", "optional"):
            open_groups[-1].varies = True
            open_groups[-1].choice |= kind == "or"
        repeats += kind == "repeat"
        choices += kind == "optional" or closed.choice
        last = closed
    too_many = repeats >= len(REACH) or choices + 3 * repeats > MOST_CHOICES
    return 0 if too_many else REACH[repeats]
