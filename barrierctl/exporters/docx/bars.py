"""The timeline of a plan as a table: a row for each task, its days as a bar under the months."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from barrierctl.exporters.docx import wml
from barrierctl.exporters.docx.wml import DARK, LOOKS, PORTRAIT_WIDTH, TINT
from barrierctl.exporters.timeline import timeline
from barrierctl.messages import catalogue
from barrierctl.views.document import ColumnRole, State, Table

_NAME, _DAYS = 3000, 1180  # the widths of the columns, in twentieths of a point
_LABELS: Final = 5  # that have room side by side
_LABEL: Final = 8  # units that one takes
_UNITS: Final = 48  # columns that bars are made of
_UNIT: Final = (PORTRAIT_WIDTH - _NAME - 2 * _DAYS) // _UNITS
_INDENT: Final = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}"
_LONG: Final = 1000  # letters of a name that may not fit on a page
_RED: Final = "9C2A00"  # as the style `Severe`
_FILLS: Final = {State.OVERDUE: _RED, State.DONE: "8C8C8C", State.DROPPED: "D9D9D9"}
_TODAY: Final = f'<w:left w:val="single" w:sz="12" w:space="0" w:color="{_RED}"/>'


def bars(table: Table) -> Iterator[str]:
    """Write the timeline of a table, if it has one."""
    drawn = timeline(table)
    if drawn is None:
        return
    words = catalogue().entry("exports.docx")
    by_role = {column.role: column.label for column in table.columns}
    days = (by_role.get(role, "") for role in (ColumnRole.START, ColumnRole.DUE))
    labels = [table.columns[table.lead_index].label, *days, words["timeline"]]
    heads = zip((_NAME, _DAYS, _DAYS), labels, strict=False)
    cells = [wml.text_cell(width, label, "Head", fill=DARK) for width, label in heads]
    every = -(-len(drawn.ticks) // _LABELS)
    texts = {min(_unit(tick.left), _UNITS - 1): tick.label for tick in drawn.ticks[::every]}
    for begin, end in pairwise([*texts, _UNITS]):
        cells.append(_span(end - begin, texts[begin] if end - begin >= _LABEL else "", fill=DARK))
    rows = [wml.row(cells, header=True)]
    today = _unit(drawn.today) if drawn.today is not None else -1
    for bar in drawn.bars:
        entry, days = bar.entry, (str(day or "") for day in (bar.start, bar.due))
        indent, style, fill = (_INDENT, "", "") if bar.is_step else ("", "RowHead", TINT)
        cells = [wml.text_cell(_NAME, indent + entry.shown, LOOKS[entry.state] or style, fill=fill)]
        cells += (wml.text_cell(_DAYS, day) for day in days)
        begin = min(_unit(bar.left), _UNITS - 1)
        end = max(_unit(bar.left + bar.width), begin + 1) if bar.is_drawn else begin
        for left, right in pairwise(sorted({0, begin, end, _UNITS, max(today, 0)})):
            fill = _FILLS.get(entry.state, DARK) if begin <= left < end else ""
            cells.append(_span(right - left, fill=fill, line=left == today))
        rows.append(wml.row(cells, can_split=len(entry.shown) >= _LONG))
    yield wml.table((_NAME, _DAYS, _DAYS, *[_UNIT] * _UNITS), rows, title=words["timeline"], labels=labels)
    said = catalogue().say("exports.docx.today", day=table.today) if drawn.today is not None else ""
    yield wml.paragraph("Legend", wml.run(said))


def _unit(at: float) -> int:
    return round(at * _UNITS)


def _span(count: int, text: str = "", *, fill: str = "", line: bool = False) -> str:
    """Write a cell over several units, with the line of today at its left or without lines."""
    borders = _TODAY if line else '<w:left w:val="nil"/>'
    return wml.cell(
        count * _UNIT, wml.paragraph("CellBar", wml.run(text, "Head")), fill=fill, borders=borders, span=count
    )
