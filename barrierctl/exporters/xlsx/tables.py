"""Sheets of tables below one another, as a grid or as records to read, filter and fill in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from barrierctl.exporters.common import colour, tint
from barrierctl.exporters.xlsx.grids import grid_widths, write_grid
from barrierctl.exporters.xlsx.lists import Data, Lists
from barrierctl.exporters.xlsx.text_layout import Part, clean, cut, fit_column, fit_head
from barrierctl.exporters.xlsx.workbook import ON_A3, WIDEST, Book, Sheet, say
from barrierctl.limits import MAX_CELL_LENGTH
from barrierctl.resources.vocabulary import Block
from barrierctl.text.spreadsheet import joined
from barrierctl.views.document import Cell, Column, ColumnRole, Origin, State, Table, TableRole

_NARROWEST_RECORD, _WIDEST_RECORD = 13, 55  # of the columns of records
_ROOM_FOR_NAMES, _ROOM_FOR_TEXT = 20, 28  # to write in
_WIDEST_FROZEN: Final = 90
_KEY: Final = 0  # the hidden column
_SPARE_ROWS: Final = 200  # below the last record of a sheet, with the lists to choose from
_SPARE_ROWS_BETWEEN: Final = 25  # below the first one of several tables
_SPARE_ROWS_BELOW: Final = 10  # below the other ones
_PRINTED_ROWS: Final = 15  # of them are printed
_ROWS_TO_OPEN: Final = 3  # rows for each stage and block of a model without items
_PLAIN: Final = ("cell", State.PLAIN)


class SheetPlan(NamedTuple):
    """What is on a sheet, and what it is for."""

    title: str
    purpose: str
    tables: tuple[Table, ...]


class Writer(NamedTuple):
    """What all sheets are written with."""

    book: Book
    lists: Lists
    data: Data


class _SheetColumn(NamedTuple):
    """A column of the sheet, with a text and a state for each row."""

    column: Column
    texts: list[str]
    styles: list[tuple[str, ...]]
    marks: list[str]  # which the look of a cell shows behind its text
    width: int
    hidden: bool


class _Section(NamedTuple):
    """A table on its sheet, with the width of each column."""

    table: Table
    widths: list[int]  # of what is seen
    columns: list[_SheetColumn]  # of records, those that are seen first


def write_sheet(writer: Writer, plan: SheetPlan, *, hidden: bool = False) -> Sheet:
    """Write tables on one sheet, below one another.

    The first column is hidden: it is for programs. The columns that people rarely need come last,
    folded away, so that the tables share the widths of those that are seen.
    """
    sections = [_section(table) for table in plan.tables]
    shared = _squeezed([max(each) for each in zip_longest(*(one.widths for one in sections), fillvalue=0)])
    sheet = writer.book.add_sheet(plan.title)
    if hidden:
        sheet.hide()
    _set_columns(sheet, shared, max(sum(one.hidden for one in each.columns) for each in sections))
    at = 0
    for number, section in enumerate(sections):
        follows = number > 0
        if follows or section.table.title != plan.title:
            sheet.write_text(at + follows, _KEY, f"title {section.table.id}", "faint")
            sheet.write_text(at + follows, 1, section.table.title, "heading")
            at += 1 + follows
        widths = shared[: len(section.widths)]
        if section.table.kind == "grid":
            again = follows and _labels(section.table) == _labels(sections[0].table)
            at = write_grid(sheet, at, section.table, widths, with_heads=not again)
        else:
            spare = _SPARE_ROWS_BELOW if follows else _SPARE_ROWS_BETWEEN if sections[1:] else _SPARE_ROWS
            at = _Records(writer, sheet, section, widths, len(shared), spare).write(at)
    _set_up(sheet, sections, shared, titles=int(sections[0].table.title != plan.title))
    return sheet


def _squeezed(widths: Sequence[int]) -> list[int]:
    """Make the widest columns narrower until all of them are on one page, as far as they can be read."""
    most = max(widths, default=0)
    while most > WIDEST and sum(min(width, most) for width in widths) > ON_A3:
        most -= 1
    return [min(width, most) for width in widths]


def _section(table: Table) -> _Section:
    if table.kind == "grid":
        return _Section(table, grid_widths(table), [])
    columns = [_sheet_column(table, at) for at in range(len(table.columns))]
    columns.sort(key=lambda each: each.hidden)
    return _Section(table, [each.width for each in columns if not each.hidden], columns)


def _set_columns(sheet: Sheet, widths: Sequence[int], folded: int) -> None:
    """Set the widths; the column behind the folded ones has the button that unfolds them."""
    text = sheet.look("text")
    sheet.set_column(_KEY, _KEY, None, sheet.look("faint"), {"hidden": True})
    for at, width in enumerate(widths, start=1):
        sheet.set_column(at, at, width, text)
    if folded:
        last = len(widths) + folded
        sheet.set_column(len(widths) + 1, last, _ROOM_FOR_NAMES, text, {"level": 1, "hidden": True})
        sheet.set_column(last + 1, last + 1, None, None, {"collapsed": True})


def _set_up(sheet: Sheet, sections: Sequence[_Section], widths: Sequence[int], *, titles: int) -> None:
    """Keep in sight what names rows and columns, if all tables share it; set up the pages.

    `titles` is the number of rows above the first table.
    """
    first = sections[0].table
    if all(_labels(each.table) == _labels(first) for each in sections):
        rows = titles + (1 if first.kind == "grid" else 2)
        leads = (at for at, each in enumerate(sections[0].columns) if each.column.id == first.lead)
        lead = 1 + next(leads, 0)
        if sum(widths[:lead]) > _WIDEST_FROZEN:
            lead = 0
        sheet.freeze_panes(rows, 1 + lead)
        sheet.repeat_rows(0, rows - 1)
        if lead:
            sheet.repeat_columns(0, lead)
    sheet.fit_on_paper(sum(widths))
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _labels(table: Table) -> list[str]:
    return [column.label for column in table.columns][1:]


def _sheet_column(table: Table, at: int) -> _SheetColumn:
    column, cells = table.columns[at], [row[at] for row in table.rows]
    is_pure = table.fill_in  # what is read back has no marks in it: they are in the looks of the cell
    texts = [clean(_text(column, cell, is_pure=is_pure)) if cell else "" for cell in cells]
    is_empty = bool(texts) and not any(texts) and not table.fill_in
    return _SheetColumn(
        column=column,
        texts=texts,
        styles=[("cell", _state(cell)) if cell else _PLAIN for cell in cells],
        marks=[_mark(cell) if is_pure and cell else "" for cell in cells],
        width=max(fit_column(texts, _narrowest(table, column), _WIDEST_RECORD), fit_head(column.label)),
        hidden=column.folded or is_empty,
    )


def _narrowest(table: Table, column: Column) -> int:
    """Leave room to write names and texts."""
    if not table.fill_in or column.choices or column.role in (ColumnRole.START, ColumnRole.DUE):
        return _NARROWEST_RECORD
    return _ROOM_FOR_NAMES if column.roster else _ROOM_FOR_TEXT


def _text(column: Column, cell: Cell, *, is_pure: bool) -> str:
    texts = [entry.text if is_pure else entry.shown for entry in cell]
    if column.role is ColumnRole.POINTS:  # sentences for people, which nothing takes apart again
        return "\n".join(texts)
    return joined(texts, "\n") if column.many else "".join(texts)


def _state(cell: Cell) -> State:
    states = {entry.state for entry in cell}
    return states.pop() if len(states) == 1 else State.PLAIN


def _mark(cell: Cell) -> str:
    marks = {entry.mark for entry in cell if entry.mark}
    return marks.pop() if len(marks) == 1 else ""


class _Records:
    """Writes the records of a table, and blank rows below them.

    The row over the heads is hidden, and has the ids of the columns. The hidden cell of a row has the number
    of its record, and what the file had. A text that is too long for one cell goes on in the rows below,
    which have a number behind that of the record.
    """

    def __init__(
        self, writer: Writer, sheet: Sheet, section: _Section, widths: Sequence[int], seen: int, spare: int
    ) -> None:
        self._writer, self._sheet, self._table = writer, sheet, section.table
        self._columns = section.columns
        self._widths = [*widths, *(None for each in section.columns if each.hidden)]
        behind = range(seen + 1, seen + 1 + len(section.columns))
        self._places = [*range(1, len(widths) + 1), *behind][: len(section.columns)]
        self._spare = spare if section.table.fill_in else 0
        self._blank: list[int] = []

    def write(self, at: int) -> int:
        """Write the table; return the first row below."""
        sheet, table = self._sheet, self._table
        name = str(sheet.name)
        self._writer.data.add_table(table, name)
        sheet.write_text(at, _KEY, f"key {table.id}", "faint")
        for each, place in zip(self._columns, self._places, strict=True):
            sheet.write_text(at, place, each.column.id, "faint")
        sheet.set_row(at, None, None, {"hidden": True})
        heads = self._write_heads(at + 1)
        first = at = heads[1]
        for group in self._rows():
            at = self._write_open(at, group) if isinstance(group, tuple) else self._write_record(at, group)
        if not table.rows and not table.fill_in:
            sheet.write_text(at, 1, table.empty, "faint")
            at += 1
        end = at
        for _ in range(self._spare):
            at = self._write_open(at, ())
        self._offer(first, at - 1)
        self._colour(first, at - 1)
        if table.adds_to:
            places = {each.column.id: place for each, place in zip(self._columns, self._places, strict=True)}
            self._writer.lists.grow(table, name, places, self._blank)
        if table.lead or table.role is TableRole.ITEMS:
            sheet.autofilter(heads[0], _KEY, max(end - 1, first), self._places[-1])
        if self._spare == _SPARE_ROWS:
            sheet.print_area(0, 0, min(end + _PRINTED_ROWS, at) - 1, self._places[-1])
        return at

    def _write_heads(self, at: int) -> tuple[int, int]:
        """Write the heads; return their row and the first row below."""
        labels = [each.column.label for each in self._columns]
        below = self._sheet.write_heads(at, labels, self._widths, self._places)
        for row in range(at, below):
            self._sheet.write_text(row, _KEY, "head", "head")
        return at, below

    def _rows(self) -> Iterator[int | tuple[str, ...]]:
        """Yield the numbers of the records, and before them the values of the groups that wait for one."""
        table = self._table
        order = [column.choices for column in table.columns if column.id in table.group_by]
        at = [[column.id for column in table.columns].index(name) for name in table.group_by]
        waiting = [*table.open_groups]
        times = 1 if table.rows else _ROWS_TO_OPEN

        def place(texts: Iterable[str]) -> list[int]:
            return [choices.index(text) for choices, text in zip(order, texts, strict=True)]

        for number, row in enumerate(table.rows):
            while waiting and place(waiting[0]) < place(
                "".join(entry.text for entry in row[each]) for each in at
            ):
                yield from [waiting.pop(0)] * times
            yield number
        yield from chain.from_iterable([group] * times for group in waiting)

    def _write_record(self, at: int, number: int) -> int:
        """Write a record in as many rows as it takes; return the first row below."""
        # Most columns are folded away, and most of their cells are empty: these look as their columns do.
        places, cells = [], []
        for place, width, each in zip(self._places, self._widths, self._columns, strict=True):
            text = each.texts[number]
            if text or not each.hidden:
                places.append(place)
                cells.append(cut(text, width, *each.styles[number], behind=each.marks[number]))
        return self._sheet.write_rows(at, (_KEY, *places), [self._keys(number, cells), *cells])

    def _keys(self, number: int, cells: Sequence[Sequence[Part]]) -> list[Part]:
        """Return the parts of the hidden cell, at least as many as any other cell has."""
        origin = self._table.origins[number] if self._table.origins else Origin(number + 1, "")
        room = MAX_CELL_LENGTH - len(f"{origin.number}+{MAX_CELL_LENGTH} ")
        starts = range(0, max(len(origin.content), 1), room)
        parts = [origin.content[start : start + room] for start in starts]
        parts += [""] * (max(map(len, cells), default=1) - len(parts))
        keys = (f"{origin.number}{f'+{at}' if at else ''}" for at in range(len(parts)))
        texts = (f"{key} {part}" if part else key for key, part in zip(keys, parts, strict=True))
        return [Part(text, 0, ("faint",)) for text in texts]

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
        if block is None or last < first or not self._table.fill_in:
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
        if not self._table.fill_in or last < first:
            return
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
