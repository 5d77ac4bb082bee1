"""The items in a cell, separated by line breaks, semicolons, bullets or numbers; doubts are reported."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from barrierctl.source.decode import BULLET_OR_DASH, BULLETS, HARD_SPACES, without_controls
from barrierctl.text.spreadsheet import parted
from barrierctl.text.terminal import INVISIBLE


class Split(StrEnum):
    """How a text in doubt is split."""

    LINES = "lines"  # no further than at line breaks
    CAPITALS = "capitals"  # before capital letters
    COMMAS = "commas"  # at commas


_MARK: Final = re.compile(rf"(?:{BULLET_OR_DASH}|-(?=\s)|\(?\d{{1,3}}[.)](?=\s))\s*")
_BULLET: Final = re.compile(rf"(?:^|\s)[{BULLETS}]\s*")
_DASH: Final = re.compile(r"(?:^|\s)[-\u2013\u2014*]\s+")
_NUMBER: Final = re.compile(r"(?:^|\s)\(?(\d{1,3})[.)]\s+")
_COMMAS: Final = re.compile(r",\s+(?:(?:and|or|en|of|und|oder|et|ou)\s+)?|\s+(?:and|en|und|et)\s+")
_PLAIN: Final = re.compile(r"[^\W\d]+(?:[ '-][^\W\d]+)*")
_GOES_ON: Final = {
    *("a", "an", "and", "as", "at", "between", "by", "for", "from", "in", "into", "near", "of", "on", "or"),
    *("the", "to", "with", "within", "via", "per", "like", "than", "their", "its", "no", "against", "about"),
    *("aan", "als", "bij", "de", "den", "der", "door", "een", "en", "geen", "het", "met", "naar", "om"),
    *("onder", "op", "over", "te", "tegen", "tot", "tussen", "uit", "van", "voor"),
    *("au", "aux", "avec", "dans", "des", "du", "et", "la", "le", "les", "ou", "par", "pour", "sans"),
    *("sur", "un", "une", "à", "contre", "chez", "vers"),
}
"""Words after which an item goes on, whatever the next word begins with."""
_FEW_PARTS: Final = 3  # of a list with commas: of two, the second may only say more of the first
_FEW_WORDS: Final = 2  # in each part of such a list: longer ones make a sentence
_MORE_WORDS: Final = 4  # in each part of what may be a list, but is taken for one item


@dataclass(frozen=True, slots=True)
class Part:
    """An item of a cell: its name, and the heading above it in the cell."""

    name: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The items of a cell.

    Attributes:
        items: in order.
        doubt: how the text could be split further, if nobody has decided that.
        decided: how it was split because the user said so.
        unsplit: how it could be split, but is not, because it is more likely to be one item.
    """

    items: tuple[Part, ...]
    doubt: Split | None = None
    decided: Split | None = None
    unsplit: Split | None = None


