"""Text for GitHub's workflow commands: a newline or `::` of a model must not start a command of its own."""

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def message(text: str) -> str:
    """The text of an annotation; a control character becomes an escape that can be seen."""
    seen = _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
    return seen.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """The value of one of its properties."""
    return message(text).replace(":", "%3A").replace(",", "%2C")
