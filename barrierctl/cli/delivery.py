"""Where the values of `-o` lead to: a file, or standard output."""

import sys
from pathlib import Path

from barrierctl.cli.console import CONSOLE
from barrierctl.errors import UsageError

_STANDARD_OUTPUT = (Path("-"), Path("/dev/stdout"))


def file_meant(output: Path | None) -> Path | None:
    """The file that is meant; None for standard output, which has names of its own."""
    return None if output in _STANDARD_OUTPUT else output


def deliver(told: str | bytes, output: Path | None, *, force: bool) -> None:
    """Bring what was asked for where it was asked for.

    Args:
        told: what was asked for, as text or as the bytes of a file.
        output: the value of `-o`.
        force: replace a file that is there.

    Raises:
        UsageError: these bytes are not for a terminal.
    """
    file = file_meant(output)
    if file is None:
        _to_standard_output(told)
        return
    from barrierctl.writing import write_bytes, write_text

    if isinstance(told, bytes):
        write_bytes(file, told, force=force)
    else:
        write_text(file, told, force=force)
    CONSOLE.talk(f"{file}: written.")


def _to_standard_output(told: str | bytes) -> None:
    if isinstance(told, str):
        CONSOLE.payload(told)
    elif sys.stdout.isatty():
        raise UsageError("That is no text, so it is not shown in a terminal. Name a file with -o.")
    else:
        sys.stdout.buffer.write(told)
