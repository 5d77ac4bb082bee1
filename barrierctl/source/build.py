"""One pass over the events: limits, duplicates, places and tree at once."""

from collections.abc import Callable
from typing import Any, TypeAlias

from barrierctl.excess import Sought
from barrierctl.findings import Fault, Span
from barrierctl.source import events as ev
from barrierctl.source.comments import Comment, find_comments, outside
from barrierctl.source.decode import control_characters, with_pairs
from barrierctl.source.events import span_of
from barrierctl.source.lines import WrittenLines, cut_by_comment
from barrierctl.source.scalars import resolve
from barrierctl.source.stuck import refuse_colon, refuse_dash
from barrierctl.source.tree import ListNode, MappingNode, Path, Scalar, Value
from barrierctl.source.unfinished import Unfinished

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

    def __init__(self, text: str, lines: tuple[str, ...], following: Callable[[], Any]) -> None:
        """Start with nothing.

        Args:
            text: of the file.
            lines: of the same text.
            following: gives its next event.
        """
        self.faults: list[Fault] = []
        self.quoted: Span | None = None
        self._lines = lines
        self._next = following
        self._written = WrittenLines(lines)
        hashes = enumerate(lines, 1) if "#" in text else ()
        self._with_hash = {number for number, line in hashes if "#" in line}
        self._marked_texts: list[Span] = []
        self._unfinished = Unfinished()
        self._sought = Sought()
        self._limits = self._unfinished.limits

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
        return outside(find_comments(self._lines), self._marked_texts) if self._with_hash else []

    def scalar(self, event: ev.ScalarEvent) -> Read:
        """A text, a number or another constant."""
        span, text = span_of(event), event.value
        if event.style or event.ctag:
            value: Scalar = self._marked(event, span)
        elif not text:
            value, span = None, self._written.said_before(span)
        else:
            value = resolve(text)
            if text[0] == "-" or span.end_line in self._with_hash:
                self._look_again(text, value, span)
        self._limits.add(span)
        if event.anchor:
            self._unfinished.keep(event.anchor, value)
        return value, span

    def mapping(self, event: ev.MappingStartEvent) -> Read:
        """A mapping with its entries."""
        node = MappingNode(span_of(event))
        self._tag(event, node.span)
        before = self._unfinished.begin(event, node)
        first_lines: dict[str, int] = {}
        while type(begun := self._next()) is not ev.MappingEndEvent:
            key, key_span = _READ[type(begun)](self, begun)
            if not (isinstance(key, str) and key not in node and key != "<<"):
                key = self._key(key, key_span, node, first_lines)
            begun = self._next()
            value, span = _READ[type(begun)](self, begun)
            if value is None and span[:2] == span[2:]:
                span = self._unwritten(key, key_span)
            if key is None:
                node.complete = False
            else:
                node.put(key, key_span, value, span)
        self._unfinished.end(event, node, *before)
        return node, node.span

    def list(self, event: ev.SequenceStartEvent) -> Read:
        """A list with its entries."""
        node = ListNode(span_of(event))
        self._tag(event, node.span)
        before = self._unfinished.begin(event, node)
        while type(begun := self._next()) is not ev.SequenceEndEvent:
            node.put(*_READ[type(begun)](self, begun))
        self._unfinished.end(event, node, *before)
        return node, node.span

    def alias(self, event: ev.AliasEvent) -> Read:
        """What was written elsewhere, and stands here too."""
        span = span_of(event)
        return self._unfinished.meant(event.anchor, span), span

    def _look_again(self, text: str, value: Scalar, span: Span) -> None:
        """Tell of a plain text that a comment cuts off, or a dash that stands too near."""
        if cut := cut_by_comment(self._lines, span):
            parameters = {"kept": text, "cut": cut[1]}
            self._tell(Fault(rule="text-cut-by-comment", span=cut[0], parameters=parameters))
        if text[0] == "-" and isinstance(value, str) and self._unfinished.is_mapping:
            refuse_dash(self._lines, span)

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

    def _unwritten(self, key: str | None, key_span: Span) -> Span:
        """Where a value is that is not there."""
        if key and ":" in key:
            refuse_colon(self._lines, key_span)
        return key_span

    def _key(self, value: Value, span: Span, node: MappingNode, first_lines: dict[str, int]) -> str | None:
        """An odd key, told of; None where it is none that a model can have."""
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
            self._tell(Fault(rule="yaml-duplicate-key", span=span, subject=value, parameters=told))
        return value

    def _directives(self, event: ev.DocumentStartEvent) -> None:
        for number, line in enumerate(self._lines[: event.end_mark.line], 1):
            if line.startswith("%"):
                self._unsupported("directive", Span(number, 1, number, len(line) + 1), _WHOLE_FILE)

    def _tag(self, event: ev.NodeEvent, span: Span) -> None:
        if event.tag and (tag := ev.tag_of(event)):
            self._unsupported("", span, tag=tag)

    def _unsupported(self, variant: str, span: Span, path: Path = (), **parameters: object) -> None:
        fault = Fault(rule="yaml-unsupported", span=span, path=path, variant=variant, parameters=parameters)
        self._tell(fault)

    def _escaped_controls(self, text: str, span: Span) -> None:
        for _, _, names in control_characters(text):
            told = {"names": names}
            self._tell(Fault(rule="control-character", span=span, variant="escaped", parameters=told))

    def _tell(self, fault: Fault) -> None:
        if self._sought(fault.rule):
            self.faults.append(fault)


_READ: dict[type[ev.Event], Callable[[TreeBuilder, Any], Read]] = {
    ev.ScalarEvent: TreeBuilder.scalar,
    ev.MappingStartEvent: TreeBuilder.mapping,
    ev.SequenceStartEvent: TreeBuilder.list,
    ev.AliasEvent: TreeBuilder.alias,
}
