"""Text for a terminal: nothing in it may move the cursor, change a colour or turn the way of writing."""

import re
import unicodedata

from barrierctl.text.invisible import UNSEEN, written_out

WIDEST_PROSE = 100
"""The columns that a line of prose takes at most: longer ones are hard to follow."""

_LEAST = 20  # what a line of prose takes at least, however far it is indented
_CODES = {"bold": "1", "dim": "2", "red": "31", "yellow": "33", "blue": "34", "cyan": "36"}


def visible(text: str) -> str:
    """The text on one line, with every character that acts instead of being seen shown as an escape."""
    # Most texts are fit to be shown as they are.
    is_fit = text.isprintable() and "  " not in text
    return text if is_fit else shown(re.sub(r"[ \t\r\n]+", " ", text))


def shown(text: str) -> str:
    """The same, but blanks stay as they are, and a line break is an escape too."""
    return text if text.isprintable() else re.sub(UNSEEN, written_out, text)


def visible_line(line: str) -> str:
    """A line of a file, as long as before: each unseen character becomes one that is seen."""
    if line.isprintable():
        return line
    return re.sub(UNSEEN, lambda found: " " if found.group() == "\t" else "\N{REPLACEMENT CHARACTER}", line)


def wrapped(text: str, indent: int, width: int | None) -> list[str]:
    """Lines of escaped prose, none wider than the width where one is given; words stay whole if they fit."""
    margin = " " * indent
    if width is None:
        return [margin + visible(text)]
    words = visible(text).split(" ")
    room = max(width - indent, _LEAST)
    return [margin + line for line in _lines([part for word in words for part in _parts(word, room)], room)]


def in_lines(text: str, most: int) -> list[str]:
    """The words on at most so many lines, the longest of them as short as can be."""
    if most == 1:
        return [text]
    words = text.split(" ")
    room = max(map(columns, words))
    while len(_lines(words, room)) > most:
        room += 1
    return _lines(words, room)


def _lines(words: list[str], room: int) -> list[str]:
    """Words put on lines as long as fit."""
    lines: list[list[str]] = [[]]
    left = room
    for word in words:
        width = columns(word)
        if lines[-1] and width + 1 > left:
            lines.append([])
            left = room
        left -= width + bool(lines[-1])
        if word or lines[-1]:
            lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _parts(word: str, room: int) -> list[str]:
    """A word that is wider than a line, in pieces that are not."""
    if columns(word) <= room:
        return [word]
    parts: list[list[str]] = [[]]
    left = room
    for letter in word:
        width = _columns(letter)
        if width > left:
            parts.append([])
            left = room
        parts[-1].append(letter)
        left -= width
    return ["".join(part) for part in parts]


def columns(text: str) -> int:
    """How many columns a text takes: two for the wide letters of East Asia, none for marks."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def padded(text: str, width: int) -> str:
    """The text, filled up with blanks."""
    return text + " " * max(width - columns(text), 0)


def painted(text: str, style: str, *, color: bool) -> str:
    """Our own text in a colour, where the stream takes colours."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and text else text


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
