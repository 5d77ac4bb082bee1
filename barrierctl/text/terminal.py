"""Text for a terminal: nothing in it may move the cursor, change a colour or turn the writing direction."""

import re
from types import ModuleType
from typing import Final

INVISIBLE: Final = (
    "\u202a-\u202e\u2066-\u2069"  # marks that turn the writing direction
    "\xad\u180e\u200b\u2060-\u2064"  # breaks and joins without a glyph
    "\u115f\u1160\u2800\u3164\uffa0"  # letters without a glyph
    "\U000e0000-\U000e01ef"  # tags and variants: a second alphabet that nobody sees
)
"""The letters, for a class of a pattern, that nobody sees and no script needs."""

UNSEEN: Final = (
    f"[{INVISIBLE}"
    "\x00-\x1f\x7f-\x9f"  # C0 and C1: they move the cursor and change colours
    "\u061c\u200e\u200f"  # marks that turn the writing direction
    "\u034f\u2028\u2029\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\u17b4\u17b5"  # others without a glyph
    "\ud800-\udfff"  # halves of a pair, which no output can hold
    "]"
)
"""The pattern of a letter that acts instead of being seen, for every target that shows text to people.

The joiners U+200C and U+200D are left out: some scripts are misspelt without them.
"""

WIDEST_PROSE: Final = 100
"""The most columns of a line of prose: longer lines are hard to follow."""

_LEAST = 20  # the fewest columns of a line of prose, however far it is indented
_CODES = {"bold": "1", "dim": "2", "red": "31", "yellow": "33", "blue": "34", "cyan": "36"}


def written_out(found: re.Match[str]) -> str:
    r"""Write a letter as an escape that can be seen, such as `\x1b`."""
    code = f"{ord(found.group()):x}"
    if len(code) <= len("ff"):
        return f"\\x{code:0>2}"
    return f"\\u{code:0>4}" if len(code) <= len("ffff") else f"\\U{code:0>8}"


def visible(text: str) -> str:
    """Put the text on one line, and write out every letter that acts instead of being seen."""
    # Most texts can be shown as they are.
    is_plain = _is_seen(text) and "  " not in text
    return text if is_plain else shown(re.sub(r"[ \t\r\n]+", " ", text))


def shown(text: str) -> str:
    """Write out every letter that acts, line breaks too; blanks stay as they are."""
    return text if _is_seen(text) else re.sub(UNSEEN, written_out, text)


def _is_seen(text: str) -> bool:
    """Whether a text holds no unseen letter; Python calls some of them printable."""
    return text.isprintable() and (text.isascii() or not re.search(UNSEEN, text))


def visible_line(line: str) -> str:
    """Replace each unseen letter in a line of a file by one that is seen, so that columns stay."""
    if _is_seen(line):
        return line
    return re.sub(UNSEEN, lambda found: " " if found.group() == "\t" else "\N{REPLACEMENT CHARACTER}", line)


def wrapped(text: str, indent: int, width: int | None) -> list[str]:
    """Escape prose and break it into lines.

    Args:
        text: the prose.
        indent: the blanks before each line.
        width: of the widest line, in columns; None for one line. Words stay whole if they are not wider.
    """
    margin = " " * indent
    if width is None:
        return [margin + visible(text)]
    return [margin + line for line in in_room(text, max(width - indent, _LEAST))]


def in_room(text: str, room: int) -> list[str]:
    """Escape prose and break it into lines of at most so many columns."""
    text = visible(text)
    if columns(text) <= room:
        return [text]
    parts: list[str] = []
    for word in text.split(" "):
        parts += [word] if columns(word) <= room else _cells().chop_cells(word, room)
    return _lines(parts, room)


def in_lines(text: str, most: int) -> list[str]:
    """Put the words on at most so many lines, with the longest line as short as possible."""
    if most == 1:
        return [text]
    words = text.split(" ")
    room = max(map(columns, words))
    while len(_lines(words, room)) > most:
        room += 1
    return _lines(words, room)


def _lines(words: list[str], room: int) -> list[str]:
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


# Latin letters, dashes and dots, and the signs of the overview.
_ONE_COLUMN_EACH = "[\x20-\x7e\xa0-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u2500-\u25fc]*"


def columns(text: str) -> int:
    """Count the columns that a text takes: two for the wide letters of East Asia, none for marks."""
    if text.isascii() or re.fullmatch(_ONE_COLUMN_EACH, text):
        return len(text)
    count: int = _cells().cell_len(text)
    return count


def _cells() -> ModuleType:
    from rich import cells  # 2 ms, which most runs save

    return cells


def padded(text: str, width: int) -> str:
    """Fill the text up with blanks."""
    return text + " " * max(width - columns(text), 0)


def painted(text: str, style: str, *, color: bool) -> str:
    """Colour our own text, if it has a style and the stream takes colours."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and text and style else text
