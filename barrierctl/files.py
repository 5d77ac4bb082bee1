"""Files: which ones are meant, which ones git ignores, and writing them whole."""

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from barrierctl.errors import InputError, WouldOverwriteError
from barrierctl.frozen import frozen
from barrierctl.limits import MAX_BYTES


def kind(path: Path, *, follow: bool = True) -> int:
    """What stands there, as `stat` numbers it (`S_IFREG` …); 0 where nothing does, or nobody can tell.

    Args:
        path: where.
        follow: look at what a link leads to.
    """
    try:
        return stat.S_IFMT(path.stat(follow_symlinks=follow).st_mode)
    except OSError:
        return 0


def is_missing(path: Path) -> bool:
    """Whether nothing stands there; behind a door that is closed to us something may."""
    try:
        path.stat()
    except PermissionError:
        return False
    except OSError:
        return True
    return False


def size(path: Path) -> int:
    """The bytes of the file that stands there; 0 where there is none, or nobody can tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


SUFFIXES = (".barrier.yaml", ".barrier.yml")
STDIN = "-"
STDIN_NAME = "stdin.barrier.yaml"


@frozen
class Input:
    """One file to work on.

    Attributes:
        path: as it is shown, with `/` between its parts.
        root_path: relative to the project root, for platforms and fingerprints.
        file: where it is; None for standard input.
    """

    path: str
    root_path: str
    file: Path | None

    def read(self, stdin: BinaryIO) -> bytes:
        """Its bytes, or enough of them to show that it is too large.

        Raises:
            OSError: it cannot be read.
        """
        if self.file is None:
            return stdin.read(MAX_BYTES + 1)
        with self.file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)


@frozen
class Selection:
    """How to choose among the files found.

    Attributes:
        exclude: globs; what is named outright is taken all the same …
        force: … unless this is set.
        exclude_from: the folder that the globs are relative to; the current one unless told.
        stdin_name: what standard input is called.
        folder: of the configuration, which is the project's root where there is no repository.
    """

    exclude: tuple[str, ...] = ()
    force: bool = False
    exclude_from: Path | None = None
    stdin_name: str = STDIN_NAME
    folder: Path | None = None


def find_inputs(paths: Iterable[str], selection: Selection = Selection()) -> tuple[Input, ...]:
    """The files that the paths mean, in the order named, folders sorted, each once.

    Raises:
        InputError: a path does not exist, or nothing is found that was not left out by force.
    """
    named = tuple(paths) or (".",)
    missing = [path for path in named if path != STDIN and is_missing(Path(path))]
    if missing:
        raise InputError("\n".join(f"{path}: there is no such file or folder." for path in missing))
    found: dict[object, Input] = {}
    for path in named:
        for one in _expand(path, selection):
            found.setdefault(os.path.realpath(one.file) if one.file else STDIN, one)
    if not found and not _all_left_out(named, selection):
        raise InputError(_nothing_found(named, selection))
    return tuple(found.values())


def _nothing_found(named: tuple[str, ...], selection: Selection) -> str:
    where = ", ".join(named)
    there = [file for path in named for file in _walk(Path(path))]
    if not there:
        return f"No model found in {where}: there is no file *.barrier.yaml in it."
    excluded = sum(_excluded(file, selection) for file in there)
    by = {len(there): "--exclude", 0: "a .gitignore"}.get(excluded, "--exclude or a .gitignore")
    return f"No model is left in {where}: all that are in it ({len(there)}) are left out by {by}."


def _all_left_out(named: tuple[str, ...], selection: Selection) -> bool:
    """Whether all that was named is left out by force: then there is nothing to do, and nothing wrong."""
    return selection.force and all(_excluded(Path(path), selection) for path in named)


def _expand(path: str, selection: Selection) -> Iterator[Input]:
    if path == STDIN:
        yield Input(path=selection.stdin_name, root_path=selection.stdin_name, file=None)
        return
    where = Path(path)
    if kind(where) == stat.S_IFDIR:
        files = [file for file in _walk(where) if not _excluded(file, selection)]

        yield from (_input(file, selection) for file in without_ignored(where, files))
    elif not (selection.force and _excluded(where, selection)):
        yield _input(where, selection)


def _walk(folder: Path) -> Iterator[Path]:
    """The models in a folder, and the folders in it that cannot be read, so that they are told of."""
    closed: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            # A pipe or a device is read only where it is named; a link that leads nowhere is told of.
            if _is_model(name) and kind(Path(here) / name) in (0, stat.S_IFREG):
                yield Path(here) / name
    yield from closed


def _is_model(name: str) -> bool:
    return name.endswith(SUFFIXES) and not name.startswith(".")


def _excluded(file: Path, selection: Selection) -> bool:
    return matches(file, selection.exclude, selection.exclude_from or current_folder())


def matches(file: Path, globs: Iterable[str], folder: Path) -> bool:
    """Whether a file, or a folder that it is in, fits one of some globs.

    Args:
        file: as given.
        globs: each of a name, or of a path relative to the folder.
        folder: that paths are relative to.
    """
    shown = Path(_relative(file, folder) or file.as_posix())
    tried = {shown.name, *(str(part) for part in (shown, *shown.parents)), *shown.parts}
    return any(fnmatch(name, glob.rstrip("/")) for glob in globs for name in tried)


def _input(file: Path, selection: Selection) -> Input:
    path = shown(file)
    return Input(path=path, root_path=_relative(file, project_root(selection.folder)) or path, file=file)


def shown(file: Path) -> str:
    """Relative to the current folder where it is in it, else as given."""
    return _relative(file, current_folder()) or file.as_posix()


def from_here(file: Path) -> str:
    """The path of a file relative to the current folder, which may lie below it."""
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # another drive
        return file.as_posix()


def _relative(file: Path, folder: Path) -> str | None:
    absolute = Path(os.path.normpath(current_folder() / file))
    return absolute.relative_to(folder).as_posix() if absolute.is_relative_to(folder) else None


def project_root(folder: Path | None = None) -> Path:
    """The nearest folder upward from the current one that holds `.git`.

    Args:
        folder: which it is where there is none; the current one unless told.
    """
    here = current_folder()
    return next((above for above in (here, *here.parents) if kind(above / ".git")), folder or here)


def current_folder() -> Path:
    """The folder that we are in.

    Raises:
        InputError: it was deleted.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise InputError("The current folder is not there any more. Go to another one first.") from None


