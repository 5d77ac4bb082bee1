"""Text for a YAML file: it reads back as the same text, whatever is in it."""

import json
import re
from collections.abc import Iterable

_PLAIN = r"[^\W\d_][\w ()/.'&+-]*[\w).]|[^\W\d_]"
_HEAD = r"(?:[&!]\S*(?:\s+(?:#.*)?)*)*"  # an anchor, a tag, and the comments after them
_BLOCK_SIGN = r"[|>][-+0-9]*[ \t]*(#.*)?"
_CONSTANTS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """Write the text as a scalar: plain if that is safe in every YAML version, else in double quotes."""
    if re.fullmatch(_PLAIN, text) and text.casefold() not in _CONSTANTS:
        return text
    return json.dumps(text, ensure_ascii=False)


def items(texts: Iterable[str]) -> str:
    """Write the texts as a list, to be put right after the colon of its key."""
    return "".join(f"\n  - {scalar(text)}" for text in texts)


def in_place_of(written: str, text: str) -> str:
    """Write the text as a scalar in place of another one, whose anchor and comments stay.

    Args:
        written: the other scalar, from its anchor to its end; of a block, to the end of its last line.
        text: the new one.
    """
    head = re.match(_HEAD, written)
    kept, body = written[: head.end() if head else 0], written[head.end() if head else 0 :]
    block = re.match(_BLOCK_SIGN, body)
    if not block:
        return kept + scalar(text)
    comment = f" {block[1].rstrip()}" if block[1] else ""
    return kept + scalar(text) + comment + body[len(body.rstrip()) :].lstrip(" \t")
