"""Text for a YAML file: it reads back as the same text, whatever is in it."""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from barrierctl.text.terminal import visible

_PLAIN = r"[^\W\d_][\w ()/.'&+-]*[\w).]|[^\W\d_]"
_DATE = r"[12][0-9]{3}-[0-9]{2}(-[0-9]{2})?"
_SENTENCE = r"[^\W\d_](?:.*\S)?"
_NOT_PLAIN = r": |:$| #|\s\s|[\t\r\n]"
_NOT_PLAIN_IN_BRACKETS = r"[][{},]"
_FOUR_DIGITS = 0xFFFF
_ESCAPES = ("\\u{:04x}", "\\U{:08x}")
_CONSTANTS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """Write the text as a scalar: plain if that is safe in every YAML version, else in double quotes."""
    if re.fullmatch(_PLAIN, text) and text.casefold() not in _CONSTANTS:
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    """Write the text in double quotes, what nobody sees in it as escapes."""
    written = json.dumps(text, ensure_ascii=False)
    if written.isprintable():
        return written
    unseen = {ord(letter) for letter in written if not letter.isprintable()}
    return written.translate({code: _ESCAPES[code > _FOUR_DIGITS].format(code) for code in unseen})


def constant(value: str | float | None, *, like: str = "", in_brackets: bool = True) -> str:
    """Write a text, a number or another constant in the style of one that is written already.

    Args:
        value: to be written.
        like: the first letter of the other one, which says if it is quoted.
        in_brackets: whether it is in `[]` or `{}`, where fewer texts can be plain.
    """
    if not isinstance(value, str):
        return json.dumps(value)
    if like == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if like in ("'", '"'):
        return _quoted(value)
    reads_back = re.fullmatch(_DATE, value) or (
        value.isprintable()
        and re.fullmatch(_SENTENCE, value)
        and not re.search(_NOT_PLAIN, value)
        and not (in_brackets and re.search(_NOT_PLAIN_IN_BRACKETS, value))
        and value.casefold() not in _CONSTANTS
    )
    return value if reads_back else _quoted(value)


def flow(value: Any) -> str:
    """Write a value on one line, mappings and lists in brackets."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar(key)}: {flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    return constant(value)


def folded(text: str, indent: int, width: int) -> list[str]:
    """Write a long text as a folded block: its sign, and the lines below; none if it would not read back."""
    lines = textwrap.wrap(text, width - indent, break_long_words=False, break_on_hyphens=False)
    if not text.isprintable() or " ".join(lines) != text:
        return []
    return [">-", *(" " * indent + line for line in lines)]


def literal(text: str, indent: int) -> list[str]:
    """Write a text of several lines as a literal block; none if it would not read back."""
    body = text.removesuffix("\n")
    first, *others = lines = body.split("\n")
    is_safe = first.strip() and not first.startswith(" ") and (others[-1] if others else first).strip()
    if not is_safe or not all(line.isprintable() for line in lines):
        return []
    return ["|-" if body == text else "|", *(" " * indent + line if line else "" for line in lines)]


def comment(text: str) -> str:
    """Write the text as a comment of one line, in which nothing is addressed to barrierctl."""
    return "# " + re.sub(r"(?<!\S)#(?=\s*barrierctl)", "(#)", visible(text))


def items(texts: Iterable[str]) -> str:
    """Write the texts as a list, to be put right after the colon of its key."""
    return "".join(f"\n  - {scalar(text)}" for text in texts)
