"""Text for an XML 1.0 document: no text ends the element or the attribute that it stands in."""

import re
from typing import Final

from barrierctl.text.unseen import written_out

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\r": "&#13;"}
)
_BLANKS: Final = str.maketrans({"\t": "&#9;", "\n": "&#10;"})


def holdable(text: str) -> str:
    """The text with what XML cannot hold written out, for whoever escapes the rest."""
    return _ILLEGAL.sub(written_out, text)


def content(text: str) -> str:
    """The text of an element; what XML cannot hold, not even as a reference, is written out."""
    return holdable(text).translate(_ENTITIES)


def attribute(text: str) -> str:
    """The value of an attribute, for either kind of quotes."""
    return content(text).translate(_BLANKS)
