"""Edits, sorted by the mapping or list that they change, and the tree that they lead to."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeAlias

from barrierctl.patching.edits import Edit, Insert, Move, PatchError, Remove, SetValue, bare
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, value_at

Step: TypeAlias = str | int


class Moved(NamedTuple):
    """An entry that comes, with its text, from its path in the file.

    Attributes:
        source: the path.
        is_single: whether it was the only value of a key there, and becomes the entry of a list.
    """

    source: Path
    is_single: bool = False


@dataclass(slots=True)
class Changes:
    """What is edited in one mapping or list.

    Attributes:
        values: what is set, by key or index; in a list that is made, moved entries may be among its own.
        gone: the keys or indexes that are removed or moved away.
        moved: those of them that are moved.
        new: what is inserted into a list, by the index of the entry that it comes before.
        inside: the changes within its values.
    """

    values: dict[Step, Any] = field(default_factory=dict)
    gone: set[Step] = field(default_factory=set)
    moved: set[Step] = field(default_factory=set)
    new: dict[int, list[Any]] = field(default_factory=dict)
    inside: dict[Step, "Changes"] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is edited."""
        here = self.values or self.gone or self.new
        return not here and all(inside.is_empty for inside in self.inside.values())

    def at(self, path: Path) -> "Changes":
        """Give the changes within the value at a path, which may be none so far."""
        changes = self
        for step in path:
            changes = changes.inside.setdefault(step, Changes())
        return changes

    def find(self, path: Path) -> "Changes | None":
        """Give the changes within the value at a path, if there are any."""
        changes: Changes | None = self
        for step in path:
            changes = changes.inside.get(step) if changes else None
        return changes


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal in kind too: 1 is neither 1.0 nor true."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def plan(tree: Value, edits: Sequence[Edit]) -> Changes:
    """Sort edits by what they change.

    Raises:
        PatchError: one of them leads nowhere, or two contradict each other.
    """
    _check(tree, edits)
    root = Changes()
    for edit in edits:
        changes = root.at(edit.path if isinstance(edit, Insert) else edit.path[:-1])
        match edit:
            case SetValue(path, value):
                parent = value_at(tree, path[:-1])
                is_new = isinstance(parent, MappingNode) and path[-1] not in parent
                _set(changes, path[-1], value_at(tree, path), value, is_new=is_new)
            case Remove(path):
                changes.gone.add(path[-1])
            case Insert(path, index, value):
                changes.new.setdefault(index, []).append(value)
            case Move(path, to, index):
                if path[:-1] != to or index not in (path[-1], int(path[-1]) + 1):
                    changes.gone.add(path[-1])
                    changes.moved.add(path[-1])
                    root.at(to).new.setdefault(index, []).append(Moved(path))
    _make_lists(tree, root, ())
    return root


def _check(tree: Value, edits: Sequence[Edit]) -> None:
    """Check that each edit leads somewhere, and that none is about what another one takes away."""
    taken: set[tuple[Path, bool]] = set()
    for edit in edits:
        if not _exists(tree, edit):
            raise PatchError("nowhere", path=in_words(edit.path))
        # An entry may be moved and have another value, but nothing else is done twice.
        kinds = {Move: (True,), SetValue: (False,), Remove: (True, False), Insert: ()}[type(edit)]
        places = {(edit.path, kind) for kind in kinds}
        if not places.isdisjoint(taken):
            raise PatchError("twice", path=in_words(edit.path))
        taken |= places
    replaced = {edit.path for edit in edits if isinstance(edit, SetValue | Remove)}
    moved = {edit.path: edit.to for edit in edits if isinstance(edit, Move)}
    for edit in edits:
        within = edit.path if isinstance(edit, Insert) else edit.path[:-1]
        targets = [within, edit.to] if isinstance(edit, Move) else [within]
        if any(not replaced.isdisjoint(_and_above(target)) for target in targets):
            raise PatchError("twice", path=in_words(edit.path))
    for path in moved:
        above: Path | None = path
        for _ in moved:
            above = next((one for one in _and_above(moved[above]) if one in moved), None) if above else None
        if above:
            raise PatchError("into_itself", path=in_words(path))


def _exists(tree: Value, edit: Edit) -> bool:
    """Whether what an edit is about is in the tree."""
    if isinstance(edit, Insert):
        return _takes(tree, edit.path, edit.index)
    if not edit.path:
        return False
    parent, step = value_at(tree, edit.path[:-1]), edit.path[-1]
    if isinstance(parent, ListNode):
        is_there = isinstance(step, int) and 0 <= step < len(parent)
        return is_there and (not isinstance(edit, Move) or _takes(tree, edit.to, edit.index))
    is_key = isinstance(parent, MappingNode) and isinstance(step, str)
    return is_key and (isinstance(edit, SetValue) or (isinstance(edit, Remove) and step in parent))  # type: ignore[operator]


