"""Text for a YAML file: it reads back as the same text, whatever is in it."""

import json
import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[^\W\d_][\w ()/.'&+-]*[\w).]|[^\W\d_]")
_CONSTANTS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """The text as a scalar: plain where that is safe in every YAML version, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _CONSTANTS:
        return text
    return json.dumps(text, ensure_ascii=False)


def items(texts: Iterable[str]) -> str:
    """The texts as a list, to be put right behind the colon of its key."""
    return "".join(f"\n  - {scalar(text)}" for text in texts)
