"""Text for the cells of a spreadsheet: no text may become a formula (CWE-1236)."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Final

_DANGEROUS = ("=", "+", "-", "@", "'", "\t", "\r", "\n")
_SIGNS: Final = frozenset("=+-@")
_DELIMITERS: Final = frozenset(",;|\t\r\n")
# What may begin a formula, if there is a sign. For some programs, blanks and quotes are no part of a cell.
_BEGIN: Final = r"""([,;|\s"]++)((?:'*+[=+@-])?)"""
_GUARDED: Final = r"""(?<![,;|\s"])([,;|\s"]++)'('*+[=+@-])"""
_PLAIN: Final = "[A-Za-z][!-~]*+(?: [!-~]++)*+"  # neither a number nor with other blanks than between words
_NUMBER: Final = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_DIGITS: Final = 15  # of a number that programs keep
_BLANKS: Final = "[ \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}]+"
_ENTRY: Final = r"""\s*(?:"((?:[^"]|"")*)"(?=\s*(?:;|\Z))|([^;]*))\s*(?:;|\Z)"""


def guarded(text: str, delimiter: str = ",") -> str:
    """Put an apostrophe before all that a spreadsheet would act on, and before such an apostrophe.

    Spreadsheets guess the delimiter of a file. So what is behind another one than this is guarded too.
    """
    if not text or _SIGNS.isdisjoint(text):  # so are most cells
        return f"'{text}" if text.startswith(_DANGEROUS) else text
    others = _DELIMITERS - {delimiter}

    def guard(found: re.Match[str]) -> str:
        begins = found[2] and not others.isdisjoint(found[1])
        return f"{found[1]}'{found[2]}" if begins else found[0]

    text = re.sub(_BEGIN, guard, text)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def unguarded(text: str, delimiter: str = ",") -> str:
    """Undo `guarded` for the same delimiter; an apostrophe that guards nothing stays."""
    if "'" not in text:  # so are most cells
        return text
    if text.startswith("'") and text[1:].startswith(_DANGEROUS):
        text = text[1:]
    others = _DELIMITERS - {delimiter}
    return re.sub(
        _GUARDED,
        lambda found: found[0] if others.isdisjoint(found[1]) else found[1] + found[2],
        text,
    )


def joined(entries: Iterable[str], blank: str = " ") -> str:
    """Join entries in one cell so that they can be parted again; the blank may be a line break."""
    return f";{blank}".join(
        '"' + entry.replace('"', '""') + '"' if ";" in entry or '"' in entry else entry for entry in entries
    )


def parted(text: str) -> list[str]:
    """Part what `joined` put in one cell, or a person typed; blanks around an entry are no part of it."""
    entries = (quoted.replace('""', '"') or plain.strip() for quoted, plain in re.findall(_ENTRY, text))
    return [entry for entry in entries if entry]


def reading(text: str) -> str:
    """Give the form in which cells read the same, whatever programs do to blanks and numbers."""
    if re.fullmatch(_PLAIN, text) and text not in ("TRUE", "FALSE"):  # so are most
        return text
    lines = re.sub(_BLANKS, " ", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    read = "\n".join(line.strip() for line in lines).strip()
    if read in ("TRUE", "FALSE"):
        return read.lower()
    if re.fullmatch(_NUMBER, read) and sum(map(str.isdigit, read)) <= _DIGITS:
        return f"{float(read):.{_DIGITS}g}"
    return read


def digest(texts: Iterable[str]) -> str:
    """Give a short text that shows whether any of these cells reads differently."""
    read = json.dumps([text and reading(text) for text in texts])  # most cells are empty
    return hashlib.sha256(read.encode("ascii")).hexdigest()[:16]
