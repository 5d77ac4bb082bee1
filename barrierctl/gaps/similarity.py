"""Which names are likely one, looked up through keys: the time grows with the names, not with their pairs.

Names are alike where they differ only by capitals, marks, number (singular or plural), brackets, hyphens,
small words and word order, or by one edit in a word of six letters or more. Names that differ in a digit
never are, nor words that begin with another letter: "lending" is not "vending".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from barrierctl.frozen import frozen
from barrierctl.names import slug

_LONG: Final = range(6, 41)
"""The lengths of words in which a letter may be wrong."""
_MOST_WORDS: Final = 12
"""Names of more words are compared as they are."""
_MOST_COMPARED: Final = 20_000
"""So many names are compared, which is more than any workshop fills in."""
_LONGEST_IN_FULL: Final = 200
"""So many letters what is shortened in brackets has at most."""
_BRACKETS_OF: Final = frozenset("()[]{}")
_BRACKETS: Final = str.maketrans("", "", "()[]{}")
_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_DIGITS: Final = re.compile(r"[\d\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+")
_ENDINGS: Final = {"nl": ("en", "s"), "de": ("en", "e", "n", "s"), "fr": ("s", "x")}
_SMALL: Final = {
    "en": {"of", "the", "a", "an", "and", "s"},
    "nl": {"van", "de", "het", "een", "en"},
    "de": {"der", "die", "das", "des", "und"},
    "fr": {"de", "du", "des", "la", "le", "les", "l", "d", "et"},
}
_DIRECTIONS: Final = {"from", "to", "by", "naar", "door", "vers", "par", "nach", "durch", "zu"}
"""Beside these, another order of the words is another entity: "from Spain to France"."""


_Keys: TypeAlias = Callable[[str], list[str]]
_Found: TypeAlias = tuple[int, str]
"""The number of a name, and what of it is compared."""


@frozen
class Name:
    """A name, and whose it is: names of one owner are never told apart."""

    text: str
    owner: str


class _Entry(NamedTuple):
    """One name, or one word of it, that is compared with others."""

    number: int
    owner: str
    text: str


def alike(names: Iterable[Name], language: str) -> list[tuple[int, int]]:
    """The numbers of names that are like an earlier one of another owner, each with the first of those.

    Args:
        names: in order.
        language: of the names, which gives the endings of the plural and the small words.
    """
    first = islice(names, _MOST_COMPARED)
    every = [(number, name, _digits(name.text)) for number, name in enumerate(first)]
    having = Counter(digits for _, _, digits in every)
    owners = {number: name.owner for number, name, _ in every}
    by_form: dict[tuple[str, str], list[_Found]] = defaultdict(list)
    by_others: dict[tuple[str, str], list[_Found]] = defaultdict(list)
    for number, name, digits in every:
        forms, words = _looked_up(name.text, language) if having[digits] > 1 else ((), ())
        for form in forms:
            by_form[digits, form].append((number, form))
        for others, word in words:
            by_others[digits, others].append((number, word))
    found: dict[int, int] = {}
    for groups, left, sought in ((by_form, _itself, _itself), (by_others, _left, _sought)):
        for later, earlier in _all_meetings(owners, groups.values(), left, sought):
            found[later] = min(earlier, found.get(later, earlier))
    return sorted(found.items())


@lru_cache(maxsize=10_000)  # the models of a repository name the same parties again and again
def _looked_up(name: str, language: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Under what a name is looked up as a whole; and each word that may be wrong, with what is beside it."""
    words = _words(name, language)
    arranged = _arranged(words)
    forms = dict.fromkeys((" ".join(arranged), "".join(words))) if words else ()
    return (
        tuple(forms),
        tuple([(f"{others}={word[0]}", word) for others, word in _but_one(arranged)]),
    )


def _all_meetings(
    owners: Mapping[int, str], groups: Iterable[list[_Found]], left: _Keys, sought: _Keys
) -> Iterator[tuple[int, int]]:
    """Of names that are the same but for their form, or differ in one word; most stand alone."""
    for group in groups:
        if len(group) > 1:
            entries = [_Entry(number, owners[number], text) for number, text in group]
            if len({entry.owner for entry in entries}) > 1:
                yield from _meetings(entries, left, sought)


def _meetings(group: list[_Entry], left: _Keys, sought: _Keys) -> Iterator[tuple[int, int]]:
    """Under each key the first names of two owners are enough to find one that is another's."""
    known: dict[str, list[_Entry]] = {}
    for entry in group:
        keys = sought(entry.text)
        if not known.keys().isdisjoint(keys):
            there = (one for key in keys for one in known.get(key, ()))
            if met := [one.number for one in there if one.owner != entry.owner]:
                yield entry.number, min(met)
        for key in left(entry.text):
            kept = known.setdefault(key, [])
            if not kept or (len(kept) == 1 and kept[0].owner != entry.owner):
                kept.append(entry)


def _words(name: str, language: str) -> list[str]:
    """The words that tell, in the singular and without marks; the last one tells always."""
    spoken = language.partition("-")[0].lower()
    plain = name if _BRACKETS_OF.isdisjoint(name) else _without_brackets(name)
    if not any(map(str.isalnum, plain)):
        return []
    *first, last = slug(plain).split("-")
    small = _SMALL.get(spoken, ())
    return [_singular(word, spoken) for word in (*[word for word in first if word not in small], last)]


def _without_brackets(name: str) -> str:
    return _IN_BRACKETS.sub(lambda found: _unless_short_for(found, name), name).translate(_BRACKETS)


def _unless_short_for(found: re.Match[str], name: str) -> str:
    """What stands in brackets, unless it is made of the first letters of what stands before them."""
    if found.start() > _LONGEST_IN_FULL:
        return found[0]
    before = slug(name[: found.start()]).split("-")
    short = "".join(word[0] for word in before)
    return " " if slug(found[1]) in (short, f"{short}s") else found[0]


def _singular(word: str, spoken: str) -> str:
    if not word.isalpha():
        return word
    if spoken != "en":
        endings = (end for end in _ENDINGS.get(spoken, ()) if word.endswith(end) and len(word) > len(end) + 2)
        return word.removesuffix(next(endings, ""))
    if not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > len("flies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if re.search(r"..[^sui]s$", word) else word


def _arranged(words: list[str]) -> list[str]:
    return words if _DIRECTIONS.intersection(words) else sorted(words)


def _digits(name: str) -> str:
    return " ".join(_DIGITS.findall(name))


def _but_one(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each word in which a letter may be wrong, with the others."""
    for index, word in enumerate(words) if len(words) <= _MOST_WORDS else ():
        if len(word) in _LONG and word.isalpha():
            here = f"{index}" if _DIRECTIONS.intersection(words) else ""
            yield " ".join((*words[:index], *words[index + 1 :], f"/{here}")), word


def _itself(word: str) -> list[str]:
    return [word]


def _left(word: str) -> list[str]:
    """The word, and the word without each of its letters but the first, with the letter's place."""
    return [word, *[f"{at} {word[:at]}{word[at + 1 :]}" for at in range(1, len(word))]]


def _sought(word: str) -> list[str]:
    """Those, and the word with a letter too many, too few, or two in the wrong order."""
    shorter = [word[:at] + word[at + 1 :] for at in range(1, len(word))]
    return [
        word,
        *[f"{at} {short}" for at, short in enumerate(shorter, 1)],
        *(shorter if len(word) - 1 in _LONG else ()),
        *[f"{at} {word}" for at in range(1, len(word) + 1)],
        *[word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)],
    ]
