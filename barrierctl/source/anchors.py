"""Mappings and lists that are still open, the anchors that aliases refer to, and the limits on both."""

from barrierctl.dataclass import frozen
from barrierctl.findings import Span
from barrierctl.limits import MAX_ALIASED_NODES, MAX_DEPTH, MAX_NODES
from barrierctl.source.decode import RefusedError
from barrierctl.source.tree import ListNode, MappingNode, Scalar, Value


@frozen
class Anchor:
    """A value that aliases share, with its number of nodes and its depth."""

    value: Value
    nodes: int
    depth: int


class NodeStack:
    """The mappings and lists being read, innermost last; it counts all nodes and keeps the anchors.

    Its methods raise RefusedError as soon as the file is deeper or larger than allowed.
    """

    def __init__(self) -> None:
        # Each with its anchor, and the count of nodes and the depth before it.
        self._open: list[tuple[MappingNode | ListNode, str | None, int, int]] = []
        self._anchors: dict[str, Anchor | None] = {}  # None while the value is open
        self._nodes = 0
        self._aliased = 0
        self._deepest = 0

    @property
    def in_mapping(self) -> bool:
        """Whether the innermost one is a mapping."""
        return bool(self._open) and isinstance(self._open[-1][0], MappingNode)

    def count(self, span: Span) -> None:
        """Count one node."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _too_many_nodes(span)

    def begin(self, node: MappingNode | ListNode, anchor: str | None) -> None:
        """Go into a mapping or list."""
        self._open.append((node, anchor, self._nodes, self._deepest))
        self._deepest = len(self._open)
        _check_depth(self._deepest, node.span)
        self.count(node.span)
        if anchor:
            self._anchors[anchor] = None

    def end(self) -> None:
        """Leave the innermost mapping or list."""
        node, anchor, nodes_before, deepest_before = self._open.pop()
        if anchor:
            nodes, depth = self._nodes - nodes_before, self._deepest - len(self._open)
            self._anchors[anchor] = Anchor(value=node, nodes=nodes, depth=depth)
        self._deepest = max(self._deepest, deepest_before)

    def define(self, anchor: str, value: Scalar) -> None:
        """Remember the anchor of a scalar."""
        self._anchors[anchor] = Anchor(value=value, nodes=1, depth=0)

    def resolve(self, alias: str, span: Span) -> Value:
        """Give the value of an alias.

        Raises:
            RefusedError: there is no such anchor, the alias is within its own value, or a limit is passed.
        """
        if alias not in self._anchors:
            raise RefusedError("yaml-syntax", span, variant="star")
        anchor = self._anchors[alias]
        if anchor is None:
            raise RefusedError("yaml-unsupported", span, variant="endless")
        depth = len(self._open) + anchor.depth
        _check_depth(depth, span)
        self._nodes += anchor.nodes
        self._aliased += anchor.nodes
        if self._nodes > MAX_NODES or self._aliased > MAX_ALIASED_NODES:
            raise _too_many_nodes(span)
        self._deepest = max(self._deepest, depth)
        return anchor.value


def _check_depth(depth: int, span: Span) -> None:
    if depth > MAX_DEPTH:
        raise RefusedError("yaml-too-deep", span, parameters={"limit": MAX_DEPTH})


def _too_many_nodes(span: Span) -> RefusedError:
    return RefusedError("yaml-too-many-nodes", span, parameters={"limit": f"{MAX_NODES:,}"})
