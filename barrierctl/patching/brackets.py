"""Entries that come to or leave a mapping or list in brackets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from barrierctl.patching.layout import BREAK, Collection, Layout, Splice

_BEHIND: Final = re.compile(r"[ \t]*(,)?[ \t]*(#[^\r\n]*)?")


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
        found = (line.lstrip() for line in BREAK.split(above[start:]))
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
            if not added and right == left + 1:
                continue
            ends_with_comma = right < len(self._children) or "," in self._between[-1].partition("#")[0]
            text = self._behind(left, has_comma=bool(added) or ends_with_comma) if left >= 0 else ""
            for number, element in enumerate(added, 1):
                if self._is_tall or element.above or self._needs_line(text):
                    text += "".join(self._break + self._indent + line for line in (*element.above, ""))
                elif text:
                    text += " "
                comma = "," if number < len(added) or ends_with_comma else ""
                text += element.text + comma + (f"  {element.behind}" if element.behind else "")
            if added or left >= 0 or right < len(self._children):
                text += self._above(right, text)
            yield Splice(self._edges[left + 1][0], self._edges[right][1], text)

    def _needs_line(self, text: str) -> bool:
        """Whether a text ends with a comment, so that nothing can follow on its line."""
        return "#" in BREAK.split(text)[-1]

    def _behind(self, number: int, *, has_comma: bool) -> str:
        """Write what is behind a kept entry on its line: the comma and the comment."""
        found = _BEHIND.match(self._between[number + 1])
        text, is_there = (found[0], bool(found[1])) if found else ("", False)
        if has_comma and not is_there:
            text = f",{text}"
        elif is_there and not has_comma:
            text = text.replace(",", "", 1)
        return text if "#" in text else text.rstrip(" \t")

    def _above(self, number: int, before: str) -> str:
        """Write what is between a text and the next kept entry, its comments and indent, or the bracket."""
        text = self._between[number]
        if number == len(self._children):
            is_below = self._needs_line(before) or BREAK.search(text)
            return self._break + self._closing_indent if is_below else text.replace(",", "", 1)
        text = text[len(_BEHIND.match(text)[0]) :] if number else text  # type: ignore[index]
        if BREAK.search(text):
            return text
        if self._needs_line(before) or (self._is_tall and not before):
            return self._break + self._indent
        return " " if before else BREAK.split(self._between[0])[-1]
