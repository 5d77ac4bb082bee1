"""The formats of findings: each is a module with a function `report`, which makes text of a report.

A new one: its module, a line here, a golden file. A format's module is loaded when that format is asked for.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from barrierctl.frozen import frozen


@frozen
class Format:
    """What is known of a format before it is loaded."""

    for_people: bool = False  # whether people read it, and no program
    for_platform: bool = False  # whether it is made for a platform, where others can see it


FORMATS: Final[dict[str, Format]] = {
    "text": Format(for_people=True),
    "concise": Format(for_people=True),
    "json": Format(),
    "github": Format(for_platform=True),
    "gitlab": Format(for_platform=True),
    "sarif": Format(for_platform=True),
    "junit": Format(for_platform=True),
    "md": Format(for_platform=True),
}
"""Every format by its name, which is that of its module too."""


def reporter(name: str) -> Callable[..., str]:
    """Load the function of a format; `text` takes the width and colour of a terminal too."""
    function: Callable[..., str] = import_module(f"{__name__}.{name}").report
    return function
