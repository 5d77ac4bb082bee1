"""New text for values, in the style of the file around them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from barrierctl.patching.edits import Commented, bare
from barrierctl.patching.layout import Layout
from barrierctl.patching.plan import Moved
from barrierctl.schema.paths import keys_at
from barrierctl.source.tree import ListNode, MappingNode, Path, value_at
from barrierctl.text.yaml import comment, constant, flow, folded, literal, scalar

_WIDTH: Final = 120
_WIDTH_OF_BRACKETS: Final = 100
_QUOTES: Final = ("'", '"')  # a text that has them keeps them
_MAX_KEYS_OF_A_LINK: Final = 2  # `{id: report, at: page 3}`; whatever has more keys has lines of its own


class Style(NamedTuple):
    """The indents of a file: of a dash, of what follows it, and of a key in a mapping."""

    dash: int = 2
    gap: int = 2
    key: int = 2


class Writer:
    """Writes values as lines, each with its indent; the first one may begin behind a key or dash.

    Args:
        layout: of the file.
        moved: gives the lines of an entry that comes from elsewhere, its dash in a column.
        value_of: gives the value of such an entry.
    """

    def __init__(
        self,
        layout: Layout,
        moved: Callable[[Moved, int], list[str]],
        value_of: Callable[[Any], Any],
    ) -> None:
        self._layout = layout
        self._moved = moved
        self._value_of = value_of

    def ranks(self, path: Path) -> dict[str, int]:
        """Number the keys of the mapping at a path in the format's order."""
        return {key: number for number, key in enumerate(keys_at(path))}

    def value(self, value: Any, path: Path, column: int, like: str = "") -> list[str]:
        """Write the value of a key in a column: what comes behind its colon, then lines.

        Args:
            value: to be written; null is written as nothing.
            path: of the value.
            column: of the key.
            like: the first letter of the text that it replaces, if there is one: a dash of a list.
        """
        if isinstance(value, Commented):
            return self.value(value.value, path, column, like)
        if value is None:
            return [""]
        if isinstance(value, str):
            indent = column + self._style(path).key
            room = _WIDTH - column - len(str(path[-1])) - len(": ")
            lines: list[str] = []
            if "\n" in value and like not in _QUOTES:
                lines = literal(value, indent)
            elif len(value) > room and like not in _QUOTES:
                lines = folded(value, indent, _WIDTH)
            return lines or [constant(value, like=like, in_brackets=False)]
        if not isinstance(value, Mapping | Sequence):
            return [constant(value)]
        if not (value and like == "-") and self._fits_brackets(value, path, column):
            return [flow(bare(value))]
        style = self._style(path)
        if isinstance(value, Mapping):
            return ["", *self.mapping(value, path, column + style.key)]
        entries = (self.entry(one, path, column + style.dash, style.gap) for one in value)
        return ["", *(line for lines in entries for line in lines)]

    def _fits_brackets(self, value: Any, path: Path, column: int) -> bool:
        """Whether a mapping or list goes on the line of its key: one of constants, or of links to others."""
        if not value:
            return True
        entries: Any = value.values() if isinstance(value, Mapping) else value
        if any(isinstance(one, Moved | Commented) for one in entries):
            return False
        count = 0 if isinstance(value, Mapping) else len(keys_at(path))
        are_flat = not any(isinstance(one, Mapping | list | tuple) for one in entries)
        are_short = count <= _MAX_KEYS_OF_A_LINK if count else are_flat
        return are_short and column + len(str(path[-1])) + len(flow(bare(value))) < _WIDTH_OF_BRACKETS

    def mapping(self, value: Mapping[str, Any], path: Path, column: int) -> list[str]:
        """Write the keys of a mapping at a path, in the format's order, in a column."""
        ranks = self.ranks(path)
        keys = sorted(value, key=lambda key: ranks.get(key, len(ranks)))
        return [line for key in keys for line in self.key(key, value[key], path, column)]

    def key(self, key: str, value: Any, path: Path, column: int) -> list[str]:
        """Write a key of the mapping at a path, with its value."""
        if isinstance(value, Commented):
            return _with_comments(self.key(key, value.value, path, column), value, column)
        behind, *below = self.value(value, (*path, key), column)
        return [f"{' ' * column}{scalar(key)}:{' ' if behind else ''}{behind}", *below]

    def entry(self, value: Any, path: Path, column: int, gap: int) -> list[str]:
        """Write an entry of the list at a path, its dash in a column and its text a gap behind that."""
        if isinstance(value, Moved):
            return self._moved(value, column)
        if isinstance(value, Commented):
            return _with_comments(self.entry(value.value, path, column, gap), value, column)
        is_record = isinstance(value, Mapping) and bool(value)
        if is_record and 0 < len(keys_at(path)) <= _MAX_KEYS_OF_A_LINK:
            is_record = any(isinstance(one, Mapping | list | tuple) for one in value.values())
        if is_record:
            lines = self.mapping(value, (*path, 0), column + gap)
        else:
            value = [self._value_of(one) for one in value] if isinstance(value, list | tuple) else value
            is_constant = not isinstance(value, Mapping | list)
            text = constant(value, in_brackets=False) if is_constant else flow(bare(value))
            lines = [" " * (column + gap) + text]
        return [f"{' ' * column}-{lines[0][column + 1 :]}", *lines[1:]]

    def _style(self, path: Path) -> Style:
        """Find the indents that the mappings around a path have, the nearest first."""
        style: dict[str, int] = {}
        for length in range(len(path) - 1, -1, -1):
            node = value_at(self._layout.tree, path[:length])
            if not isinstance(node, MappingNode) or not node or self._layout.is_flow(node):
                continue
            collection = self._layout.collection(node)
            for child in collection.children:
                if not self._layout.is_block(child) or not isinstance(child.value, MappingNode | ListNode):
                    continue
                inner, is_list = self._layout.collection(child.value), isinstance(child.value, ListNode)
                style.setdefault("dash" if is_list else "key", inner.column - collection.column)
                if is_list and inner.children[0].gap:
                    style.setdefault("gap", inner.children[0].gap)
        return Style(**style)


def _with_comments(lines: list[str], value: Commented, column: int) -> list[str]:
    above, below = ([" " * column + comment(line) for line in part] for part in (value.above, value.below))
    return [*above, *lines, *below]
