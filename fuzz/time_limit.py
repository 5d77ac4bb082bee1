"""The time that a file may take, enforced with an alarm."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_PER_MEGABYTE = 2.0  # seconds, to read a file once
_TIMES_READ = 4  # with both parsers, for `validate` and `gaps`
_AT_LEAST = 5.0


class TooSlowError(Exception):
    """A file took too long."""


def time_allowed(data: bytes) -> float:
    """The seconds that a file may take; generous, since the machine may be busy."""
    return _AT_LEAST + _TIMES_READ * _PER_MEGABYTE * len(data) / 1_000_000


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop the body of the `with` statement after some time.

    Raises:
        TooSlowError: the time is up.
    """

    def stop(*_: object) -> None:
        raise TooSlowError(f"more than {seconds:.1f} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
