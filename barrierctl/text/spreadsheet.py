"""Text for the cells of a spreadsheet: no text may become a formula (CWE-1236)."""

from collections.abc import Iterable

_DANGEROUS = ("=", "+", "-", "@", "'", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would act on, or before such an apostrophe."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def joined(entries: Iterable[str], blank: str = " ") -> str:
    """Join entries in one cell so that they can be parted again; the blank may be a line break."""
    return f";{blank}".join(_quoted(entry) for entry in entries)


def _quoted(entry: str) -> str:
    if ";" in entry or '"' in entry:
        return '"' + entry.replace('"', '""') + '"'
    return entry
