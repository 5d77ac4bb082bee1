"""The order of rows: moved by hand, or only sorted."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from barrierctl.changes.arrangement import Cell
from barrierctl.changes.compare import Comparison
from barrierctl.changes.lists import longest_run

_MAX_COLUMNS: Final = 4  # by which people sort at once
_MOST_MOVED: Final = 4  # at most one row in so many was moved by hand
_PUNCTUATION: Final = r"[^\w\s]|_"
_BLANK: Final = 2  # blank cells come last, whatever the direction

_Column: TypeAlias = tuple[str, int]
_SortKey: TypeAlias = tuple[int, float, str]


class _RankedRow(NamedTuple):
    """A row with its place before, and its texts by column and kind: those of the file, or of people."""

    rank: int
    texts: Mapping[_Column, str]


@dataclass(frozen=True, slots=True)
class Reordered:
    """The cells whose items have another order in the sheet.

    Attributes:
        cells: with their elements in the new order, apart from those that the sheet does not have.
        conflicts: those of them whose order was changed in the model too.
        note: the words that say why an order was not taken over; empty if it was.
    """

    cells: tuple[tuple[Cell, tuple[str, ...]], ...] = ()
    conflicts: tuple[Cell, ...] = ()
    note: str = ""


def find_reordered(comparison: Comparison, moved: Collection[str]) -> Reordered:
    """Find the cells whose rows were moved by hand.

    If the sheet is sorted by columns, nothing was moved. Neither is an order taken over that so many rows
    have left that nobody can have moved them one by one.

    Args:
        comparison: of the sheet.
        moved: the elements that got to another cell.
    """
    ranks = {element: rank for rank, element in enumerate(comparison.base)}
    order = [element for element in comparison.order if element in ranks and element not in moved]
    by_cell: defaultdict[Cell, list[str]] = defaultdict(list)
    for element in order:
        item = comparison.records[element].item
        by_cell[item.stage, item.block].append(element)
    changed = {
        cell: tuple(elements)
        for cell, elements in by_cell.items()
        if elements != sorted(elements, key=ranks.__getitem__)
    }
    if not changed:
        return Reordered()
    places = [ranks[element] for element in order]
    if _is_sorted(comparison, dict(zip(order, places, strict=True))):
        return Reordered(note="sorted")
    if _MOST_MOVED * (len(places) - len(longest_run(places))) > len(places):
        return Reordered(note="shuffled")
    now = {element: at for at, element in enumerate(comparison.records)}
    conflicts = (
        cell
        for cell, elements in changed.items()
        if sorted(elements, key=ranks.__getitem__) != sorted(elements, key=now.__getitem__)
    )
    return Reordered(tuple(changed.items()), tuple(conflicts))


def _is_sorted(comparison: Comparison, ranks: Mapping[str, int]) -> bool:
    """Whether rows, with their places before, came into this order by sorting them by columns.

    Rows with the same text in a column keep their order, or are sorted by a further column. A row that has no
    text for a column may be anywhere. A column by which all rows are sorted can only help, so the one that
    parts them most is taken first.
    """
    edits = {each.record.item.element: each.edits for each in comparison.edited}
    rows: list[_RankedRow] = []
    for element, rank in ranks.items():
        record, edited = comparison.records[element], edits.get(element, {})
        # A cell may have been edited before or after the rows were sorted, so it does not count.
        cells = [(name, record.texts(name)) for name in record.cells if name not in edited]
        texts = {(name, way): text for name, each in cells for way, text in enumerate(each)}
        rows.append(_RankedRow(rank, texts))
    groups = [[*rows]]
    columns = dict.fromkeys(column for row in rows for column in row.texts)
    ways = [*product(columns, ("", _PUNCTUATION), (False, True))]
    for _ in range(_MAX_COLUMNS):
        groups = max((_parted(groups, *way) for way in ways), key=len)
        if groups and all(one.rank < other.rank for group in groups for one, other in pairwise(group)):
            return True
    return False


def _parted(
    groups: Sequence[Sequence[_RankedRow]], column: _Column, ignored: str, reverse: object
) -> list[list[_RankedRow]]:
    """Split groups that are sorted by a column into those with the same text there; none if one is not.

    Programs differ in the signs that they ignore.
    """
    parts: list[list[_RankedRow]] = []
    for group in groups:
        rows = [row for row in group if column in row.texts]
        keys = [_sort_key(row.texts[column], ignored) for row in rows]
        filled = [key for key in keys if key[0] < _BLANK]
        if keys[: len(filled)] != filled or filled != sorted(filled, reverse=bool(reverse)):
            return []
        pairs = zip(keys, rows, strict=True)
        parts += ([row for _, row in part] for _, part in groupby(pairs, key=itemgetter(0)))
    return parts if len(parts) > len(groups) else []


def _sort_key(text: str, ignored: str) -> _SortKey:
    """Compare as spreadsheets do: numbers first, then texts whatever their case and accents."""
    text = text.strip()
    if not text:
        return (_BLANK, 0, "")
    if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text):
        return (0, float(text), "")
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return (1, 0, " ".join(re.sub(ignored, "", plain).split()))
