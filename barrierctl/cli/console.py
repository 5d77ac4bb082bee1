"""The streams: payload on standard output, talk on standard error, colour where a stream takes it."""

import io
import os
import shutil
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from barrierctl.text.terminal import painted, visible

_WIDEST_PROSE = 100
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

    def talk(self, text: str) -> None:
        """What is said beside it, unless quiet."""
        if not self.quiet:
            sys.stderr.write(f"{text}\n")

    def complain(self, text: str) -> None:
        """Why the work could not be done; said even when quiet."""
        sign = painted("barrierctl:", "red", color=self.takes_color(sys.stderr))
        for line in text.splitlines():
            sys.stderr.write(f"{sign} {visible(line)}\n")


CONSOLE = Console()
"""The one console of this run."""


def prepare_streams() -> None:
    """UTF-8 with LF on every system; what a stream cannot show is escaped, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def prose_width() -> int | None:
    """How wide prose may be; None where it does not go to a terminal."""
    return min(terminal_width(), _WIDEST_PROSE) if sys.stdout.isatty() else None


def terminal_width() -> int:
    """The columns of the terminal, or of an ordinary one where there is none to ask."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)
