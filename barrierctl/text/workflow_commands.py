"""Text for GitHub's workflow commands: a newline or `::` of a model must not start a command of its own."""

import re

from barrierctl.text.terminal import UNSEEN, written_out

_COMMAND = r"(?m)^([^\S\n]*):(?=:)|#(?=#\[)"


def message(text: str) -> str:
    """Escape the text of an annotation; a letter that is not seen becomes an escape that is."""
    seen = re.sub(
        UNSEEN, lambda found: found.group() if found.group() in "\t\r\n" else written_out(found), text
    )
    return seen.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """Escape the value of a property of an annotation."""
    return message(text).replace(":", "%3A").replace(",", "%2C")


def inert(text: str) -> str:
    """Escape text in the log of a workflow, where a line could begin like a command; JSON stays the same."""
    return re.sub(_COMMAND, lambda found: "\\u0023" if found.group() == "#" else f"{found[1]}\\x3a", text)
