"""Valid YAML that does not say what its author meant: items merged into one text, curly quotes."""

import re
from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import Any, NamedTuple

from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_QUOTED_LENGTH
from barrierctl.schema.paths import keys_at
from barrierctl.source.decode import BULLET, BULLET_OR_DASH
from barrierctl.source.tree import ListNode, MappingNode, Path, Value
from barrierctl.source.tree_builder import KEY_WITHOUT_SPACE
from barrierctl.vocabulary import Block

_DASH = r"\s*(-)\s+\S"
_NUMBER = r"\s*(\d+[.)])\s"
_SIGN = r"\s*(?:[^\w\s(]\s+|\d+[.)]\s+)?"
_DOUBLE, _SINGLE = "\u201c\u201d\u201e", "\u2018\u2019\u201a"
_CURLY_QUOTES = rf"[{_DOUBLE}]([^{_DOUBLE}]+)[{_DOUBLE}]|[{_SINGLE}]([^{_SINGLE}]+)[{_SINGLE}](?!\w)"
_MARKS = frozenset("\"'|>&!*")  # a text that begins with one of them is not plain
_BLOCKS = frozenset(Block)


class _Text(NamedTuple):
    """A text of the file that may not say what its author meant.

    `sign` is what it begins with: a quote, the sign of a block of text, or its first letter.
    """

    value: str
    path: Path
    span: Span
    lines: tuple[str, ...]
    sign: str

    @property
    def item(self) -> Path:
        """The path of the item that it is or names, if it is one."""
        return self.path[:-1] if self.path[-1] == "name" and len(self.path) > 1 else self.path

    @property
    def has_dash(self) -> bool:
        """Whether it is an entry of a list, or the name of one."""
        return isinstance(self.item[-1], int)

    @property
    def block(self) -> Path | None:
        """The path of the block in which it names an item; None if it names none."""
        path = self.item[:-1] if self.has_dash else self.item
        match path:
            case ("stages", int(), block) | ("stages" | "general", block) if block in _BLOCKS:
                return path
            case _:
                return None


def find_layout_errors(tree: Value, lines: tuple[str, ...]) -> Iterator[Violation]:
    """Find texts that are not read as they were `meant`; of a block with merged items, the first."""
    texts: list[_Text] = []
    _collect(tree, (), lines, texts)
    merged: set[Path] = set()
    seen: set[Span] = set()  # an alias brings a text to a second place
    for text in texts:
        violation, block = _missing_space(text) or _curly_quotes(text), text.block
        if not violation and block and block not in merged and (violation := _merged_items(text, block)):
            merged.add(block)
        if violation and violation.span not in seen:
            seen.add(violation.span)
            yield violation


def _collect(node: Value, path: Path, lines: tuple[str, ...], found: list[_Text]) -> None:
    """Collect the texts to look at: very few of a valid file, so what excludes the others is fast."""
    entries: Iterable[tuple[str | int, Value]]
    if isinstance(node, MappingNode):
        entries = node.items()
    elif isinstance(node, ListNode):
        entries = enumerate(node)
    else:
        return
    spans: Any = node.value_spans if isinstance(node, MappingNode) else node.spans
    for step, value in entries:
        if not isinstance(value, str):
            _collect(value, (*path, step), lines, found)
            continue
        span = spans[step]
        if span.line < span.end_line or ":" in value or not value[:1].isalnum():
            first, *others = lines[span.line - 1 : span.end_line]
            sign = first[span.column - 1 : span.column]
            found.append(_Text(value, (*path, step), span, (first, *others), sign))


def _missing_space(text: _Text) -> Violation | None:
    """Find a key without its space, which makes an item of that name: `- name:Smell`."""
    found = re.match(KEY_WITHOUT_SPACE, text.value) if ":" in text.value else None
    if not found or text.sign in _MARKS or found[1] not in keys_at(text.path):
        return None
    line, column, *_ = text.span
    return Violation(
        rule="yaml-syntax",
        span=Span(line, column, line, column + len(found[0])),
        path=text.path,
        variant="no-space-after-colon",
        parameters={"key": found[1]},
        meant=(text.value[found.end() :],),
    )


def _curly_quotes(text: _Text) -> Violation | None:
    """Find quotes as Word writes them around a whole text, or around one that they do not hold together."""
    if text.sign not in (*_DOUBLE, *_SINGLE):
        return None
    found = re.compile(_CURLY_QUOTES).match(text.lines[0], text.span.column - 1)
    if not found or text.span[2:] > (text.span.line, found.end() + 1):
        return None
    quoted = found[1] or found[2]
    return Violation(
        rule="bad-format",
        span=Span(text.span.line, text.span.column, text.span.line, found.end() + 1),
        path=text.path,
        subject=text.path[-1] if isinstance(text.path[-1], str) else None,
        variant="curly-quotes",
        parameters={"text": quoted},
        meant=(quoted,),
    )


def _merged_items(text: _Text, block: Path) -> Violation | None:
    """Find a list that is read as one text, since its signs are no dashes or have no line of their own."""
    if text.sign in ("|", ">"):
        signs = (_DASH, BULLET_OR_DASH, _NUMBER)
        has_items = any(re.match(sign, line) for line in text.value.splitlines() for sign in signs)
        return _at_sign(text, 0, text.sign, block, "block-text") if has_items and not text.has_dash else None
    if text.sign in _MARKS:
        return None
    bullet = BULLET if text.has_dash else BULLET_OR_DASH
    if found := re.match(bullet, text.value):
        return _at_sign(text, 0, found[1], block, "bullet" if text.has_dash else "word-list")
    number = re.match(_NUMBER, text.value)
    for index, line in enumerate(text.lines[1:], 1):
        if found := re.match(_DASH, line):
            return _at_sign(text, index, found[1], block, "melted")
        if found := re.match(bullet, line):
            return _at_sign(text, index, found[1], block, "word-list")
        if number and re.match(_NUMBER, line):
            return _at_sign(text, 0, number[1], block, "word-list")
    return None


def _at_sign(text: _Text, index: int, sign: str, block: Path, variant: str) -> Violation:
    """Make the violation at a sign in one of the text's lines."""
    first = text.lines[0][text.span.column - 1 :]
    column = text.lines[index].index(sign, 0 if index else text.span.column - 1) + 1
    line = text.span.line + index
    shown = shorten(text.value, MAX_QUOTED_LENGTH, placeholder=" …")
    return Violation(
        rule="yaml-syntax",
        span=Span(line, column, line, column + len(sign)),
        path=block,
        variant=variant,
        parameters={"sign": sign, "key": block[-1], "text": shown},
        meant=tuple(re.sub(_SIGN, "", item, count=1).strip() for item in (first, *text.lines[1:])),
    )
