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
            if number not in staying:
                yield self._remove(number, is_last=number > kept[-1])
        for index, entries in new.items():
            yield self._insert(index, entries, kept)

    def _remove(self, number: int, *, is_last: bool) -> Splice:
        """Make the splice that removes an entry with its comments, and the blank lines on one side.

        Args:
            number: of the entry.
            is_last: whether no entry below it stays.
        """
        lead, end = self._collection.lead(number), self._collection.end(number)
        gap = self._collection.gap(number - 1 if is_last else number)
        breaks = BREAK.findall(gap)
        if is_last:
            return Splice(lead - len(breaks[-1] if gap.strip() else gap), end, "")
        return Splice(lead, end + len(breaks[0] if gap.strip() else gap), "")

    def _insert(self, index: int, new: Sequence[list[str]], kept: Sequence[int]) -> Splice:
        """Make the splice that inserts lines before an entry; each new key or entry has some."""
        whole = self._collection
        blank = self._break * self._blank_lines(index, is_long=any(len(lines) > 1 for lines in new))
        texts = [self._break.join(lines) for lines in new]
        if index and (index - 1 in kept or index - 1 > kept[-1]):
            at = whole.end(index - 1)
            return Splice(at, at, "".join(self._break + blank + text for text in texts))
        number = max(index - 1, 0)
        text = "".join(text + self._break + blank for text in texts)
        if number == 0 and whole.is_inline:
            text = text[whole.column :] + " " * whole.column
        return Splice(whole.lead(number), whole.lead(number), text)

    def _blank_lines(self, index: int, *, is_long: bool) -> int:
        """Count the blank lines that entries there have between them; a key on one line has none."""
        whole = self._collection
        gaps = len(whole.children) - 1
        is_below_text = index and whole.end(index - 1) in self._layout.open_ends
        if not gaps or is_below_text or (isinstance(whole.node, MappingNode) and not is_long):
            return 0
        gap = whole.gap(min(max(index - 1, 0), gaps - 1))
        return min(sum(not line.strip() for line in split_lines(gap)[1:-1]), _MAX_BLANK_LINES)
