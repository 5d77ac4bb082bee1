"""How names are compared, turned into ids, and guessed at (format.md, "Names, ids, elements")."""

import difflib
import unicodedata
from collections.abc import Iterable

_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "þ": "th"})
_NEAR = 0.72


def fold(name: str) -> str:
    """The name as it is compared: NFC, case folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).split())


def slug(name: str) -> str:
    """The name as an id: letters and digits, all else to `-`; `item` where nothing is left."""
    kept: list[str] = []
    for letter in unicodedata.normalize("NFD", name.lower()):
        if not (unicodedata.category(letter)[0] == "M" and kept and _is_latin(kept[-1])):
            kept.append(letter)
    plain = unicodedata.normalize("NFC", "".join(kept)).translate(_LATIN)
    words = "".join(letter if _is_word(letter) else " " for letter in plain)
    return "-".join(words.split()) or "item"


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The names that are most like this one, best first; none where none is near."""
    by_fold = {fold(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(fold(name), by_fold, n=most, cutoff=_NEAR)
    return [by_fold[candidate] for candidate in found]


def first_free(wanted: str, taken: Iterable[str]) -> str:
    """The name, or the first of `-2`, `-3` … that nobody has."""
    used = set(taken)
    number, candidate = 2, wanted
    while candidate in used:
        candidate = f"{wanted}-{number}"
        number += 1
    return candidate


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def _is_word(letter: str) -> bool:
    # Marks belong to the letters of other scripts (vowel signs, for one).
    category = unicodedata.category(letter)
    return category[0] in "LM" or category == "Nd"
