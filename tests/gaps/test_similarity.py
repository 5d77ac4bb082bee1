"""Which names are compared."""

from itertools import islice, product

from barrierctl.gaps.similarity import Name, find_similar
from barrierctl.limits import MAX_NAMES_COMPARED


def names(count: int) -> list[Name]:
    """`Van`, then names that resemble none, then `Vans`."""
    others = islice(product("bcdfg", "aeiou", "klmnp", "aeiou", "rstvz", "aeiou", "bdgkp"), count - 2)
    return [Name(text=text, owner=text) for text in ("Van", *map("".join, others), "Vans")]


def test_only_the_first_20_000_names_are_compared() -> None:
    assert (MAX_NAMES_COMPARED - 1, 0) in find_similar(names(MAX_NAMES_COMPARED), "en")
    assert (MAX_NAMES_COMPARED, 0) not in find_similar(names(MAX_NAMES_COMPARED + 1), "en")
