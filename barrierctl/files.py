"""Files: which ones are meant, and which ones git ignores."""

import errno
import os
import stat
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO, Final

from barrierctl.dataclass import frozen
from barrierctl.errors import InputError
from barrierctl.limits import MAX_BYTES
from barrierctl.names import nearest

SUFFIXES: Final = (".barrier.yaml", ".barrier.yml")
STDIN: Final = "-"
STDIN_NAME: Final = "stdin.barrier.yaml"


# ---- what is at a path


def kind(path: Path, *, follow: bool = True) -> int:
    """The type of a file as `stat` numbers it (`S_IFREG` …); 0 if there is none, or it cannot be found out.

    Args:
        path: of the file.
        follow: look at the target of a symbolic link.
    """
    try:
        return stat.S_IFMT(path.stat(follow_symlinks=follow).st_mode)
    except (OSError, ValueError):
        return 0


def is_missing(path: Path) -> bool:
    """Whether there is no file; behind a folder that is closed to us there may be one."""
    try:
        path.stat()
    except PermissionError:
        return False
    except (OSError, ValueError):  # or no file can have this name
        return True
    return False


def size(path: Path) -> int:
    """The size of a file in bytes; 0 if there is none, or it cannot be found out."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read_bytes(file: Path) -> bytes:
    """Read a file, or as much of it as shows that it is too large.

    Raises:
        OSError: it cannot be read, or no file can have this name.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except ValueError:  # a name from a configuration may hold any letter
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from None


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
    """Find the nearest folder upward from the current one that holds `.git`.

    Args:
        folder: the root if there is none; the current folder by default.
    """
    here = current_folder()
    return next((above for above in (here, *here.parents) if kind(above / ".git")), folder or here)


