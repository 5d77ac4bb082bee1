"""Fixes: mistakes that can be corrected in one way only are corrected in the text of the file."""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from barrierctl.dataclass import frozen
from barrierctl.findings import Violation
from barrierctl.messages import is_fixable
from barrierctl.pipeline import LoadedModel, load_bytes
from barrierctl.selection import NO_CONTEXT, ModelContext
from barrierctl.source.decode import decode, line_starts
from barrierctl.source.mistakes import in_quotes, indent
from barrierctl.source.tree import value_at, value_span
from barrierctl.text.yaml import scalar

_MAX_ROUNDS: Final = 10  # one finds what was hidden behind the mistakes that the one before corrected
_PLAIN: Final = r"[\w./:?&=%-]+"

_WITHOUT_DASHES: Final = frozenset({("several-lines-in-one-item", "no-dashes"), ("yaml-syntax", "word-list")})
"""Lists that are read as one text, as their lines begin with no dash."""


def _meant(violation: Violation, _typed: str) -> str:
    """Write what was meant, without quotes if that is safe in every place."""
    meant = violation.meant[0]
    return meant if re.fullmatch(_PLAIN, meant) else in_quotes(meant)


def _only(violation: Violation, typed: str) -> str:
    """Write what was meant, unless it may be one of several things."""
    return typed if len(violation.meant) > 1 else violation.meant[0]


_WRITERS: Final[dict[tuple[str, str], Callable[[Violation, str], str]]] = {
    ("unknown-key", "near"): lambda violation, _: violation.near_key,
    ("unknown-key", "hard-spaces"): lambda violation, typed: (
        typed.lstrip() if typed.lstrip() == violation.near_key else typed
    ),
    ("value-not-allowed", "near"): _meant,
    ("value-not-allowed", "several"): lambda violation, _: f"[{', '.join(violation.meant)}]",
    ("bad-format", "as-date"): _only,
    ("bad-format", "language-in-words"): _meant,
    ("bad-format", "country-in-words"): _meant,
    ("bad-format", "url-without-scheme"): _meant,
    ("bad-format", "curly-quotes"): lambda violation, _: in_quotes(violation.meant[0]),
    ("wrong-type", "as-number"): lambda _, typed: typed.strip("\"'"),
    ("wrong-type", "as-text"): lambda _, typed: in_quotes(typed),
    ("yaml-syntax", "hard-spaces"): lambda _violation, _typed: " ",
    ("yaml-syntax", "no-space-after-colon"): lambda _, typed: f"{typed} ",
    ("yaml-syntax", "comma-at-the-end"): lambda _violation, _typed: "",
}
"""What is written in place of what was typed, by the rule and the variant of a violation."""


class Correction(NamedTuple):
    """A line that was corrected; its number counts from 1."""

    number: int
    before: str
    after: str


@frozen
class FixedFile:
    """A file whose mistakes were corrected, as far as there is one way to do it.

    Attributes:
        data: the bytes of the file, corrected.
        corrections: by line, in order.
        loaded: the corrected file, read and checked.
    """

    data: bytes
    corrections: tuple[Correction, ...]
    loaded: LoadedModel


def fix(data: bytes, context: ModelContext = NO_CONTEXT) -> FixedFile:
    """Correct what is wrong in the bytes of a model, and can be meant in one way only.

    Comments, layout and the ends of lines stay, and no line is added or removed.
    """
    loaded, new = load_bytes(data, context=context), data
    before = loaded.lines
    for _ in range(_MAX_ROUNDS):
        if loaded.parsed is None or not loaded.lines or not loaded.violations:
            break
        text = decode(new)
        for start, end, better in sorted(_replacements(text, line_starts(text), loaded), reverse=True):
            text = f"{text[:start]}{better}{text[end:]}"
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        old, new = new, mark + text.encode("utf-8")
        if new == old:
            break
        loaded = load_bytes(new, context=context)
    pairs = enumerate(zip(before, loaded.lines, strict=False), start=1)
    corrections = tuple(Correction(number, was, line) for number, (was, line) in pairs if was != line)
    return FixedFile(data=new, corrections=corrections, loaded=loaded)


def _replacements(text: str, starts: list[int], loaded: LoadedModel) -> Iterator[tuple[int, int, str]]:
    """Yield what is to be replaced, from and to which offset: mistakes of the syntax hide others."""
    parsed = loaded.parsed
    if parsed and parsed.meant:
        if all(map(is_fixable, parsed.violations)):
            for start, line, meant in zip(starts, parsed.lines, parsed.meant, strict=True):
                yield start, start + len(line), meant
        return
    seen = -1
    for violation in sorted(loaded.violations, key=lambda one: one.span):
        if (violation.rule, violation.variant) in _WITHOUT_DASHES:
            yield from _dashes(violation, starts, loaded)
            continue
        span, write = violation.span, _WRITERS.get((violation.rule, violation.variant))
        start, end = (starts[line - 1] + column - 1 for line, column in (span[:2], span[2:]))
        if write and span.line == span.end_line and start > seen:
            yield start, end, write(violation, text[start:end])
            seen = end


def _dashes(violation: Violation, starts: list[int], loaded: LoadedModel) -> Iterator[tuple[int, int, str]]:
    """Begin each line of a text with a dash, if the whole text is such lines."""
    tree = loaded.parsed.tree if loaded.parsed else None
    span = value_span(tree, violation.path)
    lines = loaded.lines[span.line - 1 : span.end_line]
    is_text = isinstance(value_at(tree, violation.path), str)
    if not is_text or len(lines) != len(violation.meant) or lines[0][: span.column - 1].strip():
        return
    for start, line, item in zip(starts[span.line - 1 :], lines, violation.meant, strict=False):
        yield start + indent(line), start + len(line), f"- {scalar(item)}"
