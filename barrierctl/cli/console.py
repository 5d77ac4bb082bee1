"""The streams: output on standard output, messages on standard error, colour and progress."""

import io
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TextIO, TypeAlias

from barrierctl.errors import OutputError
from barrierctl.text.terminal import painted, shown
from barrierctl.text.workflow_commands import inert

if TYPE_CHECKING:
    from rich import progress

_NARROWEST: Final = 40
_SET_BY_SERVICES: Final = ("CI", "GITHUB_ACTIONS", "JENKINS_URL", "TF_BUILD")
_WIDEST: Final = 1000  # COLUMNS may hold any number, and a grid fills its width


class Exit(IntEnum):
    """The exit codes. None is a count."""

    CLEAN = 0
    FINDINGS = 1
    FAILED = 2
    INTERRUPTED = 130
    TERMINATED = 143


@contextmanager
def _our_errors() -> Iterator[None]:
    """Raise errors of our own, which nobody else catches."""
    try:
        yield
    except BrokenPipeError:
        raise OutputError from None
    except OSError as error:
        raise OutputError(f"Standard output cannot be written: {error.strerror}.") from None


class _Output(io.TextIOWrapper):
    """Standard output; if it cannot be written, the program ends with an error."""

    def write(self, text: str, /) -> int:
        with _our_errors():
            return super().write(text)

    def flush(self) -> None:
        with _our_errors():
            super().flush()


class _Messages(io.TextIOWrapper):
    """Standard error; if it cannot be written, the messages are lost and the work goes on."""

    def write(self, text: str, /) -> int:
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


def prepare_streams() -> None:
    """Make the streams ready; one that the caller has closed is replaced by an empty one."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 (it is open as long as the program runs)
    sys.stdout = _prepared(sys.stdout, _Output)
    sys.stderr = _prepared(sys.stderr, _Messages)


def _prepared(stream: TextIO | None, kind: type[io.TextIOWrapper]) -> TextIO:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    # A write to a stream without a buffer may write a part only, and nobody would notice.
    raw = stream.buffer
    # What a stream cannot show is escaped, never a crash.
    return kind(
        io.BufferedWriter(raw) if isinstance(raw, io.RawIOBase) else raw,
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        line_buffering=stream.line_buffering or stream.write_through,
    )


def give_up_output() -> None:
    """Write no more to standard output, not even what is still buffered at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def output_width() -> int | None:
    """Return the columns that the output may take; None if it does not go to a terminal."""
    return terminal_width() if sys.stdout.isatty() else None


def terminal_width() -> int:
    """Return the columns of the terminal, or of an ordinary one if there is none."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)


def _is_in_service() -> bool:
    """Return whether a service of continuous integration runs the program."""
    set_here = (os.environ.get(name, "").lower() for name in _SET_BY_SERVICES)
    return any(value not in ("", "0", "false") for value in set_here)


Color: TypeAlias = Literal["auto", "always", "never"]


@dataclass(slots=True)
class Console:
    """Writes output and messages, as the options say that every command shares."""

    color: Color = "auto"
    quiet: bool = False
    verbose: bool = False
    language: str | None = None

    def takes_color(self, stream: TextIO) -> bool:
        """Tell whether to colour what goes to this stream (NO_COLOR is stronger than what forces colour)."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
            return True
        return stream.isatty() and os.environ.get("TERM") != "dumb"

    def is_public(self, stream: TextIO) -> bool:
        """Return whether a stream goes to a log of continuous integration, which others can read."""
        return _is_in_service() and not stream.isatty()

    def can_ask(self) -> bool:
        """Return whether somebody is at the terminal who sees a question and can answer it."""
        return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)) and not _is_in_service()

    def write(self, data: bytes) -> None:
        """Write output that is no text."""
        with _our_errors():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def print(self, text: str, stream: TextIO | None = None) -> None:
        """Write text, to standard output unless another stream is given.

        In a workflow, the output may go to its log. No line of it may be a command there.
        """
        stream = stream or sys.stdout
        in_workflow = os.environ.get("GITHUB_ACTIONS") and not stream.isatty()
        stream.write(inert(text) if in_workflow else text)

    def info(self, text: str) -> None:
        """Write a message, unless quiet."""
        if not self.quiet:
            for line in text.split("\n"):
                self.print(f"{shown(line)}\n", sys.stderr)

    def error(self, text: str) -> None:
        """Write why the work could not be done, even if quiet."""
        sign = painted("barrierctl:", "red", color=self.takes_color(sys.stderr))
        for line in text.split("\n") if text else ():  # if nobody reads, there is nothing to say
            self.print(f"{sign} {shown(line)}\n", sys.stderr)


CONSOLE = Console()
"""The one console of this run."""


_PATIENCE: Final = 1.0
"""The seconds for which nobody wonders what is going on."""


@contextmanager
def show_progress() -> Iterator[Callable[[int, int], None]]:
    """Give a function that takes how many files are done, and of how many.

    It shows a bar once the work has lasted a while; the bar goes when the work is done.
    """
    due = time.monotonic() + _PATIENCE
    bar: progress.Progress | None = None

    def update(done: int, total: int) -> None:
        nonlocal bar
        if bar:
            bar.update(bar.task_ids[0], completed=done)
        elif done < total and time.monotonic() > due and not CONSOLE.quiet and sys.stderr.isatty():
            bar = _start_bar(done, total)

    try:
        yield update
    finally:
        if bar:
            bar.stop()


def _start_bar(done: int, total: int) -> "progress.Progress":
    # Rich takes as long to import as a small run lasts.
    from rich import console, progress

    terminal = console.Console(stderr=True, no_color=not CONSOLE.takes_color(sys.stderr))
    columns = progress.BarColumn(), progress.MofNCompleteColumn()
    bar = progress.Progress(*columns, console=terminal, transient=True)
    bar.add_task("", total=total, completed=done)
    bar.start()
    return bar
