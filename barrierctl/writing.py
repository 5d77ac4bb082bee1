"""Writing files whole: a reader sees the old file or the new one, never half of one."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from barrierctl.errors import InputError, WouldOverwriteError
from barrierctl.on_disk import kind


def write_text(path: Path, text: str, *, force: bool) -> None:
    """Write a text as `write_bytes` does, as UTF-8 with the text's own line ends.

    What UTF-8 does not know (a file's name may hold it) is escaped, as on the streams.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"), force=force)


def write_bytes(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file in one step; into a device or a pipe it is written as it comes.

    Args:
        path: where to.
        data: what.
        force: replace a file that is there.

    Raises:
        WouldOverwriteError: a file is there, and `force` is not set.
        InputError: it cannot be written there, or it is a link.
    """
    check_place(path, force=force)
    try:
        if _takes_bytes(path):
            path.write_bytes(data)
        else:
            _replace(path, data)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.") from None


def check_place(path: Path, *, force: bool) -> None:
    """Refuse a place where something would be lost, or the text would land elsewhere than it seems.

    Raises:
        WouldOverwriteError: a file is there, and `force` is not set.
        InputError: it is a link to a file, or to nothing.
    """
    if _takes_bytes(path):
        return
    if kind(path, follow=False) == stat.S_IFLNK:
        raise InputError(f"{path} is a link to {path.readlink()}, so it is not replaced. Name that file.")
    if kind(path, follow=False) and not force:
        raise WouldOverwriteError(f"{path} exists already. To replace it, add --force.")


def _takes_bytes(path: Path) -> bool:
    """Whether it is a device, a pipe or the like, which is written into and never replaced."""
    return kind(path) not in (0, stat.S_IFREG, stat.S_IFDIR)


def _replace(path: Path, data: bytes) -> None:
    # What the folder lists is not forced to the disk: after a power cut the old file may be there, whole.
    # A prefix of its own: with the file's name in it, the longest names would become too long.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".barrierctl.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _give_owner(name, path)
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _give_owner(name: str, path: Path) -> None:
    """To the new file the owner and group of the one that it replaces, where this user may give it away."""
    if os.name == "posix" and path.exists():
        before = path.stat()
        with suppress(PermissionError):
            os.chown(name, before.st_uid, before.st_gid)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else what this user gives to new files."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
