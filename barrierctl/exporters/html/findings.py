"""Where each gap is shown: at the element that it is about."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from barrierctl.findings import Finding
from barrierctl.frozen import frozen
from barrierctl.views.document import Document, Table, TableRole

_HOMES = (TableRole.MATRIX, TableRole.ITEMS)

Spot = tuple[str, ...]
"""A table's id, and: the element of an entry; the number of a row; the ids of a row and a column of a grid;
or nothing and the id of either."""


@frozen
class Placed:
    """The gaps of a document by place.

    Attributes:
        home: the id of the table that shows the whole model, or empty where none was asked for.
        spots: the gaps at each spot.
        rest: those of the whole model, and of what stands nowhere else.
    """

    home: str
    spots: Mapping[Spot, tuple[Finding, ...]]
    rest: tuple[Finding, ...]

    def at(self, *spot: str | None) -> tuple[Finding, ...]:
        """The gaps of a spot."""
        return self.spots.get(tuple(part or "" for part in spot), ())

    def has_heads(self, table: Table) -> bool:
        """Whether a column of a grid has gaps as a whole."""
        return any((table.id, "", column.id) in self.spots for column in table.columns[1:])


def placed(document: Document) -> Placed:
    """Give each gap its place: in the matrix, or else in the first table that has a row of its own for it."""
    tables = (*document.tables, *document.annexes)
    shown = [table for table in tables if table.role is not TableRole.FINDINGS]
    home = next((table.id for role in _HOMES for table in shown if table.role is role), "")
    known: dict[Spot, Spot] = {}
    for table in sorted(shown, key=lambda table: table.id != home):
        for key, spot in _spots(table, home):
            known.setdefault(key, spot)
    spots: dict[Spot, list[Finding]] = defaultdict(list)
    rest: list[Finding] = []
    for finding in document.findings:
        found = [known[key] for key in _keys(finding) if key in known]
        (spots[found[0]] if found else rest).append(finding)
    return Placed(
        home=home,
        spots={spot: tuple(there) for spot, there in spots.items()},
        rest=tuple(rest) if home else (),
    )


def _keys(finding: Finding) -> Iterator[Spot]:
    """By what a gap is looked for: the thing that it names; else the cell, then the stage or the block."""
    place = finding.location
    stage, block = place.stage or "", place.block or ""
    if place.name:
        yield (place.element or "",)
        return
    if stage and block:
        yield from ((block, stage), (stage, block))
    if stage or block:
        yield ("", "", stage or block)


def _spots(table: Table, home: str) -> Iterator[tuple[Spot, Spot]]:
    if table.kind == "grid":
        yield from _of_grid(table) if table.id == home else ()
    else:
        yield from _of_records(table)


def _of_grid(table: Table) -> Iterator[tuple[Spot, Spot]]:
    _, *columns = table.columns
    for column in columns:
        yield ("", "", column.id), (table.id, "", column.id)
    for row in table.rows:
        head = row[0][0].element or ""
        yield ("", "", head), (table.id, "", head)
        for column, cell in zip(columns, row[1:], strict=True):
            yield (head, column.id), (table.id, head, column.id)
            for entry in cell:
                if entry.element:
                    yield (entry.element,), (table.id, entry.element)


def _of_records(table: Table) -> Iterator[tuple[Spot, Spot]]:
    """Each row is about what its single cells belong to; cells that hold many refer to other things."""
    for number, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row, strict=True):
            if cell and cell[0].element and not column.many:
                yield (cell[0].element,), (table.id, str(number))
