"""How names are compared, turned into ids, and guessed (docs/reference/elements.md)."""

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from barrierctl.limits import MAX_COMPARED, MAX_GUESSED_LENGTH, MAX_GUESSES, MAX_SLUG_LENGTH

_BETWEEN: Final = r"\s*[,;/|&+]\s*|\s+(?:and|en|und|et)\s+"
_SCRIPT: Final = 4  # letters of a script in the code of a language, such as Latn
_LIKENESS: Final = 0.72  # from 0 to 1, as difflib measures it


@lru_cache(maxsize=10_000)  # a name is compared again and again while its model is read
def fold(name: str) -> str:
    """The name as it is compared: NFC, case folded, white space collapsed."""
    if name.isascii():
        return " ".join(name.lower().split())
    return " ".join(_normal("NFC", _normal("NFC", name).casefold()).split())


def slug(name: str) -> str:
    """The name as an id: letters and digits, everything else to `-`; `item` if nothing is left."""
    if name.isascii():
        joined = b"-".join(name.encode("ascii").translate(_ASCII).split()).decode("ascii")
        return joined[:MAX_SLUG_LENGTH].rstrip("-") or "item"
    letters = _normal("NFD", name.lower())
    if letters.translate(_MARKS):
        kept: list[str] = []
        for letter in letters:  # in any script; Latin letters lose their marks
            is_latin = kept and unicodedata.name(kept[-1], "").startswith("LATIN")
            if not (_MARKS[ord(letter)] and is_latin):
                kept.append(letter)
        letters = "".join(kept)
    words = _normal("NFC", letters).translate(_LATIN).translate(_LETTERS).split()
    return "-".join(words)[:MAX_SLUG_LENGTH].rstrip("-") or "item"


def language_code(text: str) -> str:
    """The code of a language in its usual spelling: `fr-BE` for `FR_be`."""
    first, *rest = text.replace("_", "-").split("-")
    return "-".join(
        [first.lower(), *(part.title() if len(part) == _SCRIPT else part.upper() for part in rest)]
    )


# What becomes of each byte of an ASCII name: a small letter, a digit, or a blank between two words.
_ASCII: Final = bytes(
    ord(small) if (small := chr(byte).lower()).isascii() and small.isalnum() else ord(" ")
    for byte in range(256)
)
_LATIN: Final = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "þ": "th"})


class _Table(dict[int, str]):
    """A table for `str.translate` whose entries are made when their character is first met."""

    def __init__(self, replacement: Callable[[str, str], str]) -> None:
        super().__init__()
        self._replacement = replacement

    def __missing__(self, number: int) -> str:
        self[number] = self._replacement(chr(number), unicodedata.category(chr(number)))
        return self[number]


_MARKS: Final = _Table(lambda letter, category: letter if category[0] == "M" else "")
# Marks belong to the letters of other scripts (vowel signs, for one).
_LETTERS: Final = _Table(lambda letter, category: letter if category[0] in "LM" or category == "Nd" else " ")
# Nothing merges into an ASCII letter that follows it; and no word has two hundred letters beyond ASCII.
_PARTS: Final = r"[\x00-\x7f]*[^\x00-\x7f]{1,200}|[\x00-\x7f]+"


def _normal(form: Literal["NFC", "NFD"], text: str) -> str:
    """The text in a normal form of Unicode, made part by part: it takes the square of a run of accents."""
    return "".join(unicodedata.normalize(form, part) for part in re.findall(_PARTS, text))


def split_list(text: str) -> list[str]:
    """Split a text that was meant as a list: at commas, slashes, and words such as "and"."""
    return [part.strip() for part in re.split(_BETWEEN, text) if part.strip()]


def nearest(name: str, known: Iterable[str]) -> str:
    """Find the name that is most like this one; empty if none is near."""
    wanted = fold(name)
    without_digits = re.sub(r"\d", "", wanted)
    by_fold = {
        folded: candidate
        for candidate in known
        # `f-1` is no misspelt `f-2`.
        if (folded := fold(candidate)) == wanted or re.sub(r"\d", "", folded) != without_digits
    }
    found = difflib.get_close_matches(wanted, by_fold, n=1, cutoff=_LIKENESS)
    return by_fold[found[0]] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of an error in how a command is called, which is English; others: `Catalogue.did_you_mean`."""
    near = nearest(name, known)
    return f' Did you mean "{near}"?' if near else ""


def find_stage(name: str, stages: Iterable[tuple[str, str]]) -> str | None:
    """Return the id of the stage with this id or name; *stages* has id and name of each."""
    every = list(stages)
    exact = (key for key, _ in every if key == name)
    folded = (key for key, label in every if fold(name) in (fold(label), key))
    return next(exact, None) or next(folded, None)


class Guesses:
    """Guesses which of many names a misspelt one means, without comparing it with each of them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._names = {folded: name for name in known if len(folded := fold(name)) <= MAX_GUESSED_LENGTH}
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        self._guesses: dict[str, str | None] = {}
        for folded in self._names:
            for pair in _pairs(folded):
                self._by_pair[pair].append(folded)

    def nearest(self, name: str) -> str | None:
        """Find the name that is most like this one; None if none is near, or after the first few guesses."""
        if name not in self._guesses and len(self._guesses) < MAX_GUESSES:
            shared: Counter[str] = Counter()
            for pair in _pairs(fold(name)[:MAX_GUESSED_LENGTH]):
                shared.update(self._by_pair.get(pair, ()))
            candidates = [candidate for candidate, _ in shared.most_common(MAX_COMPARED)]
            near = nearest(name, candidates)
            if not near:  # perhaps one goes on behind the name, or the name behind one
                longer = [each for each in candidates if each.startswith(f"{fold(name)} ")]
                shorter = [each for each in candidates if fold(name).startswith(f"{each} ")]
                found = longer or shorter
                near = found[0] if len(found) == 1 else ""
            self._guesses[name] = self._names.get(near)
        return self._guesses.get(name)


def _pairs(name: str) -> Iterable[str]:
    """Each two letters that follow each other, once; the beginning and the end count as letters."""
    return dict.fromkeys(f"{one}{other}" for one, other in pairwise(f" {name} "))


class FreeNames:
    """Hands out names, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The name, or the first of `-2`, `-3` … that is free."""
        name = wanted
        while name in self._taken:
            number = self._next.get(wanted, 2)
            self._next[wanted] = number + 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        return name
