"""Files: what is at a path, and which ones are meant."""

import errno
import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO, Final

from barrierctl.dataclass import frozen
from barrierctl.errors import InputError
from barrierctl.limits import MAX_BYTES, MAX_GIT_SECONDS
from barrierctl.messages import catalogue
from barrierctl.names import nearest

SUFFIXES: Final = (".barrier.yaml", ".barrier.yml")
YAML_SUFFIXES: Final = (".yaml", ".yml")
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


def read_regular(file: Path) -> bytes:
    """Read a file as `read_bytes` does, but no pipe or device, which may never end.

    Raises:
        OSError: it cannot be read, or it is no regular file.
    """
    if kind(file) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise OSError(errno.EINVAL, catalogue().say("errors.irregular"))
    return read_bytes(file)


def from_here(file: Path) -> str:
    """The path of a file relative to the current folder, which may lie below it."""
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # another drive
        return file.as_posix()


def _relative(file: Path, folder: Path) -> str | None:
    absolute = Path(os.path.normpath(current_folder() / file))
    return absolute.relative_to(folder).as_posix() if absolute.is_relative_to(folder) else None


def folder_of(file: Path) -> Path:
    """The folder that a file is in, as an absolute path; links stay what they are."""
    return Path(os.path.normpath(current_folder() / file)).parent


def repository(folder: Path) -> Path | None:
    """Find the nearest folder upward that is a repository of git; None if there is none."""
    return next(filter(is_repository, (folder, *folder.parents)), None)


def is_repository(folder: Path) -> bool:
    """Whether a folder is the root of a repository."""
    try:
        (folder / ".git").lstat()
    except OSError:
        return False
    return True


def project_root(folder: Path | None = None) -> Path:
    """Find the repository that the current folder is in.

    Args:
        folder: the root if there is no repository; the current folder by default.
    """
    here = current_folder()
    return repository(here) or folder or here


def leads_outside(file: Path, folder: Path | None = None) -> bool:
    """Whether a symbolic link on the way to a file leads out of the repository that the link is in.

    Args:
        file: as given.
        folder: that stands for the repository of links in it that are in none.
    """
    absolute = Path(os.path.normpath(current_folder() / file))
    if os.path.realpath(absolute) == str(absolute):
        return False
    around = Path(os.path.realpath(folder)) if folder else None
    here = Path(absolute.anchor)
    for part in absolute.parts[1:]:
        target = Path(os.path.realpath(here / part))
        root = repository(here) or (around if around and here.is_relative_to(around) else None)
        if root and not target.is_relative_to(root):
            return True
        here = target
    return False


def current_folder() -> Path:
    """Find the current folder.

    Raises:
        InputError: it was deleted.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise InputError(catalogue().say("errors.no_current_folder")) from None


# ---- which files are meant


@frozen
class Input:
    """One file to work on.

    Attributes:
        path: as it is shown, with `/` between its parts.
        root_path: relative to the project root, for platforms and fingerprints.
        file: where it is; None for standard input.
        outside: whether a link on the way to it leads out of the project, so that it is not to be read.
        scope: the number of the configuration that it is under, among those of the run.
    """

    path: str
    root_path: str
    file: Path | None
    outside: bool = False
    scope: int = 0

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
        excluded_by: returns the origin of the pattern that leaves out a file, or None. It takes the file, and
            the folder in which it was found; None for a file that was named.
        force: exclude named files too, and standard input.
        stdin_name: the name of standard input.
        folder: of the configuration, which is the project root if there is no repository.
    """

    excluded_by: Callable[[Path, Path | None], str | None] = lambda _file, _top: None
    force: bool = False
    stdin_name: str = STDIN_NAME
    folder: Path | None = None

    def forced_by(self, path: str) -> str | None:
        """As `excluded_by`, for what is named on the command line; standard input by its name."""
        return (
            self.excluded_by(Path(self.stdin_name if path == STDIN else path), None) if self.force else None
        )


EVERY_FILE: Final = Selection()


