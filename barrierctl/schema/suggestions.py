"""An error of the schema, and what its author most likely meant: a known key or value, or a date."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from barrierctl.findings import Violation
from barrierctl.names import fold, language_code, nearest
from barrierctl.resources import words
from barrierctl.resources.vocabulary import Block
from barrierctl.schema.paths import Grammar, keys_at, rules_of
from barrierctl.source.decode import control_characters
from barrierctl.source.tree import ListNode, MappingNode, Path, Value, value_at

_YEAR_FIRST = r"(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})"
_YEAR_LAST = r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(?:20)?(\d{2})"
_MONTH_AND_YEAR = r"(\d{1,2})\s*[-./ ]\s*(\d{4})"
_IN_WORDS = r"(?:(\d{1,2})(?:\.|st|nd|rd|th|er|e)?\s+)?([^\W\d_]{3,})\.?\s+(\d{4})"
_TIME = r"[T ,]+\d{1,2}:\d{2}.*$"
_MONTHS = (
    ("jan",),
    ("feb", "fév", "fev"),
    ("mar", "maa", "mrt", "mär", "mae"),
    ("apr", "avr"),
    ("may", "mei", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "aou"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "déc", "dez"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaError:
    """A value in a file that violates a keyword of its schema; *rules* is the part that holds the keyword."""

    keyword: str
    allowed: Any
    value: Any
    path: Path
    rules: Mapping[str, Any]
    grammar: Grammar

    @property
    def key(self) -> str:
        """The innermost key of the path."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def holder(self) -> str:
        """What messages call the mapping: its name in the schema, or else its key."""
        return str(self.rules.get("$comment") or self.key) if self.path else self.grammar

    @property
    def is_about_item(self) -> bool:
        """Whether the mapping is an item of a block: it alone needs a name only if it has no party."""
        then = self.rules if self.keyword == "required" else self.rules.get("then")
        return then == {"required": ["name"]}


def suggest(word: str, known: Iterable[str]) -> str:
    """Find the known word that was most likely meant; empty if none is likely."""
    candidates = list(known)
    translated = _translations().get(fold(word).replace("_", " "), ())
    return next((ours for ours in candidates if ours in translated), "") or nearest(word, candidates)


CODES: Final = {"language": ("nl", "en", "de", "fr"), "country": ("NL", "BE", "DE", "FR", "GB")}
"""Codes of languages and countries that are known by their names."""
_LANGUAGE_CODE: Final = "[A-Za-z]{2,3}([_-]([A-Za-z]{2}|[A-Za-z]{4}|[0-9]{3}))*"
"""A code of a language that may lack its hyphens and capitals."""


def translate(word: str, known: Iterable[str]) -> str:
    """Give the known code of a language or country that is written in words; empty if there is none."""
    found = _translations().get(fold(word), [])
    return next((ours for ours in found if ours in known), "")


def correct_code(code: str, kind: str) -> str:
    """Give the code of a language or country that is meant by a wrong one; empty if that is not known."""
    misspelt = kind == "language" and re.fullmatch(_LANGUAGE_CODE, code)
    return translate(code, CODES[kind]) or (language_code(code) if misspelt else "")


@cache
def _translations() -> dict[str, list[str]]:
    by_word: dict[str, list[str]] = {}
    for ours, others in words("languages/synonyms.yaml").items():
        for other in others:
            by_word.setdefault(fold(other), []).append(ours)
    return by_word


class UnknownKey(NamedTuple):
    """A key that is not known, with the variant of the message, its parameters, and a similar known key."""

    key: str
    variant: str
    parameters: dict[str, Any]
    near: str = ""


