"""The changes that can be made to a file. Paths are those of the file before any of them is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from barrierctl.source.tree import Path, Scalar

Plain: TypeAlias = Scalar | Sequence["Plain"] | Mapping[str, "Plain"]
"""A value to be written: plain Python."""


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

    A list that is empty, null or missing is made.
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
