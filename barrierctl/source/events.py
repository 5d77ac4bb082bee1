"""The YAML parser's events: from the C parser where it is installed, else from the pure one."""

from collections.abc import Iterator

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
)

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "YAMLError",
    "events",
]


def events(text: str, *, pure: bool) -> Iterator[Event]:
    """The events of a text, one by one, so that a limit can stop it midway.

    Args:
        text: without control characters.
        pure: leave the C parser alone even where it is there.

    Raises:
        YAMLError: the text is no YAML; what came before was already yielded.
    """
    yield from YAML(typ="safe", pure=pure).parse(text)
