"""Text for GitHub's workflow commands: a newline or `::` of a model must not start a command of its own."""

import re

from barrierctl.text.terminal import visible


def message(text: str) -> str:
    """The text of an annotation; characters that act instead of being seen become escapes."""
    seen = "\n".join(visible(line) for line in re.split(r"\r\n|\r|\n", text))
    return seen.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """The value of one of its properties."""
    return message(text).replace(":", "%3A").replace(",", "%2C")
