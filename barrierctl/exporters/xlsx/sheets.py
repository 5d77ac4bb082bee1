"""Sheets of tables below one another: grids, which read both ways, and records."""

from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import Final, NamedTuple

from barrierctl.exporters.common import shown_legend
from barrierctl.exporters.xlsx.records import (
    ROOM_FOR_NAMES,
    SPARE_ROWS,
    Records,
    SheetColumn,
    Writer,
    sheet_column,
)
from barrierctl.exporters.xlsx.text_layout import BOLD, Part, cut, fit_column
from barrierctl.exporters.xlsx.workbook import KEY, ON_A3, WIDEST, Sheet
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import BLOCKS
from barrierctl.views.document import Cell, Table, TableRole

_FIRST_WIDTH, _NARROWEST = 17, 24  # of the columns of grids, in digits as all widths
_TOGETHER: Final = 180  # up to this width, all columns of a grid together may be wider
_QUESTION_ROWS: Final = 4  # of a block without items
_WIDEST_FROZEN: Final = 90
_SPARE_ROWS_BETWEEN: Final = 25  # below the first one of several tables
_SPARE_ROWS_BELOW: Final = 10  # below the other ones


class SheetPlan(NamedTuple):
    """What is on a sheet, and what it is for."""

    title: str
    purpose: str
    tables: tuple[Table, ...]


class _Section(NamedTuple):
    """A table on its sheet, with the width of each column."""

    table: Table
    widths: list[int]  # of what is seen
    columns: list[SheetColumn]  # of records, those that are seen first


def write_sheet(writer: Writer, plan: SheetPlan, *, hidden: bool = False) -> Sheet:
    """Write tables on one sheet, below one another.

    The first column is hidden: it is for programs. The columns that people rarely need come last,
    folded away, so that the tables share the widths of those that are seen.
    """
    sections = [_section(table) for table in plan.tables]
    widest = [max(each) for each in zip_longest(*(one.widths for one in sections), fillvalue=0)]
    most = max(widest, default=0)  # all of them are on one page, as far as they can be read
    while most > WIDEST and sum(min(width, most) for width in widest) > ON_A3:
        most -= 1
    shared = [min(width, most) for width in widest]
    sheet = writer.book.add_sheet(plan.title)
    if hidden:
        sheet.hide()
    at = 0
    for number, section in enumerate(sections):
        follows = number > 0
        if follows or section.table.title != plan.title:
            sheet.write_text(at + follows, KEY, f"title {section.table.id}", "faint")
            sheet.write_text(at + follows, 1, section.table.title, "heading")
            at += 1 + follows
        widths = shared[: len(section.widths)]
        if section.table.kind == "grid":
            again = follows and _labels(section.table) == _labels(sections[0].table)
            at = _write_grid(sheet, at, section.table, widths, with_heads=not again)
        else:
            spare = _SPARE_ROWS_BELOW if follows else _SPARE_ROWS_BETWEEN if sections[1:] else SPARE_ROWS
            at = Records(
                writer, sheet, section.table, section.columns, widths, seen=len(shared), spare=spare
            ).write(at)
    _set_up(sheet, sections, shared, titles=int(sections[0].table.title != plan.title))
    return sheet


def _section(table: Table) -> _Section:
    if table.kind == "grid":
        widest = max(WIDEST, _TOGETHER // len(table.columns))
        widths = []
        for at, column in enumerate(table.columns):
            texts = [column.label, *(entry.shown for row in table.rows for entry in row[at])]
            widths.append(fit_column(texts, *((_NARROWEST, widest) if at else (_FIRST_WIDTH, WIDEST))))
        return _Section(table, widths, [])
    columns = [sheet_column(table, at) for at in range(len(table.columns))]
    columns.sort(key=lambda each: each.hidden)
    return _Section(table, [each.width for each in columns if not each.hidden], columns)


def _set_up(sheet: Sheet, sections: Sequence[_Section], widths: Sequence[int], *, titles: int) -> None:
    """Set the widths of the columns; keep in sight what names rows and columns, if all tables share it.

    `titles` is the number of rows above the first table.
    """
    text, folded = sheet.look("text"), max(sum(one.hidden for one in each.columns) for each in sections)
    sheet.set_column(KEY, KEY, None, sheet.look("faint"), {"hidden": True})
    for at, width in enumerate(widths, start=1):
        sheet.set_column(at, at, width, text)
    if folded:  # the column behind them has the button that unfolds them
        last = len(widths) + folded
        sheet.set_column(len(widths) + 1, last, ROOM_FOR_NAMES, text, {"level": 1, "hidden": True})
        sheet.set_column(last + 1, last + 1, None, None, {"collapsed": True})
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


def _write_grid(sheet: Sheet, at: int, table: Table, widths: Sequence[int], *, with_heads: bool) -> int:
    """Write a row for each entry, so that every text is seen in full and can be filtered by its block."""
    first = at
    if with_heads:
        at = sheet.write_heads(at, (column.label for column in table.columns), widths)
    for head, *cells in table.rows if table.legend else ():  # signs are in one row, not one below the other
        styles = (("sign", *(f"sign-{entry.element}" for entry in cell)) for cell in cells)
        texts = ("".join(entry.text for entry in cell) for cell in cells)
        signs = [Part(text, 1, style) for text, style in zip(texts, styles, strict=True)]
        for part in cut(head[0].text, widths[0] / BOLD, "side", f"side-{head[0].element}"):
            sheet.write_parts(at, enumerate((part, *signs), start=1))
            at += 1
    if table.legend or not table.rows:
        sheet.write_text(at, 1, shown_legend(table) if table.legend else table.empty, "faint")
        return at + 1
    is_blank = table.role is TableRole.MATRIX and not any(chain.from_iterable(row[1:] for row in table.rows))
    for row in table.rows:
        at = _write_grid_row(sheet, at, row, widths, is_blank=is_blank)
    if table.role is TableRole.MATRIX:
        sheet.autofilter(first, 1, max(at - 1, first), 1)
    return at


def _write_grid_row(
    sheet: Sheet, at: int, row: tuple[Cell, ...], widths: Sequence[int], *, is_blank: bool
) -> int:
    """Write a row of the grid in as many rows as it takes; return the first row below.

    A block of a blank matrix has its question below its name, and room to write.
    """
    block = row[0][0].element if row[0][0].element in BLOCKS else None
    side, more = ("side", f"side-{block}"), ("side", "again", f"again-{block}")
    heads = [part for entry in row[0] for part in cut(entry.text, widths[0] / BOLD, *side)]
    cells = [
        [part for entry in cell for part in cut(entry.shown, width, "cell", entry.state)]
        for cell, width in zip(row[1:], widths[1:], strict=True)
    ]
    again, blank = heads[0]._replace(styles=more), Part("", 1, ("cell",))
    if is_blank and block:
        heads += cut(catalogue().say(f"questions.{block}"), widths[0], *more)
        heads += [again._replace(text="")] * (_QUESTION_ROWS - len(heads))
    begins: tuple[str, ...] = ("begins",)
    for head, *parts in zip_longest(heads, *cells):
        line = (head or again, *(part or blank for part in parts))
        sheet.write_parts(at, enumerate(line, start=1), *begins)
        at, begins = at + 1, ()
    return at