def unknown_keys(error: SchemaError) -> Iterator[UnknownKey]:
    """Explain each unknown key of a mapping; names that were written in place of keys are one."""
    known = error.rules["properties"]
    parameters = {"holder": error.holder, "known": list(known)}
    found = [key for key in error.value if key not in known and not any(control_characters(key))]
    split = {key for key in found if not _without_colon(key, known)}
    for before, keys in _split_values(error, split):
        several = "array" in known[before].get("type", ())
        parts = {"key": keys[0], "before": before, "values": [error.value[before], *keys]}
        yield UnknownKey(keys[0], "several-values" if several else "comma-in-text", {**parameters, **parts})
        found = [key for key in found if key not in keys]
    for key in [key for key in found if error.value[key] is None and _without_colon(key, known)]:
        yield UnknownKey(key, "no-colon", {"key": key, "better": _without_colon(key, known), **parameters})
        found.remove(key)
    # Items that were written as keys, each with keys of its own: `Landlords: {world: legal}`.
    is_nested = all(isinstance(value, MappingNode) for value in error.value.values())
    are_names = error.is_about_item and is_nested and known.keys().isdisjoint(error.value.keys())
    if found and are_names and not suggest(found[0], known):
        yield UnknownKey(found[0], "name" if isinstance(error.path[-1], int) else "names", {"key": found[0]})
        return
    if found and _is_name(error, found[0]):
        variant = "name" if isinstance(error.path[-1], int) else "names"
        yield UnknownKey(found[0], variant, {"key": found[0], **parameters})
        found = [key for key in found if error.value[key] is not None and not _is_name(error, key)]
    for key in found:
        near = suggest(key, known)
        blocks = [block.value for block in Block if key in keys_at(("general", block.value))]
        more = {
            "key": key,
            **parameters,
            "near": near,
            "blocks": blocks,
            "bare": key.lstrip(),
        }
        if key.lstrip() != near:
            more["count"] = len(key) - len(key.lstrip())
        yield UnknownKey(key, _variant(error, key, near, blocks), more, near)


def _split_values(error: SchemaError, unknown: set[str]) -> list[tuple[str, list[str]]]:
    """Find values split by commas, as in `{name: Storing, packing}`: each key with its further parts."""
    lines, previous = error.value.key_spans, ""
    found: list[tuple[str, list[str]]] = []
    for key, value in error.value.items():
        if key in unknown and value is None and previous and lines[previous].line == lines[key].line:
            if found and found[-1][1][-1] == previous:
                found[-1][1].append(key)
            elif previous not in unknown and isinstance(error.value[previous], str):
                found.append((previous, [key]))
        previous = key
    return found


def _without_colon(key: str, known: Iterable[str]) -> str:
    """Write a key without its colon as it was meant: `commitment possible`; empty if it is none."""
    word, _, rest = key.partition(" ")
    return f"{word}: {rest.strip()}" if rest and word in known else ""


def _is_name(error: SchemaError, key: str) -> bool:
    """Say whether a name was written in place of a key: `- Ordering:`."""
    lacks_name = "name" in error.rules.get("required", ()) and "name" not in error.value
    has_text = not (error.value[key] is None or isinstance(error.value[key], MappingNode))
    return lacks_name and not has_text and not suggest(key, error.rules["properties"])


def _variant(error: SchemaError, key: str, near: str, blocks: list[str]) -> str:
    if key[:1].isspace():
        return "hard-spaces"
    if not error.path and key in keys_at(("stages",), error.grammar):
        return "of-a-stage"
    if near:
        return "near"
    if blocks and error.holder == "stage":
        return "of-an-item"
    if error.is_about_item and len(error.value) == 1:
        return "braces" if error.value[key] is None else "colon"
    return "elsewhere" if error.is_about_item and blocks else ""


def choices_of(error: SchemaError) -> list[Any]:
    """Give the values of the closed list that a value should be from; none if it has no such list."""
    entry = str(error.rules.get("items", {}).get("$ref", "")).rpartition("/")[2]
    definition = rules_of(error.grammar).get("definitions", {}).get(entry, {})
    return list(error.rules.get("enum") or definition.get("enum", ()))


def whole_numbers(error: SchemaError) -> dict[str, object]:
    """Name the numbers that are allowed, or the lowest if they are too many to name."""
    low, high = error.rules.get("minimum"), error.rules.get("maximum")
    if "const" in error.rules:
        return {"numbers": [error.rules["const"]]}
    return {"low": low} if high is None else {"numbers": list(range(low or 0, high + 1))}