def current_folder() -> Path:
    """Find the current folder.

    Raises:
        InputError: it was deleted.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise InputError("The current folder is not there any more. Go to another one first.") from None


# ---- which files are meant


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
        """Read the file, or as much of it as shows that it is too large.

        Raises:
            OSError: it cannot be read.
        """
        return read_bytes(self.file) if self.file else stdin.read(MAX_BYTES + 1)


@frozen
class Selection:
    """How to choose among the files found.

    Attributes:
        exclude: glob patterns; files named on the command line are kept, unless `force` is set.
        force: exclude named files too, and standard input.
        exclude_from: the folder that the patterns are relative to; the current one by default.
        stdin_name: the name of standard input.
        folder: of the configuration, which is the project root if there is no repository.
    """

    exclude: tuple[str, ...] = ()
    force: bool = False
    exclude_from: Path | None = None
    stdin_name: str = STDIN_NAME
    folder: Path | None = None

    def excludes(self, file: Path) -> bool:
        """Whether a file matches one of the patterns."""
        return matches(file, self.exclude, self.exclude_from or current_folder())

    def leaves_out(self, path: str) -> bool:
        """Whether what is named on the command line is excluded by force; standard input by its name."""
        return self.force and self.excludes(Path(self.stdin_name if path == STDIN else path))


def find_inputs(paths: Iterable[str], selection: Selection = Selection()) -> tuple[Input, ...]:
    """Find the files that paths name, in that order, folders sorted, each file once.

    Raises:
        InputError: a path does not exist, or no file is found although none was excluded by force.
    """
    named = tuple(paths) or (".",)
    missing = [path for path in named if path != STDIN and is_missing(Path(path))]
    if missing:
        raise InputError("\n".join(map(_not_found, missing)))
    found: dict[object, Input] = {}
    for path in named:
        for one in _expand(path, selection):
            found.setdefault(os.path.realpath(one.file) if one.file else STDIN, one)
    if not found and not all(selection.leaves_out(path) for path in named):
        raise InputError(_nothing_found(named, selection))
    return tuple(found.values())


def _not_found(path: str) -> str:
    """Say that there is no file or folder of this path, and which model is likely to be meant."""
    where = Path(path)
    folder = where.parent if kind(where.parent) == stat.S_IFDIR else Path()
    by_name: dict[str, str] = {}
    with suppress(OSError):
        for name in sorted(file.name for file in folder.iterdir()):
            by_name |= {name.removesuffix(suffix): name for suffix in SUFFIXES if name.endswith(suffix)}
    meant = by_name.get(nearest(where.name.split(".")[0], by_name))
    question = f' Did you mean "{from_here(folder / meant)}"?' if meant else ""
    return f"{path}: there is no such file or folder.{question}"


def _nothing_found(named: tuple[str, ...], selection: Selection) -> str:
    where = ", ".join(named)
    files = [file for path in named for file in _walk(Path(path))]
    if not files:
        return f"No model found in {where}: there is no file *.barrier.yaml in it."
    excluded = sum(map(selection.excludes, files))
    by = {len(files): "--exclude", 0: "a .gitignore"}.get(excluded, "--exclude or a .gitignore")
    return f"No model is left in {where}: all that are in it ({len(files)}) are left out by {by}."


def _expand(path: str, selection: Selection) -> Iterator[Input]:
    where = Path(path)
    if path == STDIN:
        if not selection.leaves_out(path):
            yield Input(path=selection.stdin_name, root_path=selection.stdin_name, file=None)
    elif kind(where) == stat.S_IFDIR:
        files = [file for file in _walk(where) if not selection.excludes(file)]
        yield from (_input(file, selection) for file in without_ignored(where, files))
    elif not selection.leaves_out(path):
        yield _input(where, selection)


def _walk(folder: Path) -> Iterator[Path]:
    """Find the models in a folder, and the folders in it that cannot be read, so that these are reported."""
    closed: list[Path] = []
    folders = [folder]
    while folders:  # a recursion, as in `os.walk`, breaks down a thousand folders deep
        here = folders.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError:
            closed.append(here)
            continue
        visible = [entry for entry in entries if not entry.name.startswith(".")]
        below = [entry for entry in visible if kind(entry) == stat.S_IFDIR]
        folders += [entry for entry in reversed(below) if kind(entry, follow=False) == stat.S_IFDIR]
        # A pipe or a device is read only if it is named; a broken link is reported.
        models = [entry for entry in visible if entry.name.endswith(SUFFIXES)]
        yield from (entry for entry in models if kind(entry) in (0, stat.S_IFREG))
    yield from closed


def matches(file: Path, patterns: Iterable[str], folder: Path) -> bool:
    """Whether a file, or a folder that it is in, matches one of some glob patterns.

    Args:
        file: as given.
        patterns: each for a name, or for a path relative to the folder.
        folder: that paths are relative to.
    """
    path = Path(_relative(file, folder) or file.as_posix())
    names = {path.name, *(str(part) for part in (path, *path.parents)), *path.parts}
    return any(fnmatch(name, pattern.rstrip("/")) for pattern in patterns for name in names)


def _input(file: Path, selection: Selection) -> Input:
    path = _relative(file, current_folder()) or file.as_posix()
    return Input(path=path, root_path=_relative(file, project_root(selection.folder)) or path, file=file)


# ---- what git ignores

# The one setting by which this question could start a program of a stranger's folder is off. The index,
# which that program is about, is not even read.
_GIT_CHECK_IGNORE: Final = ("-c", "core.fsmonitor=false", "check-ignore", "--no-index", "-z", "--stdin")
_SET_BY_HOOKS: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")


def without_ignored(folder: Path, files: list[Path]) -> list[Path]:
    """Leave out the files that git ignores, if git is installed.

    Args:
        folder: that was walked; also within another repository.
        files: that were found in it; some may be in repositories below, of which the outer one knows little.
    """
    above = {parent for file in files for parent in file.parents if parent.is_relative_to(folder)}
    inner = sorted(parent for parent in above - {folder} if kind(parent / ".git"))
    for repository in [folder, *inner] if files else ():
        ignored = _ignored(repository, [file for file in files if file.is_relative_to(repository)])
        files = [file for file in files if file not in ignored]
    return files


def _ignored(folder: Path, files: list[Path]) -> set[Path]:
    # Git refuses paths beyond a symbolic link, so it gets the real path of the folder.
    real = Path(os.path.realpath(folder))
    by_name = {os.fsencode(real / file.relative_to(folder)): file for file in files}
    command = ["git", "-C", str(real), *_GIT_CHECK_IGNORE]
    env = {key: value for key, value in os.environ.items() if key not in _SET_BY_HOOKS}
    try:
        # A fixed command; the paths go in by its standard input.
        answer = subprocess.run(  # noqa: S603
            command, input=b"\0".join(by_name), capture_output=True, check=False, env=env
        )
    except OSError:
        return set()
    return {by_name[name] for name in answer.stdout.split(b"\0") if name in by_name}
