"""Text for a YAML file: it reads back as the same text, whatever is in it."""

import json
import re

_PLAIN = re.compile(r"[^\W\d_][\w ()/.'&+-]*[\w).]|[^\W\d_]")
_CONSTANTS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """The text as a scalar: plain where that is safe in every YAML version, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _CONSTANTS:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes, as within brackets, where more would need them."""
    return json.dumps(text, ensure_ascii=False)
