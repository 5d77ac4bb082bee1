"""Every limit of the program, with its reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from barrierctl.findings import Violation
from barrierctl.frozen import replace

MAX_BYTES: Final = 10 * 1024 * 1024

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
