"""One pass over the parser's events: limits, duplicates, positions and tree at once."""

import math
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_NUMBER_LENGTH, RuleBudget
from barrierctl.source import parser
from barrierctl.source.anchors import OpenNodes
from barrierctl.source.comments import Comment, find_comments, outside
from barrierctl.source.decode import RefusedError, control_characters, with_pairs
from barrierctl.source.parser import span_of
from barrierctl.source.tree import ListNode, MappingNode, Path, Scalar, Value

_CONSTANTS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER = r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"
_FIRST = frozenset("-0123456789")


def resolve(text: str) -> Scalar:
    """The value of a plain scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _FIRST or len(text) > MAX_NUMBER_LENGTH:
        return text
    number = re.fullmatch(_NUMBER, text)
    if number and not (number[1] or number[2]):
        return int(text)
    return float(text) if number and math.isfinite(float(text)) else text


_CUT = r"[ \t]+(#\w.*)"
_COMMENT = r"(?:^|\s)#"


def cut_by_comment(lines: tuple[str, ...], span: Span) -> tuple[Span, str] | None:
    """A comment right behind a plain text that was perhaps meant as a part of it: `Supplier #1`.

    A comment that anybody would write has a blank after its `#`.
    """
    if span.end_line > len(lines):
        return None
    line = lines[span.end_line - 1]
    found = re.compile(_CUT).match(line, span.end_column - 1)
    if not found:
        return None
    cut = found[1].rstrip()
    start = found.start(1) + 1
    return Span(span.end_line, start, span.end_line, start + len(cut)), cut


class WrittenLines:
    """The lines of a file, asked from top to bottom for the last thing written before a place."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Nothing is asked yet."""
        self._lines = lines
        self._asked = self._found = Span()

    def said_before(self, span: Span) -> Span:
        """Where an empty value would stand: the parsers differ, so we look behind the last thing written."""
        # Values within values are empty at one place.
        if span != self._asked:
            self._asked, self._found = span, self._said_before(span.line - 1, span.column - 1)
        return self._found

    def _said_before(self, line: int, column: int) -> Span:
        end = self._end_of_words(line, column) if line < len(self._lines) else 0
        while line > 0 and not end:
            line -= 1
            end = len(_without_comment(self._lines[line]))
        return Span(line + 1, end + 1, line + 1, end + 1)

    def _end_of_words(self, line: int, column: int) -> int:
        """Where the last word before a column ends; a comment can only stand there at the line's end."""
        text = self._lines[line]
        if column >= len(text):
            return len(_without_comment(text))
        while column and text[column - 1].isspace():
            column -= 1
        return column


def _without_comment(line: str) -> str:
    return re.split(_COMMENT, line, maxsplit=1)[0].rstrip()


_DASH = r"-(?=[^\s-])"
_KEY = r"([A-Za-z_][\w-]*):(?=[^\s/:])"


def refuse_dash(lines: tuple[str, ...], span: Span) -> None:
    """Refuse a text that is the first on its line, and begins with a dash: `-Vans` under `signals:`.

    Raises:
        RefusedError: it is such a text.
    """
    line, before = lines[span.line - 1], span.column - 1
    while before and line[before - 1].isspace():
        before -= 1
    if not before and re.compile(_DASH).match(line, span.column - 1):
        place = Span(span.line, span.column, span.line, span.column + 1)
        raise RefusedError(Violation(rule="yaml-syntax", span=place, variant="no-space-after-dash"))


def refuse_colon(lines: tuple[str, ...], span: Span) -> None:
    """Refuse a key without a value that holds a colon: `{url:https}`.

    Raises:
        RefusedError: it is such a key.
    """
    found = re.compile(_KEY).match(lines[span.line - 1], span.column - 1)
    if found:
        place = Span(span.line, span.column, span.line, found.end() + 1)
        parameters = {"key": found[1]}
        raise RefusedError(
            Violation(rule="yaml-syntax", span=place, variant="no-space-after-colon", parameters=parameters)
        )


_FIRST_KEYS = ("name", "party", "id")  # of an item; where one stands twice, a dash is often missing
Read: TypeAlias = tuple[Value, Span]
"""A value, and where it stands."""
_WHOLE_FILE: Path = ("---",)  # leads to no element: what is about the file stands in no stage


