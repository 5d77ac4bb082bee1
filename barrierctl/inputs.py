"""Which files are meant: files, folders and standard input named on the command line."""

import os
import stat
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from barrierctl.errors import InputError
from barrierctl.frozen import frozen
from barrierctl.on_disk import is_missing, kind
from barrierctl.source import MAX_BYTES

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
        from barrierctl.ignored import without_ignored

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
    return fits(file, selection.exclude, selection.exclude_from or current_folder())


def fits(file: Path, globs: Iterable[str], folder: Path) -> bool:
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
