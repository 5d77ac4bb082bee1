"""The streams: what was asked for on standard output, messages on standard error, colour and progress."""

import io
import os
import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TextIO

from barrierctl.errors import OutputError, ReaderGoneError
from barrierctl.text.terminal import painted, shown

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


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


_NARROWEST = 40
_WIDEST = 1000  # COLUMNS may hold any number, and a grid fills its width


class Color(StrEnum):
    """The values of `--color`."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(slots=True)
class Console:
    """What the options that every command shares ask for."""

    color: Color = Color.AUTO
    quiet: bool = False
    verbose: bool = False

    def takes_color(self, stream: TextIO) -> bool:
        """Whether to colour what goes to this stream (NO_COLOR is stronger than FORCE_COLOR)."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return stream.isatty() and os.environ.get("TERM") != "dumb"

    def payload(self, text: str) -> None:
        """What was asked for."""
        sys.stdout.write(text)

    def prose(self, text: str, stream: TextIO | None = None) -> None:
        """What was asked for, where a person reads it; on standard output unless told."""
        there = stream or sys.stdout
        there.write(_harmless(text, there))

    def talk(self, text: str) -> None:
        """What is said beside it, unless quiet."""
        if not self.quiet:
            for line in text.split("\n"):
                sys.stderr.write(_harmless(f"{shown(line)}\n", sys.stderr))

    def complain(self, text: str) -> None:
        """Why the work could not be done; said even when quiet."""
        sign = painted("barrierctl:", "red", color=self.takes_color(sys.stderr))
        for line in text.splitlines():
            sys.stderr.write(f"{sign} {shown(line)}\n")


CONSOLE = Console()
"""The one console of this run."""


def _harmless(text: str, stream: TextIO) -> str:
    """The text, no line of which is a command to the workflow in which we run."""
    if not os.environ.get("GITHUB_ACTIONS") or stream.isatty():
        return text
    from barrierctl.text.workflow_commands import inert

    return inert(text)


def output_width() -> int | None:
    """How wide the output may be; None where it does not go to a terminal."""
    return terminal_width() if sys.stdout.isatty() else None


def terminal_width() -> int:
    """The columns of the terminal, or of an ordinary one where there is none to ask."""
    import shutil

    return min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)


_PATIENCE: Final = 1.0
"""The seconds for which nobody wonders what is going on."""


class Progress:
    """A bar that comes up once the work has lasted a while, and goes when it is done."""

    def __init__(self) -> None:
        """Begin to count."""
        self._since = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Nothing is shown yet."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def tell(self, done: int, total: int) -> None:
        """Show how many things are done, and of how many, if it is time to."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=done)
        elif done < total and self._is_time():
            self._show(done, total)

    def _is_time(self) -> bool:
        lasts = time.monotonic() - self._since > _PATIENCE
        return lasts and not CONSOLE.quiet and sys.stderr.isatty()

    def _show(self, done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn
        from rich.progress import Progress as Bar

        there = Console(stderr=True, no_color=not CONSOLE.takes_color(sys.stderr))
        self._bar = Bar(BarColumn(), MofNCompleteColumn(), console=there, transient=True)
        self._task = self._bar.add_task("", total=total, completed=done)
        self._bar.start()
