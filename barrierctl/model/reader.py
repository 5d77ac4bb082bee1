"""Reading a mapping without ever failing: what is not as it should be is left out, the schema tells of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from barrierctl.findings import Span
from barrierctl.model.types import Reference, SourceUse
from barrierctl.source.tree import ListNode, MappingNode, Path, Value
from barrierctl.vocabulary import Certainty, Classification

E = TypeVar("E", bound=StrEnum)


_NOTHING: Final = MappingNode(Span())


class Reader:
    """One mapping of the file, or what stands where one should be.

    Attributes:
        path: the keys and indexes that lead to it.
        node: the mapping; empty where there is none.
        typed: the text, where a plain text stands in its place.
    """

    def __init__(self, value: Value, path: Path, span: Span) -> None:
        """Read this value, which stands there."""
        self.path, self._span = path, span
        if isinstance(value, MappingNode):
            self.node, self.typed = value, None
        else:
            self.node, self.typed = _NOTHING, _as_text(value)

    @property
    def span(self) -> Span:
        """Where it stands; of a mapping, its first key and value."""
        return _first_line(self.node) or self._span

    def text(self, key: str) -> str | None:
        """A text; numbers count as they are typed."""
        return _as_text(self.node.get(key))

    def number(self, key: str) -> int | None:
        """A whole number."""
        value = self.node.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, key: str) -> date | None:
        """A day, YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text(key) or "")
        except ValueError:
            return None

    def choice(self, key: str, kind: type[E]) -> E | None:
        """A value of a closed list."""
        value = self.node.get(key)
        if isinstance(value, str):
            return _members(kind).get(value)
        return next(iter(self.choices(key, kind)), None)

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """Values of a closed list; one may stand alone."""
        known = _members(kind)
        return tuple([known[text] for text in self.texts(key) if text in known])

    def texts(self, key: str) -> tuple[str, ...]:
        """Texts; one may stand alone."""
        value = self.node.get(key)
        entries: Iterable[Value] = value if isinstance(value, ListNode) else (value,)
        return tuple([text for entry in entries if (text := _as_text(entry)) is not None])

    def references(self, key: str) -> tuple[Reference, ...]:
        """Texts that name something, each with its place."""
        if key not in self.node:
            return ()
        return tuple(
            [
                Reference(text=text, span=span, path=path)
                for value, span, path in self._entries(key)
                if (text := _as_text(value)) is not None
            ]
        )

    def sub(self, key: str) -> "Reader":
        """The mapping under a key."""
        return Reader(self.node.get(key), (*self.path, key), self.value_span(key))

    def has(self, key: str) -> bool:
        """Whether a mapping stands under that key."""
        return isinstance(self.node.get(key), MappingNode)

    def each(self, key: str) -> Iterator["Reader"]:
        """The entries under a key; one may stand alone."""
        for value, span, path in self._entries(key):
            if value is not None:
                yield Reader(value, path, span)

    def each_with(self, key: str, inner: str) -> Iterator["Reader"]:
        """The entries under a key that are mappings and have an inner key."""
        for value, span, path in self._entries(key):
            if isinstance(value, MappingNode) and inner in value:
                yield Reader(value, path, span)

    def sources(self) -> tuple[SourceUse, ...]:
        """The key `sources` of any element: ids, or an id and the place in it."""
        uses = []
        for value, span, path in self._entries("sources"):
            text = _as_text(value)
            if text is not None:
                uses.append(SourceUse(source=Reference(text=text, span=span, path=path)))
            elif isinstance(value, MappingNode):
                entry = Reader(value, path, span)
                uses += [SourceUse(source=one, at=entry.text("at")) for one in entry.references("id")[:1]]
        return tuple(uses)

    def classification(self) -> Classification | None:
        """The key `classification` of any element."""
        return self.choice("classification", Classification)

    def certainty(self) -> Certainty | None:
        """The key `certainty` of any element."""
        return self.choice("certainty", Certainty)

    def value_span(self, key: str) -> Span:
        """Where a value stands, else where the mapping does."""
        return self.node.value_spans.get(key) or self.span

    def key_span(self, key: str) -> Span:
        """Where a key stands, else where the mapping does."""
        return self.node.key_spans.get(key) or self.span

    def _entries(self, key: str) -> list[tuple[Value, Span, Path]]:
        value = self.node.get(key)
        if value is None:
            return []
        here = (*self.path, key)
        if isinstance(value, ListNode):
            entries = enumerate(zip(value, value.spans, strict=True))
            return [(entry, span, (*here, index)) for index, (entry, span) in entries]
        return [(value, self.node.value_spans[key], here)]


@cache
def _members(kind: type[E]) -> Mapping[str, E]:
    """The members of a closed list by their value."""
    return {member.value: member for member in kind}


def _first_line(node: MappingNode) -> Span | None:
    """From the first key to the end of its value, where that is on the same line."""
    if not node:
        return None
    key, at = next(iter(node.key_spans.items()))
    end = node.value_spans[key]
    if end.end_line > at.line:
        return at
    return Span(at.line, at.column, at.line, max(end.end_column, at.end_column))


def _as_text(value: Value) -> str | None:
    match value:
        case str():
            return value if value and not value.isspace() else None
        case None | MappingNode() | ListNode():
            return None
        case bool():
            return str(value).lower()
        case _:
            return str(value)