def clean(text: str) -> str:
    """Put a text on one line, without what nobody sees."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = re.sub(f"[{INVISIBLE}]", "", without_controls(re.sub(f"[{HARD_SPACES}]", " ", text)))
    return " ".join(seen.replace("\ufffd", " ").split())


def is_in_brackets(name: str) -> bool:
    """Whether a name is in brackets as a whole."""
    return bool(re.fullmatch(r"\([^()]*[^()\s][^()]*\)", name))


def split_cell(
    text: str, ways: Collection[Split] = (), *, capitals: bool = True, sentences: bool = False
) -> Parts:
    """Split the text of a cell.

    Args:
        text: of the cell.
        ways: in which to split a text in doubt.
        capitals: whether a capital letter may show where an item begins.
        sentences: whether items may be sentences, in which commas part nothing.
    """
    pieces = parted(text) if ";" in text or '""' in text else [text]
    lines = [line for piece in pieces for line in map(clean, piece.split("\n")) if line]
    if len(lines) > 1:
        return _several_lines(lines, ways if capitals else {*ways, Split.LINES})
    if not lines:
        return Parts(())
    runs, listed = _runs(lines[0]) if capitals else [], _listed(lines[0])
    rarely = listed if sentences else _listed(lines[0], fewest=2, most_words=_MORE_WORDS)
    for way, parts in ((Split.CAPITALS, runs), (Split.COMMAS, rarely)):
        if len(parts) > 1 and way in ways:
            return Parts(tuple(part for each in parts for part in _one_line(each)), decided=way)
    items = tuple(_one_line(lines[0]))
    is_one = len(items) == 1
    if Split.LINES in ways:
        return Parts(items)
    if len(runs) > 1:
        return Parts(items, doubt=Split.CAPITALS)
    if is_one and len(listed) > 1 and not sentences:
        return Parts(items, doubt=Split.COMMAS)
    return Parts(items, unsplit=Split.COMMAS if is_one and len(rarely) > 1 else None)


def _several_lines(lines: list[str], ways: Collection[Split]) -> Parts:
    if any(map(_MARK.match, lines)):
        return Parts(tuple(_nested(lines)))
    begins = [line for line in lines if not line[:1].islower()]
    if lines[0] not in begins or len(begins) == len(lines) or Split.LINES in ways:
        return Parts(tuple(part for line in lines for part in _one_line(line)))
    if Split.CAPITALS not in ways:
        return Parts(tuple(map(Part, lines)), doubt=Split.CAPITALS)
    joined: list[str] = []
    for line in lines:
        if line[:1].islower():
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return Parts(tuple(map(Part, joined)), decided=Split.CAPITALS)


def _nested(lines: list[str]) -> Iterator[Part]:
    """Split lines of which some have a bullet or a number; one without it may be the heading of the next."""
    heading, name = "", ""
    for line, below in pairwise([*lines, ""]):
        mark = _MARK.match(line)
        if not mark and name and line[:1].islower():
            name += f" {line}"
            continue
        if name:
            yield _under(heading, name)
        name = line[mark.end() :] if mark else line
        if not mark:
            is_heading = bool(_MARK.match(below))
            heading, name = (name, "") if is_heading else ("", name)
    if name:
        yield _under(heading, name)


def _one_line(line: str) -> Iterator[Part]:
    """Split a line at the bullets, numbers or dashes in it."""
    numbers = [int(found[1]) for found in _NUMBER.finditer(line)]
    dashes = len(_DASH.findall(line))
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        first, *others = re.split(_NUMBER, line)[::2]
    elif _BULLET.search(line):
        first, *others = _BULLET.split(line)
    elif dashes > 1:
        first, *others = _DASH.split(line)
    else:
        first, others = line, []
    heading = first if others and _is_unfinished(first) else ""
    for name in [*([] if heading else [first]), *others]:
        mark = _MARK.match(name.strip())
        if bare := name.strip()[mark.end() if mark else 0 :]:
            yield _under(heading, bare)


def _under(heading: str, name: str) -> Part:
    """An item under a heading, which the name repeats if it goes on in it: "Inform" and "of police"."""
    name = name.strip().rstrip(",;").rstrip()
    if _is_unfinished(heading) and not heading.endswith(":"):
        name = f"{heading} {name}"
    return Part(name, heading.rstrip(": "))


def _is_unfinished(text: str) -> bool:
    return text.rstrip().endswith(":") or text.rpartition(" ")[2].lower() in _GOES_ON


def _runs(line: str) -> list[str]:
    """Split a line where a capital letter begins a new item, if it looks like several; else it is one."""
    parts: list[list[str]] = [[]]
    for word in line.split(" "):
        before, bare = parts[-1][-1] if parts[-1] else "", re.sub("[()]", "", word)
        is_addition = word.startswith("(") and (")" not in word or word.endswith(")"))
        begins = bare[:1].isupper() and bare[1:].islower() and not is_addition  # nor is it an abbreviation
        if before and begins and before.lower() not in _GOES_ON and before[-1:].isalnum():
            parts.append([])
        parts[-1].append(word)
    long = sum(len(part) > 1 for part in parts)
    has_small = any(word.islower() and word not in _GOES_ON for part in parts for word in part)
    is_one = not has_small or long < 1 or (len(parts) < _FEW_PARTS and long < len(parts))
    return [line] if is_one else [" ".join(part) for part in parts]


def _listed(line: str, *, fewest: int = _FEW_PARTS, most_words: int = _FEW_WORDS) -> list[str]:
    """Split a line that is a list with commas, of so many parts of so few words; a sentence is one part."""
    parts = _COMMAS.split(line) if "," in line else [line]
    is_list = len(parts) >= fewest and all(
        len(part.split()) <= most_words and _PLAIN.fullmatch(part) for part in parts
    )
    return parts if is_list else [line]
