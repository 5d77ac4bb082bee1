"""Text for calendars, whose library escapes all but what a line cannot hold."""

import re
from typing import Final

_LINE_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")


def readable(text: str) -> str:
    """Make every line break a plain one, and leave out what controls a device."""
    return _CONTROL.sub("", _LINE_BREAK.sub("\n", text))
