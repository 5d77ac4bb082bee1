"""What several exporters share."""

import io
from collections.abc import Callable, Iterator, Mapping
from struct import unpack_from
from typing import Final
from zipfile import ZipFile

from barrierctl.messages import catalogue
from barrierctl.text.spreadsheet import joined
from barrierctl.views.document import Cell, Column, Table

_FIRST_DAY: Final = b"\x00\x00\x21\x00"  # midnight, and 1 January 1980
_DAY_IN_HEADER, _DAY_IN_LIST, _LENGTHS, _LISTED = 10, 12, 28, 46
"""Where a zip file has the time of an entry, twice, and the lengths of its name and of what follows it."""

COLOURS: Final[Mapping[str, str]] = {
    "facilitators": "#882255",
    "opportunities": "#8a5a00",
    "signals": "#00628b",
    "partners": "#332288",
    "barriers": "#117733",
    "neutral": "#3d4a57",
    "ink": "#1b1f24",
    "muted": "#57606a",
}
"""Of the blocks by their values, of what belongs to none, and of text; for readers of any colour vision."""
_PALE: Final = 0.88  # how much white there is in a tint


def colour(name: str) -> str:
    """Look up the colour of a block; any other name is neutral."""
    return COLOURS.get(name, COLOURS["neutral"])


def tint(name: str, pale: float = _PALE) -> str:
    """Mix a colour with as much white, from 0 to 1, for what is behind text."""
    letters = colour(name)[1:]
    parts = (int(letters[at : at + 2], 16) for at in range(0, len(letters), 2))
    return "#" + "".join(f"{round(part + (0xFF - part) * pale):02x}" for part in parts)


def packed_by(save: Callable[[io.BytesIO], None]) -> bytes:
    """Save an archive without the time: every entry bears the first day that a zip file can hold."""
    saved = io.BytesIO()
    save(saved)
    packed = bytearray(saved.getvalue())
    with ZipFile(saved) as archive:
        at = archive.start_dir
        for entry in archive.infolist():
            for day in (entry.header_offset + _DAY_IN_HEADER, at + _DAY_IN_LIST):
                packed[day : day + len(_FIRST_DAY)] = _FIRST_DAY
            at += _LISTED + sum(unpack_from("<3H", packed, at + _LENGTHS))
    return bytes(packed)


def record_text(column: Column, cell: Cell, blank: str = " ") -> str:
    """Put a cell in one text for programs, from which several entries can be parted again."""
    if not cell:  # so are most cells
        return ""
    texts = [entry.stored for entry in cell]
    return joined(texts, blank) if column.many else "".join(texts)


def shortened(text: str, most: int) -> str:
    """Cut a text that appears in full elsewhere to so many letters."""
    return text if len(text) <= most else f"{text[:most]}…"


def nothing_yet() -> str:
    """Get the words in an empty cell."""
    return str(catalogue().entry("overview.legend")["empty"]["label"])


def shown_legend(table: Table) -> str:
    """Say what the signs in the cells of a table mean."""
    return "   ".join(f"{entry.text} {entry.mark}" for entry in table.legend)


def split_columns(total: int, parts: int) -> Iterator[range]:
    """Divide the columns of a grid, without the first, among as many tables of about the same width."""
    for part in range(parts):
        yield range(1 + total * part // parts, 1 + total * (part + 1) // parts)
