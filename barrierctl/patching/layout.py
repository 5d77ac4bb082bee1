"""Where the parts of a file are in its text: the entries of its mappings and lists, with their comments."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from barrierctl.findings import Span
from barrierctl.patching.edits import PatchError
from barrierctl.patching.plan import Step
from barrierctl.source.decode import line_starts
from barrierctl.source.tree import ListNode, MappingNode, Value

_BREAK = r"(?:\r\n|\r|\n)"
BREAK: Final = re.compile(_BREAK)
_MAX_GAP: Final = 8
_END = r"(?=[\r\n]|\Z)"
_SPACE: Final = re.compile(r"(?:\s|(?:(?<=\s)|\A)#[^\r\n]*)*")
_REST: Final = re.compile(rf"(?:[ \t]+(?:#[^\r\n]*)?)?{_END}")
_LINE: Final = re.compile(rf"{_BREAK}([ \t]*)(#[^\r\n]*)?{_END}")
COMMENT: Final = re.compile(r"(?:(?<=\s)|\A)#[^\r\n]*")
_COLON: Final = re.compile(r"\s*:")
_TO_BRACKET: Final = re.compile(r"(?:[\s,]|(?<=[\s,])#[^\r\n]*)*[]}]")
_BEFORE_FIRST: Final = re.compile(r"[ \t]*(?:-[ \t]+)*")
PROPERTIES: Final = re.compile(r"(?:[&!]\S*(?:\s+(?:#[^\r\n]*)?)*)*")


class Splice(NamedTuple):
    """A text that takes the place of another one, between two offsets of the file."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Child:
    """A key with its value, or an entry of a list.

    Attributes:
        step: the key or index.
        start: the offset of its key or dash; in brackets, of its value if it has no key.
        head_end: the offset behind its colon or dash.
        value_start: the offset of its value, or of the anchor before it.
        value_end: the offset behind its value.
        value: in the tree.
    """

    step: Step
    start: int
    head_end: int
    value_start: int
    value_end: int
    value: Value

    @property
    def gap(self) -> int:
        """The columns from its dash to its value, if these are near each other; else 0."""
        gap = self.value_start - self.start
        return gap if self.value_start > self.head_end and gap <= _MAX_GAP else 0


