"""Rules for programs: a list of records."""

import json
from collections.abc import Iterable

from barrierctl.records import Record

_KEYS = (
    "id",
    "family",
    "severity",
    "title",
    "message",
    "hint",
    "finds",
    "why",
    "mend",
    "example",
    "mended",
    "accept_when",
    "criterion",
    "source",
)


def report(records: Iterable[Record]) -> str:
    """The records as one list, whether one rule was asked for or all."""
    shown = [{key: getattr(record, key) for key in _KEYS} for record in records]
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
