"""What edits lead to, worked out on plain values."""

from typing import Any

from barrierctl.patching import Edit, Insert, Move, Remove, SetValue
from barrierctl.source.tree import Path

_GONE = object()


class _Entry:
    """An entry of a list, which stays itself while others come before it or leave."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.before: list[_Entry] = []


def expected(tree: Any, edits: list[Edit]) -> Any:
    """Make the edits on a copy of a tree."""
    root = _boxed(tree)
    parents = [_at(root, edit.path if isinstance(edit, Insert) else edit.path[:-1]) for edit in edits]
    targets: list[Any] = [_at(root, edit.to) if isinstance(edit, Move) else None for edit in edits]
    for edit, parent, target in zip(edits, parents, targets, strict=True):
        match edit:
            case SetValue(path, value):
                _set(parent, path[-1], _boxed(value))
            case Remove(path):
                _set(parent, path[-1], _GONE)
            case Insert(_, index, value):
                parent[index].before.append(_Entry(_boxed(value)))
            case Move(path, _, index):
                target[index].before.append(_Entry(_at(parent, path[-1:])))
                _set(parent, path[-1], _GONE)
    return _plain(root)


def _set(parent: Any, step: Any, value: Any) -> None:
    if isinstance(parent, list):
        parent[step].value = value
    else:
        parent[step] = value


def _at(node: Any, path: Path) -> Any:
    for step in path:
        node = node[step]
        node = node.value if isinstance(node, _Entry) else node
    return node


def _boxed(value: Any) -> Any:
    """Copy a value; each list has one entry more, before which others can come."""
    if isinstance(value, dict):
        return {key: _boxed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [*(_Entry(_boxed(one)) for one in value), _Entry(_GONE)]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not _GONE}
    if not isinstance(value, list):
        return value
    entries = [one for entry in value for one in (*entry.before, entry)]
    return [_plain(entry.value) for entry in entries if entry.value is not _GONE]
