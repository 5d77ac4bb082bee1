"""What git ignores in a folder. It may be a stranger's folder, so nothing that its settings name is run."""

import os
from collections.abc import Iterator
from pathlib import Path

from barrierctl.on_disk import kind

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
