"""References to values that are edited: they are written out first, so that they keep the value they have."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from barrierctl.findings import Span
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
        self._visit_within(tree, (), self._changes, is_taken=False, is_moved=False)
        aliases = [path for one in self._anchors if one.is_edited for path in one.aliases]
        value_of = value_of_entries(tree, self._changes)
        for path in (*self._edited, *aliases):
            changes, step = self._changes.at(path[:-1]), path[-1]
            changes.values[step] = changed(value_at(tree, path), changes, step, value_of)

    def _visit(
        self, value: Value, span: Span, path: Path, changes: Changes, *, is_taken: bool, is_moved: bool
    ) -> None:
        """Look at a value.

        Args:
            value: to look at.
            span: of the value.
            path: of the value.
            changes: of the mapping or list that it is in.
            is_taken: whether something around it is removed or replaced.
            is_moved: whether something around it is moved.
        """
        text, begin, step = self._layout.text, self._layout.begin(span), path[-1]
        is_moved = is_moved or step in changes.moved
        is_taken = is_taken or step in changes.values or (step in changes.gone and step not in changes.moved)
        inside = changes.inside.get(step) or Changes()
        if text.startswith("*", begin):
            if (is_moved or not inside.is_empty) and not is_taken:
                self._edited.append(path)
            elif not is_taken and (name := _NAME.match(text, begin)) and name[1] in self._named:
                self._named[name[1]].aliases.append(path)
            return
        if anchor := _ANCHOR.match(text, begin):
            self._named[anchor[1]] = _Anchor(is_edited=is_taken or is_moved or not inside.is_empty)
            self._anchors.append(self._named[anchor[1]])
        self._visit_within(value, path, inside, is_taken=is_taken, is_moved=is_moved)

    def _visit_within(
        self, value: Value, path: Path, changes: Changes, *, is_taken: bool, is_moved: bool
    ) -> None:
        entries: Any = ()
        if isinstance(value, MappingNode):
            entries = ((key, value[key], value.value_spans[key]) for key in value)
        elif isinstance(value, ListNode):
            entries = zip(range(len(value)), value, value.spans, strict=True)
        step: Step
        for step, inner, span in entries:
            self._visit(inner, span, (*path, step), changes, is_taken=is_taken, is_moved=is_moved)
