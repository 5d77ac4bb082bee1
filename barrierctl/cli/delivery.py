"""Where the values of `-o` lead to: a file, or standard output."""

from pathlib import Path

from barrierctl.cli.console import CONSOLE

_STANDARD_OUTPUT = (Path("-"), Path("/dev/stdout"))


def file_meant(output: Path | None) -> Path | None:
    """The file that is meant; None for standard output, which has names of its own."""
    return None if output in _STANDARD_OUTPUT else output


def deliver(text: str, output: Path | None, *, force: bool) -> None:
    """Bring what was asked for where it was asked for.

    Args:
        text: what was asked for.
        output: the value of `-o`.
        force: replace a file that is there.
    """
    file = file_meant(output)
    if file is None:
        CONSOLE.payload(text)
        return
    from barrierctl.writing import write_text

    write_text(file, text, force=force)
    CONSOLE.talk(f"{file}: written.")
