"""Work on many files in several processes; results come in the order of the files."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Final, TypeAlias, TypeVar

from barrierctl.errors import InputError
from barrierctl.frozen import frozen

Work: TypeAlias = Callable[[Any], Any]
Chunk: TypeAlias = Sequence[Any]


class RemoteError(Exception):
    """Where in its process something went wrong; the text of a trace."""

    def __str__(self) -> str:
        """The trace, on lines of its own."""
        return f"\n{self.args[0]}"


@frozen
class _Worker:
    process: BaseProcess
    pipe: "Connection[Any, Any]"


@frozen
class _Failure:
    error: Exception
    trace: str


def shared_out(work: Work, chunks: Sequence[Chunk], processes: int, context: BaseContext) -> Iterator[Any]:
    """The results of each thing, in order.

    Args:
        work: what to do; it and its results can be pickled.
        chunks: of things, of which a process does one after the other.
        processes: how many.
        context: how they are begun.

    Raises:
        InputError: somebody ended one of them.
        Exception: what the work raised, for the first thing that it did so.
    """
    workers: list[_Worker] = []
    try:
        with _uninterrupted():
            workers += [_begun(work, context) for _ in range(processes)]
        yield from _in_order(workers, chunks)
    except BaseException:
        for worker in workers:
            worker.process.kill()
        raise
    finally:
        # A process that was begun later has the ends of earlier ones too: none ends before all are closed.
        for worker in workers:
            worker.pipe.close()
        for worker in workers:
            worker.process.join()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Who is begun here is never interrupted: this process is, and ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begun(work: Work, context: BaseContext) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, ours, work), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()  # so that we see when the process is no more
    return _Worker(process=process, pipe=ours)


def _in_order(workers: Sequence[_Worker], chunks: Sequence[Chunk]) -> Iterator[Any]:
    pipes: list[Any] = [worker.pipe for worker in workers]
    left = iter(enumerate(chunks))
    for pipe in pipes:
        _give(pipe, next(left, None))
    done: dict[int, list[Any] | _Failure] = {}
    for number in range(len(chunks)):
        while number not in done:
            for pipe in wait(pipes):
                taken, done[taken] = _taken(pipe)
                _give(pipe, next(left, None))
        yield from _results(done.pop(number))


def _give(pipe: Any, chunk: tuple[int, Chunk] | None) -> None:
    """Hand over a chunk with its number, if there is one left, to a process that waits for it."""
    if chunk:
        with suppress(OSError):  # it is told of where results are taken
            pipe.send(chunk)


def _taken(pipe: Any) -> Any:
    try:
        return pipe.recv()
    except (EOFError, OSError):
        raise InputError(
            "One of the processes that looked at files was ended from outside, perhaps for want of memory. "
            "One alone needs less: --jobs 1"
        ) from None


def _results(done: "list[Any] | _Failure") -> list[Any]:
    if isinstance(done, _Failure):
        raise done.error from RemoteError(done.trace)
    return done


def _serve(pipe: "Connection[Any, Any]", other_end: "Connection[Any, Any]", work: Work) -> None:
    """What a process does: chunk by chunk, until nobody hands one over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()  # which a fork has too: it would wait for itself
    with suppress(EOFError, OSError):
        while True:
            number, chunk = pipe.recv()
            pipe.send((number, _done(work, chunk)))


def _done(work: Work, chunk: Chunk) -> "list[Any] | _Failure":
    try:
        return list(map(work, chunk))
    except Exception as error:  # noqa: BLE001 (it is raised again where results are taken)
        import traceback

        return _Failure(error=error, trace=traceback.format_exc())


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


ONE_PROCESS: Final = Jobs(most=1)
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

    # A fork has everything loaded; elsewhere it is not safe, or not there.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    at_once = min(max(len(things) // (processes * _TURNS), 1), _MOST_AT_ONCE)
    # Of many, one is looked at here first: what that loads, a fork has too.
    here = 1 if len(things) > processes * _TURNS else 0
    yield from map(work, things[:here])
    chunks = [things[begin : begin + at_once] for begin in range(here, len(things), at_once)]
    yield from shared_out(work, chunks, processes, context)
