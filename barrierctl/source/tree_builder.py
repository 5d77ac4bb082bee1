"""One pass over the parser's events: limits, duplicates, positions and tree at once."""

import math
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

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

from barrierctl.findings import Severity, Span, Violation
from barrierctl.limits import (
    MAX_ALIASED_CHARACTERS,
    MAX_ALIASED_NODES,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_NODES,
    MAX_NUMBER_LENGTH,
    MAX_PER_RULE,
)
from barrierctl.source.comments import cut_by_comment, place_of_empty_value
from barrierctl.source.decode import RefusedError, control_characters, join_surrogates, unseen_letters
from barrierctl.source.parser import NodeEvent, span_of, tag_of
from barrierctl.source.tree import ListNode, MappingNode, Path, Scalar, Value

LocatedValue: TypeAlias = tuple[Value, Span]
KEY_WITHOUT_SPACE = r"([A-Za-z_][\w-]*) *:(?=[^\s/:])"

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


class Anchor(NamedTuple):
    """A value that aliases share, with its numbers of nodes and of characters, and its depth."""

    value: Value
    nodes: int
    characters: int
    depth: int


class TreeBuilder:
    """Builds the tree from the parser's events.

    Its methods raise RefusedError as soon as the file is deeper or larger than allowed.

    Attributes:
        tree: what was built; None until all is read.
        violations: found on the way; they did not stop it.
        quoted: the last quoted text, which helps to explain a syntax error.
        marked_texts: the spans of the texts with quotes, a block sign or a tag.
    """

    def __init__(self, text: str, lines: tuple[str, ...], next_event: Callable[[], Event]) -> None:
        self.tree: Value = None
        self.violations: list[Violation] = []
        self.quoted: Span | None = None
        self.marked_texts: list[Span] = []
        self._lines = lines
        self._next = next_event
        # Empty values within each other share a place: searching again for each takes quadratic time.
        self._place_of_empty_value = lru_cache(maxsize=1)(partial(place_of_empty_value, lines))
        hashes = enumerate(lines, 1) if "#" in text else ()
        self._lines_with_hash = {number for number, line in hashes if "#" in line}
        self._reported: Counter[str] = Counter()  # violations, by rule
        self._anchors: dict[str, Anchor | None] = {}  # None while the value is open
        self._nodes = self._aliased = 0
        self._characters = self._aliased_characters = 0
        self._entries = 0  # of all lists
        self._depth = 0  # of the mapping or list that is being read
        self._deepest = 0  # within it so far
        self._in_mapping = False

    def build(self) -> Value:
        """Read all events; raises YAMLError if the text is no YAML."""
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

    def scalar(self, event: ScalarEvent) -> LocatedValue:
        """Read a text, a number or another constant."""
        span, text = span_of(event), event.value
        if event.style or event.ctag:
            value: Scalar = self._marked_text(event, span)
        elif not text:
            value, span = None, self._place_of_empty_value(span)
        else:
            value = resolve(text)
            if text[0] == "-" or span.end_line in self._lines_with_hash:
                self._check_plain_text(text, value, span)
        self._count(span)
        self._characters += len(event.value)
        if event.anchor:
            self._anchors[event.anchor] = Anchor(value, nodes=1, characters=len(event.value), depth=0)
        return value, span

    def _marked_text(self, event: ScalarEvent, span: Span) -> str:
        """Read a text with quotes, a block sign or a tag."""
        text: str = event.value
        if event.tag:
            self._report_tag(event, span)
        self.marked_texts.append(span)
        if event.style not in ("'", '"'):
            return text or tag_of(event)
        self.quoted = span
        if not text.isascii():
            text = join_surrogates(text)
        # Invisible characters are reported here if they are in the text by their escape codes only.
        severity, found = None, list(islice(control_characters(text), 5))
        if not found and not text.isascii():
            lines = self._lines[span.line - 1 : span.end_line]
            typed = "".join(lines) if len(lines) > 1 else lines[0][span.column - 1 : span.end_column - 1]
            unseen = (run for run in unseen_letters(text) if text[run[0] : run[1]] not in typed)
            severity, found = Severity.WARNING, list(islice(unseen, 5)) if "\\" in typed else []
        if found:
            parameters = {"names": " ".join(names for *_, names in found)}
            self._report(
                "control-character", span, variant="escaped", severity=severity, parameters=parameters
            )
        return text or tag_of(event)

    def _check_plain_text(self, text: str, value: Scalar, span: Span) -> None:
        """Report a text that a comment cuts off, and refuse one that was to be an entry of a list."""
        if cut := cut_by_comment(self._lines, span):
            parameters = {"kept": text, "cut": cut[1]}
            self._report("text-cut-by-comment", cut[0], parameters=parameters)
        if text[0] != "-" or not isinstance(value, str) or not self._in_mapping:
            return
        # The text is refused if it is the first on its line: `-Vans` under `signals:`.
        line, before = self._lines[span.line - 1], span.column - 1
        while before and line[before - 1].isspace():
            before -= 1
        if not before and re.compile(_DASH_WITHOUT_SPACE).match(line, span.column - 1):
            place = Span(span.line, span.column, span.line, span.column + 1)
            raise RefusedError("yaml-syntax", place, variant="no-space-after-dash")

    def collection(self, event: MappingStartEvent | SequenceStartEvent) -> LocatedValue:
        """Read a mapping or list with its entries, and remember its anchor."""
        span = span_of(event)
        node = MappingNode(span) if type(event) is MappingStartEvent else ListNode(span)
        if event.tag:
            self._report_tag(event, span)
        before = self._nodes, self._characters, self._deepest, self._in_mapping
        self._depth += 1
        self._deepest = self._depth
        self._count(span, depth=self._depth)
        if event.anchor:
            self._anchors[event.anchor] = None
        if isinstance(node, MappingNode):
            self._in_mapping = True
            self._read_mapping(node)
        else:
            self._in_mapping = False
            while type(begun := self._next()) is not SequenceEndEvent:
                value, place = _READERS[type(begun)](self, begun)
                node.append(value)
                node.spans.append(place)
                self._entries += 1
                if self._entries > MAX_ITEMS:
                    raise RefusedError("too-many-items", place, parameters={"limit": MAX_ITEMS})
        self._depth -= 1
        nodes, characters, deepest, self._in_mapping = before
        if event.anchor:
            self._anchors[event.anchor] = Anchor(
                node,
                nodes=self._nodes - nodes,
                characters=self._characters - characters,
                depth=self._deepest - self._depth,
            )
        self._deepest = max(self._deepest, deepest)
        return node, span

    def _read_mapping(self, node: MappingNode) -> None:
        first_lines: dict[str, int] = {}
        while type(begun := self._next()) is not MappingEndEvent:
            key, key_span = _READERS[type(begun)](self, begun)
            if not (isinstance(key, str) and key not in node and key != "<<"):
                key = self._check_key(key, key_span, node, first_lines)
            begun = self._next()
            value, span = _READERS[type(begun)](self, begun)
            if value is None and span[:2] == span[2:]:
                span = key_span  # nothing is written there
                line = self._lines[key_span.line - 1]
                pattern = re.compile(KEY_WITHOUT_SPACE)
                if key and ":" in key and (found := pattern.match(line, key_span.column - 1)):
                    place = key_span._replace(end_line=key_span.line, end_column=found.end() + 1)
                    raise RefusedError(
                        "yaml-syntax", place, variant="no-space-after-colon", parameters={"key": found[1]}
                    )
            if key is None:
                node.complete = False
            else:
                # A later entry of the same key wins.
                node[key], node.key_spans[key], node.value_spans[key] = value, key_span, span

    def _check_key(
        self, key: Value, span: Span, node: MappingNode, first_lines: dict[str, int]
    ) -> str | None:
        """Report an unusual key, and give it; None if a model can have no such key."""
        if not isinstance(key, str):
            is_behind_comma = self._lines[span.line - 1][: span.column - 1].rstrip().endswith(",")
            variant = (
                "key" if type(key) is not int else "number-behind-comma" if is_behind_comma else "numbered"
            )
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

    def alias(self, event: AliasEvent) -> LocatedValue:
        """Read what the alias refers to; there must be such an anchor, and not around the alias itself."""
        span = span_of(event)
        if event.anchor not in self._anchors:
            raise RefusedError("yaml-syntax", span, variant="star")
        anchor = self._anchors[event.anchor]
        if anchor is None:
            raise RefusedError("yaml-unsupported", span, variant="endless")
        depth = self._depth + anchor.depth
        self._deepest = max(self._deepest, depth)
        self._aliased += anchor.nodes
        self._characters += anchor.characters
        self._aliased_characters += anchor.characters
        if self._aliased_characters > MAX_ALIASED_CHARACTERS:
            parameters = {"limit": MAX_ALIASED_CHARACTERS}
            raise RefusedError("yaml-too-many-nodes", span, variant="aliases", parameters=parameters)
        self._count(span, anchor.nodes, depth)
        return anchor.value, span

    def _count(self, span: Span, nodes: int = 1, depth: int = 0) -> None:
        """Count nodes, and refuse the file that is too deep or has too many."""
        if depth > MAX_DEPTH:
            raise RefusedError("yaml-too-deep", span, parameters={"limit": MAX_DEPTH})
        self._nodes += nodes
        if self._nodes > MAX_NODES or self._aliased > MAX_ALIASED_NODES:
            raise RefusedError("yaml-too-many-nodes", span, parameters={"limit": MAX_NODES})

    def _report_tag(self, event: NodeEvent, span: Span) -> None:
        if tag := tag_of(event):
            self._report("yaml-unsupported", span, parameters={"tag": tag})

    def _report(self, rule: str, span: Span, **fields: Any) -> None:
        self._reported[rule] += 1
        if self._reported[rule] <= MAX_PER_RULE + 1:  # one more than is shown says that there are more
            self.violations.append(Violation(rule=rule, span=span, **fields))


# Not in the builder: bound methods there would refer back to it, and the files of a run would stay in memory.
_READERS: dict[type[Event], Callable[[TreeBuilder, Any], LocatedValue]] = {
    ScalarEvent: TreeBuilder.scalar,
    MappingStartEvent: TreeBuilder.collection,
    SequenceStartEvent: TreeBuilder.collection,
    AliasEvent: TreeBuilder.alias,
}
