"""A tree with its misspelt keys as they were meant, so that what is below them is checked in the same run."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from barrierctl.findings import Violation
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, value_at


def misspelt_keys(tree: Value, violations: Iterable[Violation]) -> dict[Path, str]:
    """Find the keys that were most likely meant, by the paths of the misspelt ones; each is meant once."""
    found: dict[Path, Path] = {}
    for violation in violations:
        if violation.rule == "unknown-key" and violation.variant == "near":
            holder = value_at(tree, violation.path[:-1])
            if isinstance(holder, MappingNode) and violation.near_key not in holder:
                found.setdefault((*violation.path[:-1], violation.near_key), violation.path)
    return {path: str(meant[-1]) for meant, path in found.items()}


def with_keys(node: Value, keys: Mapping[Path, str]) -> Value:
    """Copy a tree with other keys at these paths; positions stay."""
    below: dict[str | int, dict[Path, str]] = defaultdict(dict)
    for (step, *rest), key in keys.items():
        if rest:
            below[step][tuple(rest)] = key
    match node:
        case MappingNode() if keys:
            copy = MappingNode(node.span)
            copy.complete = node.complete
            for key, value in node.items():
                meant = keys.get((key,), key)
                copy[meant] = with_keys(value, below[key])
                copy.key_spans[meant], copy.value_spans[meant] = node.key_spans[key], node.value_spans[key]
            return copy
        case ListNode() if keys:
            entries = ListNode(node.span)
            entries.extend(with_keys(value, below[index]) for index, value in enumerate(node))
            entries.spans = node.spans
            return entries
        case _:
            return node
