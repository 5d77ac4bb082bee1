"""The section `[tool.barrierctl]` of a pyproject.toml, as a tree with positions like that of a YAML file."""

import re
from bisect import bisect_right
from pathlib import Path
from typing import Any, Final

from barrierctl.errors import InputError
from barrierctl.files import from_here
from barrierctl.findings import Span
from barrierctl.limits import MAX_DEPTH, MAX_TOML_BYTES, MAX_TOML_DOTS, MAX_TOML_NODES
from barrierctl.messages import catalogue
from barrierctl.source import ParsedSource
from barrierctl.source.tree import ListNode, MappingNode, Value

_TEXT_OR_COMMENT: Final = r"'''[\s\S]*?'''|\"\"\"[\s\S]*?\"\"\"|'[^'\n]*'|\"(?:\\.|[^\"\\\n])*\"|#[^\n]*"
_SECTION: Final = r"(?m)^[ \t]*\[+[ \t]*[\"']?tool[\"']?\s*\.\s*[\"']?barrierctl|\bbarrierctl[\"']?\s*[.=\]]"
_WINDOW: Final = 5_000
"""Characters in which a key or value is looked for behind the one before it."""


def read_section(file: Path, data: bytes) -> ParsedSource | None:
    """Read the section of this program; None if the file has none.

    Raises:
        InputError: the file is too large, or no TOML.
    """
    if b"barrierctl" not in data:
        return None
    import tomllib  # 3 ms, and few projects have such a section

    say, where = catalogue().say, from_here(file)
    too_large = InputError(say("configuration.too_large", path=where))
    if len(data) > MAX_TOML_BYTES or any(line.count(b".") > MAX_TOML_DOTS for line in data.split(b"\n")):
        raise too_large
    try:
        text = data.decode("utf-8-sig")
        tool = tomllib.loads(text).get("tool")
        if not isinstance(tool, dict) or "barrierctl" not in tool:
            return None
        text = text.replace("\r\n", "\n")
        tree = _TreeBuilder(text).build(tool["barrierctl"])
    except UnicodeDecodeError:
        raise InputError(say("configuration.not_utf8", path=where)) from None
    except RecursionError:
        raise too_large from None
    except ValueError as error:
        reason, _, place = str(error).partition(" (at ")
        if line := re.match(r"line (\d+)", place):
            where += f", {say('report.line', line=line[1])}"
        raise InputError(say("configuration.not_toml", path=where, reason=reason)) from None
    return ParsedSource(tree=tree, lines=tuple(text.split("\n")), violations=(), complete=True)


class _TreeBuilder:
    """Builds the tree. The parser gives no positions, so keys and values are found again, in their order."""

    def __init__(self, text: str) -> None:
        # Comments are blank, since one may hold an example of what is looked for.
        self._text = re.sub(
            _TEXT_OR_COMMENT,
            lambda found: re.sub("[^\n]", " ", found[0]) if found[0][0] == "#" else found[0],
            text,
        )
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        section = re.search(_SECTION, self._text)
        self._at = section.start() if section else 0
        self._span = self._span_of(self._at, section.end() if section else 0)
        self._at = section.end() if section else 0
        self._left = MAX_TOML_NODES

    def build(self, value: Any, depth: int = 0) -> Value:
        """Build the tree of a value that begins at or after the one that was found last.

        Raises:
            RecursionError: there are too many values, or they are nested too deeply.
        """
        self._left -= 1
        if depth > MAX_DEPTH or not self._left:
            raise RecursionError
        if isinstance(value, dict):
            mapping = MappingNode(self._span)
            for key, inner in value.items():
                span = mapping.key_spans[key] = self._find(rf"(?<![\w-]){re.escape(key)}(?=[\"']?\s*[.=\]])")
                mapping[key] = self.build(inner, depth + 1)
                mapping.value_spans[key] = span if isinstance(inner, dict | list) else self._span
            return mapping
        if isinstance(value, list):
            entries = ListNode(self._span)
            for inner in value:
                entries.append(self.build(inner, depth + 1))
                one = entries[-1]
                entries.spans.append(self._span if not isinstance(one, MappingNode) else one.span)
            return entries
        text = str(value).lower() if isinstance(value, bool) else str(value)
        self._span = self._find(rf"[\"']{re.escape(text)}[\"']|{re.escape(text)}")
        return value if isinstance(value, str | int | float) else text

    def _find(self, pattern: str) -> Span:
        """Find the next place; if there is none, such as for a text with an escape, keep the last one."""
        found = re.compile(pattern).search(self._text, self._at, self._at + _WINDOW)
        if found:
            self._at = found.end()
            self._span = self._span_of(found.start(), found.end())
        return self._span

    def _span_of(self, start: int, end: int) -> Span:
        line = bisect_right(self._starts, start)
        column = start - self._starts[line - 1] + 1
        return Span(line, column, line, column + end - start)