@frozen
class FoundFiles:
    """The files that paths mean.

    Attributes:
        inputs: in the order of the paths, folders sorted, each file once.
        excluded: the number of models that a pattern leaves out, by its origin.
        ignored: the number of models that git ignores.
        git_is_slow: whether git took too long to say which ones it ignores.
    """

    inputs: tuple[Input, ...]
    excluded: Mapping[str, int]
    ignored: int = 0
    git_is_slow: bool = False


def find_inputs(paths: Iterable[str], selection: Selection = EVERY_FILE) -> FoundFiles:
    """Find the files that paths name.

    Raises:
        InputError: a path does not exist, or no file is found although none was excluded by force.
    """
    named = tuple(paths) or (".",)
    missing = [path for path in named if path != STDIN and is_missing(Path(path))]
    if missing:
        raise InputError("\n".join(map(_not_found, missing)))
    found: dict[object, Input] = {}
    search = _Search(selection)
    for path in named:
        for one in search.expand(path):
            found.setdefault(os.path.realpath(one.file) if one.file else STDIN, one)
    if not found and any(selection.forced_by(path) is None for path in named):
        raise InputError(search.nothing_found(named))
    return FoundFiles(
        inputs=tuple(found.values()),
        excluded=Counter(search.excluded.values()),
        ignored=len(search.ignored),
        git_is_slow=search.git_is_slow,
    )


def _not_found(path: str) -> str:
    """Say that there is no file or folder of this path, and which model is likely to be meant."""
    where = Path(path)
    folder = where.parent if kind(where.parent) == stat.S_IFDIR else Path()
    by_name: dict[str, str] = {}
    with suppress(OSError):
        for name in sorted(file.name for file in folder.iterdir()):
            by_name |= {name.removesuffix(suffix): name for suffix in SUFFIXES if name.endswith(suffix)}
    meant = by_name.get(nearest(where.name.split(".")[0], by_name))
    say, near = catalogue().say, meant and from_here(folder / meant)
    return say("errors.not_found", path=path) + (f" {say('near', near=near)}" if near else "")


class _Search:
    """Finds files, and keeps in mind which ones were left out."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._deadline = time.monotonic() + MAX_GIT_SECONDS
        self.excluded: dict[Path, str] = {}
        self.ignored: set[Path] = set()
        self.git_is_slow = False

    def expand(self, path: str) -> Iterator[Input]:
        """Find the files that one path means."""
        where, selection = Path(path), self._selection
        origin = selection.forced_by(path)
        if origin is not None:
            self.excluded[where] = origin
        elif path == STDIN:
            yield Input(path=selection.stdin_name, root_path=selection.stdin_name, file=None)
        elif kind(where) == stat.S_IFDIR:
            top = folder_of(where / STDIN)
            origins = {file: selection.excluded_by(file, top) for file in walk(where)}
            self.excluded |= {file: origin for file, origin in origins.items() if origin is not None}
            files = [file for file, origin in origins.items() if origin is None]
            from barrierctl.files import git  # 3 ms, with what starts processes

            found = None if self.git_is_slow else git.ignored_files(where, files, self._deadline)
            self.git_is_slow, ignored = found is None, found or set()
            self.ignored |= ignored
            yield from (_input(file, selection, where) for file in files if file not in ignored)
        else:
            yield _input(where, selection)

    def nothing_found(self, named: tuple[str, ...]) -> str:
        """Say that there is no model, or what left out all of them."""
        say, count = catalogue().say, len(self.excluded) + len(self.ignored)
        where = catalogue().joined(named)
        if not count:
            return say("errors.no_models", path=where)
        by = [*["--exclude"] * bool(self.excluded), *[say("errors.a_gitignore")] * bool(self.ignored)]
        return say("errors.all_left_out", path=where, count=count, by=by)


def walk(folder: Path, suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[Path]:
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
        models = [entry for entry in visible if entry.name.endswith(suffixes)]
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
    return any(fnmatch(name, os.path.normpath(pattern)) for pattern in patterns for name in names)


def _input(file: Path, selection: Selection, folder: Path | None = None) -> Input:
    path = _relative(file, current_folder()) or file.as_posix()
    root_path = _relative(file, project_root(selection.folder)) or path
    return Input(path=path, root_path=root_path, file=file, outside=leads_outside(file, folder))
