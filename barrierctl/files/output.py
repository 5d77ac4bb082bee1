"""Writing files: a reader sees the old file or the new one, never half of one."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from barrierctl.errors import InputError, UsageError
from barrierctl.files import SUFFIXES, kind
from barrierctl.messages import catalogue


def write_file(path: Path, content: str | bytes, *, force: bool) -> None:
    """Write a file in one step; a device or a pipe is written to as it is.

    Args:
        path: of the file.
        content: of a text, what UTF-8 cannot encode (the name of a file may hold it) is escaped.
        force: overwrite a file that exists.

    Raises:
        InputError: it exists and `force` is not set, it cannot be written, or it is a symbolic link.
    """
    check_target(path, force=force)
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        if _is_stream(path):
            path.write_bytes(data)
        else:
            _replace(path, data)
    except OSError as error:
        raise _unwritable(path, error) from None


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a path where something would be lost, or where the data would end up elsewhere.

    Raises:
        InputError: a file exists there and `force` is not set, or it is a symbolic link.
    """
    if _is_stream(path):
        return
    if kind(path, follow=False) == stat.S_IFLNK:
        raise InputError(catalogue().say("errors.link", path=path, target=path.readlink()))
    if kind(path, follow=False) and not force:
        raise InputError(catalogue().say("errors.exists", path=path))


def check_is_no_model(output: Path) -> None:
    """Refuse to write something else over a model.

    Raises:
        UsageError: there is a file with the suffix of a model.
    """
    if output.name.endswith(SUFFIXES) and kind(output) == stat.S_IFREG:
        raise UsageError(catalogue().say("errors.is_model", path=output))


def check_is_not_read(output: Path, inputs: Iterable[Path | None]) -> None:
    """Refuse to write over a file that this run reads, whatever the name by which it is given.

    Raises:
        UsageError: the output is one of the inputs.
    """
    if kind(output) == stat.S_IFREG and any(one and kind(one) and output.samefile(one) for one in inputs):
        raise UsageError(catalogue().say("errors.is_read", path=output))


def keep_old(path: Path) -> Path | None:
    """Copy a file that is to be replaced to `NAME~`.

    Returns:
        The copy, or None if there is no file.

    Raises:
        InputError: there can be no copy.
    """
    if kind(path) != stat.S_IFREG:
        return None
    copy = path.with_name(f"{path.name}~")
    if kind(copy, follow=False) not in (0, stat.S_IFREG):
        raise InputError(catalogue().say("errors.no_copy", path=copy, name=path.name))
    try:
        _replace(copy, path.read_bytes())
    except OSError as error:
        raise _unwritable(copy, error) from None
    return copy


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(catalogue().say("errors.cannot_write", path=path, reason=error.strerror))


def _is_stream(path: Path) -> bool:
    """Whether it is a device, a pipe or the like, which is written to and never replaced."""
    return kind(path) not in (0, stat.S_IFREG, stat.S_IFDIR)


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # 6 ms, for runs that write files alone

    # The folder itself is not forced to the disk: after a power cut the old file may be there, whole.
    # The prefix does not hold the file's name, which may be as long as a name can be.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".barrierctl.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_copy_owner(path, name))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _copy_owner(old: Path, new: str) -> int:
    """Give a new file the owner and group of the old one, if there is one and this user may do so.

    Returns:
        The permissions of the old file, else those that this user gives to new files.
    """
    if old.exists():
        before = old.stat()
        if os.name == "posix":
            with suppress(PermissionError):
                os.chown(new, before.st_uid, before.st_gid)
        return before.st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
