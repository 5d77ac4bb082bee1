"""Files that are almost valid: real ones with a few accidental or hostile edits."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

from barrierctl.resources import schema

ROOT: Final = Path(__file__).parents[1]
_FOLDERS: Final = ("examples", "tests/valid", "tests/invalid")
_SIGNS: Final = (
    *(b"- ", b": ", b":", b"? ", b"[", b"]", b"{", b"}", b",", b'"', b"'", b"#", b" # x", b"|", b"|-", b">"),
    *(b"&a ", b"*a", b"!x ", b"!!str ", b"%YAML 1.2\n", b"---\n", b"...\n", b"\\", b"@", b"`", b"<<: ", b"~"),
    *(b"null", b"true", b"1e9", b"0", b"-1", b"1.0", b"2026-02-30", b"general", b"a/b/c", b"  "),
    *(b"\t", b"\r", b"\r\n", b"\n", b"\x00", b"\x1b[2J", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8"),
    *(b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xf0\x9f\x8e\x86", b"# barrierctl: ignore[no-links] x"),
)
_MOST_EDITS: Final = 6
_LONGEST: Final = 65_536

Edit = Callable[[random.Random, bytes], bytes]


def seed_files() -> tuple[bytes, ...]:
    """Read every model of the project, valid or not, in order."""
    files = (file for folder in _FOLDERS for file in sorted((ROOT / folder).glob("*.barrier.yaml")))
    return tuple(data for file in files if len(data := file.read_bytes()) <= _LONGEST)


def mutated(rng: random.Random, known: tuple[bytes, ...]) -> bytes:
    """Make a few edits to one of these files."""
    data = rng.choice(known)
    for _ in range(rng.randint(1, _MOST_EDITS)):
        data = rng.choice(EDITS)(rng, data)
    return data[:_LONGEST]


def _words() -> tuple[bytes, ...]:
    definitions = schema("barrier-model")["definitions"].values()
    keys = {key for one in definitions for key in one.get("properties", {})}
    values = {value for one in definitions for value in one.get("enum", ())}
    return (*_SIGNS, *(f"{key}: ".encode() for key in sorted(keys)), *map(str.encode, sorted(values)))


_WORDS: Final = _words()


def _insert(rng: random.Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(_WORDS) + data[at:]


def _replace(rng: random.Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(_WORDS) + data[at + rng.randint(0, 8) :]


def _flip(rng: random.Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _delete(rng: random.Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + data[at + rng.randint(1, 20) :]


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def _of_lines(edit: Callable[[random.Random, list[bytes], int], None]) -> Edit:
    def edited(rng: random.Random, data: bytes) -> bytes:
        lines = data.splitlines(keepends=True) or [b""]
        edit(rng, lines, rng.randrange(len(lines)))
        return b"".join(lines)

    return edited


def _twice(rng: random.Random, lines: list[bytes], at: int) -> None:
    lines.insert(rng.randint(0, len(lines)), lines[at])


def _without(_: random.Random, lines: list[bytes], at: int) -> None:
    del lines[at]


def _swapped(rng: random.Random, lines: list[bytes], at: int) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _indented(rng: random.Random, lines: list[bytes], at: int) -> None:
    lines[at] = rng.choice((b" ", b"  ", b"\t", b"- ")) + lines[at]


def _outdented(rng: random.Random, lines: list[bytes], at: int) -> None:
    lines[at] = lines[at][rng.randint(1, 3) :]


def _other_end(rng: random.Random, lines: list[bytes], at: int) -> None:
    lines[at] = lines[at].rstrip(b"\r\n") + rng.choice((b"\r", b"\r\n", b"\n", b""))


EDITS: Final[tuple[Edit, ...]] = (
    _insert,
    _replace,
    _flip,
    _delete,
    _cut,
    *map(_of_lines, (_twice, _without, _swapped, _indented, _outdented, _other_end)),
)
"""Each takes a file and returns another one."""
