"""The streams as they are on every system: UTF-8 with LF, whatever becomes of whoever reads them."""

import io
import os
import sys
from pathlib import Path
from typing import TextIO

from barrierctl.errors import OutputError, ReaderGoneError


class _Payload(io.TextIOWrapper):
    """Standard output: where it cannot be written, the error is one of ours, which nobody else catches."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError as error:
            raise _ours(error) from None

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise _ours(error) from None


class _Talk(io.TextIOWrapper):
    """Standard error: what is said there is lost where nobody can hear it, and the work goes on."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            return


def _ours(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):
        return ReaderGoneError()
    return OutputError(f"Standard output cannot be written: {error.strerror}.")


def prepare_streams() -> None:
    """Make them ready; one that the caller has closed is an empty one."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 (it is open as long as the program runs)
    sys.stdout = _prepared(sys.stdout, _Payload)
    sys.stderr = _prepared(sys.stderr, _Talk)


def _prepared(stream: TextIO | None, kind: type[io.TextIOWrapper]) -> TextIO:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    # What a stream cannot show is escaped, never a crash.
    return kind(
        stream.buffer,
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        line_buffering=stream.line_buffering,
    )


def give_up_output() -> None:
    """Write no more to standard output, not even at exit what was kept back."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
