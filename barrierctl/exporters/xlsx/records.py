"""Records on a sheet: rows to read, filter and fill in, with blank ones below them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from xlsxwriter.utility import xl_rowcol_to_cell

from barrierctl.exporters.common import colour, tint
from barrierctl.exporters.xlsx.lists import Data, Lists
from barrierctl.exporters.xlsx.text_layout import Part, clean, cut, fit_column, fit_head
from barrierctl.exporters.xlsx.workbook import KEY, Book, Sheet, say
from barrierctl.limits import MAX_CELL_LENGTH
from barrierctl.resources.vocabulary import Block
from barrierctl.text.spreadsheet import joined
from barrierctl.views.document import Column, ColumnRole, Origin, State, Table, TableRole

T = TypeVar("T")

ROOM_FOR_NAMES: Final = 20
"""The width of a column to write names in."""
SPARE_ROWS: Final = 200
"""The blank rows below the last record of a sheet, with the lists to choose from."""
_ROOM_FOR_TEXT: Final = 28
_NARROWEST, _WIDEST = 13, 55
_PRINTED_ROWS: Final = 15  # of those that are blank
_ROWS_TO_OPEN: Final = 3  # rows for each stage and block of a model without items
_PLAIN: Final = ("cell", State.PLAIN)


class Writer(NamedTuple):
    """What all sheets are written with."""

    book: Book
    lists: Lists
    data: Data


class SheetColumn(NamedTuple):
    """A column of the sheet, with a text and a look for each row."""

    column: Column
    texts: list[str]
    styles: list[tuple[str, ...]]
    marks: list[str]  # which the look of a cell shows behind its text
    width: int
    hidden: bool


def sheet_column(table: Table, at: int) -> SheetColumn:
    """Prepare a column of records."""
    column, cells = table.columns[at], [row[at] for row in table.rows]
    is_pure = table.fill_in  # what is read back has no marks in it: they are in the looks of the cell
    shown = ([entry.text if is_pure else entry.shown for entry in cell] for cell in cells)
    # Points are sentences for people, which nothing takes apart again.
    separator = "\n" if column.role is ColumnRole.POINTS else ""
    is_list = column.many and not separator
    texts = [clean(joined(each, "\n") if is_list else separator.join(each)) if each else "" for each in shown]
    is_empty = bool(texts) and not any(texts) and not table.fill_in
    narrowest = _NARROWEST
    if table.fill_in and not column.choices and column.role not in (ColumnRole.START, ColumnRole.DUE):
        narrowest = ROOM_FOR_NAMES if column.roster else _ROOM_FOR_TEXT
    return SheetColumn(
        column=column,
        texts=texts,
        styles=[
            ("cell", _only({one.state for one in cell}, State.PLAIN)) if cell else _PLAIN for cell in cells
        ],
        marks=[
            _only({one.mark for one in cell if one.mark}, "") if is_pure and cell else "" for cell in cells
        ],
        width=max(fit_column(texts, narrowest, _WIDEST), fit_head(column.label)),
        hidden=column.folded or is_empty,
    )


def _only(values: set[T], otherwise: T) -> T:
    """Return the only value of a cell, if all its entries have the same one."""
    return values.pop() if len(values) == 1 else otherwise


class Records:
    """Writes the records of a table, and blank rows below them.

    The row over the heads is hidden, and has the ids of the columns. The hidden cell of a row has the number
    of its record, and what the file had. A text that is too long for one cell goes on in the rows below,
    which have a number behind that of the record.
    """

    def __init__(
        self,
        writer: Writer,
        sheet: Sheet,
        table: Table,
        columns: Sequence[SheetColumn],
        widths: Sequence[int],
        *,
        seen: int,
        spare: int,
    ) -> None:
        """Prepare to write.

        Args:
            writer: of the workbook.
            sheet: where to write.
            table: the records.
            columns: of the table, those that are seen first.
            widths: of those that are seen.
            seen: how many columns of the sheet are seen.
            spare: how many blank rows there are, if the table is to be filled in.
        """
        self._writer, self._sheet, self._table, self._columns = writer, sheet, table, columns
        self._widths = [*widths, *(None for each in columns if each.hidden)]
        behind = range(seen + 1, seen + 1 + len(columns))
        self._places = [*range(1, len(widths) + 1), *behind][: len(columns)]
        self._spare = spare if table.fill_in else 0
        self._blank: list[int] = []

    def write(self, at: int) -> int:
        """Write the table; return the first row below."""
        sheet, table = self._sheet, self._table
        name = str(sheet.name)
        self._writer.data.add_table(table, name)
        sheet.write_text(at, KEY, f"key {table.id}", "faint")
        for each, place in zip(self._columns, self._places, strict=True):
            sheet.write_text(at, place, each.column.id, "faint")
        sheet.set_row(at, None, None, {"hidden": True})
        heads, labels = at + 1, [each.column.label for each in self._columns]
        first = at = sheet.write_heads(heads, labels, self._widths, self._places)
        for row in range(heads, first):
            sheet.write_text(row, KEY, "head", "head")
        for group in self._rows():
            at = self._write_open(at, group) if isinstance(group, tuple) else self._write_record(at, group)
        if not table.rows and not table.fill_in:
            sheet.write_text(at, 1, table.empty, "faint")
            at += 1
        end = at
        for _ in range(self._spare):
            at = self._write_open(at, ())
        if table.fill_in and at > first:
            self._offer(first, at - 1)
            self._colour(first, at - 1)
        if table.adds_to:
            places = {each.column.id: place for each, place in zip(self._columns, self._places, strict=True)}
            self._writer.lists.grow(table, name, places, self._blank)
        if table.lead or table.role is TableRole.ITEMS:
            sheet.autofilter(heads, KEY, max(end - 1, first), self._places[-1])
        if self._spare == SPARE_ROWS:
            sheet.print_area(0, 0, min(end + _PRINTED_ROWS, at) - 1, self._places[-1])
        return at

    def _rows(self) -> Iterator[int | tuple[str, ...]]:
        """Yield the numbers of the records, and before them the values of the groups that wait for one."""
        table = self._table
        order = [column.choices for column in table.columns if column.id in table.group_by]
        waiting = [*table.open_groups]
        times = 1 if table.rows else _ROWS_TO_OPEN

        def place(texts: Iterable[str]) -> list[int]:
            return [choices.index(text) for choices, text in zip(order, texts, strict=True)]

        for number, row in enumerate(table.rows):
            while waiting and place(waiting[0]) < place(
                "".join(entry.text for entry in row[at]) for at in table.group_indexes
            ):
                yield from [waiting.pop(0)] * times
            yield number
        yield from chain.from_iterable([group] * times for group in waiting)

    def _write_record(self, at: int, number: int) -> int:
        """Write a record in as many rows as it takes; return the first row below."""
        # Most columns are folded away, and most of their cells are empty: these look as their columns do.
        places, cells = [KEY], list[list[Part]]()
        for place, width, each in zip(self._places, self._widths, self._columns, strict=True):
            text = each.texts[number]
            if text or not each.hidden:
                places.append(place)
                cells.append(cut(text, width, *each.styles[number], behind=each.marks[number]))
        # The hidden cell has at least as many parts as any other.
        origin = self._table.origins[number] if self._table.origins else Origin(number + 1, "")
        room = MAX_CELL_LENGTH - len(f"{origin.number}+{MAX_CELL_LENGTH} ")
        starts = range(0, max(len(origin.content), 1), room)
        parts = [origin.content[start : start + room] for start in starts]
        parts += [""] * (max(map(len, cells), default=1) - len(parts))
        keys = (f"{origin.number}{f'+{at}' if at else ''}" for at in range(len(parts)))
        texts = (f"{key} {part}" if part else key for key, part in zip(keys, parts, strict=True))
        return self._sheet.write_rows(at, places, [[Part(text, 0, ("faint",)) for text in texts], *cells])

    def _write_open(self, at: int, group: tuple[str, ...]) -> int:
        """Write a blank row, or one that waits in a group; return the next row."""
        texts = dict(zip(self._table.group_by, group, strict=False))
        cells = []
        for each, place, width in zip(self._columns, self._places, self._widths, strict=True):
            if not each.hidden or each.column.id in texts:
                cells.append((place, cut(texts.get(each.column.id, ""), width, "cell")[0]))
        self._sheet.write_parts(at, cells)
        self._blank.append(at)
        return at + 1

    def _colour(self, first: int, last: int) -> None:
        """Let each block have its colour, and make grey what rows of a block cannot have."""
        block = next(
            (at for at, each in enumerate(self._columns) if each.column.role is ColumnRole.BLOCK), None
        )
        if block is None:
            return
        labels = self._columns[block].column.choices
        names = self._writer.lists.name_blocks(labels)
        book, place = self._writer.book, self._places[block]
        cell = xl_rowcol_to_cell(first, place, col_abs=True)
        for each, at in zip(self._columns, self._places, strict=True):
            if each.column.blocks:
                others = (f"{cell}<>{names[labels.index(label)]}" for label in each.column.blocks)
                criteria = f'=AND({cell}<>"",{",".join(others)})'
                grey = {"type": "formula", "criteria": criteria, "format": book.condition(bg_color="#ECEEF1")}
                self._sheet.conditional_format(first, at, last, at, grey)
        for value, name in zip(Block, names, strict=True):
            look = book.condition(bg_color=tint(value), font_color=colour(value), bold=True)
            tinted = {"type": "formula", "criteria": f"={cell}={name}", "format": look}
            self._sheet.conditional_format(first, place, last, place, tinted)

    def _offer(self, first: int, last: int) -> None:
        """Let the cells offer what can be chosen."""
        for each, place in zip(self._columns, self._places, strict=True):
            column = each.column
            if source := self._writer.lists.source(column):
                several = column.many or column.several
                options = {
                    "validate": "list",
                    "source": source,
                    "show_error": bool(column.choices),
                    "error_type": "warning" if several else "stop",
                    "error_title": say("choose.title"),
                    "error_message": say("choose.several" if several else "choose.one"),
                }
                self._sheet.data_validation(first, place, last, place, options)
