"""The formats of findings: each is a module with a function `report`, which makes text of a report.

The module of a format is loaded when that format is needed.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Final, Literal

FORMATS: Final[dict[str, Literal["person", "program", "platform", "workflow"]]] = {
    "text": "person",
    "concise": "person",
    "json": "program",
    "github": "workflow",
    "gitlab": "platform",
    "sarif": "platform",
    "junit": "platform",
    "md": "platform",
    "statistics": "person",
}
"""The reader of every format by its name, which is that of its module too.

Others can see a platform, and a workflow, which takes lines of its log as commands.
"""

WITH_AGENDA: Final = frozenset({"text", "json", "md"})
"""The formats that show the agenda of a model; for the others none is made."""

SUFFIXES: Final = {"txt": "text", "json": "json", "md": "md", "sarif": "sarif", "xml": "junit"}
"""The format that the suffix of a file names, if no format is given."""


def reporter(name: str) -> Callable[..., str]:
    """Load the function of a format; `text` takes the width and colour of a terminal too."""
    function: Callable[..., str] = import_module(f"{__name__}.{name}").report
    return function
