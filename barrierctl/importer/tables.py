"""Tables of a model as they came back on sheets: the rows with what was exported and what is there now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from barrierctl.sheets import Grid
from barrierctl.source.tree import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A record of a table.

    Texts are as csv has them: raw values, several ones joined as `text.spreadsheet.parted` parts them.

    Attributes:
        sheet, number: the name of the sheet, empty for csv, and the number of the row, from 1.
        record: the number of the record in the workbook; None if the row is new, and in csv.
        kept: the record as the file had it when it was exported; None if the row is new, and in csv.
        base: the texts as exported, by column; None if the row is new, and in csv.
        values: the texts as they are now, by column; of columns that the sheet has.
        addresses: the cells by column, such as D14.
    """

    sheet: str
    number: int
    record: int | None = None
    kept: Value = None
    base: Mapping[str, str] | None = None
    values: Mapping[str, str]
    addresses: Mapping[str, str]

    @property
    def element(self) -> str:
        """The address of the element that the row is about; empty if the row is new."""
        return (self.values if self.base is None else self.base).get("element", "")

    @property
    def edited(self) -> frozenset[str]:
        """The columns whose texts are not those that were exported; of a row without a base, all."""
        base = self.base or {}
        return frozenset(name for name, text in self.values.items() if text != base.get(name, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """A table.

    Attributes:
        id: of the table, such as `items`.
        sheet: the name of its sheet; empty for csv.
        columns: the ids of the columns that the sheet has, from the left.
        rows: from the top, without blank ones.
        exported: the elements of all rows that were exported; None for csv, which does not say.
    """

    id: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    exported: tuple[str, ...] | None = None


def read_tables(grids: Iterable[Grid]) -> dict[str, SheetTable]:
    """Read the tables of one of our workbooks, or of a csv file of items, by their ids.

    Empty if the grids have none: then they are somebody's own sheets.

    Raises:
        InputError: the workbook was made by another version, or a part that programs need is missing.
    """
    raise NotImplementedError
