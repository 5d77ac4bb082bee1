"""What a reader may filter on, and which of it each part of the page has."""

from collections.abc import Iterable, Iterator, Mapping

from barrierctl.frozen import frozen
from barrierctl.messages import catalogue
from barrierctl.names import fold
from barrierctl.views.document import Cell, ColumnRole, Document, Entry, Facet, Table, TableRole

Facets = Mapping[Facet, tuple[str, ...]]


@frozen
class Filter:
    """A list to choose from.

    Attributes:
        name: of the facet.
        label: for people.
        choices: what occurs in the document.
    """

    name: Facet
    label: str
    choices: tuple[str, ...]


class Filters:
    """The filters of a document.

    In the page a choice is told by its number: that needs little room, and no text of a model has to be
    compared with another.
    """

    def __init__(self, document: Document) -> None:
        """Those in which there is something to choose."""
        tables = (*document.tables, *document.annexes)
        self._known = {entry.element: entry.facets for entry in _entries(tables) if entry.facets}
        self._blocks = _block_labels(tables)
        found = (
            Filter(name=Facet(name), label=label, choices=_choices(Facet(name), self._known.values()))
            for name, label in catalogue().entry("exports.html.filters").items()
        )
        self.shown = tuple(each for each in found if each.choices)
        self._numbers = {
            each.name: {choice: str(at) for at, choice in enumerate(each.choices)} for each in self.shown
        }

    def of(self, entries: Iterable[Entry], *places: str | None) -> tuple[tuple[str, str], ...]:
        """Each facet of what is shown and hidden together, with the numbers of its choices.

        Args:
            entries: what stands in it.
            places: ids of the row and the column in which it stands; a block among them is a facet too.
        """
        told: list[Facets] = [entry.facets or self._known.get(entry.element, {}) for entry in entries]
        told += [{Facet.BLOCK: (self._blocks[place],)} for place in places if place in self._blocks]
        return tuple(self._numbered(told))

    def of_row(self, table: Table, row: tuple[Cell, ...]) -> tuple[tuple[str, str], ...]:
        """The same for a row of records."""
        cells = zip(table.columns, row, strict=True)
        named = (entry.text for column, cell in cells if column.role is ColumnRole.BLOCK for entry in cell)
        return self.of((entry for cell in row for entry in cell), *named)

    def _numbered(self, told: list[Facets]) -> Iterator[tuple[str, str]]:
        for name, numbers in self._numbers.items():
            had = (numbers.get(choice) for facets in told for choice in facets.get(name, ()))
            if kept := dict.fromkeys(number for number in had if number):
                yield name, " ".join(kept)


def _entries(tables: Iterable[Table]) -> Iterator[Entry]:
    return (entry for table in tables for row in table.rows for cell in row for entry in cell)


def _block_labels(tables: Iterable[Table]) -> Mapping[str | None, str]:
    """What the blocks are called: in the model's own words where the matrix tells them."""
    labels = {block: label["label"] for block, label in catalogue().entry("lists.block").items()}
    for table in tables:
        if table.role is TableRole.MATRIX:
            own = {column.id: column.label for column in table.columns}
            own |= {row[0][0].element or "": row[0][0].text for row in table.rows}
            labels |= {block: own[block] for block in labels if block in own}
    return labels


def _choices(name: Facet, known: Iterable[Facets]) -> tuple[str, ...]:
    """In the order of the method where it has one, else of the alphabet."""
    found = dict.fromkeys(choice for facets in known for choice in facets.get(name, ()))
    if name is Facet.PARTY:
        return tuple(sorted(found, key=fold))
    order = [value["label"] for value in catalogue().entry(f"lists.{name}").values()]
    return tuple(sorted(found, key=lambda choice: order.index(choice) if choice in order else len(order)))