def _takes(tree: Value, path: Path, index: int) -> bool:
    """Whether a list is at a path, or can be made there, and has such a place."""
    there = value_at(tree, path)
    count = len(there) if isinstance(there, ListNode) else there is not None
    parent = value_at(tree, path[:-1]) if path else None
    can_be = isinstance(parent, MappingNode | ListNode) and (
        there is not None or isinstance(parent, MappingNode)
    )
    return (can_be or isinstance(there, ListNode)) and 0 <= index <= count


def _and_above(path: Path) -> Iterator[Path]:
    """Give a path and those above it, the innermost first."""
    return (path[:length] for length in range(len(path), -1, -1))


def _set(changes: Changes, step: Step, old: Any, new: Any, *, is_new: bool = False) -> None:
    """Set a value; of a mapping or list that stays one, only what differs in it."""
    if is_new:
        changes.values[step] = new
    elif same(old, new):
        return
    elif old and new and isinstance(old, MappingNode) and isinstance(new, Mapping):
        inside = changes.at((step,))
        inside.gone |= old.keys() - new.keys()
        for key, value in new.items():
            _set(inside, key, old.get(key), value, is_new=key not in old)
    elif old and new and isinstance(old, ListNode) and isinstance(new, list | tuple):
        inside = changes.at((step,))
        before, after = ([json.dumps(one) for one in entries] for entries in (old, new))
        operations = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        for tag, start, end, new_start, new_end in operations:
            if tag == "equal":
                continue
            both = min(end - start, new_end - new_start)
            for number in range(both):
                _set(inside, start + number, old[start + number], new[new_start + number])
            inside.gone.update(range(start + both, end))
            if added := list(new[new_start + both : new_end]):
                inside.new.setdefault(end, []).extend(added)
    else:
        changes.values[step] = new


def _make_lists(tree: Value, changes: Changes, path: Path) -> None:
    """Make the lists that are to have entries and are none, and those of which no entry stays."""
    for step, inside in changes.inside.items():
        here = (*path, step)
        value = value_at(tree, here)
        _make_lists(tree, inside, here)
        added = [one for index in sorted(inside.new) for one in inside.new[index]]
        if isinstance(value, ListNode):
            if len(inside.gone) == len(value) and (inside.gone or added):
                changes.values[step] = added
        elif added:
            single = [] if value is None else [Moved(here, is_single=True)]
            before = inside.new.get(0, []) if single else []
            changes.values[step] = [*before, *single, *added[len(before) :]]
        elif (
            isinstance(value, MappingNode)
            and len(inside.gone) == len(value)
            and (inside.gone or inside.values)
        ):
            changes.values[step] = dict(inside.values)


def applied(tree: Value, root: Changes) -> Any:
    """Give the tree that the changes lead to."""
    return bare(_apply(tree, root, value_of_entries(tree, root)))


def value_of_entries(tree: Value, root: Changes) -> Callable[[Any], Any]:
    """Make a function that gives the value of an entry that comes from elsewhere, and any other as it is."""

    def value_of(entry: Any) -> Any:
        if not isinstance(entry, Moved):
            return entry
        changes, step = root.find(entry.source[:-1]), entry.source[-1]
        value = value_at(tree, entry.source)
        if changes is None or not entry.is_single:
            return changed(value, changes, step, value_of)
        return _apply(value, changes.inside.get(step), value_of)

    return value_of


def changed(value: Any, changes: Changes | None, step: Step, moved: Callable[[Any], Any]) -> Any:
    """Give what becomes of the value under a key or index.

    Args:
        value: as it is.
        changes: of the mapping or list that it is in.
        step: its key or index.
        moved: gives the value of an entry that comes from elsewhere, and any other as it is.
    """
    if changes is None or step not in changes.values:
        return _apply(value, changes and changes.inside.get(step), moved)
    new = changes.values[step]
    return [moved(one) for one in new] if isinstance(new, list) else new


def _apply(node: Any, changes: Changes | None, moved: Callable[[Any], Any]) -> Any:
    """Give what becomes of a value by the changes within it."""
    if changes and isinstance(node, MappingNode):
        kept = {key: changed(node[key], changes, key, moved) for key in node if key not in changes.gone}
        return kept | {key: changed(None, changes, key, moved) for key in changes.values if key not in node}
    if not changes or not isinstance(node, ListNode):
        return node
    entries: list[Any] = []
    for index in range(len(node) + 1):
        entries += map(moved, changes.new.get(index, ()))
        if index < len(node) and index not in changes.gone:
            entries.append(changed(node[index], changes, index, moved))
    return entries


def in_words(path: Path) -> str:
    """Write a path as it leads through the file: `stages, 2, signals`, counted from 1."""
    return ", ".join(str(step + 1 if isinstance(step, int) else step) for step in path)
