"""How names are compared, turned into ids, and guessed at (format.md, "Names, ids, elements")."""

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Literal

_OF_IDS = "abcdefghijklmnopqrstuvwxyz0123456789"
# What becomes of each byte of an ASCII name: a small letter, a digit, or a blank between two words.
_IN_IDS = bytes(ord(small if (small := chr(byte).lower()) in _OF_IDS else " ") for byte in range(256))
# Nothing melts into an ASCII letter that follows it; and no word has two hundred letters beyond ASCII.
_PARTS = r"[\x00-\x7f]*[^\x00-\x7f]{1,200}|[\x00-\x7f]+"
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "þ": "th"})
_SHORT = 200
_NEAR = 0.72
_MOST_COMPARED = 12
_MOST_ASKED = 20
_LONGEST = 100
_LONGEST_SLUG = 1000


@lru_cache(maxsize=10_000)  # a name is compared again and again while its model is read
def fold(name: str) -> str:
    """The name as it is compared: NFC, case folded, white space collapsed."""
    if name.isascii():
        return " ".join(name.lower().split())
    return " ".join(_normal("NFC", _normal("NFC", name).casefold()).split())


def slug(name: str) -> str:
    """The name as an id: letters and digits, all else to `-`; `item` where nothing is left."""
    if name.isascii():
        joined = b"-".join(name.encode("ascii").translate(_IN_IDS).split()).decode("ascii")
    else:
        joined = "-".join(_words(name))
    # Every address within a stage begins with the stage's id.
    return joined[:_LONGEST_SLUG].rstrip("-") or "item"


class _Kinds(dict[int, str]):
    """What becomes of each character, found out when one is met first: a table for `str.translate`."""

    def __init__(self, kind: Callable[[str], str]) -> None:
        """By this function."""
        super().__init__()
        self._kind = kind

    def __missing__(self, number: int) -> str:
        self[number] = self._kind(chr(number))
        return self[number]


def _words(name: str) -> list[str]:
    """The words of a name in any script, Latin letters without their marks."""
    parted = _normal("NFD", name.lower())
    plain = _without_marks(parted) if parted.translate(_MARKS) else parted
    return _normal("NFC", plain).translate(_LATIN).translate(_WORDS).split()


def _without_marks(parted: str) -> str:
    kept: list[str] = []
    for letter in parted:
        if not (_MARKS[ord(letter)] and kept and _is_latin(kept[-1])):
            kept.append(letter)
    return "".join(kept)


def _normal(form: Literal["NFC", "NFD"], text: str) -> str:
    """The text in a normal form of Unicode, made part by part: it takes the square of a run of accents."""
    if len(text) <= _SHORT:
        return unicodedata.normalize(form, text)
    return "".join(unicodedata.normalize(form, part) for part in re.findall(_PARTS, text))


def nearest(name: str, known: Iterable[str]) -> str:
    """Find the name that is most like this one; empty if none is near."""
    by_fold = {fold(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(fold(name), by_fold, n=1, cutoff=_NEAR)
    return by_fold[found[0]] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of an error message: a blank and a question, or nothing if no name is near."""
    near = nearest(name, known)
    return f' Did you mean "{near}"?' if near else ""


class Guesses:
    """Guesses which of many names is meant by one that is misspelt.

    Comparing is slow, so only the names that share most pairs of letters with it are compared. After the
    first few misspelt names, which are all that anybody reads, it guesses no more.
    """

    def __init__(self, known: Iterable[str]) -> None:
        """Among these names."""
        self._names = {folded: name for name in known if len(folded := fold(name)) <= _LONGEST}
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        self._given: dict[str, str | None] = {}
        for folded in self._names:
            for pair in _pairs(folded):
                self._by_pair[pair].append(folded)

    def nearest(self, name: str) -> str | None:
        """The name that is most like this one; None where none is near."""
        if name not in self._given and len(self._given) < _MOST_ASKED:
            self._given[name] = self._guess(fold(name))
        return self._given.get(name)

    def _guess(self, folded: str) -> str | None:
        shared: Counter[str] = Counter()
        for pair in _pairs(folded[:_LONGEST]):
            shared.update(self._by_pair.get(pair, ()))
        most = [name for name, _ in shared.most_common(_MOST_COMPARED)]
        return self._names.get(nearest(folded, most))


class FreeNames:
    """Hands out names, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """These are taken already."""
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The name, or the first of `-2`, `-3` … that nobody has."""
        name = wanted
        while name in self._taken:
            number = self._next.get(wanted, 2)
            self._next[wanted] = number + 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        return name


def _pairs(name: str) -> Iterable[str]:
    """Once each two letters that follow each other, the beginning and the end counted as letters."""
    return dict.fromkeys(f"{one}{other}" for one, other in pairwise(f" {name} "))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def _if_mark(letter: str) -> str:
    return letter if unicodedata.category(letter)[0] == "M" else ""


def _if_word(letter: str) -> str:
    # Marks belong to the letters of other scripts (vowel signs, for one).
    category = unicodedata.category(letter)
    return letter if category[0] in "LM" or category == "Nd" else " "


_MARKS = _Kinds(_if_mark)
_WORDS = _Kinds(_if_word)
