"""What aliases stand for, while the tree is built."""

from barrierctl.frozen import frozen
from barrierctl.source.tree import Value


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
