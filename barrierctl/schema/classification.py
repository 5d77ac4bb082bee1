"""Whether a file with errors may hold restricted elements, however its author marked them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final
from unicodedata import normalize

from barrierctl.limits import MAX_GUESSED_LENGTH, MAX_GUESSES, MAX_PER_RULE
from barrierctl.names import fold, nearest
from barrierctl.resources import keys, words
from barrierctl.source import ParsedSource
from barrierctl.source.tree import ListNode, MappingNode, Value

_KEY: Final = "classification"
_PLAINEST: Final = ("restricted", "confidential")
_LONGEST_MARKER: Final = 20
_MELTED: Final = re.compile(r"(?i)(?:classif|restrict)\w{0,9}\W{0,9}[:：]")  # noqa: RUF001 (as some keyboards type it)


def may_be_restricted(parsed: ParsedSource) -> bool:
    """Whether a file that is not valid may hold a marker: only what surely holds none is public.

    A marker is a `classification` other than `public`, a key that could not be read, a word for what is
    restricted in place of any value, or an unknown key that is like one by its name or value. Of very many
    unknown keys, some may be markers.
    """
    if not parsed.complete or any(one.rule == "yaml-duplicate-key" for one in parsed.violations):
        return True
    unknown: set[str] = set()
    values: set[str] = set()
    for key, value in _entries(parsed.tree, set()):
        if key is None or (key == _KEY and value != "public"):
            return True
        if key not in keys():
            # A key of another name that says yes or no may be a marker.
            if isinstance(value, bool) or (isinstance(value, str) and fold(value) in _markers()["yes_or_no"]):
                return True
            unknown.add(key)
            values.update([value] if isinstance(value, str) else [])
    if len(unknown) > MAX_GUESSES or len(values) > MAX_PER_RULE:
        return True
    markers = _markers()["marker"]
    known = (*markers, *(keys() - {_KEY}))
    return any(map(_is_marker, unknown | values)) or any(
        len(key) > MAX_GUESSED_LENGTH or nearest(_in_words(key), known) in markers for key in unknown
    )


def _entries(node: Value, seen: set[str]) -> Iterator[tuple[str | None, Value]]:
    """Yield each key with its value; None as the key of what was not read as its author meant it.

    Each text is looked at once, since thousands of aliases may stand for a long one.
    """
    match node:
        case MappingNode():
            if not node.complete:
                yield None, None
            for key, value in node.items():
                yield key, value
                yield from _entries(value, seen)
        case ListNode():
            for entry in node:
                yield from _entries(entry, seen)
        case str() if node not in seen:
            seen.add(node)
            is_marker = len(node) <= _LONGEST_MARKER and fold(node) in _markers()["marker"]
            if is_marker or _MELTED.search(node):
                yield None, None


def _is_marker(value: str) -> bool:
    """Whether a value holds a word for what only some may see, or is nearly one of the plainest."""
    if len(value) > MAX_GUESSED_LENGTH:
        return False
    text = _in_words(value)
    return not set(text.split()).isdisjoint(_markers()["marker"]) or bool(nearest(text, _PLAINEST))


def _in_words(text: str) -> str:
    # Letters of full width are the same word.
    return fold(re.sub(r"[_\W]+", " ", normalize("NFKC", text)))


@cache
def _markers() -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(fold, listed)) for name, listed in words("languages/markers.yaml").items()}
