"""Entries that come to or leave a mapping or list in brackets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from barrierctl.patching.layout import Collection, Layout

_BEHIND: Final = re.compile(r"[ \t]*(,)?[ \t]*(#[^\r\n]*)?")
_BREAK: Final = re.compile(r"\r\n|\r|\n")


class Splice(NamedTuple):
    """A text that takes the place of another one, between two offsets of the file."""

    start: int
    end: int
    text: str


class Element(NamedTuple):
    """The text of an entry, the comments on the lines above it, and the one behind it."""

    text: str
    above: tuple[str, ...] = ()
    behind: str = ""


class Brackets:
    """The text between the entries of a mapping or list in brackets.

    Args:
        layout: of the file.
        collection: with at least one entry.
        line_break: of the file.
    """

    def __init__(self, layout: Layout, collection: Collection, line_break: str) -> None:
        self._children = children = collection.children
        self._break = line_break
        self._open = layout.end(collection.node.span)
        self._close = layout.collection_end(collection.node) - 1
        edges = [self._open, *(edge for one in children for edge in (one.start, one.value_end)), self._close]
        self._edges = list(zip(edges[::2], edges[1::2], strict=True))
        self._between = [layout.text[start:end] for start, end in self._edges]
        self._is_tall = "\n" in self._between[0] or "\r" in self._between[0]
        first = children[0].start
        line = layout.text[layout.line_start(first) : first]
        margin = re.match(r"[ \t]*", layout.text[layout.line_start(self._close) :])
        self._indent = line if self._is_tall else " " * (len(line) - len(line.lstrip()) + 2)
        self._closing_indent = margin[0] if margin else ""

    def comments(self, number: int) -> tuple[tuple[str, ...], str]:
        """Give the comments on the lines above an entry, and the one behind it."""
        above = self._between[number]
        behind = _BEHIND.match(self._between[number + 1])
        start = 0 if number == 0 else _BEHIND.match(above).end()  # type: ignore[union-attr]
        found = (line.lstrip() for line in _BREAK.split(above[start:]))
        return tuple(filter(None, found)), (behind and behind[2]) or ""

    def extent(self, number: int) -> tuple[int, int]:
        """Give the offsets between which an entry is with its comments."""
        start, end = self._edges[number][0], self._edges[number + 1][0]
        if number:
            start += len(_BEHIND.match(self._between[number])[0])  # type: ignore[index]
        return start, end + len(_BEHIND.match(self._between[number + 1])[0])  # type: ignore[index]

    def rearrange(self, kept: Sequence[int], new: Mapping[int, Sequence[Element]]) -> Iterator[Splice]:
        """Yield the splices that leave only the entries *kept*, and put new ones before their indexes."""
        for left, right in pairwise([-1, *kept, len(self._children)]):
            added = [one for index in range(left + 1, right + 1) for one in new.get(index, ())]
            if added or right != left + 1:
                yield Splice(self._edges[left + 1][0], self._edges[right][1], self._join(left, right, added))

    def _join(self, left: int, right: int, added: list[Element]) -> str:
        """Write what is between two kept entries, new ones included."""
        is_last = right == len(self._children)
        elements = [*added] if is_last else [*added, Element("", self.comments(right)[0])]
        behind = self.comments(left)[1] if left >= 0 else ""
        text = ""
        for number, element in enumerate(elements):
            is_first = left < 0 and number == 0
            text += ("" if is_first else ",") + (f"  {behind}" if behind else "")
            if self._is_tall or behind or element.above:
                margin = self._break + self._indent
                text += "".join(margin + line for line in (*element.above, ""))
            elif not is_first:
                text += " "
            text += element.text
            behind = element.behind
        return text + self._ending(behind, has_entry=bool(added) or left >= 0) if is_last else text

    def _ending(self, behind: str, *, has_entry: bool) -> str:
        """Write what is between the last entry and the bracket."""
        last = self._between[-1]
        comma = "," if has_entry and "," in last.partition("#")[0] else ""
        if behind:
            return f"{comma}  {behind}{self._break}{self._closing_indent}"
        if "\n" in last or "\r" in last:
            return f"{comma}{self._break}{self._closing_indent}"
        return last if has_entry else ""
