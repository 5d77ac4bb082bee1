"""A sheet as a grid of texts, the same from every kind of file."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

from barrierctl.errors import InputError
from barrierctl.limits import MAX_CELL_TEXT, MAX_SHEET_AREA
from barrierctl.messages import catalogue

_LETTERS: Final = 26

Place: TypeAlias = tuple[int, int]
"""A row and a column from 0, or numbers of them."""


class Cell(NamedTuple):
    r"""A cell.

    Attributes:
        text: as people see it, with the blanks around it; line breaks are `\n`.
        row, column: its place, from 0.
        rows, columns: how many it spans. What a span covers besides is there too, as empty cells.
        struck: whether all of its text is struck out.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    struck: bool = False

    @property
    def address(self) -> str:
        """Its name in a spreadsheet, such as B4."""
        return address(self.row, self.column)


class Remark(NamedTuple):
    """What a cell says beside its text: a comment on it, or words in it that are struck out."""

    kind: Literal["comment", "struck"]
    address: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet, or a table in a text.

    Attributes:
        name: of the sheet; of a file with one table, empty.
        rows: from row 1 and column A on, all equally long, up to the last that has text.
        hidden: whether a program that shows the file hides the sheet.
        continues: whether it goes on with the table before it, in a text.
        remarks: on its cells.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    continues: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


def make_grid(
    file: str,
    name: str,
    texts: Sequence[Sequence[str]],
    *,
    hidden: bool = False,
    spans: Mapping[Place, Place] = MappingProxyType({}),
    struck: Container[Place] = frozenset(),
    remarks: Iterable[Remark] = (),
) -> Grid:
    """Make a grid of the texts of its cells.

    Args:
        file: the name of the file, for the error.
        name: of the sheet.
        texts: from row 1 and column A on.
        hidden: whether the sheet is hidden.
        spans: of merged cells, by the first of them: how many rows and columns.
        struck: the cells that are struck out.
        remarks: on the cells.

    Raises:
        InputError: there are too many cells, or one is too long.
    """
    height = max((row for row, line in enumerate(texts, 1) if any(map(str.strip, line))), default=0)
    width = max((at for line in texts[:height] for at, text in enumerate(line, 1) if text.strip()), default=0)
    if height * width > MAX_SHEET_AREA:
        raise InputError(catalogue().say("sheets.too_large", file=file))

    def cell(row: int, column: int, text: str) -> Cell:
        rows, columns = spans.get((row, column), (1, 1))
        if len(text) > MAX_CELL_TEXT:
            where = address(row, column)
            raise InputError(catalogue().say("sheets.long_cell", file=file, cell=where, most=MAX_CELL_TEXT))
        text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        down, across = min(rows, height - row), min(columns, width - column)
        return Cell(text, row, column, down, across, (row, column) in struck)

    rows = (
        tuple(cell(row, at, line[at] if at < len(line) else "") for at in range(width))
        for row, line in enumerate(texts[:height])
    )
    return Grid(name=name, rows=tuple(rows), hidden=hidden, remarks=tuple(remarks))


def all_within_limit(file: str, grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """Make the grids of a file one after the other, as long as they are not too large together.

    Raises:
        InputError: there are too many cells.
    """
    made: list[Grid] = []
    area = 0
    for grid in grids:
        area += len(grid.rows) * grid.width
        if area > MAX_SHEET_AREA:
            raise InputError(catalogue().say("sheets.too_large", file=file))
        made.append(grid)
    return tuple(made)


def address(row: int, column: int) -> str:
    """Name a cell as a spreadsheet does: `address(3, 1)` is B4."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    name = ""
    while column >= 0:
        column, letter = divmod(column, _LETTERS)
        name = chr(ord("A") + letter) + name
        column -= 1
    return name
