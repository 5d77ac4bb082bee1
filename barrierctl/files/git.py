"""The files that git ignores."""

import os
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from barrierctl.files import is_repository, repository

# What would start a program of a stranger's folder is off: a monitor of files, and fetching what is missing.
_GIT: Final = ("git", "-c", "core.fsmonitor=false", "-C")
# Without the index, since git refuses to answer for files of a submodule.
_CHECK_IGNORE: Final = ("check-ignore", "--no-index", "-z", "--stdin")
_TRACKED: Final = ("ls-files", "-z", "--", "*.yaml", "*.yml")
_FETCH_NOTHING: Final = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
_PATIENCE: Final = 5.0  # seconds
_SET_BY_HOOKS: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")


def ignored_files(folder: Path, files: list[Path], deadline: float) -> set[Path] | None:
    """Find the files that git ignores and does not track, none if git is not installed; None if it is slow.

    Args:
        folder: that was walked; also within another repository.
        files: that were found in it; some may be in repositories below, of which the outer one knows little.
        deadline: by the monotonic clock; an ignore file may hold a pattern that takes for ever, or be a pipe.
    """
    above = {parent for file in files for parent in file.parents if parent.is_relative_to(folder)}
    inner = sorted(parent for parent in above - {folder} if is_repository(parent))
    repositories = [folder, *inner] if files else []
    ignored: set[Path] = set()
    try:
        for one in repositories:
            ignored |= _ask_git(one, _CHECK_IGNORE, files, deadline)
        for one in repositories if ignored else ():
            ignored -= _ask_git(one, _TRACKED, ignored, deadline)
    except subprocess.TimeoutExpired:
        return None
    return ignored


def _ask_git(folder: Path, question: tuple[str, ...], files: Iterable[Path], deadline: float) -> set[Path]:
    """Ask git in a folder; return those of the files that the answer names."""
    # Git refuses paths beyond a symbolic link, so it gets the real path of the folder.
    real = os.fsencode(os.path.realpath(folder))
    by_name = {
        os.path.join(real, os.fsencode(file.relative_to(folder))): file  # noqa: PTH118 (bytes)
        for file in files
        if file.is_relative_to(folder)
    }
    try:
        answer = _run(os.fsdecode(real), question, max(deadline - time.monotonic(), 0), b"\0".join(by_name))
    except OSError:
        return set()
    if answer.returncode > 1 and question is _TRACKED and repository(Path(os.fsdecode(real))):
        return set(by_name.values())  # any of them may be tracked
    named = (os.path.join(real, name) for name in answer.stdout.split(b"\0"))  # noqa: PTH118 (bytes)
    return {by_name[name] for name in named if name in by_name}


def is_committed(file: Path) -> bool:
    """Whether git has the file as it is now in its last commit; False if git is not there to say so."""
    folder, name = str(file.parent.resolve()), f":(literal){file.name}"
    try:
        known = _run(folder, ("ls-files", "-z", "--error-unmatch", "--", name), _PATIENCE)
        changed = _run(folder, ("diff", "--no-ext-diff", "--quiet", "HEAD", "--", name), _PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return known.returncode == 0 and changed.returncode == 0


def _run(
    folder: str, question: tuple[str, ...], seconds: float, stdin: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Ask git in a folder: fixed words, and names of files."""
    env = {key: value for key, value in os.environ.items() if key not in _SET_BY_HOOKS}
    return subprocess.run(  # noqa: S603
        [*_GIT, folder, *question],
        input=stdin,
        capture_output=True,
        check=False,
        env=env | _FETCH_NOTHING,
        timeout=seconds,
    )