def why_list(error: SchemaError, expected: list[str]) -> str:
    """Return the variant for a list where there should be one value."""
    if expected != ["string"]:
        return "keys"
    if not (error.value and all(isinstance(entry, str) for entry in error.value)):
        return "list"
    has_helpers = error.key == "owner" and "helped_by" in keys_at(error.path[:-1], error.grammar)
    return "owners" if has_helpers and len(error.value) > 1 else "texts"


def why_no_integer(error: SchemaError, kind: str) -> str:
    """Return the variant for a value that is not a whole number."""
    if kind == "string":
        return "as-number" if error.value.isdigit() else "no-number"
    return "fraction" if isinstance(error.value, float) else ""


class Reading(NamedTuple):
    """A date as it was most likely meant, and as it is if the month comes first; empty if it cannot."""

    meant: str
    month_first: str = ""


def read_date(text: str) -> Reading | None:
    """Read a date as people type it, the day first; None if it is none."""
    words = re.sub(_TIME, "", text.strip().lower())
    if found := re.fullmatch(_YEAR_FIRST, words):
        return _reading(found[1], int(found[2]), int(found[3]))
    if found := re.fullmatch(_YEAR_LAST, words):
        first, second, year = int(found[1]), int(found[2]), f"20{found[3]}"
        day_first, month_first = _reading(year, second, first), _reading(year, first, second)
        if day_first and month_first and day_first != month_first:
            return Reading(day_first.meant, month_first.meant)
        return day_first or month_first
    if (found := re.fullmatch(_MONTH_AND_YEAR, words)) and 1 <= int(found[1]) <= len(_MONTHS):
        return Reading(f"{found[2]}-{int(found[1]):02}")
    found = re.fullmatch(_IN_WORDS, words)
    if not found:
        return None
    numbered = ((number, begin) for number, begins in enumerate(_MONTHS, 1) for begin in begins)
    # The longest beginning wins: "juin" is not "jui".
    begun = [(len(begin), number) for number, begin in numbered if found[2].startswith(begin)]
    _, month = max(begun, default=(0, 0))
    if not month:
        return None
    if not found[1]:
        return Reading(f"{found[3]}-{month:02}")
    return _reading(found[3], month, int(found[1]))


def _reading(year: str, month: int, day: int) -> Reading | None:
    try:
        return Reading(date(int(year), month, day).isoformat())
    except ValueError:
        return None


def misspelt_keys(tree: Value, violations: Iterable[Violation]) -> dict[Path, str]:
    """Find the keys that were most likely meant, by the paths of the misspelt ones; each is meant once."""
    found: dict[Path, Path] = {}
    for violation in violations:
        if violation.rule == "unknown-key" and violation.variant == "near":
            holder = value_at(tree, violation.path[:-1])
            if isinstance(holder, MappingNode) and violation.near_key not in holder:
                found.setdefault((*violation.path[:-1], violation.near_key), violation.path)
    return {path: str(meant[-1]) for meant, path in found.items()}


def with_keys(node: Value, keys: Mapping[Path, str]) -> Value:
    """Copy a tree with other keys at these paths; positions stay."""
    below: dict[str | int, dict[Path, str]] = defaultdict(dict)
    for (step, *rest), key in keys.items():
        if rest:
            below[step][tuple(rest)] = key
    match node:
        case MappingNode() if keys:
            copy = MappingNode(node.span)
            copy.complete = node.complete
            for key, value in node.items():
                meant = keys.get((key,), key)
                copy[meant] = with_keys(value, below[key])
                copy.key_spans[meant], copy.value_spans[meant] = node.key_spans[key], node.value_spans[key]
            return copy
        case ListNode() if keys:
            entries = ListNode(node.span)
            entries.extend(with_keys(value, below[index]) for index, value in enumerate(node))
            entries.spans = node.spans
            return entries
        case _:
            return node
