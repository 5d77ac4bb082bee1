"""One pass over the parser's events: limits, duplicates, positions and tree at once."""

import math
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from barrierctl.findings import RuleBudget, Span, Violation
from barrierctl.limits import MAX_NUMBER_LENGTH
from barrierctl.source.anchors import NodeStack
from barrierctl.source.comments import Comment, EmptyValueLocator, cut_by_comment, find_comments
from barrierctl.source.decode import RefusedError, control_characters, join_surrogates
from barrierctl.source.parser import NodeEvent, span_of, tag_of
from barrierctl.source.tree import ListNode, MappingNode, Path, Scalar, Value

LocatedValue: TypeAlias = tuple[Value, Span]
KEY_WITHOUT_SPACE = r"([A-Za-z_][\w-]*):(?=[^\s/:])"

_CONSTANTS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER = r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"
_FIRST_OF_NUMBER = frozenset("-0123456789")
_DASH_WITHOUT_SPACE = r"-(?=[^\s>-])"
_FIRST_KEYS = ("name", "party", "id")  # of an item; if one is there twice, a dash is often missing
_WHOLE_FILE: Path = ("---",)  # leads to no element: what is about the file is in no stage


def resolve(text: str) -> Scalar:
    """Give the value of a plain scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _FIRST_OF_NUMBER or len(text) > MAX_NUMBER_LENGTH:
        return text
    number = re.fullmatch(_NUMBER, text)
    if number and not (number[1] or number[2]):
        return int(text)
    return float(text) if number and math.isfinite(float(text)) else text


class TreeBuilder:
    """Builds the tree from the parser's events.

    Attributes:
        tree: what was built; None until all is read.
        violations: found on the way; they did not stop it.
        quoted: the last quoted text, which helps to explain a syntax error.
    """

    def __init__(self, text: str, lines: tuple[str, ...], next_event: Callable[[], Event]) -> None:
        self.tree: Value = None
        self.violations: list[Violation] = []
        self.quoted: Span | None = None
        self._lines = lines
        self._next = next_event
        self._empty_values = EmptyValueLocator(lines)
        hashes = enumerate(lines, 1) if "#" in text else ()
        self._lines_with_hash = {number for number, line in hashes if "#" in line}
        self._marked_texts: list[Span] = []
        self._stack = NodeStack()
        self._budget = RuleBudget()

    def build(self) -> Value:
        """Read all events, and give the tree.

        Raises:
            RefusedError: a limit is passed, or an alias has no anchor.
            YAMLError: the text is no YAML.
        """
        root: Value = None
        documents = 0
        while not isinstance(event := self._next(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    span = span_of(event)
                    # It begins at its `---`, whatever directives are before that.
                    begin = span._replace(line=span.end_line, column=1) if event.explicit else span
                    self._report("yaml-unsupported", begin, path=_WHOLE_FILE, variant="documents")
                    break
                for number, line in enumerate(self._lines[: event.end_mark.line], 1):
                    if line.startswith("%"):
                        span = Span(number, 1, number, len(line) + 1)
                        self._report("yaml-unsupported", span, path=_WHOLE_FILE, variant="directive")
            elif type(event) in _READERS:
                root, _ = _READERS[type(event)](self, event)
        self.tree = root
        return root

    def comments(self) -> list[Comment]:
        """Find the comments addressed to barrierctl, once the tree is built."""
        return find_comments(self._lines, self._marked_texts) if self._lines_with_hash else []

    def scalar(self, event: ScalarEvent) -> LocatedValue:
        """Read a text, a number or another constant."""
        span, text = span_of(event), event.value
        if event.style or event.ctag:
            value: Scalar = self._marked_text(event, span)
        elif not text:
            value, span = None, self._empty_values.locate(span)
        else:
            value = resolve(text)
            if text[0] == "-" or span.end_line in self._lines_with_hash:
                self._check_plain_text(text, value, span)
        self._stack.count(span)
        if event.anchor:
            self._stack.define(event.anchor, value)
        return value, span

    def _marked_text(self, event: ScalarEvent, span: Span) -> str:
        """Read a text with quotes, a block sign or a tag."""
        text: str = event.value
        self._report_tag(event, span)
        self._marked_texts.append(span)
        if event.style in ("'", '"'):
            self.quoted = span
            text = join_surrogates(text)
            for _, _, names in control_characters(text):
                parameters = {"names": names}
                self._report("control-character", span, variant="escaped", parameters=parameters)
        return text or tag_of(event)

    def _check_plain_text(self, text: str, value: Scalar, span: Span) -> None:
        """Report a text that a comment cuts off, and refuse one that was to be an entry of a list."""
        if cut := cut_by_comment(self._lines, span):
            parameters = {"kept": text, "cut": cut[1]}
            self._report("text-cut-by-comment", cut[0], parameters=parameters)
        if text[0] == "-" and isinstance(value, str) and self._stack.in_mapping:
            self._refuse_dash(span)

    def _refuse_dash(self, span: Span) -> None:
        """Refuse a text that is the first on its line, and begins with a dash: `-Vans` under `signals:`."""
        line, before = self._lines[span.line - 1], span.column - 1
        while before and line[before - 1].isspace():
            before -= 1
        if not before and re.compile(_DASH_WITHOUT_SPACE).match(line, span.column - 1):
            place = Span(span.line, span.column, span.line, span.column + 1)
            raise RefusedError("yaml-syntax", place, variant="no-space-after-dash")

    def mapping(self, event: MappingStartEvent) -> LocatedValue:
        """Read a mapping with its entries."""
        node = MappingNode(span_of(event))
        self._report_tag(event, node.span)
        self._stack.begin(node, event.anchor)
        first_lines: dict[str, int] = {}
        while type(begun := self._next()) is not MappingEndEvent:
            key, key_span = _READERS[type(begun)](self, begun)
            if not (isinstance(key, str) and key not in node and key != "<<"):
                key = self._check_key(key, key_span, node, first_lines)
            begun = self._next()
            value, span = _READERS[type(begun)](self, begun)
            if value is None and span[:2] == span[2:]:
                span = key_span  # nothing is written there
                if key and ":" in key:
                    self._refuse_colon(key_span)
            if key is None:
                node.complete = False
            else:
                node.put(key, key_span, value, span)
        self._stack.end()
        return node, node.span

    def _check_key(
        self, key: Value, span: Span, node: MappingNode, first_lines: dict[str, int]
    ) -> str | None:
        """Report an unusual key, and give it; None if a model can have no such key."""
        if not isinstance(key, str):
            is_behind_comma = self._lines[span.line - 1][: span.column - 1].rstrip().endswith(",")
            variant = "number-behind-comma" if is_behind_comma and isinstance(key, int) else "key"
            self._report("yaml-unsupported", span, variant=variant, parameters={"number": key})
            return None
        if key == "<<" and span != self.quoted:
            self._report("yaml-unsupported", span, variant="merge")
            return None
        if key in node:
            dashed = f"- {key}: …" if key in _FIRST_KEYS else ""
            first = first_lines.setdefault(key, node.key_spans[key].line)
            parameters = {"key": key, "first": first, "dashed": dashed}
            self._report("yaml-duplicate-key", span, subject=key, parameters=parameters)
        return key

    def _refuse_colon(self, span: Span) -> None:
        """Refuse a key without a value that holds a colon: `{url:https}`."""
        found = re.compile(KEY_WITHOUT_SPACE).match(self._lines[span.line - 1], span.column - 1)
        if found:
            place = Span(span.line, span.column, span.line, found.end() + 1)
            parameters = {"key": found[1]}
            raise RefusedError("yaml-syntax", place, variant="no-space-after-colon", parameters=parameters)

    def list(self, event: SequenceStartEvent) -> LocatedValue:
        """Read a list with its entries."""
        node = ListNode(span_of(event))
        self._report_tag(event, node.span)
        self._stack.begin(node, event.anchor)
        while type(begun := self._next()) is not SequenceEndEvent:
            node.put(*_READERS[type(begun)](self, begun))
        self._stack.end()
        return node, node.span

    def alias(self, event: AliasEvent) -> LocatedValue:
        """Read what the alias stands for."""
        span = span_of(event)
        return self._stack.resolve(event.anchor, span), span

    def _report_tag(self, event: NodeEvent, span: Span) -> None:
        if event.tag and (tag := tag_of(event)):
            self._report("yaml-unsupported", span, parameters={"tag": tag})

    def _report(self, rule: str, span: Span, **fields: Any) -> None:
        if self._budget(rule):
            self.violations.append(Violation(rule=rule, span=span, **fields))


# Not in the builder: bound methods there would refer back to it, and the files of a run would stay in memory.
_READERS: dict[type[Event], Callable[[TreeBuilder, Any], LocatedValue]] = {
    ScalarEvent: TreeBuilder.scalar,
    MappingStartEvent: TreeBuilder.mapping,
    SequenceStartEvent: TreeBuilder.list,
    AliasEvent: TreeBuilder.alias,
}
