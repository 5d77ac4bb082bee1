"""Writing files whole: a reader sees the old file or the new one, never half of one."""

import os
import tempfile
from pathlib import Path

from barrierctl.errors import InputError, WouldOverwriteError


def write_text(path: Path, text: str, *, force: bool) -> None:
    """Write a file in one step, as UTF-8 with the text's own line ends.

    Args:
        path: where to.
        text: what.
        force: replace a file that is there.

    Raises:
        WouldOverwriteError: a file is there, and `force` is not set.
        InputError: it cannot be written there.
    """
    if path.exists() and not force:
        raise WouldOverwriteError(f"{path} exists already. To replace it, add --force.")
    try:
        _replace(path, text.encode("utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.") from None


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else what this user gives to new files."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
