"""Models that a command changes: what is shown of the change, and how it is written without a loss."""

from difflib import unified_diff
from pathlib import Path

from barrierctl.cli.console import CONSOLE
from barrierctl.files.git import is_committed
from barrierctl.files.output import check_target, keep_old, write_file
from barrierctl.messages import catalogue
from barrierctl.text.terminal import shown


def write_model(path: Path, data: bytes) -> None:
    """Replace a model in one step, and say where the old one is if git cannot give it back.

    Raises:
        InputError: it cannot be written, or the old one cannot be kept.
    """
    check_target(path, force=True)
    copy = None if is_committed(path) else keep_old(path)
    write_file(path, data, force=True)
    if copy:
        CONSOLE.info(catalogue().say("write.kept", path=path, copy=copy))


def print_diff(path: Path, before: bytes, after: bytes) -> None:
    """Print the change of a model as a patch."""
    old, new = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (before, after))
    for line in unified_diff(old, new, fromfile=str(path), tofile=str(path)):
        text = line.rstrip("\r\n")
        seen = "\t".join(map(shown, text.split("\t")))
        CONSOLE.print(f"{seen}{line[len(text) :]}")
        if text == line:
            CONSOLE.print("\n\\ No newline at end of file\n")