class Layout:
    """Finds the parts of a file in its text."""

    def __init__(self, text: str, tree: Value) -> None:
        self.text = text
        self.tree = tree
        self._starts = line_starts(text)
        self._collections: dict[int, Collection] = {}
        self.open_ends: set[int] = set()  # of block texts to which the blank lines below belong

    def collection(self, node: MappingNode | ListNode) -> "Collection":
        """Give the layout of a mapping or list."""
        if id(node) not in self._collections:
            self._collections[id(node)] = Collection(self, node)
        return self._collections[id(node)]

    def begin(self, span: Span) -> int:
        """Give the offset at which a span begins."""
        return self._starts[span.line - 1] + span.column - 1

    def end(self, span: Span) -> int:
        """Give the offset behind a span."""
        return self._starts[span.end_line - 1] + span.end_column - 1

    def line(self, offset: int) -> int:
        """Give the number of the line that an offset is on."""
        return bisect_right(self._starts, offset)

    def line_start(self, offset: int, above: int = 0) -> int:
        """Give the offset at which the line of an offset begins, or one some lines above it."""
        return self._starts[self.line(offset) - 1 - above]

    def is_alias(self, span: Span) -> bool:
        """Whether a value is written as a reference to another one."""
        return self.text.startswith("*", self.begin(span))

    def is_flow(self, node: MappingNode | ListNode) -> bool:
        """Whether a mapping or list is in brackets."""
        begin, end = self.begin(node.span), self.end(node.span)
        return begin < end and self.text[end - 1] in "[{"

    def is_block(self, child: Child) -> bool:
        """Whether the value of an entry is a mapping or list without brackets."""
        value = child.value
        is_here = not self.text.startswith("*", child.value_start)
        return isinstance(value, MappingNode | ListNode) and is_here and not self.is_flow(value)

    def value_end(self, value: Value, span: Span) -> int:
        """Find the offset behind a value."""
        if isinstance(value, MappingNode | ListNode) and not self.is_alias(span):
            return self.collection_end(value)
        begin, end = self.begin(span), self.end(span)
        body = self.body(begin)
        if self.text[body : body + 1] not in ("|", ">") or body >= end:
            return end
        if "+" in self.text[body : body + 3]:
            end -= len(re.search(rf"{_BREAK}?\Z", self.text[body:end])[0])  # type: ignore[index]
            self.open_ends.add(end)
            return end
        last = begin + len(self.text[begin:end].rstrip())
        return re.compile("[^\r\n]*").match(self.text, last).end()  # type: ignore[union-attr]

    def body(self, begin: int) -> int:
        """Find where a value begins, behind an anchor or a tag."""
        found = PROPERTIES.match(self.text, begin)
        return found.end() if found else begin

    def collection_end(self, node: MappingNode | ListNode) -> int:
        """Find the offset behind a mapping or list; of one without brackets, behind its last value."""
        end = self.end(node.span)
        if isinstance(node, MappingNode) and node:
            end = self._of_key(next(reversed(node)), node).value_end
        elif isinstance(node, ListNode) and node:
            end = self._entry(len(node) - 1, node, self.begin(node.spans[-1])).value_end
        if not self.is_flow(node):
            return end
        bracket = _TO_BRACKET.match(self.text, end)
        if not bracket:
            raise self.unusual(end)
        return bracket.end()

    def children(self, node: MappingNode | ListNode) -> Iterator[Child]:
        """Find the entries of a mapping or list, in the order of the file."""
        if isinstance(node, MappingNode):
            yield from (self._of_key(key, node) for key in node)
            return
        position, flow = self.end(node.span), self.is_flow(node)
        if self.text[self.begin(node.span) : position].endswith("-"):
            position -= 1  # dashes at the column of their key: the parser counts the first one in
        for index, span in enumerate(node.spans):
            start = self.begin(span)
            if not flow:
                start = _SPACE.match(self.text, position).end()  # type: ignore[union-attr]
                if self.text[start : start + 1] != "-":
                    raise self.unusual(start)
            child = self._entry(index, node, start)
            position = child.value_end
            yield child

    def _of_key(self, key: str, node: MappingNode) -> Child:
        key_span, span, value = node.key_spans[key], node.value_spans[key], node[key]
        colon = _COLON.match(self.text, self.end(key_span))
        head_end = colon.end() if colon else self.end(key_span)
        if value is None and span == key_span:
            return Child(key, self.begin(key_span), head_end, head_end, head_end, None)
        value_end = self.value_end(value, span)
        return Child(key, self.begin(key_span), head_end, self.begin(span), value_end, value)

    def _entry(self, index: int, node: ListNode, start: int) -> Child:
        span, value = node.spans[index], node[index]
        head_end = start if self.is_flow(node) else start + 1
        return Child(index, start, head_end, self.begin(span), self.value_end(value, span), value)

    def line_end(self, offset: int) -> int:
        """Find the end of the line behind a value, where only a comment may be."""
        rest = _REST.match(self.text, offset)
        if not rest:
            raise self.unusual(offset)
        return rest.end()

    def comments(self) -> Iterator[tuple[int, str]]:
        """Find each comment with its offset."""
        texts = sorted(_texts(self, self.tree)) if "#" in self.text else []
        position = 0
        while found := COMMENT.search(self.text, position):
            before = bisect_right(texts, (found.start(), len(self.text)))
            if before and found.start() < texts[before - 1][1]:
                position = texts[before - 1][1]
            else:
                yield found.start(), found[0]
                position = found.end()

    def unusual(self, offset: int) -> PatchError:
        """Make the error for a place with an unknown layout."""
        return PatchError("unusual", self.line(offset))


