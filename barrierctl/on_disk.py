"""What stands at a path, told without failing where that cannot be told."""

import stat
from pathlib import Path


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
