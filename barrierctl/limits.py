"""Every limit of the program, with its reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from barrierctl.findings import Violation
from barrierctl.frozen import replace

MAX_BYTES: Final = 10 * 1024 * 1024

# What a file may hold.
MAX_DEPTH: Final = 100
"""Mappings and lists within each other: all that follows a tree does so by recursion."""

MAX_NODES: Final = 1_000_000
"""Values of a file, those of aliases included: they bound the memory and the time that it takes."""

MAX_ALIASED_NODES: Final = 100_000
"""Values that come from aliases: nobody types that many, but an alias bomb holds them in 200 bytes."""

MAX_NUMBER_LENGTH: Final = 300
"""Digits of a number: beyond this it is no quantity, and Python refuses to convert it at 4,300."""

BINARY_ZERO_RATIO: Final = 20
"""A file in which more than one byte in so many is zero is no text; fewer are control characters."""

MAX_QUOTED_LENGTH: Final = 60
"""Characters of a text that a message about its layout quotes: enough to find it."""

MOST_OF_A_RULE: Final = 1_000
"""So many violations of one rule are told of a file: the time that a hostile file takes goes with them."""

MOST_OF_A_FILE: Final = 3_000
"""So many complaints of the schema are listened to, and so many violations made of them."""


def cap_one_rule(violations: Iterable[Violation]) -> Iterator[Violation]:
    """The first violations of one rule: as many as show that there are more than are told."""
    return islice(violations, MOST_OF_A_RULE + 1)


class RuleBudget:
    """Which rules more violations are looked for of, while a file is read."""

    def __init__(self) -> None:
        """Of each, none is found yet."""
        self._found: Counter[str] = Counter()

    def __call__(self, rule: str) -> bool:
        """Whether one more is to be told of, or shows that there are more than that."""
        self._found[rule] += 1
        return self._found[rule] <= MOST_OF_A_RULE + 1


def cap(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Keep the first violations of each rule, in order; the last one says that there are more."""
    every = list(violations)
    left = Counter(violation.rule for violation in every)
    if max(left.values(), default=0) <= MOST_OF_A_RULE:
        yield from every
        return
    told: Counter[str] = Counter()
    for violation in every:
        told[violation.rule] += 1
        if (
            told[violation.rule] < MOST_OF_A_RULE
            or left[violation.rule] == MOST_OF_A_RULE == told[violation.rule]
        ):
            yield violation
        elif told[violation.rule] == MOST_OF_A_RULE:
            yield with_more_note(violation)


def with_more_note(violation: Violation) -> Violation:
    """The violation, saying that there are more like it."""
    return replace(violation, more_follow=True)
