"""How deep and how large a file may be, so that nobody's file stops the program."""

from barrierctl.findings import Fault, Span
from barrierctl.source.decode import RefusedError

MAX_DEPTH = 100
MAX_NODES = 1_000_000
MAX_ALIASED_NODES = 100_000  # of these, how many may come from aliases: no person types that, a bomb does


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
            raise RefusedError(Fault(rule="yaml-too-deep", span=span, parameters={"limit": MAX_DEPTH}))

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
    return RefusedError(Fault(rule="yaml-too-many-nodes", span=span, parameters={"limit": f"{MAX_NODES:,}"}))
