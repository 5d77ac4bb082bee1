"""A reader of mappings that never fails: it leaves out what the schema reports as wrong."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from barrierctl.findings import Span
from barrierctl.model.types import Reference, SourceUse
from barrierctl.source.tree import ListNode, MappingNode, Path, Value

E = TypeVar("E", bound=StrEnum)
_EMPTY: Final = MappingNode(Span())


class Reader:
    """A mapping of the file; if another value is in its place, `node` is empty and `typed` is its text."""

    def __init__(self, value: Value, path: Path, span: Span) -> None:
        self.path, self._span = path, span
        if isinstance(value, MappingNode):
            self.node, self.typed = value, None
        else:
            self.node, self.typed = _EMPTY, _as_text(value)

    @property
    def span(self) -> Span:
        """Its position; of a mapping, that of its first key and value."""
        if not self.node:
            return self._span
        # From the first key to the end of its value, if that is on the same line.
        key, span = next(iter(self.node.key_spans.items()))
        end = self.node.value_spans[key]
        if end.end_line > span.line:
            return span
        return Span(span.line, span.column, span.line, max(end.end_column, span.end_column))

    def text(self, key: str) -> str | None:
        """Read a text; numbers and booleans as they are typed."""
        return _as_text(self.node.get(key))

    def number(self, key: str) -> int | None:
        """Read a whole number."""
        value = self.node.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, key: str) -> date | None:
        """Read a day, YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text(key) or "")
        except ValueError:
            return None

    def choice(self, key: str, kind: type[E]) -> E | None:
        """Read a value of a closed list."""
        value = self.node.get(key)
        if isinstance(value, str):
            return _members(kind).get(value)
        return next(iter(self.choices(key, kind)), None)

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """Read values of a closed list, or a single one."""
        known = _members(kind)
        return tuple([known[text] for text in self.texts(key) if text in known])

    def texts(self, key: str) -> tuple[str, ...]:
        """Read texts, or a single one."""
        value = self.node.get(key)
        entries: Iterable[Value] = value if isinstance(value, ListNode) else (value,)
        return tuple([text for entry in entries if (text := _as_text(entry)) is not None])

    def references(self, key: str) -> tuple[Reference, ...]:
        """Read the texts that name other elements, each with its position."""
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
        """Return a reader for the value of a key."""
        return Reader(self.node.get(key), (*self.path, key), self.value_span(key))

    def has(self, key: str) -> bool:
        """Return whether the value of a key is a mapping."""
        return isinstance(self.node.get(key), MappingNode)

    def each(self, key: str) -> Iterator["Reader"]:
        """Iterate over the entries of a key, or its single value."""
        for value, span, path in self._entries(key):
            if value is not None:
                yield Reader(value, path, span)

    def sources(self) -> tuple[SourceUse, ...]:
        """Read the key `sources` of any element: ids, or an id with the page or section."""
        uses = []
        for value, span, path in self._entries("sources"):
            text = _as_text(value)
            if text is not None:
                uses.append(SourceUse(source=Reference(text=text, span=span, path=path)))
            elif isinstance(value, MappingNode):
                entry = Reader(value, path, span)
                uses += [SourceUse(source=one, at=entry.text("at")) for one in entry.references("id")[:1]]
        return tuple(uses)

    def value_span(self, key: str) -> Span:
        """Return the position of a key's value, else that of the mapping."""
        return self.node.value_spans.get(key) or self.span

    def key_span(self, key: str) -> Span:
        """Return the position of a key, else that of the mapping."""
        return self.node.key_spans.get(key) or self.span

    def _entries(self, key: str) -> list[tuple[Value, Span, Path]]:
        value = self.node.get(key)
        if value is None:
            return []
        path = (*self.path, key)
        if isinstance(value, ListNode):
            entries = enumerate(zip(value, value.spans, strict=True))
            return [(entry, span, (*path, index)) for index, (entry, span) in entries]
        return [(value, self.node.value_spans[key], path)]


@cache
def _members(kind: type[E]) -> Mapping[str, E]:
    """Map the values of a closed list to its members."""
    return {member.value: member for member in kind}


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
