"""The first page: what the report is called, what the model tells of itself, and what is full or empty."""

from collections.abc import Iterator
from typing import Final

from barrierctl.document import Cell, Document, Table, transposed
from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.body import UPRIGHT
from barrierctl.exporters.docx.styles import DARK, TINT
from barrierctl.exporters.docx.wording import plain
from barrierctl.languages import catalogue

ABOUT: Final = "about"
"""The annex that stands on the first page."""

_LABEL = 2600  # the width of a column of labels, in twentieths of a point
_STAGE = 2300
_LONG = 1500  # letters of a text that may not fit on what is left of a page
_FILLS: Final = {
    "full": "D5E8D4",
    "thin": "FFF2CC",
    "empty": "F8CECC",
    "doubtful": "FFE6CC",
    "unknown": "E1E1E1",
    "not-applicable": "",
}


def title(document: Document) -> Iterator[str]:
    """What the report is called, and who may see it."""
    yield wml.paragraph("Title", wml.run(document.title))
    classification = catalogue().label("classification", document.classification)
    subtitle = catalogue().say("exports.docx.subtitle", classification=classification)
    yield wml.paragraph("Subtitle", wml.run(subtitle))


def pairs(table: Table) -> str:
    """Labels and what is told under them."""
    widths = (_LABEL, UPRIGHT - _LABEL)
    rows = ((plain(label), plain(value)) for label, value in table.rows)
    return wml.table(widths, (_pair(widths, *row) for row in rows), title=table.title, header=False)


def _pair(widths: tuple[int, int], label: str, text: str) -> str:
    cells = (
        wml.cell(widths[0], wml.paragraph("CellText", wml.run(label, "RowHead")), fill=TINT),
        wml.cell(widths[1], wml.paragraph("CellText", wml.run(text))),
    )
    return wml.row(cells, whole=len(text) < _LONG)


def signs(overview: Table) -> str:
    """A row a stage, a column a block; each sign with what it means."""
    table = transposed(overview)
    each = (UPRIGHT - _STAGE) // (len(table.columns) - 1)
    widths = [_STAGE, *(each for _ in table.columns[1:])]
    heads = (
        wml.cell(width, wml.paragraph("CellSign", wml.run(column.label, "Head")), fill=DARK)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = (_signs(row, widths) for row in table.rows)
    return wml.table(widths, [wml.row(heads, head=True), *rows], title=table.title)


def _signs(row: tuple[Cell, ...], widths: list[int]) -> str:
    stage, *others = row
    name = plain(stage)
    cells = [wml.cell(widths[0], wml.paragraph("CellText", wml.run(name, "RowHead")), fill=TINT)]
    cells += [_sign(cell, width) for cell, width in zip(others, widths[1:], strict=True)]
    return wml.row(cells, whole=len(name) < _LONG)


def _sign(cell: Cell, width: int) -> str:
    if not cell:
        return wml.cell(width, wml.paragraph("CellSign"))
    (sign,) = cell
    meaning = catalogue().entry("overview.legend")[sign.element]["label"]
    return wml.cell(
        width, wml.paragraph("CellSign", wml.run(f"{sign.text} {meaning}")), fill=_FILLS[sign.element or ""]
    )
