"""Edits of files in every style: each case has a file, the edits, and the file after them."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from barrierctl.patching import Edit, Insert, Move, PatchError, Remove, SetValue, patch
from barrierctl.source import read

_EDIT = re.compile(r"--- (set|remove|insert|move) (\[[^\]]*\]) ?(.*)")


class Case(NamedTuple):
    """A file, its edits, and what becomes of it: its text, or the error."""

    before: str
    edits: list[Edit]
    after: str
    error: str


def _cases() -> Iterator[Any]:
    for file in sorted(Path(__file__).with_name("cases").glob("*.txt")):
        for part in file.read_text(encoding="utf-8").split("=== ")[1:]:
            title, _, body = part.partition("\n")
            lines = body.rstrip("\n").split("\n")
            edits = [number for number, line in enumerate(lines) if _EDIT.fullmatch(line)]
            before, after = lines[: edits[0]], lines[edits[-1] + 1 :]
            error = after[0].removeprefix("!!! ") if after[0].startswith("!!!") else ""
            case = Case(
                before="\n".join(before),
                edits=[_edit(lines[number]) for number in edits],
                after="\n".join(after[1:]),
                error=error,
            )
            yield pytest.param(case, id=f"{file.stem}: {title}")


def _edit(line: str) -> Edit:
    """Read the line of an edit."""
    found = _EDIT.fullmatch(line)
    assert found
    path = tuple(_value(found[2]))
    match found[1]:
        case "set":
            return SetValue(path, _value(found[3]))
        case "remove":
            return Remove(path)
        case "insert":
            index, _, value = found[3].partition(" ")
            return Insert(path, int(index), _value(value))
        case _:
            to, _, index = found[3].rpartition(" ")
            return Move(path, tuple(_value(to)), int(index))


def _value(text: str) -> Any:
    if text == r'"\ud800"':
        return "\ud800"
    tree: Any = read(f"- {text}\n".encode()).tree
    return tree[0]


@pytest.mark.parametrize("case", list(_cases()))
@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["no-mark", "mark"])
@pytest.mark.parametrize("ending", ["\n", ""], ids=["ended", "open"])
def test_a_file_is_edited_in_place(case: Case, line_break: str, mark: bytes, ending: str) -> None:
    before, after = ((text + ending).replace("\n", line_break).encode() for text in (case.before, case.after))
    if case.error:
        with pytest.raises(PatchError, match=re.escape(case.error)) as error:
            patch(mark + before, case.edits)
        assert error.value.line or not case.error.startswith("Line")
    else:
        assert patch(mark + before, case.edits).decode() == (mark + after).decode()
