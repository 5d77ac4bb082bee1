"""How many names are compared."""

from itertools import islice, product

from barrierctl.gaps.similarity import Name, alike

MOST = 20_000


def names(count: int) -> list[Name]:
    """`Van`, then names of no likeness, then `Vans`."""
    others = islice(product("bcdfg", "aeiou", "klmnp", "aeiou", "rstvz", "aeiou", "bdgkp"), count - 2)
    return [Name(text=text, owner=text) for text in ("Van", *map("".join, others), "Vans")]


def test_the_first_are_compared_and_no_more() -> None:
    assert (MOST - 1, 0) in alike(names(MOST), "en")
    assert (MOST, 0) not in alike(names(MOST + 1), "en")
