"""Comma-separated values, whatever separates them, and in any of the encodings that Excel writes."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from barrierctl.limits import MAX_BYTES
from barrierctl.sheets.archive import refusal
from barrierctl.sheets.grid import Grid, make_grid
from barrierctl.text.spreadsheet import unguarded

_DELIMITERS: Final = ";,\t|"
_SAMPLE: Final = 200  # lines by which the delimiter is chosen

csv.field_size_limit(MAX_BYTES)  # by default, it refuses a cell of 131,072 letters


def decode(data: bytes, file: str) -> str:
    """Decode a text: with its mark, else as UTF-8, else as the text of Windows in the west of Europe.

    Raises:
        InputError: it is no text.
    """
    marked = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    encoding = next((name for mark, name in marked.items() if data.startswith(mark)), "utf-8")
    for each in (encoding, "cp1252"):
        try:
            text = data.decode(each)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refusal(file, "no_text")


def read(text: str, file: str) -> tuple[Grid, ...]:
    """Read the one table of a text; the errors are those of `read_sheets`."""
    said = re.match(r'"?sep=(.)"?(?:\r\n|\n|\r)', text)
    try:
        delimiter = said[1] if said else choose_delimiter(text)
        lines = list(_lines(text[said.end() if said else 0 :], delimiter))
    except csv.Error:
        raise refusal(file, "damaged") from None
    return (make_grid(file, "", [[unguarded(cell, delimiter) for cell in line] for line in lines]),)


def is_table(text: str) -> bool:
    """Whether a delimiter gives lines as many cells as each other, but for titles, which have one cell."""
    widths = _widths(text, choose_delimiter(text))
    titles = widths.pop(1, 0)
    return len(widths) == 1 and widths.total() > 1 and widths.total() >= titles


def choose_delimiter(text: str) -> str:
    """Choose the delimiter that gives the most lines as many cells as each other; a comma if none does."""

    def likeness(delimiter: str) -> tuple[int, int]:
        counts = _widths(text, delimiter).items()
        return max(((count, width) for width, count in counts if width > 1), default=(0, 0))

    best = max(_DELIMITERS, key=likeness)
    return best if likeness(best) > (0, 0) else ","


def _widths(text: str, delimiter: str) -> Counter[int]:
    """Count the first lines by their number of cells."""
    return Counter(len(line) for line in islice(_lines(text, delimiter), _SAMPLE) if line)


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
