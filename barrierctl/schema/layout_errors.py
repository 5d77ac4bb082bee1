"""Valid YAML that does not say what its author meant: items merged into one text, curly quotes."""

import re
from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import Any

from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_ITEM_LINE, MAX_LISTED_WORDS, MAX_QUOTED_LENGTH
from barrierctl.resources.vocabulary import Block
from barrierctl.schema.paths import keys_at
from barrierctl.source.decode import BULLET, BULLET_OR_DASH, HARD_SPACES
from barrierctl.source.tree import ListNode, MappingNode, Path, Value
from barrierctl.source.tree_builder import KEY_WITHOUT_SPACE

_DASH = r"\s*(-)\s+\S"
_NUMBER = r"\s*(\d+[.)])\s"
_SIGN = r"\s*(?:(?:[-=]>|[^\w\s(])\s+|\d+[.)]\s+)?"
_DOUBLE, _SINGLE = "\u201c\u201d\u201e", "\u2018\u2019\u201a"
_CURLY = frozenset(_DOUBLE + _SINGLE)
_CURLY_QUOTES = rf"[{_DOUBLE}]([^\"{_DOUBLE}]+)[\"{_DOUBLE}]|[{_SINGLE}]([^{_SINGLE}]+)[{_SINGLE}](?!\w)"
_MARKS = frozenset("\"'|>&!*")
"""What begins a text that is not plain."""
_BLOCKS = frozenset(Block)
_IN_LIST = (",", "]", "}")  # behind an entry in brackets


class _Text:
    """A text of the file that may not say what its author meant.

    Attributes:
        sign: what it begins with: a quote, the sign of a block of text, or its first letter.
        has_dash: whether it is an entry of a list, or the name of one.
        block: the path of the block in which it names an item; None if it names none.
    """

    def __init__(self, value: str, path: Path, span: Span, lines: tuple[str, ...]) -> None:
        self.value, self.path, self.span, self.lines = value, path, span, lines
        self.sign = lines[0][span.column - 1 : span.column]
        self.is_plain = self.sign not in _MARKS
        item = path[:-1] if path[-1] == "name" and len(path) > 1 else path
        self.has_dash = isinstance(item[-1], int)
        self.block: Path | None = item[:-1] if self.has_dash else item
        match self.block:
            case ("stages", int(), block) | ("stages" | "general", block) if block in _BLOCKS:
                pass
            case _:
                self.block = None


def find_layout_errors(tree: Value, lines: tuple[str, ...]) -> Iterator[Violation]:
    """Find texts that are not read as they were meant; of a block with merged items, the first.

    `meant` of each violation names what was meant, so that references to it are not reported too.
    """
    texts: list[_Text] = []
    _collect(tree, (), lines, texts)
    merged: set[Path] = set()
    seen: set[Span] = set()  # an alias brings a text to a second place
    for text in texts:
        block = text.block
        violations = [*_missing_spaces(text)] or [
            *filter(None, (_curly_quotes(text) if text.sign in _CURLY else _dash_or_comma(text),))
        ]
        if not violations and block and block not in merged:
            violations = [*filter(None, (_merged_items(text, block) or _several_items(text, block),))]
            merged |= {block} if violations else set()
        yield from (violation for violation in violations if violation.span not in seen)
        seen |= {violation.span for violation in violations}


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
        is_list = step in _BLOCKS and ("," in value or ";" in value)
        if (
            span.line < span.end_line
            or ":" in value
            or not value[:1].isalnum()
            or is_list
            or value[-1] == ","
        ):
            found.append(_Text(value, (*path, step), span, lines[span.line - 1 : span.end_line]))


def _missing_spaces(text: _Text) -> Iterator[Violation]:
    """Find keys without their space, which are read as a text or as a part of one: `- name:Smell`."""
    if ":" not in text.value or not text.is_plain:
        return
    for number, line in enumerate(text.lines):
        begin = text.span.column - 1 if not number else len(line) - len(line.lstrip())
        found = re.compile(KEY_WITHOUT_SPACE).match(line, begin)
        path = text.path if not number or text.has_dash else text.path[:-1]
        if found and found[1] in (keys_at(path) or keys_at(text.path[:-1])):
            row = text.span.line + number
            yield Violation(
                rule="yaml-syntax",
                span=Span(row, begin + 1, row, found.end() + 1),
                path=("stages",) if text.path[:-1] == ("stages",) else text.path,
                variant="no-space-after-colon",
                parameters={"key": found[1]},
                meant=(line[found.end() :].strip(),),
            )


