"""Text for slides and printed sheets."""

import re
import unicodedata
from typing import Final

from barrierctl.text.invisible import written_out
from barrierctl.text.terminal import visible

_LINE_BREAK = re.compile("\r\n|[\r\n]")
_NO_LETTER = re.compile("[\ufffe\uffff]")


def lines(text: str) -> list[str]:
    """The lines of a text that hold anything, each with single blanks between its words."""
    told = (visible(line).strip(" ") for line in _LINE_BREAK.split(text))
    return [_NO_LETTER.sub("\N{REPLACEMENT CHARACTER}", line) for line in told if line]


def line(text: str) -> str:
    """The same on one line, for a title."""
    return " ".join(lines(text))


_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_BLANK_AND_NEXT: Final = re.compile(r"\s(?=(\S))")
_FAR: Final = re.compile("[^\x20-\u02ff]")
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_LONGEST_WORD: Final = 30


def printed(text: str) -> str:
    """The text on one line; letters that nobody has defined, so that no font has them, are written out.

    A mark that stands alone is tied to the blank before it, as Unicode advises; the typesetter breaks down
    where it would have to part them.
    """
    seen = visible(text)
    if not _FAR.search(seen):
        return seen
    return _BLANK_AND_NEXT.sub(_tied, _FAR.sub(_defined, seen))


def _tied(found: re.Match[str]) -> str:
    joins = found[1] in _JOINERS or unicodedata.category(found[1]).startswith("M")
    return _NO_BREAK if joins else found[0]


def _defined(found: re.Match[str]) -> str:
    return written_out(found) if unicodedata.category(found[0]) in {"Cn", "Co"} else found[0]


def words_to_keep(text: str) -> list[str]:
    """The words that should not be broken: all but those that are no words at all, by their length."""
    return [word for word in text.split() if len(word) <= _LONGEST_WORD]
