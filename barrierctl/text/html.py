"""Text for an HTML page. Templates escape what HTML acts on; this is about what no page shows as it is."""

import re

from barrierctl.text.unseen import written_out

_UNSHOWN = re.compile(
    "[\u202d\u202e\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)


def readable(value: object) -> object:
    """The value; in a text, what browsers refuse or drop is written out, and what turns letters round."""
    if isinstance(value, str) and not value.isprintable() and _UNSHOWN.search(value):
        return _UNSHOWN.sub(written_out, value)
    return value
