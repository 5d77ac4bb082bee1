"""Mappings and lists that are still open, what aliases refer to, and the limits on both."""

from barrierctl.findings import Span, Violation
from barrierctl.frozen import frozen
from barrierctl.limits import MAX_ALIASED_NODES, MAX_DEPTH, MAX_NODES
from barrierctl.source import parser
from barrierctl.source.decode import RefusedError
from barrierctl.source.tree import ListNode, MappingNode, Scalar, Value


class Limits:
    """Counts while a file is read.

    Attributes:
        nodes: so far, with those that aliases stand for.
    """

    __slots__ = ("_aliased", "nodes")

    def __init__(self) -> None:
        """Begin with none."""
        self.nodes = 0
        self._aliased = 0

    def go_down(self, depth: int, span: Span) -> None:
        """Allow that depth.

        Raises:
            RefusedError: it is too deep.
        """
        if depth > MAX_DEPTH:
            raise RefusedError(Violation(rule="yaml-too-deep", span=span, parameters={"limit": MAX_DEPTH}))

    def add(self, span: Span) -> None:
        """Count one node.

        Raises:
            RefusedError: there are too many.
        """
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _too_many(span)

    def add_aliased(self, nodes: int, span: Span) -> None:
        """Count those that an alias stands for.

        Raises:
            RefusedError: there are too many.
        """
        self.nodes += nodes
        self._aliased += nodes
        if self.nodes > MAX_NODES or self._aliased > MAX_ALIASED_NODES:
            raise _too_many(span)


def _too_many(span: Span) -> RefusedError:
    return RefusedError(
        Violation(rule="yaml-too-many-nodes", span=span, parameters={"limit": f"{MAX_NODES:,}"})
    )


@frozen
class Anchor:
    """What an alias stands for.

    Attributes:
        value: the value itself, shared.
        nodes: how many it holds.
        depth: how many mappings and lists stand in each other there.
    """

    value: Value
    nodes: int
    depth: int


class OpenNodes:
    """The mappings and lists that are being read.

    Attributes:
        limits: how much was read.
    """

    def __init__(self) -> None:
        """Nothing is."""
        self.limits = Limits()
        self._open: list[MappingNode | ListNode] = []
        self._deepest = 0
        self._anchors: dict[str, Anchor | None] = {}

    @property
    def is_mapping(self) -> bool:
        """Whether the innermost one is a mapping."""
        return bool(self._open) and isinstance(self._open[-1], MappingNode)

    def begin(
        self, event: parser.MappingStartEvent | parser.SequenceStartEvent, node: MappingNode | ListNode
    ) -> tuple[int, int]:
        """Go into one; how many values were read before, and how deep they stand.

        Raises:
            RefusedError: it is too deep, or one too many.
        """
        before = self.limits.nodes, self._deepest
        self._open.append(node)
        self._deepest = len(self._open)
        self.limits.go_down(self._deepest, node.span)
        self.limits.add(node.span)
        if event.anchor:
            self._anchors[event.anchor] = None
        return before

    def end(
        self,
        event: parser.MappingStartEvent | parser.SequenceStartEvent,
        node: MappingNode | ListNode,
        nodes: int,
        deepest: int,
    ) -> None:
        """Come out of it again; so many values were read before, so deep."""
        if event.anchor:
            held, depth = self.limits.nodes - nodes, self._deepest - len(self._open) + 1
            self._anchors[event.anchor] = Anchor(value=node, nodes=held, depth=depth)
        self._open.pop()
        self._deepest = max(self._deepest, deepest)

    def keep(self, anchor: str, value: Scalar) -> None:
        """Aliases may stand for this text or number."""
        self._anchors[anchor] = Anchor(value=value, nodes=1, depth=0)

    def meant(self, anchor: str, span: Span) -> Value:
        """What an alias stands for.

        Raises:
            RefusedError: for nothing, for what it stands in itself, or for more than a file may hold.
        """
        if anchor not in self._anchors:
            raise RefusedError(Violation(rule="yaml-syntax", span=span, variant="star"))
        meant = self._anchors[anchor]
        if meant is None:
            raise RefusedError(Violation(rule="yaml-unsupported", span=span, variant="endless"))
        depth = len(self._open) + meant.depth
        self.limits.go_down(depth, span)
        self.limits.add_aliased(meant.nodes, span)
        self._deepest = max(self._deepest, depth)
        return meant.value
