"""Valid YAML that does not say what its author meant: items that merge into one text, curly quotes."""

import re
from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import Any, NamedTuple

from barrierctl.findings import Span, Violation
from barrierctl.limits import MAX_QUOTED_LENGTH
from barrierctl.schema.paths import keys_at
from barrierctl.source.decode import BULLET, BULLET_OR_DASH
from barrierctl.source.tree import ListNode, MappingNode, Path, Value
from barrierctl.vocabulary import Block

_DASH = r"\s*(-)\s+\S"
_NUMBER = r"\s*(\d+[.)])\s"
_SIGN = r"\s*(?:[^\w\s(]\s+|\d+[.)]\s+)?"
_KEY_STUCK = r"([A-Za-z_]+):(?=[^\s/:])"
_DOUBLE, _SINGLE = "\u201c\u201d\u201e", "\u2018\u2019\u201a"
_CURLY = rf"[{_DOUBLE}]([^{_DOUBLE}]+)[{_DOUBLE}]|[{_SINGLE}]([^{_SINGLE}]+)[{_SINGLE}](?!\w)"
_BLOCKS = frozenset(Block)


class _Text(NamedTuple):
    """A text of the file, with the lines that it stands on."""

    value: str
    path: Path
    span: Span
    lines: tuple[str, ...]

    @property
    def sign(self) -> str:
        """What it begins with: a quote, the sign of a block of text, or its first letter."""
        return self.lines[0][self.span.column - 1 : self.span.column]

    @property
    def is_plain(self) -> bool:
        return self.sign not in tuple("\"'|>&!*")

    @property
    def dashed(self) -> bool:
        """Whether it is an entry of a list, or the name of one."""
        return isinstance(self._item[-1], int)

    @property
    def items(self) -> list[str]:
        """Its lines without the signs that they begin with: what was meant as items, if it was a list."""
        written = (self.lines[0][self.span.column - 1 :], *self.lines[1:])
        return [re.sub(_SIGN, "", line, count=1).strip() for line in written]

    @property
    def block(self) -> Path | None:
        """The path of the block in which it names an item; None where it names none."""
        path = self._item[:-1] if self.dashed else self._item
        match path:
            case ("stages", int(), block) | ("stages" | "general", block) if block in _BLOCKS:
                return path
            case _:
                return None

    @property
    def _item(self) -> Path:
        return self.path[:-1] if self.path[-1] == "name" and len(self.path) > 1 else self.path


def find_layout_errors(tree: Value, lines: tuple[str, ...]) -> Iterator[Violation]:
    """What is not read as it was meant; of a block whose items melted, the first.

    `meant` of each violation names what else was meant, so that references to it are not reported too.

    Args:
        tree: the file's content.
        lines: the file's text.
    """
    melted: set[Path] = set()
    told: set[Span] = set()  # an alias brings a text to a second place
    for text in _texts(tree, lines):
        violation, block = _stuck(text) or _curly(text), text.block
        if not violation and block and block not in melted and (violation := _melted(text, block)):
            melted.add(block)
        if violation and violation.span not in told:
            told.add(violation.span)
            yield violation


def _texts(tree: Value, lines: tuple[str, ...]) -> list[_Text]:
    found: list[_Text] = []
    _gather(tree, (), lines, found)
    return found


def _gather(node: Value, path: Path, lines: tuple[str, ...], found: list[_Text]) -> None:
    """Find the texts that may not be what they seem to be; most others are, so this is the fast way."""
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
            _gather(value, (*path, step), lines, found)
            continue
        span = spans[step]
        if span.line < span.end_line or ":" in value or not value[:1].isalnum():
            found.append(_Text(value, (*path, step), span, lines[span.line - 1 : span.end_line]))


def _stuck(text: _Text) -> Violation | None:
    """A key without its space, which makes an item of that name: `- name:Geur`."""
    found = re.match(_KEY_STUCK, text.value) if ":" in text.value else None
    if not found or not text.is_plain or found[1] not in keys_at(text.path):
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


def _curly(text: _Text) -> Violation | None:
    """Quotes as Word writes them around a whole text, or around one that they do not hold together."""
    quoted = text.sign in (*_DOUBLE, *_SINGLE)
    found = re.compile(_CURLY).match(text.lines[0], text.span.column - 1) if quoted else None
    if not found or text.span[2:] > (text.span.line, found.end() + 1):
        return None
    return Violation(
        rule="bad-format",
        span=Span(text.span.line, text.span.column, text.span.line, found.end() + 1),
        path=text.path,
        subject=str(text.path[-1]) if isinstance(text.path[-1], str) else None,
        variant="curly-quotes",
        parameters={"text": found[1] or found[2]},
        meant=(found[1] or found[2],),
    )


def _melted(text: _Text, block: Path) -> Violation | None:
    """A list whose signs are read as a part of a text."""
    if text.sign in ("|", ">"):
        return None if text.dashed else _block_text(text, block)
    if not text.is_plain:
        return None
    if text.dashed and (found := re.match(BULLET, text.value)):
        return _at(text, 0, found[1], block, "bullet")
    if not text.dashed and (found := re.match(BULLET_OR_DASH, text.value)):
        return _at(text, 0, found[1], block, "word-list")
    return _melted_lines(text, block)


def _melted_lines(text: _Text, block: Path) -> Violation | None:
    from_word = BULLET if text.dashed else BULLET_OR_DASH
    number = re.match(_NUMBER, text.value)
    for index, line in enumerate(text.lines[1:], 1):
        if found := re.match(_DASH, line):
            return _at(text, index, found[1], block, "melted")
        if found := re.match(from_word, line):
            return _at(text, index, found[1], block, "word-list")
        if number and re.match(_NUMBER, line):
            return _at(text, 0, number[1], block, "word-list")
    return None


def _block_text(text: _Text, block: Path) -> Violation | None:
    signs = (_DASH, BULLET_OR_DASH, _NUMBER)
    if any(re.match(sign, line) for line in text.value.splitlines() for sign in signs):
        return _at(text, 0, text.sign, block, "block-text")
    return None


def _at(text: _Text, index: int, sign: str, block: Path, variant: str) -> Violation:
    """The violation at a sign of one of the text's lines."""
    column = text.lines[index].index(sign, 0 if index else text.span.column - 1) + 1
    line = text.span.line + index
    return Violation(
        rule="yaml-syntax",
        span=Span(line, column, line, column + len(sign)),
        path=block,
        variant=variant,
        parameters={
            "sign": sign,
            "key": block[-1],
            "text": shorten(text.value, MAX_QUOTED_LENGTH, placeholder=" …"),
        },
        meant=tuple(text.items),
    )
