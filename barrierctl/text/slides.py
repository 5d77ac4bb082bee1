"""Text for a slide: lines without a letter that acts instead of being seen, and what XML cannot hold."""

import re

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
