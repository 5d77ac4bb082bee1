"""Every limit of the program, with its reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from barrierctl.findings import Fault
from barrierctl.frozen import replace

MAX_BYTES: Final = 10 * 1024 * 1024

MOST_OF_A_RULE: Final = 1_000
"""So many faults of one rule are told of a file: the time that a hostile file takes goes with them."""

MOST_OF_A_FILE: Final = 3_000
"""So many complaints of the schema are listened to, and so many faults made of them."""


def enough(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The first faults of one rule: as many as show that there are more than are told."""
    return islice(faults, MOST_OF_A_RULE + 1)


class Sought:
    """Which rules more faults are looked for of, while a file is read."""

    def __init__(self) -> None:
        """Of each, none is found yet."""
        self._found: Counter[str] = Counter()

    def __call__(self, rule: str) -> bool:
        """Whether one more is to be told of, or shows that there are more than that."""
        self._found[rule] += 1
        return self._found[rule] <= MOST_OF_A_RULE + 1


def first_of_each(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults, in their order, as far as they are told; the last of a rule says that there are more."""
    every = list(faults)
    left = Counter(fault.rule for fault in every)
    if max(left.values(), default=0) <= MOST_OF_A_RULE:
        yield from every
        return
    told: Counter[str] = Counter()
    for fault in every:
        told[fault.rule] += 1
        if told[fault.rule] < MOST_OF_A_RULE or left[fault.rule] == MOST_OF_A_RULE == told[fault.rule]:
            yield fault
        elif told[fault.rule] == MOST_OF_A_RULE:
            yield with_excess(fault)


def with_excess(fault: Fault) -> Fault:
    """The fault, saying that there are more like it."""
    return replace(fault, parameters={**fault.parameters, "excess": True})
