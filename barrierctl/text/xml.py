"""Text for an XML 1.0 document: no text ends the element or the attribute that it stands in."""

import re
from typing import Final

from barrierctl.text.unseen import written_out

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\r": "&#13;"}
)
_BLANKS: Final = str.maketrans({"\t": "&#9;", "\n": "&#10;"})


def legal(text: str) -> str:
    """The text with what XML cannot hold, not even as a reference, written out; for what escapes the rest."""
    return _ILLEGAL.sub(written_out, text)


def content(text: str) -> str:
    """The text of an element."""
    return legal(text).translate(_ENTITIES)


def attribute(text: str) -> str:
    """The value of an attribute, for either kind of quotes."""
    return content(text).translate(_BLANKS)
