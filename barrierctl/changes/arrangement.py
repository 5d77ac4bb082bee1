"""Where the items of a model are, and the edits by which they get to other places."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from barrierctl.changes.lists import New, edit_list
from barrierctl.changes.words import CellError, say
from barrierctl.model.model import BarrierModel
from barrierctl.patching import Edit, Remove
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.source.tree import ListNode, Path, Value, value_at

Cell: TypeAlias = tuple[str, Block]
"""A stage, by its id, and a block."""
Token: TypeAlias = Path | New
"""An entry of the file by its path, or a new one."""


class Arrangement:
    """The entries of every cell of a model, in order."""

    def __init__(self, model: BarrierModel, tree: Value) -> None:
        """Take the entries as the file has them."""
        self._tree = tree
        paths = [(stage.id, stage.path) for stage in model.stages]
        self._paths: dict[Cell, Path] = {
            (stage, block): (*path, block.value)
            for stage, path in (*paths, (RESERVED_ID, (RESERVED_ID,)))
            for block in Block
        }
        self._cells = {cell: [*self._present(path)] for cell, path in self._paths.items()}

    def _present(self, path: Path) -> Iterator[Token]:
        node = value_at(self._tree, path)
        if isinstance(node, ListNode):
            yield from ((*path, index) for index in range(len(node)))
        elif node is not None:
            yield path

    def remove(self, token: Token) -> None:
        """Take an entry away."""
        next(tokens for tokens in self._cells.values() if token in tokens).remove(token)

    def put(self, token: Token, cell: Cell, before: Token | None, after: Token | None) -> None:
        """Put an entry in a cell: behind one entry or before another that is there, or else at the end."""
        tokens = self._cells[cell]
        if after in tokens:
            tokens.insert(tokens.index(after) + 1, token)
        elif before in tokens:
            tokens.insert(tokens.index(before), token)
        else:
            tokens.append(token)

    def reorder(self, cell: Cell, wanted: Sequence[Token]) -> None:
        """Put some entries of a cell in another order; the others keep their places."""
        moving, rest = set(wanted), iter(wanted)
        self._cells[cell] = [next(rest) if token in moving else token for token in self._cells[cell]]

    def edits(self) -> Iterator[Edit]:
        """Give the edits that bring every entry to its place."""
        kept = {token for tokens in self._cells.values() for token in tokens if not isinstance(token, New)}
        for cell, tokens in self._cells.items():
            path = self._paths[cell]
            present = [*self._present(path)]
            if tokens == present:
                continue
            removed = [at for at, token in enumerate(present) if token not in kept]
            if present == [path] and path not in tokens:  # an entry that is in no list
                if tokens or not removed:
                    raise CellError(say("single_entry", block=str(path[-1])))
                yield Remove(path)
                continue
            at = {token: number for number, token in enumerate(present)}
            yield from edit_list(path, [at.get(token, token) for token in tokens], removed, len(present))

    def places(self) -> Mapping[Path, Path]:
        """Give the paths that the entries of the file will have."""
        found: dict[Path, Path] = {}
        for cell, tokens in self._cells.items():
            path = self._paths[cell]
            is_single = tokens == [path]
            for at, token in enumerate(tokens):
                if not isinstance(token, New):
                    found[token] = path if is_single else (*path, at)
        return found
