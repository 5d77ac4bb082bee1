"""How much room text takes in the font of the slides: Arial, or one cut to its measure.

No program tells where its lines will end, so it is reckoned here, and rather too much than too little: what
is reckoned to fit does fit. Widths are in thousandths of the size of the letters.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Final

_LETTERS: Final = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    334: "`()-r{}",
    389: "*",
    469: "^",
    500: "Jckvsxyz",
    556: "#$?L_abdeghnopqu0123456789",
    584: "+<=>~",
    611: "FTZ",
    667: '"&ABEKPSVXY',
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_KNOWN: Final = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_UNKNOWN_LETTER: Final = 800
_EAST_ASIAN: Final = 1000
_SIGN: Final = 1400
_BOLD: Final = 1.12
_USUAL: Final = 30  # letters of a word that may come again
_BLANK: Final = _KNOWN[" "]


def line_starts(text: str, room: float, bold: int = 0) -> list[int]:
    """Where the lines of a text begin.

    Args:
        text: with single blanks between its words.
        room: the width of a line.
        bold: how many letters at its beginning are bold.
    """
    starts, at, left = [0], 0, room
    for word in text.split(" "):
        weight = _BOLD if at < bold else 1.0
        width = _word(word) * weight
        if at > starts[-1]:
            left -= _BLANK * weight
            if width > left:
                starts.append(at)
                left = room
        if width > room:
            left = _broken(word, at, room, weight, starts)
        else:
            left -= width
        at += len(word) + 1
    return starts


def is_plain(text: str) -> bool:
    """Whether the font has every letter, so that none is taken from another, with taller lines."""
    return text.isascii() or all(ord(letter) < _FIRST_OTHER for letter in text)


_FIRST_OTHER: Final = 0x250


def _broken(word: str, at: int, room: float, weight: float, starts: list[int]) -> float:
    """Break a word that no line holds; what is left of its last line."""
    left = room
    for index, letter in enumerate(word):
        width = _letter(letter) * weight
        if width > left and index:
            starts.append(at + index)
            left = room
        left -= width
    return left


def _word(word: str) -> int:
    return _usual_word(word) if len(word) <= _USUAL else sum(map(_letter, word))


@lru_cache(maxsize=20_000)
def _usual_word(word: str) -> int:
    return sum(map(_letter, word))


@cache
def _letter(letter: str) -> int:
    if letter in _KNOWN:
        return _KNOWN[letter]
    parts = unicodedata.normalize("NFKD", letter)
    if parts != letter:
        return max(sum(map(_letter, parts)), _KNOWN["a"])
    if unicodedata.combining(letter):
        return 0
    if not unicodedata.category(letter).startswith("L"):
        return _SIGN
    return _EAST_ASIAN if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN_LETTER
