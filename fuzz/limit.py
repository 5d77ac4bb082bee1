"""How long a file may take, held by an alarm where the system has one."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_PER_MEGABYTE = 2.0  # seconds, for reading a file once
_TIMES_READ = 4  # with either parser, for `validate` and for `gaps`
_AT_LEAST = 5.0


class TooSlowError(Exception):
    """A file took longer than it may."""


def slow(data: bytes) -> float:
    """Seconds after which a file is too slow; generous, for the machine may be busy."""
    return _AT_LEAST + _TIMES_READ * _PER_MEGABYTE * len(data) / 1_000_000


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop what is done within it after some time.

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
