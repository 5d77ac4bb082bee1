"""References to values that are edited: they are written out first, so that they keep the value they have."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from barrierctl.patching.layout import Layout
from barrierctl.patching.plan import Changes, Step, changed, value_of_entries
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, value_at

_NAME: Final = re.compile(r"[&*]([^\s,\[\]{}]+)")
_ANCHOR: Final = re.compile(r"(?:![^\s]*\s+)?&([^\s,\[\]{}]+)")


@dataclass(slots=True)
class _Anchor:
    """A value with a name: whether it is edited, and where the file refers to it."""

    is_edited: bool
    aliases: list[Path] = field(default_factory=list)


class AliasFinder:
    """Finds the references that would change with an edit, or be cut off from what they refer to."""

    def __init__(self, layout: Layout, changes: Changes) -> None:
        self._layout = layout
        self._changes = changes
        self._named: dict[str, _Anchor] = {}
        self._anchors: list[_Anchor] = []
        self._edited: list[Path] = []  # references that are edited or moved themselves

    def write_out(self) -> None:
        """Set each of them to the value that it has."""
        tree = self._layout.tree
        if "*" not in self._layout.text or "&" not in self._layout.text:
            return
        self._visit(tree, (), self._changes, is_taken=False, is_moved=False)
        aliases = [path for one in self._anchors if one.is_edited for path in one.aliases]
        value_of = value_of_entries(tree, self._changes)
        for path in (*self._edited, *aliases):
            changes, step = self._changes.at(path[:-1]), path[-1]
            changes.values[step] = changed(value_at(tree, path), changes, step, value_of)

    def _visit(self, node: Value, path: Path, changes: Changes, *, is_taken: bool, is_moved: bool) -> None:
        """Look at the values in a mapping or list.

        Args:
            node: the mapping or list; another value has none.
            path: of the node.
            changes: of the node.
            is_taken: whether it, or something around it, is removed or replaced.
            is_moved: whether it, or something around it, is moved.
        """
        entries: Any = ()
        if isinstance(node, MappingNode):
            entries = ((key, node[key], node.value_spans[key]) for key in node)
        elif isinstance(node, ListNode):
            entries = zip(range(len(node)), node, node.spans, strict=True)
        step: Step
        for step, value, span in entries:
            text, begin = self._layout.text, self._layout.begin(span)
            moves = is_moved or step in changes.moved
            goes = is_taken or step in changes.values or (step in changes.gone and step not in changes.moved)
            inside = changes.inside.get(step) or Changes()
            if text.startswith("*", begin):
                if (moves or not inside.is_empty) and not goes:
                    self._edited.append((*path, step))
                elif not goes and (name := _NAME.match(text, begin)) and name[1] in self._named:
                    self._named[name[1]].aliases.append((*path, step))
                continue
            if anchor := _ANCHOR.match(text, begin):
                self._named[anchor[1]] = _Anchor(is_edited=goes or moves or not inside.is_empty)
                self._anchors.append(self._named[anchor[1]])
            self._visit(value, (*path, step), inside, is_taken=goes, is_moved=moves)
