"""Text for slides and printed sheets."""

import re
import unicodedata
from typing import Final

from barrierctl.limits import MAX_JOINED_ON_PAPER
from barrierctl.text.terminal import visible, written_out

_LINE_BREAK: Final = re.compile("\r\n|[\r\n]")
_NO_LETTER: Final = re.compile("[\ufffe\uffff]")
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_BLANK_AND_NEXT: Final = re.compile(r"\s(?=(\S))")
_FAR: Final = re.compile("[^\x20-\u02ff]")
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_LONGEST_WORD: Final = 30
_HYPHEN: Final = re.compile("(?<=[^-]-)(?=[^-])")
_ENDLESS_WORD: Final = re.compile(rf"\S{{{MAX_JOINED_ON_PAPER}}}(?=\S)")


def lines(text: str) -> list[str]:
    """Split a text into its lines, without empty ones and with single blanks between words."""
    every = (visible(line).strip(" ") for line in _LINE_BREAK.split(text))
    return [_NO_LETTER.sub("\N{REPLACEMENT CHARACTER}", line) for line in every if line]


def line(text: str) -> str:
    """Put the same on one line, for a title."""
    return " ".join(lines(text))


def printed(text: str) -> str:
    """Put the text on one line, and write out letters that Unicode does not define: no font has them.

    A mark without a letter is tied to the blank before it, as Unicode advises; the typesetter breaks down
    where it would have to part them, and at letters that are joined without end.
    """
    seen = visible(text)
    if not _FAR.search(seen):
        return seen
    parted = _ENDLESS_WORD.sub(_parted, seen)
    return _BLANK_AND_NEXT.sub(_tied, _FAR.sub(_defined, parted))


def _tied(found: re.Match[str]) -> str:
    joins = found[1] in _JOINERS or unicodedata.category(found[1]).startswith("M")
    return _NO_BREAK if joins else found[0]


def _parted(found: re.Match[str]) -> str:
    joins = any(unicodedata.category(letter)[0] in "MC" for letter in found[0])
    return f"{found[0]} " if joins else found[0]


def _defined(found: re.Match[str]) -> str:
    return written_out(found) if unicodedata.category(found[0]) in {"Cn", "Co"} else found[0]


def words_to_keep(text: str) -> list[str]:
    """Choose the words that should not be broken, each up to a hyphen: all but those too long to be words.

    Of a long word, so many letters have to fit; the typesetter makes it smaller then.
    """
    parts = (part for word in text.split() for part in _HYPHEN.split(word))
    return [part[:_LONGEST_WORD] for part in parts if len(part) <= 2 * _LONGEST_WORD]
