"""One pass over the events: limits, duplicates, places and tree at once."""

from collections.abc import Callable
from typing import Any, TypeAlias

from barrierctl.findings import Fault, Span
from barrierctl.source import events as ev
from barrierctl.source.comments import Comment, find_comments, outside
from barrierctl.source.decode import RefusedError, control_characters, with_pairs
from barrierctl.source.events import span_of
from barrierctl.source.limits import Limits
from barrierctl.source.lines import WrittenLines, cut_by_comment
from barrierctl.source.scalars import resolve
from barrierctl.source.stuck import refuse_colon, refuse_dash
from barrierctl.source.tree import ListNode, MappingNode, Path, Scalar, Value
from barrierctl.source.unfinished import Anchored

_FIRST_KEYS = ("name", "party", "id")  # of an item; where one stands twice, a dash is often missing
Read: TypeAlias = tuple[Value, Span]
"""A value, and where it stands."""
_WHOLE_FILE: Path = ("---",)  # leads to no element: what is about the file stands in no stage


class TreeBuilder:
    """Grows the tree from events.

    Attributes:
        faults: what was found on the way and did not stop it.
        quoted: the last quoted text, for whoever explains a syntax error.
    """

    def __init__(self, lines: tuple[str, ...], following: Callable[[], Any]) -> None:
        """Start with nothing.

        Args:
            lines: of the text.
            following: gives the next event of the same text.
        """
        self.faults: list[Fault] = []
        self.quoted: Span | None = None
        self._lines = lines
        self._next = following
        self._written = WrittenLines(lines)
        self._with_hash = {number for number, line in enumerate(lines, 1) if "#" in line}
        self._marked_texts: list[Span] = []
        self._open: list[MappingNode | ListNode] = []
        self._deepest = 0
        self._anchors: dict[str, Anchored | None] = {}
        self._limits = Limits()

    def build(self) -> Value:
        """The whole tree.

        Raises:
            RefusedError: a limit is passed, or an alias means nothing.
        """
        root: Value = None
        documents = 0
        while not isinstance(event := self._next(), ev.StreamEndEvent):
            if isinstance(event, ev.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._unsupported("documents", ev.start_of(event), _WHOLE_FILE)
                    break
                self._directives(event)
            elif type(event) in _READ:
                root, _ = _READ[type(event)](self, event)
        return root

    def comments(self) -> list[Comment]:
        """Those that speak to barrierctl, once the tree is built."""
        return outside(find_comments(self._lines), self._marked_texts)

    def scalar(self, event: ev.ScalarEvent) -> Read:
        """A text, a number or another constant."""
        span = span_of(event)
        if event.style or event.ctag:
            value: Scalar = self._marked(event, span)
        else:
            value = self._plain(event.value, span)
            if not event.value:
                span = self._written.said_before(span)
        self._limits.add(span)
        if event.anchor:
            self._anchors[event.anchor] = Anchored(value=value, nodes=1, depth=0)
        return value, span

    def mapping(self, event: ev.MappingStartEvent) -> Read:
        """A mapping with its entries."""
        node = MappingNode(span_of(event))
        before = self._begin(event, node)
        first_lines: dict[str, int] = {}
        while type(begun := self._next()) is not ev.MappingEndEvent:
            value, key_span = _READ[type(begun)](self, begun)
            key = self._key(value, key_span, node, first_lines)
            begun = self._next()
            self._entry(node, key, key_span, *_READ[type(begun)](self, begun))
        self._end(event, node, *before)
        return node, node.span

    def list(self, event: ev.SequenceStartEvent) -> Read:
        """A list with its entries."""
        node = ListNode(span_of(event))
        before = self._begin(event, node)
        while type(begun := self._next()) is not ev.SequenceEndEvent:
            node.put(*_READ[type(begun)](self, begun))
        self._end(event, node, *before)
        return node, node.span

    def alias(self, event: ev.AliasEvent) -> Read:
        """What was written elsewhere, and stands here too."""
        span = span_of(event)
        if event.anchor not in self._anchors:
            raise RefusedError(Fault(rule="yaml-syntax", span=span, variant="star"))
        meant = self._anchors[event.anchor]
        if meant is None:
            raise RefusedError(Fault(rule="yaml-unsupported", span=span, variant="endless"))
        depth = len(self._open) + meant.depth
        self._limits.go_down(depth, span)
        self._limits.add(span, aliased=meant.nodes)
        self._deepest = max(self._deepest, depth)
        return meant.value, span

    def _begin(
        self, event: ev.MappingStartEvent | ev.SequenceStartEvent, node: MappingNode | ListNode
    ) -> tuple[int, int]:
        """Go into a mapping or list; how many values were met before, and how deep they stand."""
        before = self._limits.nodes, self._deepest
        self._tag(event, node.span)
        self._open.append(node)
        self._deepest = len(self._open)
        self._limits.go_down(self._deepest, node.span)
        self._limits.add(node.span)
        if event.anchor:
            self._anchors[event.anchor] = None
        return before

    def _end(
        self,
        event: ev.MappingStartEvent | ev.SequenceStartEvent,
        node: MappingNode | ListNode,
        nodes: int,
        deepest: int,
    ) -> None:
        """Come out of it again; so many values were met before, so deep."""
        if event.anchor:
            held, depth = self._limits.nodes - nodes, self._deepest - len(self._open) + 1
            self._anchors[event.anchor] = Anchored(value=node, nodes=held, depth=depth)
        self._open.pop()
        self._deepest = max(self._deepest, deepest)

    def _plain(self, text: str, span: Span) -> Scalar:
        """What a text without quotes means."""
        value = resolve(text)
        if span.end_line in self._with_hash:
            self._cut_by_comment(text, span)
        if (
            text[:1] == "-"
            and isinstance(value, str)
            and self._open
            and isinstance(self._open[-1], MappingNode)
        ):
            refuse_dash(self._lines, span)
        return value

    def _marked(self, event: ev.ScalarEvent, span: Span) -> str:
        """The text that has quotes, the sign of a block or a tag."""
        text = event.value
        self._tag(event, span)
        self._marked_texts.append(span)
        if event.style in ("'", '"'):
            self.quoted = span
            text = with_pairs(text)
            self._escaped_controls(text, span)
        return text or ev.tag_of(event)

    def _entry(self, node: MappingNode, key: str | None, key_span: Span, value: Value, span: Span) -> None:
        if key is None:
            node.complete = False
            return
        if value is None and span[:2] == span[2:]:
            refuse_colon(self._lines, key_span)
            span = key_span
        node.put(key, key_span, value, span)

    def _key(self, value: Value, span: Span, node: MappingNode, first_lines: dict[str, int]) -> str | None:
        """The key, or None where it is none that a model can have."""
        if not isinstance(value, str):
            self._unsupported("key", span)
            return None
        if value == "<<" and span != self.quoted:
            self._unsupported("merge", span)
            return None
        if value in node:
            dashed = f"- {value}: …" if value in _FIRST_KEYS else ""
            first = first_lines.setdefault(value, node.key_spans[value].line)
            told = {"key": value, "first": first, "dashed": dashed}
            self.faults.append(Fault(rule="yaml-duplicate-key", span=span, subject=value, parameters=told))
        return value

    def _directives(self, event: ev.DocumentStartEvent) -> None:
        for number, line in enumerate(self._lines[: event.end_mark.line], 1):
            if line.startswith("%"):
                self._unsupported("directive", Span(number, 1, number, len(line) + 1), _WHOLE_FILE)

    def _tag(self, event: ev.NodeEvent, span: Span) -> None:
        if event.tag and (tag := ev.tag_of(event)):
            self._unsupported("", span, tag=tag)

    def _unsupported(self, variant: str, span: Span, path: Path = (), **parameters: object) -> None:
        self.faults.append(
            Fault(rule="yaml-unsupported", span=span, path=path, variant=variant, parameters=parameters)
        )

    def _escaped_controls(self, text: str, span: Span) -> None:
        self.faults += (
            Fault(rule="control-character", span=span, variant="escaped", parameters={"names": names})
            for _, _, names in control_characters(text)
        )

    def _cut_by_comment(self, text: str, span: Span) -> None:
        cut = cut_by_comment(self._lines, span) if text else None
        if cut:
            parameters = {"kept": text, "cut": cut[1]}
            self.faults.append(Fault(rule="text-cut-by-comment", span=cut[0], parameters=parameters))


_READ: dict[type[ev.Event], Callable[[TreeBuilder, Any], Read]] = {
    ev.ScalarEvent: TreeBuilder.scalar,
    ev.MappingStartEvent: TreeBuilder.mapping,
    ev.SequenceStartEvent: TreeBuilder.list,
    ev.AliasEvent: TreeBuilder.alias,
}
