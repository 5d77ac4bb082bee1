"""Plain text: tables whose columns have tabs or blanks between them, or paragraphs one below the other."""

import re
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from barrierctl.limits import MAX_SHEET_AREA
from barrierctl.messages import catalogue
from barrierctl.sheets.archive import refusal
from barrierctl.sheets.grid import Grid, all_within_limit, make_grid

_TAG: Final = re.compile(r"</?(?:p|div|span|b|i|u|strong|em)\b[^<>]*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_GAP: Final = re.compile(r" {2,}")
_OF_ONE_COLUMN: Final = 2  # edges: where it begins and ends


def read(text: str, file: str) -> tuple[Grid, ...]:
    """Read the parts of a text: lines with tabs are a table, and so is what is between them.

    Raises:
        InputError: it has too many cells.
    """
    lines = _TAG.sub("", text).replace("\r\n", "\n").rstrip("\n").split("\n")
    parts: list[tuple[str, list[list[str]]]] = []
    first = 1
    for has_tabs, run in groupby(zip(lines, _in_tables(lines), strict=True), key=lambda each: each[1]):
        part = [line for line, _ in run]
        last = first + len(part) - 1
        if any(map(str.strip, part)):
            rows = _tabbed(part) if has_tabs else _aligned(part, file)
            parts.append((catalogue().say("sheets.lines", first=first, last=last), rows))
        first = last + 1
    names = [name if len(parts) > 1 else "" for name, _ in parts]
    made = (
        make_grid(file, name, [[_BREAK.sub("\n", cell) for cell in row] for row in rows])
        for name, (_, rows) in zip(names, parts, strict=True)
    )
    grids = all_within_limit(file, made)
    return tuple(replace(grid, continues=grid is not grids[0]) for grid in grids)


def _in_tables(lines: list[str]) -> list[bool]:
    """Say of each line whether it is in a table with tabs: a line without one may go on with a cell."""
    found: list[bool] = []
    for has_text, run in groupby(lines, key=lambda line: bool(line.strip())):
        part = list(run)
        with_tabs = [at for at, line in enumerate(part) if "\t" in line]
        if not has_text:
            found += [bool(found) and found[-1]] * len(part)
        else:
            begin = with_tabs[0] if with_tabs else len(part)
            found += [at >= begin for at in range(len(part))]
    return found


def _tabbed(lines: list[str]) -> list[list[str]]:
    """Split lines at tabs. Lines of one cell from Word are joined if that makes rows equal."""
    rows = [line.split("\t") for line in lines]
    width = len(rows[0])
    joined: list[list[str]] = []
    for row in rows:
        if joined and (len(joined[-1]) < width or row == row[:1]):
            joined[-1] = [*joined[-1][:-1], f"{joined[-1][-1]}\n{row[0]}".strip(), *row[1:]]
        else:
            joined.append(row)
    return joined if all(len(row) == width for row in joined) else rows


def _aligned(lines: list[str], file: str) -> list[list[str]]:
    """Split lines at the columns of blanks that go through all of them; without these, into paragraphs.

    A line with nothing in the first column goes on with the row above it.
    """
    edges = _edges([line for line in lines if _has_columns(line)])
    if len(edges) * len(lines) > MAX_SHEET_AREA:
        raise refusal(file, "too_large")
    if len(edges) <= _OF_ONE_COLUMN:
        runs = groupby(lines, key=lambda line: bool(line.strip()))
        return [["\n".join(map(str.strip, run))] for has_text, run in runs if has_text]
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
    return rows


def _has_columns(line: str) -> bool:
    return bool(_GAP.search(line.rstrip()))


def _edges(lines: list[str]) -> list[int]:
    """Where each column of text begins, and the end of the longest line."""
    used = bytearray(max(map(len, lines), default=0))
    for line in lines:
        for word in re.finditer(r"\S+", line):
            used[word.start() : word.end()] = b"x" * (word.end() - word.start())
    return [0, *(gap.end() - 1 for gap in re.finditer(rb"\0\0x", used)), len(used) + 1]
