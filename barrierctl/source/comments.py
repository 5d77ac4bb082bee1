"""Comments that speak to barrierctl: `# barrierctl: …`, found by their text where no scalar holds them."""

import re
from bisect import bisect_right

from barrierctl.findings import Span
from barrierctl.frozen import frozen

_COMMENT = r"(?:^|(?<=\s))#\s*barrierctl:\s*(.*)"


@frozen
class Comment:
    """One such comment.

    Attributes:
        text: behind the colon.
        span: from its `#` to its end.
        about: the line that it is about: its own, or the next where it stands alone.
    """

    text: str
    span: Span
    about: int


def find_comments(lines: tuple[str, ...]) -> list[Comment]:
    """Everything that looks like one; some may turn out to be a part of a text."""
    found: list[Comment] = []
    if not any("barrierctl:" in line for line in lines):
        return found
    below = len(lines) + 1
    for number in range(len(lines), 0, -1):
        line = lines[number - 1]
        match = re.search(_COMMENT, line) if "barrierctl:" in line else None
        if match:
            span = Span(number, match.start() + 1, number, len(line.rstrip()) + 1)
            about = number if line[: match.start()].strip() else below
            found.append(Comment(text=match[1].strip(), span=span, about=about))
        # What is told alone is about the first line below that is no comment.
        below = below if line.lstrip().startswith("#") else number
    return found[::-1]


def outside(comments: list[Comment], texts: list[Span]) -> list[Comment]:
    """Those that lie in none of these texts, which stand in order."""
    before = ((one, bisect_right(texts, one.span[:2], key=_begin)) for one in comments)
    return [one for one, at in before if not (at and one.span[:2] < texts[at - 1][2:])]


def _begin(span: Span) -> tuple[int, int]:
    return span[:2]
