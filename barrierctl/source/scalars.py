"""What a plain scalar means: null, true, false, a JSON number, or else text (format.md, "YAML")."""

import math
import re

from barrierctl.source.tree import Scalar

_CONSTANTS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER = r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"
_FIRST = frozenset("-0123456789")
_LONGEST_NUMBER = 300  # beyond this it is no quantity, and Python refuses to convert it at 4,300


def resolve(text: str) -> Scalar:
    """The value of a plain scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _FIRST or len(text) > _LONGEST_NUMBER:
        return text
    number = re.fullmatch(_NUMBER, text)
    if number and not (number[1] or number[2]):
        return int(text)
    return float(text) if number and math.isfinite(float(text)) else text
