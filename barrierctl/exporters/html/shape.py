"""Which columns of a table are shown, and in which form."""

from typing import Final

from barrierctl.document import Table

_MOST_COLUMNS: Final = 8
_MOST_ROWS: Final = 400
_FOR_PROGRAMS: Final = ("element", "stage", "id", "rule")


def shown_columns(table: Table) -> list[int]:
    """The columns by number; of records, those in which something stands.

    First comes the one that says best what a row is about, last those by which programs find it.
    """
    every = range(len(table.columns))
    if table.kind == "grid" or not table.rows:
        return list(every)
    lead = table.lead or table.columns[0].id
    used = [at for at in every if any(entry.text for row in table.rows for entry in row[at])]
    return sorted(used, key=lambda at: (table.columns[at].id != lead, table.columns[at].id in _FOR_PROGRAMS))


def as_cards(table: Table) -> bool:
    """Whether each row is shown as a card.

    Nobody reads forty columns on a screen; and a browser that hides and shows thousands of rows of a table
    takes seconds, where cards take a moment.
    """
    too_large = len(shown_columns(table)) > _MOST_COLUMNS or len(table.rows) > _MOST_ROWS
    return table.kind == "records" and too_large
