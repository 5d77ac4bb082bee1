"""Lists before and after: the edits by which one becomes the other."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from barrierctl.patching import Edit, Insert, Move, Plain, Remove, SetValue
from barrierctl.source.tree import Path


@dataclass(frozen=True, slots=True, eq=False)
class New:
    """An entry that a list does not have yet; two with the same value are two entries."""

    value: Plain


Entry: TypeAlias = int | Path | New
"""What a list is to hold: one of its entries by its index, an entry from elsewhere, or a new one."""


def longest_run(ranks: Sequence[int]) -> list[int]:
    """Find the longest part of the ranks, not in one piece, that is in order."""
    ends: list[int] = []  # the index of the smallest last rank of a run of each length
    last: list[int] = []
    before: list[int | None] = []
    for at, rank in enumerate(ranks):
        length = bisect_left(last, rank)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [at]
        last[length : length + 1] = [rank]
    run: list[int] = []
    at_end = ends[-1] if ends else None
    while at_end is not None:
        run.append(ranks[at_end])
        at_end = before[at_end]
    return run[::-1]


def edit_list(
    path: Path, entries: Sequence[Entry], removed: Sequence[int], length: int, *, replace: bool = False
) -> Iterator[Edit]:
    """Give the edits that turn a list into these entries.

    Args:
        path: of the list.
        entries: in order.
        removed: the indices of the entries that go.
        length: of the list as it is.
        replace: let a new entry take the place of one that goes, with the comments there.
    """
    staying = longest_run([entry for entry in entries if isinstance(entry, int)])
    following = dict(pairwise([-1, *staying, length]))
    gone = [*removed] if replace else []
    after = place = -1
    for entry in entries:
        before = following[after]
        if entry in following:
            after = place = int(entry)
        elif isinstance(entry, New):
            place = next((at for at in gone if place < at < before), length)
            if place < length:
                gone.remove(place)
                yield SetValue((*path, place), entry.value)
            else:
                yield Insert(path, before, entry.value)
        else:
            place = length  # what follows is behind it, so it cannot take the place of one that goes
            yield Move((*path, entry) if isinstance(entry, int) else entry, path, before)
    yield from (Remove((*path, at)) for at in (gone if replace else removed))
