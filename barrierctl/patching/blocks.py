"""Entries that come to or leave a mapping or list whose entries have lines of their own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from barrierctl.patching.layout import BREAK, Collection, Layout, Splice
from barrierctl.source.decode import split_lines
from barrierctl.source.tree import MappingNode

_MAX_BLANK_LINES: Final = 2


class Block:
    """The entries of a mapping or list without brackets.

    Args:
        layout: of the file.
        collection: with at least one entry.
        line_break: of the file.
    """

    def __init__(self, layout: Layout, collection: Collection, line_break: str) -> None:
        self._layout = layout
        self._collection = collection
        self._break = line_break

    def rearrange(self, kept: Sequence[int], new: Mapping[int, Sequence[list[str]]]) -> Iterator[Splice]:
        """Yield the splices that leave only the entries *kept*, and put lines of new ones before others."""
        whole, first, staying = self._collection, 0, set(kept)
        if whole.is_inline and kept[0]:
            start, below = whole.children[0].start, whole.children[kept[0]].start
            is_near = whole.lead(kept[0]) == below - whole.column
            if is_near and not any(whole.gap(number).strip() for number in range(kept[0])):
                first = kept[0]  # comes behind the dash
                yield Splice(start, below, "")
            else:
                first = 1
                start = len(self._layout.text[:start].rstrip(" \t"))
                yield Splice(start, whole.end(0), "")
        for number in range(first, len(whole.children)):
            if number in staying:
                continue
            # Each goes with its comments, and with the blank lines on one side.
            start, end, is_last = whole.lead(number), whole.end(number), number > kept[-1]
            gap = whole.gap(number - 1 if is_last else number)
            breaks = BREAK.findall(gap)
            if is_last:
                yield Splice(start - len(breaks[-1] if gap.strip() else gap), end, "")
            else:
                yield Splice(start, end + len(breaks[0] if gap.strip() else gap), "")
        for index, entries in new.items():
            yield self._insert(index, entries, kept)

    def _insert(self, index: int, new: Sequence[list[str]], kept: Sequence[int]) -> Splice:
        """Make the splice that inserts lines before an entry; each new key or entry has some."""
        whole, blank = self._collection, ""
        gaps, is_long = len(whole.children) - 1, any(len(lines) > 1 for lines in new)
        is_below_text = index and whole.end(index - 1) in self._layout.open_ends
        if gaps and not is_below_text and (is_long or not isinstance(whole.node, MappingNode)):
            # As many blank lines as entries there have between them; a key on one line has none.
            lines = split_lines(whole.gap(min(max(index - 1, 0), gaps - 1)))[1:-1]
            blank = self._break * min(sum(not line.strip() for line in lines), _MAX_BLANK_LINES)
        texts = [self._break.join(lines) for lines in new]
        if index and (index - 1 in kept or index - 1 > kept[-1]):
            at = whole.end(index - 1)
            return Splice(at, at, "".join(self._break + blank + text for text in texts))
        number = max(index - 1, 0)
        text = "".join(text + self._break + blank for text in texts)
        if number == 0 and whole.is_inline:
            text = text[whole.column :] + " " * whole.column
        return Splice(whole.lead(number), whole.lead(number), text)
