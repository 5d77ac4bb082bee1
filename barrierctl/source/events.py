"""The YAML parser's events: from the C parser where it is installed, else from the pure one."""

from collections.abc import Callable
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.main import CParser  # type: ignore[attr-defined]

from barrierctl.findings import Span

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "NodeEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "YAMLError",
    "events",
    "span_of",
    "start_of",
    "tag_of",
]

NodeEvent: TypeAlias = ScalarEvent | MappingStartEvent | SequenceStartEvent

_YAML_TAGS = "tag:yaml.org,2002:"
_TEXT_TAG = f"{_YAML_TAGS}str"
_new = tuple.__new__  # one is made for each event, and by its name it takes twice the time


def events(text: str, *, pure: bool) -> Callable[[], Event]:
    """Gives the next event of a text each time it is called, so that a limit can stop it midway.

    The last one is the end of the stream. Calling it raises YAMLError where the text is no YAML.

    Args:
        text: without control characters.
        pure: leave the C parser alone even where it is there.
    """
    if pure or CParser is None:
        pure_events: Callable[[], Event] = iter(_pure_parser().parse(text)).__next__
        return pure_events
    following: Callable[[], Event] = CParser(text).get_event
    return following


def span_of(event: Event) -> Span:
    """Where an event stands, counted from 1."""
    start, end = event.start_mark, event.end_mark
    place = start.line + 1, start.column + 1, end.line + 1, end.column + 1
    return _new(Span, place)


def start_of(event: DocumentStartEvent) -> Span:
    """Where a document begins: at its `---`, whatever directives stand before it."""
    span = span_of(event)
    return span._replace(line=span.end_line, column=1) if event.explicit else span


def tag_of(event: NodeEvent) -> str:
    """The tag of a value as it is written; empty where it has none that matters."""
    if not event.tag or (event.tag == _TEXT_TAG and isinstance(event, ScalarEvent)):
        return ""
    return str(event.tag).replace(_YAML_TAGS, "!!")


def _pure_parser() -> YAML:
    from barrierctl.source.scanner import PatientParser, TabScanner

    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner, yaml.Parser = TabScanner, PatientParser
    return yaml
