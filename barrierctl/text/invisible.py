"""The letters that act instead of being seen, for every target that shows them to people."""

import re
from typing import Final

UNSEEN: Final = (
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 and C1: they move the cursor and change colours
    "\u061c\u200e\u200f\u202a-\u202e"  # what turns the way of writing
    "\xad\u200b\u2028\u2029\u2060-\u206f\ufeff\ufff9-\ufffb"  # what breaks and joins, without a glyph
    "\U000e0000-\U000e007f"  # tags: a second alphabet that nobody sees
    "\ud800-\udfff"  # halves of a pair, which no output can hold
    "]"
)
"""One of them. The joiners U+200C and U+200D are none: some scripts are misspelt without them."""


def written_out(found: re.Match[str]) -> str:
    """A letter as an escape that can be seen."""
    code = f"{ord(found.group()):x}"
    if len(code) <= len("ff"):
        return f"\\x{code:0>2}"
    return f"\\u{code:0>4}" if len(code) <= len("ffff") else f"\\U{code:0>8}"
