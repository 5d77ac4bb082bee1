"""Tables in Markdown."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from barrierctl.sheets.grid import Grid, all_within_limit, make_grid

_RULE: Final = re.compile(r"\|?(?:\s*:?-+:?\s*\|)*\s*(?::?-+:?)?")
_BAR: Final = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NOTHING: Final = "<span></span>"
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRUCK: Final = re.compile(r"~~(.+)~~", re.DOTALL)
_STRONG: Final = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+)(?<=\S)\1", re.DOTALL)


def has_table(text: str) -> bool:
    """Whether there is a table in a text: a line of dashes and bars under one with as many cells."""
    return any(True for _ in _tables(text))


def read(text: str, file: str) -> tuple[Grid, ...]:
    """Read every table of a text, each under the name of the heading above it, and below the title."""
    return all_within_limit(file, (_grid(file, *table) for table in _tables(text)))


def _tables(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the tables of a text, each with the title of the text and the heading above the table."""
    title, heading, lines = "", "", text.split("\n")
    at = 0
    while at < len(lines):
        if lines[at].startswith("#"):
            heading = _plain(lines[at].lstrip("#").strip())
            title = lines[at][2:] if lines[at].startswith("# ") else title
        below = lines[at + 1] if at + 1 < len(lines) else ""
        has_bars = "|" in lines[at] and "|" in below and _RULE.fullmatch(below.strip())
        if not has_bars or len(_cells(lines[at])) != len(_cells(below)):
            at += 1
            continue
        last = at + 2
        while last < len(lines) and "|" in lines[last]:
            last += 1
        yield title, heading, [lines[at], *lines[at + 2 : last]]
        at = last


def _cells(line: str) -> list[str]:
    bare = line.strip()
    parts = _BAR.sub("\\1\n", bare.removeprefix("|")).split("\n")
    return parts[:-1] if len(parts) > 1 and not parts[-1].strip() else parts


def _grid(file: str, title: str, heading: str, lines: list[str]) -> Grid:
    rows = [[title.strip()], *([cell.strip() for cell in _cells(line)] for line in lines)]
    struck = {
        (row, column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell and all(map(_STRUCK.fullmatch, _BREAK.split(cell)))
    }
    texts = [
        [_plain(cell, struck=(row, column) in struck) for column, cell in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]
    return make_grid(file, heading, texts, struck=struck)


def _plain(cell: str, *, struck: bool = False) -> str:
    """Take the marks of Markdown away; `~~` stays around a line that alone is struck out in its cell."""
    lines: list[str] = []
    for each in _BREAK.split(cell):
        line = each.strip().replace(_NOTHING, "")
        for mark in (_STRUCK, _STRONG) if struck else (_STRONG,):
            if found := mark.fullmatch(line):
                line = found[found.re.groups]
        lines.append(unescape(_ESCAPE.sub(r"\1", line)))
    return "\n".join(lines)
