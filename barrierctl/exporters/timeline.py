"""A timeline of a table of tasks: bars, months and today, each as a fraction of the whole width."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from barrierctl.messages import catalogue
from barrierctl.views.document import Cell, ColumnRole, Entry, Table, TableRole, text_of

_MAX_TICKS: Final = 12
_STEPS: Final = (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))
"""The months between two ticks, to choose from."""
TODAY: Final = "│"
"""The sign of today, where a letter is needed for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of the table."""

    row: int  # its number
    entry: Entry  # its name and its state
    is_step: bool  # whether it is a step of the nearest row above that is none
    start: dt.date | None
    due: dt.date | None
    left: float  # where it begins
    width: float  # 0 for a single day, which is drawn as a point

    @property
    def is_drawn(self) -> bool:
        """Whether the row has a day."""
        return self.start is not None or self.due is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """The beginning of a month."""

    left: float
    label: str  # such as 2027-01


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What a format draws."""

    bars: tuple[Bar, ...]  # one per row
    ticks: tuple[Tick, ...]  # at most a dozen
    today: float | None  # where today is, if the table knows the day
    legend: str  # says which day that is, and by which sign it is drawn


def timeline(table: Table) -> Timeline | None:
    """Make the timeline of a table; None if it has no tasks, or no days in them."""
    if table.role is not TableRole.TASKS:
        return None
    begin, end = _column(table, ColumnRole.START), _column(table, ColumnRole.DUE)
    spans = [(_day(row, begin), _day(row, end)) for row in table.rows]
    days = [day for span in spans for day in span if day]
    if not days:
        return None
    scale, bars = _Scale([*days, *filter(None, [table.today])]), list[Bar]()
    parent, above = _column(table, ColumnRole.PARENT), ""
    for number, (row, (start, due)) in enumerate(zip(table.rows, spans, strict=True)):
        first, last = start or due, due or start
        left = scale.at(first) if first else 0.0
        entry = row[table.lead_index][0]
        of = text_of(row[parent]) if parent is not None else ""
        above = above if of else entry.text
        # A day that is over before the first one is a mistake: it is drawn as a point.
        width = max(scale.at(last) - left, 0.0) if last and first != last else 0.0
        is_step = bool(of) and of == above
        bars.append(
            Bar(row=number, entry=entry, is_step=is_step, start=start, due=due, left=left, width=width)
        )
    legend = catalogue().say("exports.timeline.today", sign=TODAY, day=table.today) if table.today else ""
    today = scale.at(table.today) if table.today else None
    return Timeline(bars=tuple(bars), ticks=tuple(scale.ticks()), today=today, legend=legend)


def _column(table: Table, role: ColumnRole) -> int | None:
    return next((at for at, column in enumerate(table.columns) if column.role is role), None)


def _day(row: tuple[Cell, ...], at: int | None) -> dt.date | None:
    text = "" if at is None else text_of(row[at])
    return dt.date.fromisoformat(text) if text else None


class _Scale:
    """Whole months, from that of the first day to that of the last."""

    def __init__(self, days: list[dt.date]) -> None:
        first, last = min(days), max(days)
        self._first_month = first.year * 12 + first.month - 1
        self._count = last.year * 12 + last.month - self._first_month
        self._begin = first.replace(day=1).toordinal()
        # No day follows the last one that a date can have, but a number does.
        self._length = last.toordinal() + 1 + monthrange(last.year, last.month)[1] - last.day - self._begin

    def at(self, day: dt.date) -> float:
        """Return where a day is."""
        return (day.toordinal() - self._begin) / self._length

    def ticks(self) -> Iterator[Tick]:
        """Yield the beginnings of months, as many as there is room for."""
        step = next(step for step in _STEPS if self._count <= step * _MAX_TICKS)
        for month in range(self._first_month, self._first_month + self._count, step):
            day = dt.date(month // 12, month % 12 + 1, 1)
            yield Tick(left=self.at(day), label=day.isoformat()[: len("YYYY-MM")])
