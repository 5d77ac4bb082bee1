"""What the builder of the tree keeps while it reads: open mappings and lists, and what aliases stand for."""

from dataclasses import dataclass

from barrierctl.findings import Span
from barrierctl.source.tree import ListNode, MappingNode, Value


@dataclass(frozen=True, slots=True)
class Anchored:
    """What an alias stands for.

    Attributes:
        value: the value itself, shared.
        span: where it is written.
        nodes: how many it holds.
        depth: how deep it is.
    """

    value: Value
    span: Span
    nodes: int
    depth: int


class Open:
    """A mapping or list that is being read."""

    __slots__ = ("anchor", "before", "deepest", "first_lines", "key", "key_span", "node")

    def __init__(self, node: MappingNode | ListNode, anchor: str | None, before: int) -> None:
        """Begin with this node; so many nodes were read before."""
        self.node = node
        self.anchor = anchor
        self.before = before
        self.deepest = 0
        self.first_lines: dict[str, int] = {}
        self.key: str | None = None
        self.key_span: Span | None = None
