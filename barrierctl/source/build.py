"""One pass over the events: limits, duplicates, places and tree at once."""

from collections.abc import Callable
from typing import Any

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
from barrierctl.source.unfinished import Anchored, Open

_FIRST_KEYS = ("name", "party", "id")  # of an item; where one stands twice, a dash is often missing
_WHOLE_FILE: Path = ("---",)  # leads to no element: what is about the file stands in no stage


class TreeBuilder:
    """Takes events in order and grows the tree.

    Attributes:
        root: the tree, once all events are in.
        faults: what was found on the way and did not stop it.
        quoted: the last quoted text, for whoever explains a syntax error.
    """

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Start with nothing; the lines are those of the same text."""
        self.root: Value = None
        self.faults: list[Fault] = []
        self.quoted: Span | None = None
        self._lines = lines
        self._written = WrittenLines(lines)
        self._with_hash = {number for number, line in enumerate(lines, 1) if "#" in line}
        self._marked_texts: list[Span] = []
        self._open: list[Open] = []
        self._anchors: dict[str, Anchored | None] = {}
        self._limits = Limits()
        self._documents = 0
        self._takers: dict[type[ev.Event], Callable[[Any], None]] = {
            ev.ScalarEvent: self._scalar,
            ev.MappingStartEvent: lambda event: self._start(event, MappingNode(span_of(event))),
            ev.SequenceStartEvent: lambda event: self._start(event, ListNode(span_of(event))),
            ev.MappingEndEvent: self._end,
            ev.SequenceEndEvent: self._end,
            ev.AliasEvent: self._alias,
            ev.DocumentStartEvent: self._document,
        }

    def comments(self) -> list[Comment]:
        """Those that speak to barrierctl, once all events are in."""
        return outside(find_comments(self._lines), self._marked_texts)

    def take(self, event: ev.Event) -> bool:
        """Take the next event; False when there is nothing more to read.

        Raises:
            RefusedError: a limit is passed, or an alias means nothing.
        """
        taker = self._takers.get(type(event))
        if taker:
            taker(event)
        return self._documents <= 1

    def _document(self, event: ev.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._unsupported("documents", ev.start_of(event), _WHOLE_FILE)
            return
        for number, line in enumerate(self._lines[: event.end_mark.line], 1):
            if line.startswith("%"):
                self._unsupported("directive", Span(number, 1, number, len(line) + 1), _WHOLE_FILE)

    def _scalar(self, event: ev.ScalarEvent) -> None:
        span = span_of(event)
        if event.style or event.tag:
            value: Scalar = self._marked(event, span)
        else:
            value = self._plain(event.value, span)
            if not event.value:
                span = self._written.said_before(span)
        self._limits.add(span)
        self._place(value, span, event.anchor, 1, 1)

    def _plain(self, text: str, span: Span) -> Scalar:
        """What a text without quotes means."""
        value = resolve(text)
        if span.end_line in self._with_hash:
            self._cut_by_comment(text, span)
        if (
            text[:1] == "-"
            and isinstance(value, str)
            and self._open
            and isinstance(self._open[-1].node, MappingNode)
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

    def _start(
        self, event: ev.MappingStartEvent | ev.SequenceStartEvent, node: MappingNode | ListNode
    ) -> None:
        self._tag(event, node.span)
        self._limits.go_down(len(self._open) + 1, node.span)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(Open(node, event.anchor, self._limits.nodes))
        self._limits.add(node.span)

    def _end(self, _event: ev.Event) -> None:
        done = self._open.pop()
        depth = done.deepest + 1
        self._place(done.node, done.node.span, done.anchor, self._limits.nodes - done.before, depth)

    def _alias(self, event: ev.AliasEvent) -> None:
        span = span_of(event)
        if event.anchor not in self._anchors:
            raise RefusedError(Fault(rule="yaml-syntax", span=span, variant="star"))
        meant = self._anchors[event.anchor]
        if meant is None:
            raise RefusedError(Fault(rule="yaml-unsupported", span=span, variant="endless"))
        self._limits.go_down(len(self._open) + meant.depth, span)
        self._limits.add(span, aliased=meant.nodes)
        self._place(meant.value, span, None, 0, meant.depth)

    def _place(self, value: Value, span: Span, anchor: str | None, nodes: int, depth: int) -> None:
        """Put a finished value where it belongs."""
        if anchor:
            self._anchors[anchor] = Anchored(value, span, nodes, depth)
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        parent.deepest = max(parent.deepest, depth)
        if isinstance(parent.node, ListNode):
            parent.node.put(value, span)
        elif parent.key_span is None:
            parent.key, parent.key_span = self._key(value, span, parent.first_lines), span
        else:
            self._entry(parent, parent.node, value, span)

    def _entry(self, parent: Open, node: MappingNode, value: Value, span: Span) -> None:
        if parent.key is None:
            node.complete = False
        elif parent.key_span is not None:
            unwritten = value is None and span[:2] == span[2:]
            if unwritten:
                refuse_colon(self._lines, parent.key_span)
            node.put(parent.key, parent.key_span, value, parent.key_span if unwritten else span)
        parent.key = parent.key_span = None

    def _key(self, value: Value, span: Span, first_lines: dict[str, int]) -> str | None:
        """The key, or None where it is none that a model can have."""
        if not isinstance(value, str):
            self._unsupported("key", span)
            return None
        if value == "<<" and span != self.quoted:
            self._unsupported("merge", span)
            return None
        if value in first_lines:
            dashed = f"- {value}: …" if value in _FIRST_KEYS else ""
            told = {"key": value, "first": first_lines[value], "dashed": dashed}
            self.faults.append(Fault(rule="yaml-duplicate-key", span=span, subject=value, parameters=told))
        first_lines.setdefault(value, span.line)
        return value

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
