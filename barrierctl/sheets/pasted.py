"""Text pasted from a document: columns parted by tabs or by blanks, or paragraphs one below the other."""

import re
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from barrierctl.limits import MAX_SHEET_AREA
from barrierctl.messages import catalogue
from barrierctl.sheets.archive import refusal
from barrierctl.sheets.grid import Grid, make_grid

_TAG: Final = re.compile(r"</?(?:p|div|span|b|i|u|strong|em)\b[^<>]*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_GAP: Final = re.compile(r" {2,}")
_OF_ONE_COLUMN: Final = 2  # edges: where it begins and ends


def read(text: str, file: str) -> tuple[Grid, ...]:
    """Read the parts of a text: each run of lines with tabs is a table, and so is what stands between."""
    lines = _TAG.sub("", text).replace("\r\n", "\n").split("\n")
    parts: list[tuple[str, list[list[str]]]] = []
    first = 1
    for has_tabs, run in groupby(lines, key=lambda line: "\t" in line):
        part = list(run)
        last = first + len(part) - 1
        if any(map(str.strip, part)):
            rows = (
                [line.split("\t") for line in part] if has_tabs else _aligned(part, file) or _paragraphs(part)
            )
            parts.append((catalogue().say("sheets.lines", first=first, last=last), rows))
        first = last + 1
    names = [name if len(parts) > 1 else "" for name, _ in parts]
    grids = [
        make_grid(file, name, [[_BREAK.sub("\n", cell) for cell in row] for row in rows])
        for name, (_, rows) in zip(names, parts, strict=True)
    ]
    return tuple(replace(grid, continues=grid is not grids[0]) for grid in grids)


def _paragraphs(lines: list[str]) -> list[list[str]]:
    """Put each paragraph into a row of its own."""
    runs = groupby(lines, key=lambda line: bool(line.strip()))
    return [["\n".join(map(str.strip, run))] for has_text, run in runs if has_text]


def _aligned(lines: list[str], file: str) -> list[list[str]]:
    """Part lines at the columns of blanks that go through all of them; none if there are none.

    A line with nothing in the first column goes on with the row above it.
    """
    edges = _edges([line for line in lines if _has_columns(line)])
    if len(edges) * len(lines) > MAX_SHEET_AREA:
        raise refusal(file, "too_large")
    rows: list[list[str]] = []
    goes_on = False
    for line in lines:
        cells = [line[begin:end].strip() for begin, end in pairwise(edges)]
        if not _has_columns(line):  # a title, or the name of a row alone
            cells = [line.strip(), *[""] * (len(cells) - 1)]
        if goes_on and not cells[0]:
            rows[-1] = [f"{above}\n{cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
        elif any(cells):
            rows.append(cells)
        goes_on = any(cells)
    return rows if len(edges) > _OF_ONE_COLUMN else []


def _has_columns(line: str) -> bool:
    return bool(_GAP.search(line.rstrip()))


def _edges(lines: list[str]) -> list[int]:
    """Where each column of text begins, and the end of the longest line."""
    used = bytearray(max(map(len, lines), default=0))
    for line in lines:
        for word in re.finditer(r"\S+", line):
            used[word.start() : word.end()] = b"x" * (word.end() - word.start())
    return [0, *(gap.end() - 1 for gap in re.finditer(rb"\0\0x", used)), len(used) + 1]
