"""One pass over the events: limits, duplicates, places and tree at once."""

from barrierctl.findings import Fault, Span
from barrierctl.source import events as ev
from barrierctl.source.comments import find_comments, outside
from barrierctl.source.decode import RefusedError, control_characters
from barrierctl.source.lines import cut_by_comment, said_before
from barrierctl.source.scalars import resolve
from barrierctl.source.tree import ListNode, MappingNode, Path, Value
from barrierctl.source.unfinished import Anchored, Open

MAX_DEPTH = 100
MAX_NODES = 1_000_000
MAX_ALIASED_NODES = 100_000  # of these, how many may come from aliases: no person types that, a bomb does

_WHOLE_FILE: Path = ("---",)  # leads to no element: what is about the file stands in no stage
_TEXT_TAG = "tag:yaml.org,2002:str"


class TreeBuilder:
    """Takes events in order and grows the tree.

    Attributes:
        root: the tree, once all events are in.
        faults: what was found on the way and did not stop it.
        quoted: the last quoted text, for whoever explains a syntax error.
        comments: those that speak to barrierctl.
    """

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Start with nothing; the lines are those of the same text."""
        self.root: Value = None
        self.faults: list[Fault] = []
        self.quoted: Span | None = None
        self.comments = find_comments(lines)
        self._lines = lines
        self._open: list[Open] = []
        self._anchors: dict[str, Anchored | None] = {}
        self._nodes = 0
        self._aliased = 0
        self._documents = 0

    def take(self, event: ev.Event) -> bool:
        """Take the next event; False when there is nothing more to read.

        Raises:
            RefusedError: a limit is passed, or an alias means nothing.
        """
        match event:
            case ev.ScalarEvent():
                self._scalar(event)
            case ev.MappingStartEvent():
                self._start(event, MappingNode(_span(event)))
            case ev.SequenceStartEvent():
                self._start(event, ListNode(_span(event)))
            case ev.MappingEndEvent() | ev.SequenceEndEvent():
                self._end()
            case ev.AliasEvent():
                self._alias(event)
            case ev.DocumentStartEvent():
                return self._document(event)
            case _:
                pass
        return True

    def _document(self, event: ev.DocumentStartEvent) -> bool:
        self._documents += 1
        if event.version or event.tags:
            line = next((n for n, text in enumerate(self._lines, 1) if text.startswith("%")), 1)
            self._unsupported("directive", Span(line, 1, line, len(self._lines[line - 1]) + 1), _WHOLE_FILE)
        if self._documents > 1:
            self._unsupported("documents", _span(event), _WHOLE_FILE)
            return False
        return True

    def _scalar(self, event: ev.ScalarEvent) -> None:
        span = _span(event)
        plain = event.implicit[0] and not event.style
        if not plain and event.style in ("'", '"'):
            self.quoted = span
            self._escaped_controls(event.value, span)
        self._tag(event, span)
        if plain:
            self._cut_by_comment(event.value, span)
        if self.comments and not plain:
            self.comments = outside(self.comments, span)
        value = resolve(event.value) if plain else event.value
        if plain and event.value == "":
            span = said_before(self._lines, span)
        self._count(1, span)
        self._place(value, span, event.anchor, 1, 1)

    def _start(
        self, event: ev.MappingStartEvent | ev.SequenceStartEvent, node: MappingNode | ListNode
    ) -> None:
        self._tag(event, node.span)
        self._depth(1, node.span)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(Open(node, event.anchor, self._nodes))
        self._count(1, node.span)

    def _end(self) -> None:
        done = self._open.pop()
        depth = done.deepest + 1
        self._place(done.node, done.node.span, done.anchor, self._nodes - done.before, depth)

    def _alias(self, event: ev.AliasEvent) -> None:
        span = _span(event)
        if event.anchor not in self._anchors:
            raise RefusedError(Fault(rule="yaml-syntax", span=span, variant="star"))
        meant = self._anchors[event.anchor]
        if meant is None:
            raise RefusedError(Fault(rule="yaml-unsupported", span=span, variant="endless"))
        self._depth(meant.depth, span)
        self._aliased += meant.nodes
        self._count(meant.nodes, span)
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
            node.put(parent.key, parent.key_span, value, parent.key_span if value is None else span)
        parent.key = parent.key_span = None

    def _key(self, value: Value, span: Span, first_lines: dict[str, int]) -> str | None:
        """The key, or None where it is none that a model can have."""
        if not isinstance(value, str):
            self._unsupported("key", span)
            return None
        if value == "<<":
            self._unsupported("merge", span)
            return None
        if value in first_lines:
            parameters = {"key": value, "first": first_lines[value]}
            self.faults.append(
                Fault(rule="yaml-duplicate-key", span=span, subject=value, parameters=parameters)
            )
        first_lines.setdefault(value, span.line)
        return value

    def _tag(self, event: ev.ScalarEvent | ev.MappingStartEvent | ev.SequenceStartEvent, span: Span) -> None:
        if event.tag and not (event.tag == _TEXT_TAG and isinstance(event, ev.ScalarEvent)):
            self._unsupported("tag", span, tag=str(event.tag).replace("tag:yaml.org,2002:", "!!"))

    def _unsupported(self, variant: str, span: Span, path: Path = (), **parameters: object) -> None:
        self.faults.append(
            Fault(rule="yaml-unsupported", span=span, path=path, variant=variant, parameters=parameters)
        )

    def _escaped_controls(self, text: str, span: Span) -> None:
        for _, _, names in control_characters(text):
            fault = Fault(rule="control-character", span=span, variant="escaped", parameters={"names": names})
            self.faults.append(fault)

    def _cut_by_comment(self, text: str, span: Span) -> None:
        cut = cut_by_comment(self._lines, span)
        if cut and text:
            parameters = {"kept": text, "cut": cut[1]}
            self.faults.append(Fault(rule="text-cut-by-comment", span=cut[0], parameters=parameters))

    def _depth(self, more: int, span: Span) -> None:
        if len(self._open) + more > MAX_DEPTH:
            raise RefusedError(Fault(rule="yaml-too-deep", span=span, parameters={"limit": MAX_DEPTH}))

    def _count(self, more: int, span: Span) -> None:
        self._nodes += more
        if self._nodes > MAX_NODES or self._aliased > MAX_ALIASED_NODES:
            fault = Fault(rule="yaml-too-many-nodes", span=span, parameters={"limit": f"{MAX_NODES:,}"})
            raise RefusedError(fault)


def _span(event: ev.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
