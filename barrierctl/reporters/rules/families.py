"""Rules in the order in which people read them: family by family, the gravest first."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from barrierctl.languages import catalogue
from barrierctl.records import Record


def by_family(records: Iterable[Record]) -> Iterator[tuple[str, list[Record]]]:
    """Each family that has rules here, with them."""
    order = list(catalogue().entry("rule.families"))
    every = sorted(records, key=lambda one: (order.index(one.family), one.severity.rank, one.id))
    for family, group in groupby(every, key=lambda one: one.family):
        yield family, list(group)
