"""A format of findings is a module with a function `report`: a report in, text out."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from barrierctl.reporters.report import Report

FORMATS: Final = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "md")
"""Every format by its name; what `text` does in a terminal is told to it apart."""


def reporter(name: str) -> Callable[[Report], str]:
    """The function of a format; only its module is loaded."""
    function: Callable[[Report], str] = import_module(f"{__name__}.{name}").report
    return function
