"""The formats of findings: each is a module with a function `report`, which makes text of a report.

The module of a format is loaded when that format is needed.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Final, Literal

from barrierctl.dataclass import frozen


@frozen
class Format:
    """What is known of a format before it is loaded."""

    reader: Literal["person", "program", "platform"]  # on a platform, others can see it too


FORMATS: Final[dict[str, Format]] = {
    "text": Format(reader="person"),
    "concise": Format(reader="person"),
    "json": Format(reader="program"),
    "github": Format(reader="platform"),
    "gitlab": Format(reader="platform"),
    "sarif": Format(reader="platform"),
    "junit": Format(reader="platform"),
    "md": Format(reader="platform"),
}
"""Every format by its name, which is that of its module too."""


def reporter(name: str) -> Callable[..., str]:
    """Load the function of a format; `text` takes the width and colour of a terminal too."""
    function: Callable[..., str] = import_module(f"{__name__}.{name}").report
    return function