# The one setting by which this question could start a program; the index, which that program is about,
# is not even read.
_QUESTION = ("-c", "core.fsmonitor=false", "check-ignore", "--no-index", "-z", "--stdin")
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")


def without_ignored(folder: Path, files: list[Path]) -> list[Path]:
    """Leave out what git ignores, where git is there to ask.

    Args:
        folder: which was walked.
        files: what was found in it.
    """
    for repository in _repositories(folder, files):
        within = [file for file in files if file.is_relative_to(repository)]
        ignored = _ignored(repository, within)
        files = [file for file in files if file not in ignored]
    return files


def _repositories(folder: Path, files: list[Path]) -> Iterator[Path]:
    """The folder, whatever repository it lies in, and each repository below: one knows little of another."""
    if files:
        yield folder
    above = {parent for file in files for parent in file.parents if parent.is_relative_to(folder)}
    yield from sorted(parent for parent in above - {folder} if kind(parent / ".git"))


def _ignored(folder: Path, files: list[Path]) -> set[Path]:
    import subprocess

    # Git refuses what lies beyond a symbolic link, so it is told where the folder really is.
    real = Path(os.path.realpath(folder))
    by_name = {os.fsencode(real / file.relative_to(folder)): file for file in files}
    command = ["git", "-C", str(real), *_QUESTION]
    env = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    try:
        # A fixed command; the paths go in by its standard input.
        answer = subprocess.run(  # noqa: S603
            command, input=b"\0".join(by_name), capture_output=True, check=False, env=env
        )
    except OSError:
        return set()
    return {by_name[name] for name in answer.stdout.split(b"\0") if name in by_name}


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
