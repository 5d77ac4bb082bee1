"""Format `ics`: the due dates of tasks as days in a calendar, by RFC 5545."""

import datetime as dt
from collections.abc import Iterator
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vText

from barrierctl.errors import UsageError
from barrierctl.exporters import Options
from barrierctl.messages import catalogue, language
from barrierctl.text.calendar import readable
from barrierctl.views.document import ColumnRole, Document, State, Table, TableRole, filled, text_of

_UNDATED: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When the events of a model without a date were made: the time of the export would change every file."""


def export(document: Document, _options: Options) -> bytes:
    """Write an all-day event for each task with a day.

    Raises:
        UsageError: there is none, and a calendar must have one.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//barrierctl//barrierctl//{language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for table in document.tables:
        if table.role is TableRole.TASKS:
            name = catalogue().labelled(document.title, table.title)
            calendar.add("x-wr-calname", vText(readable(name)))
            for event in _events(document, table):
                calendar.add_component(event)
    if not calendar.subcomponents:
        raise UsageError(catalogue().say("exports.ics.nothing"))
    return bytes(calendar.to_ical())


def _events(document: Document, table: Table) -> Iterator[Event]:
    due = [column.role for column in table.columns].index(ColumnRole.DUE)
    made = dt.datetime.combine(document.day, dt.time(), dt.UTC) if document.day else _UNDATED
    for row in table.rows:
        if day := text_of(row[due]):
            name = row[table.lead_index][0]
            details = (  # what else the row says, one column per line
                catalogue().labelled(
                    column.label, catalogue().joined(readable(entry.shown) for entry in cell if entry.text)
                )
                for column, cell in filled(table, row)
                if column is not table.columns[table.lead_index] and not column.technical
            )
            event = Event()
            # A calendar updates an event whose id it knows: it is made from those of the model and the task.
            event.add("uid", f"{uuid5(NAMESPACE_URL, f'{document.id}/{name.element}')}@barrierctl")
            event.add("dtstamp", made)
            event.add("dtstart", dt.date.fromisoformat(day))
            event.add("summary", readable(name.text))
            event.add("description", "\n".join(details))
            event.add("transp", "TRANSPARENT")  # a deadline leaves the day free
            event.add("status", "CANCELLED" if name.state is State.DROPPED else "CONFIRMED")
            yield event