def _curly_quotes(text: _Text) -> Violation | None:
    """Find quotes as Word writes them around a whole text, or around one that they do not hold together."""
    if text.sign not in _CURLY:
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


def _dash_or_comma(text: _Text) -> Violation | None:
    """Find signs of a list that became a part of a text: a dash before a hard space, a comma at the end."""
    if not text.is_plain:
        return None
    line, column, last, end = text.span
    if found := re.match(rf"-([{HARD_SPACES}]+)", text.value) if text.sign == "-" else None:
        parts = text.value.split(" - ")
        meant = tuple(re.sub(rf"^\s*-[ {HARD_SPACES}]+", "", part).strip() for part in parts)
        variant, span = "hard-spaces", Span(line, column + 1, line, column + 1 + len(found[1]))
    elif text.value.endswith(",") and (text.block or text.path[-1] == "name"):
        meant = (text.value.rstrip(",").strip(),)
        variant, span = "comma-at-the-end", Span(last, end - 1, last, end)
    else:
        return None
    return Violation(rule="yaml-syntax", span=span, path=text.path, variant=variant, meant=meant)


def _merged_items(text: _Text, block: Path) -> Violation | None:
    """Find a list that is read as one text, since its signs are no dashes or have no line of their own."""
    if text.sign in ("|", ">"):
        signs = (_DASH, BULLET_OR_DASH, _NUMBER)
        has_items = any(re.match(sign, line) for line in text.value.split("\n") for sign in signs)
        return _at_sign(text, 0, text.sign, block, "block-text") if has_items and not text.has_dash else None
    if not text.is_plain:
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


def _several_items(text: _Text, block: Path) -> Violation | None:
    """Find a text that is several items to its author: in several lines, or with commas between them."""
    if not text.is_plain:
        return None
    if text.span.line < text.span.end_line:
        return _several_lines(text)
    listed = text.value[1:-1] if re.fullmatch(r"\([^()]*\)", text.value) else text.value
    parts = [part.strip() for part in re.split(r"[,;]\s+|\s*;\s*", listed) if part.strip()]
    is_list = not text.has_dash and text.path == block and len(parts) > 1
    if not is_list or any(len(part.split()) > MAX_LISTED_WORDS for part in parts):
        return None
    parameters = {"text": text.value, "key": block[-1], "parts": parts}
    return Violation(
        rule="list-in-one-text",
        span=text.span,
        path=text.path,
        parameters=parameters,
        meant=tuple(parts),
    )


def _several_lines(text: _Text) -> Violation | None:
    """Find lines that look like items: short ones that begin like an item, or have no dash at all."""
    *lines, last = text.lines
    end = text.span.end_column - 1
    written = (text.lines[0][text.span.column - 1 :], *lines[1:], last[:end])
    first, *others = (part.strip() for part in written)
    looks_like_item = not text.has_dash or all(not other[:1].islower() for other in others)
    has_commas = not text.has_dash and all(part.strip().endswith(",") for part in written[:-1])
    is_broken = len(first) > MAX_ITEM_LINE or first.endswith((",", "-", "/", "("))
    if not looks_like_item or (is_broken and not has_commas) or text.path[-1] == "name":
        return None
    first, *others = (part.rstrip(",") for part in (first, *others))
    variant = (
        "no-dashes" if not text.has_dash else "in-brackets" if last[end:].lstrip()[:1] in _IN_LIST else ""
    )
    line, column, shown = text.span.line, text.span.column, first
    if text.has_dash:
        line, column, shown = line + 1, len(text.lines[1]) - len(text.lines[1].lstrip()) + 1, others[0]
    parameters = {"line": shown, "text": shorten(text.value, MAX_QUOTED_LENGTH, placeholder=" …")}
    return Violation(
        rule="several-lines-in-one-item",
        span=Span(line, column, line, column + len(shown)),
        path=text.path,
        variant=variant,
        parameters=parameters,
        meant=(first, *others),
    )


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
