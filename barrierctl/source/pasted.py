"""What a person most likely pasted from a word processor."""

import re

from barrierctl.findings import Fault
from barrierctl.source.trouble import Trouble, syntax_fault

_BULLETS = "•·∙▪▫◦‣●○■□\uf0a7\uf0b7"
BULLET = rf"\s*([{_BULLETS}])"
BULLET_OR_DASH = rf"\s*([{_BULLETS}]|[*\u2013\u2014](?=\s))"
CURLY_QUOTES = "\u201c\u201d\u201e", "\u2018\u2019\u201a"


def word_list(trouble: Trouble) -> Fault | None:
    """A line that begins with the sign of a list, but not with a dash."""
    numbers = (trouble.since[0], trouble.at[0], *trouble.said_above()[:1])
    signs = ((number, re.match(BULLET_OR_DASH, trouble.line(number))) for number in sorted(numbers))
    return next(
        (syntax_fault("word-list", number, sign.start(1), sign=sign[1]) for number, sign in signs if sign),
        None,
    )
