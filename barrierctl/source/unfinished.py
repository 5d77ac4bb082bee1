"""What is still open while a tree is read, and what aliases stand for."""

from barrierctl.findings import Fault, Span
from barrierctl.frozen import frozen
from barrierctl.source import events as ev
from barrierctl.source.decode import RefusedError
from barrierctl.source.limits import Limits
from barrierctl.source.tree import ListNode, MappingNode, Scalar, Value


@frozen
class Anchored:
    """What an alias stands for.

    Attributes:
        value: the value itself, shared.
        nodes: how many it holds.
        depth: how many mappings and lists stand in each other there.
    """

    value: Value
    nodes: int
    depth: int


class Unfinished:
    """The mappings and lists that are being read.

    Attributes:
        limits: how much was read.
    """

    def __init__(self) -> None:
        """Nothing is."""
        self.limits = Limits()
        self._open: list[MappingNode | ListNode] = []
        self._deepest = 0
        self._anchors: dict[str, Anchored | None] = {}

    @property
    def is_mapping(self) -> bool:
        """Whether the innermost one is a mapping."""
        return bool(self._open) and isinstance(self._open[-1], MappingNode)

    def begin(
        self, event: ev.MappingStartEvent | ev.SequenceStartEvent, node: MappingNode | ListNode
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
        event: ev.MappingStartEvent | ev.SequenceStartEvent,
        node: MappingNode | ListNode,
        nodes: int,
        deepest: int,
    ) -> None:
        """Come out of it again; so many values were read before, so deep."""
        if event.anchor:
            held, depth = self.limits.nodes - nodes, self._deepest - len(self._open) + 1
            self._anchors[event.anchor] = Anchored(value=node, nodes=held, depth=depth)
        self._open.pop()
        self._deepest = max(self._deepest, deepest)

    def keep(self, anchor: str, value: Scalar) -> None:
        """Aliases may stand for this text or number."""
        self._anchors[anchor] = Anchored(value=value, nodes=1, depth=0)

    def meant(self, anchor: str, span: Span) -> Value:
        """What an alias stands for.

        Raises:
            RefusedError: for nothing, for what it stands in itself, or for more than a file may hold.
        """
        if anchor not in self._anchors:
            raise RefusedError(Fault(rule="yaml-syntax", span=span, variant="star"))
        meant = self._anchors[anchor]
        if meant is None:
            raise RefusedError(Fault(rule="yaml-unsupported", span=span, variant="endless"))
        depth = len(self._open) + meant.depth
        self.limits.go_down(depth, span)
        self.limits.add_aliased(meant.nodes, span)
        self._deepest = max(self._deepest, depth)
        return meant.value
