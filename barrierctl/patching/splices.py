"""The text that edits put in place of what is there."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from barrierctl.patching.blocks import Block
from barrierctl.patching.brackets import Brackets, Element
from barrierctl.patching.edits import PatchError, bare
from barrierctl.patching.layout import BREAK, COMMENT, Child, Collection, Layout, Splice, spliced
from barrierctl.patching.plan import Changes, Moved, value_of_entries
from barrierctl.patching.writer import Style, Writer
from barrierctl.source.decode import split_lines
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, value_at
from barrierctl.text.yaml import constant, flow

_BLOCK_SIGN: Final = re.compile(r"[|>][-+0-9]*([ \t]*#[^\r\n]*|)")


class Splicer:
    """Makes the splices of the changes of a file.

    Attributes:
        extents: the parts of the file that are replaced or removed.
    """

    def __init__(self, layout: Layout, changes: Changes) -> None:
        self.extents: list[tuple[int, int]] = []
        self._layout = layout
        self._changes = changes
        first = BREAK.search(layout.text)
        self._break = first[0] if first else "\n"
        self._is_json = re.match(r'\s*\{\s*"', layout.text) is not None
        self._value_of = value_of_entries(layout.tree, changes)
        self._writer = Writer(layout, self._moved_lines, self._value_of)

    def splices(self) -> Iterator[Splice]:
        """Yield the splices of all changes; they do not overlap."""
        return self._edit(self._layout.tree, self._changes, ())

    def _edit(self, node: Value, changes: Changes | None, path: Path) -> Iterator[Splice]:
        """Yield the splices within a value."""
        if not isinstance(node, MappingNode | ListNode) or not changes or changes.is_empty:
            return
        collection = self._layout.collection(node)
        if not path and len(changes.gone) == len(node):
            raise PatchError("nothing_left")
        for number, child in enumerate(collection.children):
            if child.step not in changes.gone:
                yield from self._edit_child(collection, number, changes, path)
            elif child.step not in changes.moved and collection.is_flow:
                self.extents.append(self._brackets(collection).extent(number))
            elif child.step not in changes.moved:
                self.extents.append((collection.lead(number), collection.end(number)))
        kept = [one for one, child in enumerate(collection.children) if child.step not in changes.gone]
        added = self._added(collection, changes, path)
        if collection.is_flow:
            elements = {at: [self._element(*one) for one in new] for at, new in added.items()}
            yield from self._brackets(collection).rearrange(kept, elements)
        else:
            lines = {
                at: [self._lines(collection, at, *one, path) for one in new] for at, new in added.items()
            }
            yield from Block(self._layout, collection, self._break).rearrange(kept, lines)

    def _brackets(self, collection: Collection) -> Brackets:
        return Brackets(self._layout, collection, self._break)

    def _added(
        self, collection: Collection, changes: Changes, path: Path
    ) -> dict[int, list[tuple[str | None, Any]]]:
        """Give the keys or entries that are new, by the number of the entry that they come before."""
        if isinstance(collection.node, ListNode):
            return {at: [(None, one) for one in new] for at, new in sorted(changes.new.items())}
        ranks = self._writer.ranks(path)
        there = [(ranks.get(str(child.step), len(ranks)), at) for at, child in enumerate(collection.children)]
        added: dict[int, list[tuple[str | None, Any]]] = {}
        keys = [str(key) for key in changes.values if key not in collection.node]
        for key in sorted(keys, key=lambda key: ranks.get(key, len(ranks))):
            before = max((one for one in there if one[0] <= ranks.get(key, len(ranks))), default=(0, -1))
            added.setdefault(before[1] + 1, []).append((key, changes.values[key]))
        return added

    # ---- values

    def _edit_child(
        self, collection: Collection, number: int, changes: Changes, path: Path
    ) -> Iterator[Splice]:
        """Yield the splices within an entry that stays, or that take its value's place."""
        child = collection.children[number]
        inside = changes.inside.get(child.step)
        # A list in brackets stays one, even if none of its entries does.
        is_kept = inside and inside.gone and inside.new and self._is_bracketed(child)
        if is_kept or child.step not in changes.values:
            yield from self._edit(child.value, inside, (*path, child.step))
            return
        value = changes.values[child.step]
        if child.value or not self._is_bracketed(child):  # empty brackets may hold comments
            self.extents.append((child.value_start, child.value_end))
        # Behind a plain text, a comment without a space after its sign reads like a part of it.
        is_near = re.compile(r"[ \t]+#\w").match(self._layout.text, child.value_end)
        like = '"' if is_near else self._layout.text[child.value_start : child.value_start + 1]
        if collection.is_flow:
            is_bare = child.value_start == child.head_end > child.start
            colon = ":" if is_bare and self._layout.text[child.head_end - 1] != ":" else ""
            text = self._flow(value, like)
            start = min(self._layout.body(child.value_start), child.value_end)
            yield Splice(start, child.value_end, f"{colon} {text}" if is_bare else text)
        elif isinstance(collection.node, MappingNode):
            lines = self._writer.value(value, (*path, child.step), collection.column, like)
            is_above_comment = collection.end(number) > self._layout.line_end(child.value_end)
            if _BLOCK_SIGN.match(lines[0]) and is_above_comment:  # it would be a part of the text
                lines = self._writer.value(value, (*path, child.step), collection.column, '"')
            yield from self._replace(child, lines)
        else:
            lines = self._lines(collection, number, None, value, path)
            lines[0] = lines[0][collection.column + 1 :].lstrip(" ")
            yield from self._replace(child, lines)

    def _flow(self, value: Any, like: str = "") -> str:
        """Write a value for a place in brackets, without its comments."""
        value = bare([self._value_of(one) for one in value] if isinstance(value, list) else value)
        if self._is_json:
            return json.dumps(value, ensure_ascii=False)
        return constant(value, like=like) if isinstance(value, str) else flow(value)

    def _replace(self, child: Child, lines: list[str]) -> Iterator[Splice]:
        """Yield the splices that put lines in place of a value; the first is behind its key or dash."""
        layout, (behind, *below) = self._layout, lines
        rest = "".join(self._break + line for line in below)
        head = f" {behind}" if behind else ""
        start, end = child.value_start, child.value_end
        is_below = layout.line(start) > layout.line(child.head_end)
        if layout.is_block(child) and isinstance(child.value, MappingNode | ListNode):
            inner = layout.collection(child.value)
            end = inner.end(len(inner.children) - 1)
            self.extents.append((child.head_end, end))
            if is_below:
                yield Splice(child.head_end, child.head_end, head)
                yield Splice(layout.line_end(child.head_end), end, rest)
            else:
                yield Splice(start if behind else child.head_end, end, behind + rest)
            return
        line_end = layout.line_end(end)
        if is_below and (below or not behind):
            yield Splice(child.head_end, child.head_end, head)
            yield Splice(layout.line_end(child.head_end), end, "")
        elif start == child.head_end:
            yield Splice(start, end, head)
        elif behind:
            # The anchor of a value that is no block stays, and the comment behind its sign.
            start = min(layout.body(start), end)
            sign = _BLOCK_SIGN.match(layout.text[start:end])
            yield Splice(start, end, f"{behind}{sign[1]}" if sign else behind)
        else:
            yield Splice(child.head_end, end, "")
        if rest:
            yield Splice(line_end, line_end, rest)

    def _lines(
        self, collection: Collection, index: int, key: str | None, value: Any, path: Path
    ) -> list[str]:
        """Write a key, or an entry as those around it are written."""
        if key is not None:
            return self._writer.key(key, value, path, collection.column)
        nearest = sorted(collection.children, key=lambda child: abs(int(child.step) - index))
        gap = next((child.gap for child in nearest if child.gap), Style().gap)
        mappings = (child for child in nearest if isinstance(child.value, MappingNode) and child.value)
        nearest_mapping = next(mappings, None)
        if isinstance(value, dict) and nearest_mapping and not self._layout.is_block(nearest_mapping):
            return [f"{' ' * collection.column}-{' ' * (gap - 1)}{flow(bare(value))}"]
        return self._writer.entry(value, path, collection.column, gap)

    def _element(self, key: str | None, value: Any) -> Element:
        """Write a key or an entry for brackets; an entry that comes from elsewhere has its comments."""
        if key is not None:
            return Element(f"{self._flow(key)}: {self._flow(value)}")
        if not isinstance(value, Moved):
            return Element(self._flow(value))
        collection, number, changes = self._source(value)
        child, path = collection.children[number], value.source[:-1]
        if collection.is_flow:
            splices = self._edit_child(collection, number, changes, path)
            text = spliced(self._layout, splices, child.start, child.value_end)
            return Element(text, *self._brackets(collection).comments(number))
        text = self._layout.text
        above = tuple(COMMENT.findall(text, collection.lead(number), child.start))
        inside = COMMENT.search(text, child.start, child.value_end)
        behind = COMMENT.findall(text, child.value_end, collection.end(number))
        is_bracketed = self._is_bracketed(child)
        if (inside and not is_bracketed) or len(behind) > 1:
            raise PatchError("comments_in_brackets", self._layout.line(child.start))
        written = flow(self._value_of(value))
        if is_bracketed:
            splices = self._edit_child(collection, number, changes, path)
            written = spliced(self._layout, splices, child.value_start, child.value_end)
        return Element(written, above, "".join(behind))

    def _is_bracketed(self, child: Child) -> bool:
        return self._layout.text.startswith(("[", "{"), self._layout.body(child.value_start))

    # ---- entries that come from elsewhere

    def _source(self, moved: Moved) -> tuple[Collection, int, Changes]:
        """Find the list that an entry comes from, its number there, and the changes of that list."""
        path = moved.source[:-1]
        node = value_at(self._layout.tree, path)
        if not isinstance(node, MappingNode | ListNode):
            raise self._layout.unusual(0)
        collection = self._layout.collection(node)
        number = [child.step for child in collection.children].index(moved.source[-1])
        return collection, number, self._changes.find(path) or Changes()

    def _moved_lines(self, moved: Moved, column: int) -> list[str]:
        """Give the lines of an entry that comes from elsewhere, with its comments, its dash in a column."""
        collection, number, changes = self._source(moved)
        child, path = collection.children[number], moved.source[:-1]
        if moved.is_single:
            return self._single_lines(child, changes, moved, column)
        if collection.is_flow:
            text, above, behind = self._element(None, moved)
            lines = [*above, f"- {text}  {behind}" if behind else f"- {text}"]
            return [" " * column + line for one in lines for line in split_lines(one)]
        start, end = collection.lead(number), collection.end(number)
        splices = self._edit_child(collection, number, changes, path)
        text = spliced(self._layout, splices, start, end)
        if number == 0 and collection.is_inline:
            text = " " * collection.column + text
        return [_shifted(line, column - collection.column) for line in split_lines(text)]

    def _single_lines(self, child: Child, changes: Changes, moved: Moved, column: int) -> list[str]:
        """Give the lines of the only value of a key, which becomes the entry of a list."""
        if not self._layout.is_block(child) or not isinstance(child.value, MappingNode):
            return self._writer.entry(self._value_of(moved), moved.source, column, 2)
        inner = self._layout.collection(child.value)
        start, end = inner.lead(0), inner.end(len(inner.children) - 1)
        splices = self._edit(child.value, changes.inside.get(child.step), moved.source)
        lines = split_lines(spliced(self._layout, splices, start, end))
        first = next(number for number, line in enumerate(lines) if line.strip()[:1] not in ("", "#"))
        above = [_shifted(line, column - inner.column) for line in lines[:first]]
        text, *below = (_shifted(line, column + 2 - inner.column) for line in lines[first:])
        return [*above, f"{' ' * column}- {text.lstrip()}", *below]


def _shifted(line: str, columns: int) -> str:
    """Indent a line by some columns more, or fewer, as far as it is indented."""
    if columns >= 0:
        return " " * columns + line if line.strip() else line
    return line[min(-columns, len(line) - len(line.lstrip(" "))) :]
