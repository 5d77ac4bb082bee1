"""The tree that a file becomes: plain Python values whose mappings and lists know their places."""

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import TypeAlias

from barrierctl.findings import Span


class MappingNode(dict[str, "Value"]):
    """A mapping with the span of each key and value.

    Attributes:
        span: from its first key, or its brace.
        key_spans: by key.
        value_spans: by key; a value that is not written has the span of its key.
        complete: whether every key of the file could be taken over.
    """

    __slots__ = ("complete", "key_spans", "span", "value_spans")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.complete = True
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}


class ListNode(list["Value"]):
    """A list with the span of each entry; its own begins at its first dash, or its bracket."""

    __slots__ = ("span", "spans")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.spans: list[Span] = []


Scalar: TypeAlias = str | int | float | bool | None
Value: TypeAlias = Scalar | MappingNode | ListNode
Path: TypeAlias = tuple[str | int, ...]


def value_span(tree: Value, path: Path) -> Span:
    """Give the span of the value at this path; if there is none, of the last value on the way to it."""
    span, node = tree.span if isinstance(tree, MappingNode | ListNode) else Span(), tree
    for step in path:
        match node, step:
            case MappingNode(), str() if step in node:
                span, node = node.value_spans[step], node[step]
            case ListNode(), int() if step < len(node):
                span, node = node.spans[step], node[step]
            case _:
                return span
    return span


def key_span(tree: Value, path: Path) -> Span:
    """Give the span of the last key of this path; for an entry of a list, of the entry."""
    parent = value_at(tree, path[:-1])
    if isinstance(parent, MappingNode) and isinstance(path[-1], str) and path[-1] in parent:
        return parent.key_spans[path[-1]]
    return value_span(tree, path)


def value_at(tree: Value, path: Path) -> Value:
    """Give the value at this path; None if there is none."""
    node = tree
    for step in path:
        match node, step:
            case MappingNode(), str():
                node = node.get(step)
            case ListNode(), int() if step < len(node):
                node = node[step]
            case _:
                return None
    return node


def texts(value: Value) -> Iterator[str]:
    """Give every key and every scalar in a value, as text."""
    match value:
        case MappingNode():
            for key, inner in value.items():
                yield key
                yield from texts(inner)
        case ListNode():
            for inner in value:
                yield from texts(inner)
        case None:
            return
        case _:
            yield str(value)


class Paths:
    """Finds the paths of places in one tree; each node on the way is sorted once."""

    def __init__(self, tree: Value) -> None:
        self._tree = tree
        self._entries: dict[int, list[tuple[tuple[int, int], str | int]]] = {}  # places and steps

    def at(self, span: Span) -> Path:
        """Find the path of the innermost value that begins at or before a place."""
        path: Path = ()
        node = self._tree
        while isinstance(node, MappingNode | ListNode):
            if id(node) not in self._entries:
                spans = node.key_spans.items() if isinstance(node, MappingNode) else enumerate(node.spans)
                entries = ((entry_span[:2], step) for step, entry_span in spans)
                self._entries[id(node)] = sorted(entries, key=itemgetter(0))
            begun = bisect_right(self._entries[id(node)], span[:2], key=itemgetter(0))
            if not begun:
                break
            step = self._entries[id(node)][begun - 1][1]
            path, node = (*path, step), value_at(node, (step,))
        return path
