"""A format of findings is a function: a report in, text out."""

from collections.abc import Callable
from typing import Final

from barrierctl.document import Report
from barrierctl.reporters import concise, github, gitlab, json, junit, md, sarif, text

FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": text.report,
    "concise": concise.report,
    "json": json.report,
    "github": github.report,
    "gitlab": gitlab.report,
    "sarif": sarif.report,
    "junit": junit.report,
    "md": md.report,
}
"""Every format by its name; what `text` does in a terminal is told to it apart."""
