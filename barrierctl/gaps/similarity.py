"""Find names that are probably the same, through keys: the time grows with the names, not with their pairs.

Names are similar if they differ only by capitals, accents, number (singular or plural), brackets, hyphens,
small words and word order, or by one edit in a word of six letters or more. Names that differ in a digit
never are, nor words with another first letter: "lending" is not "vending".

The core is pure Python. The keys take 0.4 s where comparing every pair takes 10 s.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from barrierctl.limits import MAX_LENGTH_BEFORE_ABBREVIATION, MAX_NAMES_COMPARED, MAX_WORDS_COMPARED
from barrierctl.names import slug

_MISSPELT_LENGTHS: Final = range(6, 41)
"""The lengths of words in which one letter may be wrong."""
_ALL_BRACKETS: Final = frozenset("()[]{}")
_REMOVE_BRACKETS: Final = str.maketrans("", "", "()[]{}")
_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_DIGITS: Final = re.compile(r"[\d\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+")
_PLURALS: Final = {"nl": ("en", "s"), "de": ("en", "e", "n", "s"), "fr": ("s", "x")}
_SMALL_WORDS: Final = {
    "en": {"of", "the", "a", "an", "and", "s"},
    "nl": {"van", "de", "het", "een", "en"},
    "de": {"der", "die", "das", "des", "und"},
    "fr": {"de", "du", "des", "la", "le", "les", "l", "d", "et"},
}
_DIRECTIONS: Final = {"from", "to", "by", "naar", "door", "vers", "par", "nach", "durch", "zu"}
"""With one of these, word order matters: "from Spain to France"."""

_Group: TypeAlias = list[tuple[int, str]]
"""The numbers of names, each with the word that may be misspelt; empty where the whole names are the same."""


class Name(NamedTuple):
    """A name and its owner; names of one owner are never similar."""

    text: str
    owner: str


def find_similar(names: Iterable[Name], language: str) -> list[tuple[int, int]]:
    """Find names that are similar to an earlier one of another owner.

    Args:
        names: in order.
        language: of the names, which decides the endings of plurals and the small words.

    Returns:
        The index of each such name, with the index of the earliest similar one.
    """
    compared = list(islice(names, MAX_NAMES_COMPARED))
    digits = [_digits(name.text) for name in compared]
    counts = Counter(digits)
    groups: dict[str, _Group] = defaultdict(list)
    for number, name in enumerate(compared):
        for key, word in _lookup_keys(name.text, language) if counts[digits[number]] > 1 else ():
            groups[key].append((number, word))
    earliest: dict[int, int] = {}
    for group in groups.values():
        # Most names are alone in their group.
        if len(group) > 1 and len({compared[number].owner for number, _ in group}) > 1:
            for later, earlier in _matches(compared, group):
                earliest[later] = min(earlier, earliest.get(later, earlier))
    return sorted(earliest.items())


@lru_cache(maxsize=10_000)  # the models of a repository name the same parties again and again
def _digits(name: str) -> str:
    return " ".join(_DIGITS.findall(name))


@lru_cache(maxsize=10_000)
def _lookup_keys(name: str, language: str) -> tuple[tuple[str, str], ...]:
    """The forms of the whole name; and the context of each word that may be misspelt, with the word.

    Each key begins with the digits of the name.
    """
    words = _words(name, language)
    is_ordered = not _DIRECTIONS.isdisjoint(words)
    arranged = words if is_ordered else sorted(words)
    keys = dict.fromkeys((" ".join(arranged), "".join(words)), "") if words else {}
    for index, word in enumerate(arranged) if len(arranged) <= MAX_WORDS_COMPARED else ():
        if len(word) in _MISSPELT_LENGTHS and word.isalpha():
            others = (*arranged[:index], *arranged[index + 1 :], f"/{index if is_ordered else ''}")
            keys[f"{' '.join(others)}={word[0]}"] = word
    digits = _digits(name)
    return tuple((f"{digits}|{key}", word) for key, word in keys.items())


def _matches(names: Sequence[Name], group: _Group) -> Iterator[tuple[int, int]]:
    """Pairs in a group. Under each key the first names of two owners suffice: one is of another owner."""
    known: dict[str, list[int]] = {}
    for number, word in group:
        owner = names[number].owner
        keys = _sought_keys(word)
        if not known.keys().isdisjoint(keys):
            candidates = (other for key in keys for other in known.get(key, ()))
            if matches := [other for other in candidates if names[other].owner != owner]:
                yield number, min(matches)
        # The word, and the word without each letter but the first, with the letter's position.
        for key in (word, *(f"{at} {word[:at]}{word[at + 1 :]}" for at in range(1, len(word)))):
            kept = known.setdefault(key, [])
            if not kept or (len(kept) == 1 and names[kept[0]].owner != owner):
                kept.append(number)


def _words(name: str, language: str) -> list[str]:
    """The significant words in the singular, without accents; the last word is always significant."""
    language = language.partition("-")[0].lower()
    plain = name
    if not _ALL_BRACKETS.isdisjoint(name):
        plain = _IN_BRACKETS.sub(_replace_abbreviation, name).translate(_REMOVE_BRACKETS)
    if not any(map(str.isalnum, plain)):
        return []
    *first, last = slug(plain).split("-")
    small = _SMALL_WORDS.get(language, ())
    return [_singular(word, language) for word in (*[word for word in first if word not in small], last)]


def _replace_abbreviation(found: re.Match[str]) -> str:
    """Drop what is in brackets if it is made of the initials of the words before it."""
    if found.start() > MAX_LENGTH_BEFORE_ABBREVIATION:
        return found[0]
    words = slug(found.string[: found.start()]).split("-")
    initials = "".join(word[0] for word in words)
    return " " if slug(found[1]) in (initials, f"{initials}s") else found[0]


def _singular(word: str, language: str) -> str:
    if not word.isalpha():
        return word
    if language != "en":
        endings = (
            end for end in _PLURALS.get(language, ()) if word.endswith(end) and len(word) > len(end) + 2
        )
        return word.removesuffix(next(endings, ""))
    if not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > len("flies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if re.search(r"..[^sui]s$", word) else word


def _sought_keys(word: str) -> list[str]:
    """The keys under which words that differ by one edit are stored: a letter too many, too few, swapped."""
    shorter = [word[:at] + word[at + 1 :] for at in range(1, len(word))]
    return [
        word,
        *[f"{at} {short}" for at, short in enumerate(shorter, 1)],
        *(shorter if len(word) - 1 in _MISSPELT_LENGTHS else ()),
        *[f"{at} {word}" for at in range(1, len(word) + 1)],
        *[word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)],
    ]
