"""The differences between two saves."""

import io
import zipfile
from collections.abc import Iterator
from difflib import unified_diff
from fnmatch import fnmatch
from pathlib import Path

_COMPARED_LINES, _SHOWN_LINES, _SHOWN_WIDTH = 300, 16, 140


def differences(old: Path, new: Path, ignore: list[str]) -> Iterator[str]:
    """Yield a line for each file of a case that differs, each with the lines that differ below it."""
    if not (old.is_dir() and new.is_dir()):
        yield f"{old.name} is only in {(old if old.is_dir() else new).parent}"
        return
    paths = {path.relative_to(one) for one in (old, new) for path in one.rglob("*") if path.is_file()}
    for path in sorted(paths):
        name, before, after = f"{old.name}/{path.as_posix()}", old / path, new / path
        if any(fnmatch(name, glob) for glob in ignore):
            continue
        if not (before.is_file() and after.is_file()):
            yield f"{name} is only in {(old if before.is_file() else new).parent}"
        elif before.read_bytes() != after.read_bytes():
            yield f"{name} differs"
            yield from _diff(before.read_bytes(), after.read_bytes())


def _diff(before: bytes, after: bytes) -> Iterator[str]:
    if all(zipfile.is_zipfile(io.BytesIO(one)) for one in (before, after)):
        yield from _diff_archives(before, after)
        return
    try:
        yield from _diff_texts(before.decode(), after.decode())
    except UnicodeDecodeError:
        yield f"    {len(before)} bytes and {len(after)} bytes"


def _diff_archives(before: bytes, after: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        if old.namelist() != new.namelist():
            one_sided = sorted({*old.namelist()} ^ {*new.namelist()})
            yield f"    members on one side only: {', '.join(one_sided) or 'none, but their order differs'}"
        for name in sorted({*old.namelist()} & {*new.namelist()}):
            if old.read(name) != new.read(name):
                yield f"    {name}"
                yield from _diff(old.read(name), new.read(name))


def _diff_texts(before: str, after: str) -> Iterator[str]:
    """Yield the first lines that differ; a whole diff of large files would take long."""
    old, new = _lines(before), _lines(after)
    first = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    begin = max(0, (min(len(old), len(new)) if first is None else first) - 2)
    part = slice(begin, begin + _COMPARED_LINES)
    shown = list(unified_diff(old[part], new[part], f"old, from line {begin + 1}", "new", n=2, lineterm=""))
    yield from (f"    {line}" for line in shown[:_SHOWN_LINES])
    if len(shown) > _SHOWN_LINES:
        yield "    and more"


def _lines(text: str) -> list[str]:
    """Split a text into lines that can be shown: one for each tag, and none of them long."""
    plain = "".join(sign if sign.isprintable() or sign == "\n" else repr(sign)[1:-1] for sign in text)
    lines = plain.replace("><", ">\n<").split("\n")
    return [line[at : at + _SHOWN_WIDTH] for line in lines for at in range(0, len(line) or 1, _SHOWN_WIDTH)]
