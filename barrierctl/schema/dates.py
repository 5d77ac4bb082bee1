"""Dates as people type them: `1-3-2026`, `31/03/2026`, `1 maart 2026`."""

import re
from datetime import date
from typing import NamedTuple

_YEAR_FIRST = r"(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})"
_YEAR_LAST = r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(?:20)?(\d{2})"
_IN_WORDS = r"(?:(\d{1,2})(?:\.|st|nd|rd|th|er|e)?\s+)?([^\W\d_]{3,})\.?\s+(\d{4})"
_TIME = r"[T ,]+\d{1,2}:\d{2}.*$"
_MONTHS = (
    ("jan",),
    ("feb", "fév", "fev"),
    ("mar", "maa", "mrt", "mär", "mae"),
    ("apr", "avr"),
    ("may", "mei", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "aou"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "déc", "dez"),
)


class Reading(NamedTuple):
    """A date as it was most likely meant, and as it is if the month comes first; empty if it cannot."""

    meant: str
    month_first: str = ""


def read_date(text: str) -> Reading | None:
    """Read a date as people type it, the day first; None if it is none."""
    words = re.sub(_TIME, "", text.strip().lower())
    if found := re.fullmatch(_YEAR_FIRST, words):
        return _reading(found[1], int(found[2]), int(found[3]))
    if found := re.fullmatch(_YEAR_LAST, words):
        return _year_last(int(found[1]), int(found[2]), f"20{found[3]}")
    found = re.fullmatch(_IN_WORDS, words)
    month = _month(found[2]) if found else 0
    if not (found and month):
        return None
    if not found[1]:
        return Reading(f"{found[3]}-{month:02}")
    return _reading(found[3], month, int(found[1]))


def _year_last(first: int, second: int, year: str) -> Reading | None:
    day_first, month_first = _reading(year, second, first), _reading(year, first, second)
    if day_first and month_first and day_first != month_first:
        return Reading(day_first.meant, month_first.meant)
    return day_first or month_first


def _reading(year: str, month: int, day: int) -> Reading | None:
    try:
        return Reading(date(int(year), month, day).isoformat())
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month in Dutch, German, French or English; 0 if it is none."""
    numbered = ((number, begin) for number, begins in enumerate(_MONTHS, 1) for begin in begins)
    # The longest beginning wins: "juin" is not "jui".
    found = [(len(begin), number) for number, begin in numbered if word.startswith(begin)]
    return max(found, default=(0, 0))[1]
