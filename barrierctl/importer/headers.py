"""Header words of sheets, in several languages, and what the user says that others mean."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from barrierctl.errors import UsageError
from barrierctl.messages import catalogue, catalogues
from barrierctl.names import fold, language_code, nearest
from barrierctl.resources import words
from barrierctl.resources.vocabulary import BLOCKS
from barrierctl.views.items import COLUMNS
from barrierctl.views.translations import KEYS, is_translated, split_header

_FILE: Final = "languages/headers.yaml"
GENERAL: Final = "general"
IGNORE: Final = "ignore"
COUNT: Final = "count"  # a column that numbers the rows
_LONG_NUMBER: Final = 4
_SHORTEST_CODE: Final = 2  # letters of the code of a language that need not be known
_LONG: Final = 100  # characters of a text that is no header
_BEFORE: Final = r"^\(?(?:\d+|[a-z]|[ivx]+)[.):]\s*"
_BEHIND: Final = r"\s*(?:\([^()]*\)|\[[^\[\]]*\])?[\s:*.?]*$"


class Headers:
    """What the words in headers mean.

    Attributes:
        used: how many different header words of each language were met.
    """

    def __init__(self, given: Iterable[str] = ()) -> None:
        """Take the values of `--map`, such as `Gelegenheden=opportunities`.

        Raises:
            UsageError: one has no `=`, or nothing before or behind it.
        """
        self.used: Counter[str] = Counter()
        self._meanings: dict[str, str] = {}
        self._given: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        for each in given:
            word, sign, meaning = (part.strip() for part in each.rpartition("="))
            if not (sign and word and meaning):
                raise UsageError(catalogue().say("import.usage.map", given=each))
            self._given[fold(word)] = meaning
            self._typed[fold(word)] = word
        self._unused = set(self._given)

    def given(self, text: str) -> str:
        """What the user says that a text means; empty if nothing."""
        self._unused.discard(fold(text))
        return self._given.get(fold(text), "")

    def meaning(self, text: str) -> str:
        """A block, or a key such as `stage` or `note`, that a header means; empty if it is another text."""
        if len(text) > _LONG:
            return ""
        if text in self._meanings:
            return self._meanings[text]
        meaning, given = "", self.given(text)
        if given:
            meaning = _known_meaning(given)
        elif not _words().isdisjoint(re.findall(r"[^\W\d_]+", fold(text))):  # most texts are no headers
            parts = (text, *re.split(r"\s*[/|]\s*", text))
            known = next(filter(None, (_meanings().get(_bare(part)) for part in parts)), [])
            self.used.update(dict.fromkeys((language for language, _ in known), 1))
            meaning = known[0][1] if known else ""
        self._meanings[text] = meaning
        return meaning

    def block(self, text: str) -> str:
        """The block that a header means; empty if none."""
        meaning = self.meaning(text) if text else ""
        return meaning if meaning in BLOCKS else ""

    @property
    def language(self) -> str:
        """The language of most header words that were met; empty if none were."""
        return next((language for language, _ in self.used.most_common(1)), "")

    def check(self, stages: Iterable[str]) -> None:
        """Refuse what the user says if the sheet does not have the word, or if it means nothing.

        Args:
            stages: the names of the stages, which a word may mean too.

        Raises:
            UsageError: a word or its meaning is probably misspelt.
        """
        names, say = [*stages], catalogue().say
        for folded, meaning in self._given.items():
            word, known = self._typed[folded], [*_keys(), *names]
            if not (_known_meaning(meaning) or find_stage(meaning, names) is not None):
                near = catalogue().did_you_mean(meaning, known)
                raise UsageError(say("import.usage.meaning", word=word, meaning=meaning, near=near))
            if folded in self._unused:
                raise UsageError(say("import.usage.word", word=word))


def find_stage(meaning: str, stages: Sequence[str]) -> int | None:
    """The index of a stage that is given by its name or number; None if there is none."""
    folded = [fold(name) for name in stages]
    if fold(meaning) in folded:
        return folded.index(fold(meaning))
    number = int(meaning) if meaning.isdecimal() and len(meaning) < _LONG_NUMBER else 0
    return number - 1 if 0 < number <= len(stages) else None


def translated_column(text: str) -> str:
    """The column of items for a text in another language that a header means, such as "Note (nl)"; or empty.

    The id of such a column is one too.
    """
    if is_translated(text.strip()):
        _, code, key = text.strip().split(".", 2)
        return f"translations.{language_code(code)}.{key}"
    head, code = split_header(text)
    known = code and (
        len(code.partition("-")[0]) == _SHORTEST_CODE or code in catalogue().entry("views.languages")
    )
    meanings = _meanings().get(_bare(head), []) if known else []
    found = next((key for _, key in meanings if key in KEYS), "")
    return f"translations.{language_code(code)}.{found}" if found else ""


def nearest_block(text: str) -> str:
    """The block whose header word is most like a text; empty if none is near."""
    by_word = {word: meanings[0][1] for word, meanings in _meanings().items() if meanings[0][1] in BLOCKS}
    return by_word.get(nearest(_bare(text), by_word), "")


def _known_meaning(given: str) -> str:
    """The block or key that the user gives as a meaning, in any of the languages; empty if it is none."""
    key = fold(given).replace(" ", "_")
    if key in _keys():
        return key
    other = _meanings().get(_bare(given))
    return other[0][1] if other else ""


def _keys() -> list[str]:
    own = (meanings[0][1] for meanings in _meanings().values())
    return [*dict.fromkeys((*BLOCKS, *own, IGNORE))]


@cache
def _meanings() -> Mapping[str, list[tuple[str, str]]]:
    """The language and meaning of each header word, the blocks before other keys."""
    found: dict[str, list[tuple[str, str]]] = {}
    for language, meanings in words(_FILE).items():
        for meaning, texts in meanings.items():
            for text in texts:
                found.setdefault(fold(text), []).append((language, meaning))
    for own in catalogues():  # our own sheets have these
        columns = own.entry("views.columns")
        labels = {str(block): own.label("block", block) for block in BLOCKS}
        labels |= {GENERAL: own.say("views.general")}
        labels |= {key: columns[key] for key in COLUMNS[COLUMNS.index("party") :]}
        for key, label in labels.items():
            found.setdefault(fold(label), [(own.language, key)])
    return found


@cache
def _words() -> frozenset[str]:
    """Every word of the headers that are known."""
    return frozenset(word for header in _meanings() for word in re.findall(r"[^\W\d_]+", header))


def _bare(text: str) -> str:
    """A header without its number, its brackets and the signs around it."""
    folded = fold(text)
    without = re.sub(_BEHIND, "", re.sub(_BEFORE, "", folded))
    return without or folded
