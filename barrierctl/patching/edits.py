"""The changes that can be made to a file. Paths are those of the file before any of them is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from barrierctl.errors import BarrierctlError
from barrierctl.messages import catalogue
from barrierctl.source.tree import Path, Scalar


@dataclass(frozen=True, slots=True)
class Commented:
    """A value that is new in its file, with comments on lines of their own: each a line without its `#`.

    Attributes:
        above, below: its key, or its entry in a list.
    """

    value: "Plain"
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


Plain: TypeAlias = Scalar | Sequence["Plain"] | Mapping[str, "Plain"] | Commented
"""A value to be written: plain Python, with comments if need be."""


def bare(value: Any) -> Any:
    """Leave out the comments of a value."""
    if isinstance(value, Commented):
        return bare(value.value)
    if type(value) is dict:
        return {key: bare(inner) for key, inner in value.items()}
    return [bare(one) for one in value] if type(value) in (list, tuple) else value


@dataclass(frozen=True, slots=True)
class SetValue:
    """Replace the value at a path; add its key, in the format's order of keys, if its mapping lacks it."""

    path: Path
    value: Plain


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a key, or an entry of a list, with the comments that belong to it."""

    path: Path


@dataclass(frozen=True, slots=True)
class Insert:
    """Insert an entry into the list at a path, before its present entry *index*; its length is its end.

    A list that is empty, null or missing is made; a single value becomes the first entry of one.
    """

    path: Path
    index: int
    value: Plain


@dataclass(frozen=True, slots=True)
class Move:
    """Move an entry, with its text and comments, into the list at *to*, before its present entry *index*."""

    path: Path
    to: Path
    index: int


Edit: TypeAlias = SetValue | Remove | Insert | Move


class PatchError(BarrierctlError):
    """A file cannot be edited safely; the message says why.

    Attributes:
        line: of the file as it is, where the edit would be; 0 if it is nowhere.
    """

    def __init__(self, message: str, line: int = 0, **parameters: object) -> None:
        """Fill in the words of a message under `patch` in the catalogue."""
        super().__init__(catalogue().say(f"patch.{message}", line=line, **parameters))
        self.line = line
