"""The command line: a module a command, each of which reads options, calls a use case and maps the result."""

from enum import IntEnum


class Exit(IntEnum):
    """What the program says to whoever called it."""

    CLEAN = 0
    FINDINGS = 1
    FAILED = 2
    INTERRUPTED = 130
