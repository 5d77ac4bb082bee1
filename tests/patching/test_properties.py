"""Random edits of random files: the tree is the intended one, and every other line is as it was."""

import os
import re
from collections import Counter
from random import Random
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from barrierctl.patching import Edit, Insert, Move, PatchError, SetValue, patch
from barrierctl.patching.plan import same
from barrierctl.source import read
from barrierctl.source.decode import split_lines
from barrierctl.source.tree import ListNode, MappingNode, Path, value_at

from .expected import expected
from .random_files import FileMaker, random_edits

_TOKEN = re.compile(r"comment \d+|\bt\d+")


@settings(max_examples=int(os.environ.get("BARRIERCTL_EDITS", "300")), deadline=None)
@given(seed=st.integers(0, 2**48))
def test_random_edits_make_the_intended_tree_and_keep_all_other_lines(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    mark = "\ufeff" if random.random() < 0.05 else ""
    text = FileMaker(random).make()
    tree: Any = read(text.encode()).tree
    edits = random_edits(random, tree, random.choice([1, 1, 2, 5]))
    try:
        new = patch((mark + text).encode(), edits).decode()
    except PatchError as error:
        event(f"refused: {re.sub('[0-9]+', 'N', str(error))}")
        assume(False)  # noqa: FBT003
    assert same(read(new.encode()).tree, expected(tree, edits))
    assert new.startswith("\ufeff") == bool(mark)
    _check_lines(text, new.removeprefix(mark), tree, edits)


def _check_lines(old: str, new: str, tree: Any, edits: list[Edit]) -> None:
    """Check that every line without an edit is there, in order and to the letter."""
    edited = {number for edit in edits for number in _lines_of(edit, old, tree)}
    old_lines = split_lines(old)
    aliases = "*" in old
    kept = [
        line
        for number, line in enumerate(old_lines, 1)
        if number not in edited and not (aliases and re.search(r"[*&]\w", line))
    ]
    remaining = iter(split_lines(new))
    missing = [line for line in kept if line.strip() and not any(line == one for one in remaining)]
    assert not missing, missing
    moved = [edit for edit in edits if isinstance(edit, Move)]
    if moved and len(moved) == len(edits):
        assert Counter(_TOKEN.findall(old)) <= Counter(_TOKEN.findall(new))


def _lines_of(edit: Edit, old: str, tree: Any) -> Any:
    """Give the numbers of the lines that an edit may touch."""
    count = len(split_lines(old))
    paths = [edit.path, edit.to] if isinstance(edit, Move) else [edit.path]
    for path in paths:
        is_entry = not isinstance(edit, Insert) and path is edit.path
        there = value_at(tree, path)
        outer = _outer_flow(old, tree, path[:-1] if is_entry else path)
        if outer is not None:
            yield from _lines(tree, outer, count)
        elif is_entry and not (isinstance(edit, SetValue) and _is_new(tree, path)):
            yield from _lines(tree, path, count)
            yield from _lines_around(tree, path)
        elif is_entry:
            yield from _first_line(tree, path[:-1])
        elif not isinstance(there, ListNode) or not there:
            yield from _lines(tree, path, count)
        else:
            yield from _first_line(tree, path)


def _lines_around(tree: Any, path: Path) -> list[int]:
    """Give the line of what an entry is in, and of those that may come behind its dash instead."""
    above, own = _start(tree, path[:-1])[0], _start(tree, path)[0]
    next_ones = [line for line, other in _all_starts(tree, ()) if len(other) == len(path) and line > own]
    return [above, *(next_ones[:4] if above == own else [])]


def _is_new(tree: Any, path: Path) -> bool:
    parent = value_at(tree, path[:-1])
    return isinstance(parent, MappingNode) and path[-1] not in parent


def _first_line(tree: Any, path: Path) -> list[int]:
    """Give the line on which a mapping or list begins: a new key may come before its first one."""
    node: Any = value_at(tree, path)
    spans = node.key_spans.values() if isinstance(node, MappingNode) else node.spans if node else ()
    return [min(spans).line] if spans else [_start(tree, path)[0]]


def _outer_flow(old: str, tree: Any, path: Path) -> Path | None:
    """Find the outermost mapping or list in brackets around what is at a path."""
    lines = split_lines(old)
    for length in range(len(path) + 1):
        node = value_at(tree, path[:length])
        if isinstance(node, MappingNode | ListNode):
            last = lines[node.span.end_line - 1][: node.span.end_column - 1][-1:]
            if node.span[:2] != node.span[2:] and last in ("[", "{"):
                return path[:length]
    return None


def _start(tree: Any, path: Path) -> tuple[int, int]:
    if not path:
        return (1, 1)
    parent: Any = value_at(tree, path[:-1])
    spans: Any = parent.key_spans if isinstance(parent, MappingNode) else parent.spans
    span = spans[path[-1]]
    return span.line, span.column


def _lines(tree: Any, path: Path, count: int) -> range:
    """Give the lines of an entry and of the comments around it."""
    starts = sorted(_all_starts(tree, ()))
    inside = [line for line, other in starts if other[: len(path)] == path]
    first, last = min(inside, default=1), max(inside, default=count)
    before = max((line for line, other in starts if line < first), default=0)
    after = min((line for line, other in starts if line > last), default=count + 1)
    return range(before + 1, after)


def _all_starts(node: Any, path: Path) -> Any:
    if isinstance(node, MappingNode):
        for key, value in node.items():
            yield node.key_spans[key].line, (*path, key)
            if _is_here(value, node.value_spans[key]):
                yield from _all_starts(value, (*path, key))
    elif isinstance(node, ListNode):
        for index, (value, span) in enumerate(zip(node, node.spans, strict=True)):
            yield span.line, (*path, index)
            if _is_here(value, span):
                yield from _all_starts(value, (*path, index))


def _is_here(value: Any, span: Any) -> bool:
    """Whether a value is written where it is, and not a reference to another one."""
    return not isinstance(value, MappingNode | ListNode) or value.span == span
