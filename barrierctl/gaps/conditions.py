"""The conditions that a house rule can have: a closed list, so that none needs code."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from barrierctl.gaps.patterns import fits
from barrierctl.gaps.told import Names
from barrierctl.names import fold

_LONGEST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Required:
    """Each of these keys must be told."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Under a key, each value that is told must be one of these."""

    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Under a key, each value that is told must fit this regular expression."""

    patterns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Under a key, at least so many must stand."""

    numbers: Mapping[str, int]


Condition: TypeAlias = Required | Allowed | Pattern | AtLeast
Values: TypeAlias = Callable[[str], list[Names] | None]


def missed(condition: Condition, values: Values) -> dict[str, object] | None:
    """What does not hold, as parameters of its words; of several keys the first one speaks.

    Args:
        condition: of the rule.
        values: what is told under a key; None where it is told that there is nothing.

    Returns:
        None where all holds.
    """
    match condition:
        case Required():
            missing = [key for key in condition.keys if values(key) == []]
            return {"key": missing[0], "missing": missing} if missing else None
        case AtLeast():
            return next(_too_few(condition, values), None)
        case Allowed() | Pattern():
            return next(_unfit(condition, values), None)
        case _:
            assert_never(condition)


def _too_few(condition: AtLeast, values: Values) -> Iterator[dict[str, object]]:
    for key, least in condition.numbers.items():
        found = values(key)
        if found is not None and len(found) < least:
            yield {"key": key, "count": str(len(found)), "least": least}


def _unfit(condition: Allowed | Pattern, values: Values) -> Iterator[dict[str, object]]:
    if isinstance(condition, Pattern):
        for key, pattern in condition.patterns.items():
            for names in values(key) or ():
                if not fits(pattern, names[0]):
                    yield {"key": key, "pattern": pattern, "shown": _short(names[0])}
        return
    for key, allowed in condition.values.items():
        known = {fold(value) for value in allowed}
        for names in values(key) or ():
            if known.isdisjoint(map(fold, names)):
                yield {"key": key, "allowed": allowed, "shown": _short(names[0])}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
