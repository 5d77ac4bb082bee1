"""What a model says of itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import field

from barrierctl import vocabulary as voc
from barrierctl.findings import Span
from barrierctl.frozen import frozen
from barrierctl.vocabulary import Block


@frozen
class Header:
    """Title, language and the like; `span` is that of the title's value, else the file's beginning."""

    id: str | None
    title: str | None
    language: str
    description: str | None = None
    version: str | None = None
    status: voc.Status | None = None
    date: str | None = None
    classification: voc.Classification | None = None
    authors: tuple[str, ...] = ()
    scope_level: voc.Level | None = None
    scope_area: str | None = None
    sequence: voc.Order | None = None
    reviewed: dt.date | None = None
    review_months: int | None = None
    labels: Mapping[Block, str] = field(default_factory=dict)
    span: Span
