"""Which word of the format was most likely meant, by its spelling or as it is called in another language."""

from collections.abc import Iterable
from functools import cache

from barrierctl.names import fold, nearest
from barrierctl.resources import words


def likely(word: str, known: Iterable[str]) -> str:
    """The one that was most likely meant; empty where none is likely."""
    candidates = list(known)
    translated = [ours for ours in candidates if ours in _called().get(fold(word).replace("_", " "), ())]
    return next(iter(translated or nearest(word, candidates, most=1)), "")


@cache
def _called() -> dict[str, list[str]]:
    """Our words by each word of another language."""
    by_word: dict[str, list[str]] = {}
    for ours, others in words("languages/synonyms.yaml").items():
        for other in others:
            by_word.setdefault(fold(other), []).append(ours)
    return by_word
