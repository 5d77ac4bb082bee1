"""Grids on a sheet: the matrix, and tables that read both ways."""

from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import Final

from barrierctl.exporters.common import shown_legend
from barrierctl.exporters.xlsx.text_layout import BOLD, Part, cut, fit_column
from barrierctl.exporters.xlsx.workbook import WIDEST, Sheet
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import Block
from barrierctl.views.document import Cell, Table, TableRole

_FIRST_WIDTH, _NARROWEST = 17, 24  # of the columns, in digits as all widths
_TOGETHER: Final = 180  # up to this width, all columns of a grid together may be wider
_QUESTION_ROWS: Final = 4  # of a block without items


def grid_widths(table: Table) -> list[int]:
    """Choose the widths of the columns of a grid."""
    widest = max(WIDEST, _TOGETHER // len(table.columns))
    widths = []
    for at, column in enumerate(table.columns):
        texts = [column.label, *(entry.shown for row in table.rows for entry in row[at])]
        widths.append(fit_column(texts, *((_NARROWEST, widest) if at else (_FIRST_WIDTH, WIDEST))))
    return widths


def write_grid(sheet: Sheet, at: int, table: Table, widths: Sequence[int], *, with_heads: bool) -> int:
    """Write a row for each entry, so that every text is seen in full and can be filtered by its block."""
    first = at
    if with_heads:
        at = sheet.write_heads(at, (column.label for column in table.columns), widths)
    is_blank = table.role is TableRole.MATRIX and not any(chain.from_iterable(row[1:] for row in table.rows))
    for row in table.rows:
        if table.legend:
            at = _write_signs(sheet, at, row, widths)
        else:
            at = _write_grid_row(sheet, at, row, widths, is_blank=is_blank)
    if table.legend:
        sheet.write_text(at, 1, shown_legend(table), "faint")
        return at + 1
    if not table.rows:
        sheet.write_text(at, 1, table.empty, "faint")
        return at + 1
    if table.role is TableRole.MATRIX:
        sheet.autofilter(first, 1, max(at - 1, first), 1)
    return at


def _write_grid_row(
    sheet: Sheet, at: int, row: tuple[Cell, ...], widths: Sequence[int], *, is_blank: bool
) -> int:
    """Write a row of the grid in as many rows as it takes; return the first row below.

    A block of a blank matrix has its question below its name, and room to write.
    """
    block = row[0][0].element if row[0][0].element in tuple(Block) else None
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


def _write_signs(sheet: Sheet, at: int, row: tuple[Cell, ...], widths: Sequence[int]) -> int:
    """Write a row of counts with signs."""
    head, *cells = row
    styles = (("sign", *(f"sign-{entry.element}" for entry in cell)) for cell in cells)
    texts = ("".join(entry.text for entry in cell) for cell in cells)
    signs = [Part(text, 1, style) for text, style in zip(texts, styles, strict=True)]
    for part in cut(head[0].text, widths[0] / BOLD, "side", f"side-{head[0].element}"):
        sheet.write_parts(at, enumerate((part, *signs), start=1))
        at += 1
    return at
