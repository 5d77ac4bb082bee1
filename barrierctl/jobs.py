"""Work on many things, in several processes where that is faster; results come in the order of the things."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from barrierctl.frozen import frozen

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]

_WORTH_A_PROCESS: Final = 200_000
"""The bytes of models below which a process costs more than it saves."""
_MOST_AT_ONCE: Final = 8  # things handed over to a process: nothing is heard of it before they are done
_TURNS: Final = 4  # of each process at least, so that none has to wait long for another


def _silent(_done: int, _total: int) -> None:
    pass


@frozen
class Jobs:
    """How the work is shared out.

    Attributes:
        most: the processes to use at most; as many as there are cores unless told.
        progress: told how many things are done, and of how many.
    """

    most: int | None = None
    progress: Progress = _silent


ALONE: Final = Jobs(most=1)
"""All in this process."""


def each(work: Callable[[Thing], Result], things: Sequence[Thing], size: int, jobs: Jobs) -> Iterator[Result]:
    """Do the work on each thing.

    Args:
        work: what to do; it and its results can be pickled.
        things: in the order of the results.
        size: of them all, in bytes.
        jobs: how the work is shared out.
    """
    processes = min(jobs.most or _cores(), len(things), size // _WORTH_A_PROCESS)
    results = _shared_out(work, things, processes) if processes > 1 else map(work, things)
    for done, result in enumerate(results, start=1):
        jobs.progress(done, len(things))
        yield result


def _cores() -> int:
    """Those that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _shared_out(work: Callable[[Thing], Result], things: Sequence[Thing], processes: int) -> Iterator[Result]:
    from multiprocessing import get_context

    from barrierctl.workers import shared_out

    # A fork has everything loaded; elsewhere it is not safe, or not there.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    at_once = min(max(len(things) // (processes * _TURNS), 1), _MOST_AT_ONCE)
    # Of many, one is looked at here first: what that loads, a fork has too.
    here = 1 if len(things) > processes * _TURNS else 0
    yield from map(work, things[:here])
    chunks = [things[begin : begin + at_once] for begin in range(here, len(things), at_once)]
    yield from shared_out(work, chunks, processes, context)
