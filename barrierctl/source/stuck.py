"""A space that is missing behind a dash or a colon, where YAML sees nothing wrong and takes it for text."""

import re

from barrierctl.findings import Fault, Span
from barrierctl.source.decode import RefusedError

_DASH = r"-(?=[^\s-])"
_KEY = r"([A-Za-z_][\w-]*):(?=[^\s/:])"


def refuse_dash(lines: tuple[str, ...], span: Span) -> None:
    """Refuse a text that is the first on its line, and begins with a dash: `-Vans` under `signals:`.

    Raises:
        RefusedError: it is such a text.
    """
    line, before = lines[span.line - 1], span.column - 1
    while before and line[before - 1].isspace():
        before -= 1
    if not before and re.compile(_DASH).match(line, span.column - 1):
        place = Span(span.line, span.column, span.line, span.column + 1)
        raise RefusedError(Fault(rule="yaml-syntax", span=place, variant="no-space-after-dash"))


def refuse_colon(lines: tuple[str, ...], span: Span) -> None:
    """Refuse a key without a value that holds a colon: `{url:https}`.

    Raises:
        RefusedError: it is such a key.
    """
    found = re.compile(_KEY).match(lines[span.line - 1], span.column - 1)
    if found:
        place = Span(span.line, span.column, span.line, found.end() + 1)
        parameters = {"key": found[1]}
        raise RefusedError(
            Fault(rule="yaml-syntax", span=place, variant="no-space-after-colon", parameters=parameters)
        )
