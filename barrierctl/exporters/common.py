"""What several exporters share."""

import io
from collections.abc import Iterator, Mapping
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from barrierctl.messages import catalogue
from barrierctl.vocabulary import LISTS

_LEVEL = 6


def repacked(archive: bytes) -> bytes:
    """Take the time out of an archive: every entry bears the first day that a zip file can hold."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(packed, "w", compresslevel=_LEVEL) as new:
        for name in old.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()


def shortened(text: str, most: int) -> str:
    """Cut a text that appears in full elsewhere to so many letters."""
    return text if len(text) <= most else f"{text[:most]}…"


def split_columns(total: int, parts: int) -> Iterator[range]:
    """Divide the columns of a grid, without the first, among as many tables of about the same width."""
    for part in range(parts):
        yield range(1 + total * part // parts, 1 + total * (part + 1) // parts)


@cache
def list_entries(choices: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    """Look up the values of the closed lists whose values are all among the choices."""
    names = [name for name, values in LISTS.items() if set(values) <= set(choices)]
    return {value: entry for name in names for value, entry in catalogue().entry(f"lists.{name}").items()}