def _texts(layout: Layout, node: Value) -> Iterator[tuple[int, int]]:
    """Find the offsets of the texts that hold a `#`; of a block text, of the lines below its sign."""
    if isinstance(node, MappingNode):
        spans = [*node.key_spans.items(), *((value, node.value_spans[key]) for key, value in node.items())]
    elif isinstance(node, ListNode):
        spans = list(zip(node, node.spans, strict=True))
    else:
        return
    for value, span in spans:
        if isinstance(value, str) and "#" in value:
            start = layout.begin(span)
            is_block = layout.text[layout.body(start)] in "|>"
            yield layout.line_start(start, -1) if is_block else start, layout.end(span)
        elif not layout.is_alias(span):
            yield from _texts(layout, value)


class Collection:
    """The layout of a mapping or list.

    Attributes:
        children: its entries, in the order of the file.
        is_flow: whether it is in brackets.
        column: of its keys or dashes, from 0.
    """

    def __init__(self, layout: Layout, node: MappingNode | ListNode) -> None:
        self._layout = layout
        self.node = node
        self.is_flow = layout.is_flow(node)
        self.children = list(layout.children(node))
        first = self.children[0].start if self.children else 0
        self.column = first - layout.line_start(first)
        if not self.is_flow and not _BEFORE_FIRST.fullmatch(layout.text[first - self.column : first]):
            raise layout.unusual(first)

    @cached_property
    def is_inline(self) -> bool:
        """Whether its first entry begins on the line of a dash before it."""
        first = self.children[0].start
        return bool(self._layout.text[first - self.column : first].strip())

    def lead(self, number: int) -> int:
        """Find where an entry begins with the comments above it: at the start of a line, unless inline.

        A comment that heads a group of entries belongs to none of them.
        """
        child = self.children[number]
        if number == 0 and self.is_inline:
            return child.start
        own, above = self._layout.line_start(child.start), self._above(number)
        is_heading = above < own and (number == 0 or self._is_apart(number)) and self._has_groups
        return own if is_heading else above

    def _above(self, number: int) -> int:
        """Find where the comments right above an entry begin."""
        text, floor = self._layout.text, self.end(number - 1) if number else 0
        lead = self._layout.line_start(self.children[number].start)
        while lead > floor:
            above = self._layout.line_start(lead, 1)
            if above <= floor or not text[above:lead].lstrip(" \t").startswith("#"):
                break
            lead = above
        return lead

    def _is_apart(self, number: int) -> bool:
        """Whether there is a blank line above an entry and its comments."""
        between = self._layout.text[self.end(number - 1) : self._above(number)]
        return len(re.findall(_BREAK, between)) > 1

    @cached_property
    def _has_groups(self) -> bool:
        """Whether only some entries of a list have a blank line above them, so that it separates groups."""
        if isinstance(self.node, MappingNode):
            return False
        return len({self._is_apart(number) for number in range(1, len(self.children))}) > 1

    def end(self, number: int) -> int:
        """Find the end of the last line of an entry, with the comments below it that are indented more."""
        position = end = self._layout.line_end(self.children[number].value_end)
        while line := _LINE.match(self._layout.text, position):
            position = line.end()
            if line[2] and len(line[1]) <= self.column:
                break
            end = position if line[2] else end
        return end

    def gap(self, number: int) -> str:
        """Give the text between an entry with its lines and the next one with its comments."""
        return self._layout.text[self.end(number) : self.lead(number + 1)]


def spliced(layout: Layout, splices: Iterable[Splice], start: int, end: int) -> str:
    """Make splices in a part of a file, and give its new text.

    Raises:
        PatchError: two of them overlap.
    """
    parts: list[str] = []
    for splice in sorted(splices, key=lambda one: one[:2]):
        if splice.start < start or splice.end > end:
            raise layout.unusual(splice.start)
        parts += [layout.text[start : splice.start], splice.text]
        start = splice.end
    return "".join([*parts, layout.text[start:end]])
