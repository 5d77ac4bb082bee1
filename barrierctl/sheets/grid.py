"""A sheet as a grid of texts, the same from every kind of file."""

from dataclasses import dataclass
from typing import Final

_LETTERS: Final = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    r"""A cell.

    Attributes:
        text: as people see it, without the blanks around it; line breaks are `\n`.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet, or a table in a text.

    Attributes:
        name: of the sheet; of a file with one table, empty.
        rows: from row 1 and column A on, all equally long, up to the last that has text.
        hidden: whether a program that shows the file hides the sheet.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


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
