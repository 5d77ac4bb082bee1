"""The streams: payload on standard output, talk on standard error, colour where a stream takes it."""

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from barrierctl.text.terminal import painted, shown

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
    from barrierctl.text.workflow import inert

    return inert(text)


def output_width() -> int | None:
    """How wide the output may be; None where it does not go to a terminal."""
    return terminal_width() if sys.stdout.isatty() else None


def terminal_width() -> int:
    """The columns of the terminal, or of an ordinary one where there is none to ask."""
    import shutil

    return min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)