class TreeBuilder:
    """Grows the tree from events.

    Attributes:
        violations: what was found on the way and did not stop it.
        quoted: the last quoted text, for whoever explains a syntax error.
    """

    def __init__(self, text: str, lines: tuple[str, ...], following: Callable[[], Any]) -> None:
        """Start with nothing.

        Args:
            text: of the file.
            lines: of the same text.
            following: gives its next event.
        """
        self.violations: list[Violation] = []
        self.quoted: Span | None = None
        self._lines = lines
        self._next = following
        self._written = WrittenLines(lines)
        hashes = enumerate(lines, 1) if "#" in text else ()
        self._with_hash = {number for number, line in hashes if "#" in line}
        self._marked_texts: list[Span] = []
        self._unfinished = OpenNodes()
        self._sought = RuleBudget()
        self._limits = self._unfinished.limits

    def build(self) -> Value:
        """The whole tree.

        Raises:
            RefusedError: a limit is passed, or an alias means nothing.
        """
        root: Value = None
        documents = 0
        while not isinstance(event := self._next(), parser.StreamEndEvent):
            if isinstance(event, parser.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._unsupported("documents", parser.start_of(event), _WHOLE_FILE)
                    break
                self._directives(event)
            elif type(event) in _READ:
                root, _ = _READ[type(event)](self, event)
        return root

    def comments(self) -> list[Comment]:
        """Those that speak to barrierctl, once the tree is built."""
        return outside(find_comments(self._lines), self._marked_texts) if self._with_hash else []

    def scalar(self, event: parser.ScalarEvent) -> Read:
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

    def mapping(self, event: parser.MappingStartEvent) -> Read:
        """A mapping with its entries."""
        node = MappingNode(span_of(event))
        self._tag(event, node.span)
        before = self._unfinished.begin(event, node)
        first_lines: dict[str, int] = {}
        while type(begun := self._next()) is not parser.MappingEndEvent:
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

    def list(self, event: parser.SequenceStartEvent) -> Read:
        """A list with its entries."""
        node = ListNode(span_of(event))
        self._tag(event, node.span)
        before = self._unfinished.begin(event, node)
        while type(begun := self._next()) is not parser.SequenceEndEvent:
            node.put(*_READ[type(begun)](self, begun))
        self._unfinished.end(event, node, *before)
        return node, node.span

    def alias(self, event: parser.AliasEvent) -> Read:
        """What was written elsewhere, and stands here too."""
        span = span_of(event)
        return self._unfinished.meant(event.anchor, span), span

    def _look_again(self, text: str, value: Scalar, span: Span) -> None:
        """Tell of a plain text that a comment cuts off, or a dash that stands too near."""
        if cut := cut_by_comment(self._lines, span):
            parameters = {"kept": text, "cut": cut[1]}
            self._tell(Violation(rule="text-cut-by-comment", span=cut[0], parameters=parameters))
        if text[0] == "-" and isinstance(value, str) and self._unfinished.is_mapping:
            refuse_dash(self._lines, span)

    def _marked(self, event: parser.ScalarEvent, span: Span) -> str:
        """The text that has quotes, the sign of a block or a tag."""
        text = event.value
        self._tag(event, span)
        self._marked_texts.append(span)
        if event.style in ("'", '"'):
            self.quoted = span
            text = with_pairs(text)
            self._escaped_controls(text, span)
        return text or parser.tag_of(event)

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
            self._tell(Violation(rule="yaml-duplicate-key", span=span, subject=value, parameters=told))
        return value

    def _directives(self, event: parser.DocumentStartEvent) -> None:
        for number, line in enumerate(self._lines[: event.end_mark.line], 1):
            if line.startswith("%"):
                self._unsupported("directive", Span(number, 1, number, len(line) + 1), _WHOLE_FILE)

    def _tag(self, event: parser.NodeEvent, span: Span) -> None:
        if event.tag and (tag := parser.tag_of(event)):
            self._unsupported("", span, tag=tag)

    def _unsupported(self, variant: str, span: Span, path: Path = (), **parameters: object) -> None:
        violation = Violation(
            rule="yaml-unsupported", span=span, path=path, variant=variant, parameters=parameters
        )
        self._tell(violation)

    def _escaped_controls(self, text: str, span: Span) -> None:
        for _, _, names in control_characters(text):
            told = {"names": names}
            self._tell(Violation(rule="control-character", span=span, variant="escaped", parameters=told))

    def _tell(self, violation: Violation) -> None:
        if self._sought(violation.rule):
            self.violations.append(violation)


_READ: dict[type[parser.Event], Callable[[TreeBuilder, Any], Read]] = {
    parser.ScalarEvent: TreeBuilder.scalar,
    parser.MappingStartEvent: TreeBuilder.mapping,
    parser.SequenceStartEvent: TreeBuilder.list,
    parser.AliasEvent: TreeBuilder.alias,
}
