"""Text for a spreadsheet's cell: no text may become a formula (CWE-1236)."""

from collections.abc import Iterable

_DANGEROUS = ("=", "+", "-", "@", "'", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would act on it, or on that apostrophe."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def joined(entries: Iterable[str], blank: str = " ") -> str:
    """Several entries in one cell, so that they can be told apart again; a blank may be a line break."""
    return f";{blank}".join(_quoted(entry) for entry in entries)


def _quoted(entry: str) -> str:
    if ";" in entry or '"' in entry:
        return '"' + entry.replace('"', '""') + '"'
    return entry
