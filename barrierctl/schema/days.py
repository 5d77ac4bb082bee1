"""The one thing about dates that no pattern can say."""

from datetime import date


def is_day(value: object) -> bool:
    """Whether a full day is in the calendar; the pattern beside it sees to the rest."""
    if isinstance(value, str) and len(value) == len("2026-01-01"):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return True
