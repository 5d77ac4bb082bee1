"""Comments that speak to barrierctl: `# barrierctl: …`, found by their text where no scalar holds them."""

import re
from dataclasses import dataclass

from barrierctl.findings import Span

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*barrierctl:\s*(.*?)\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
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
    found = []
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line) if "barrierctl:" in line else None
        if match:
            span = Span(number, match.start() + 1, number, len(line.rstrip()) + 1)
            alone = not line[: match.start()].strip()
            found.append(Comment(text=match[1], span=span, about=_next(lines, number) if alone else number))
    return found


def outside(comments: list[Comment], text: Span) -> list[Comment]:
    """Those that do not lie in the text that stands there."""
    return [one for one in comments if not (text[:2] <= one.span[:2] < text[2:])]


def _next(lines: tuple[str, ...], number: int) -> int:
    """The first line below that is no comment."""
    below = number + 1
    while below <= len(lines) and lines[below - 1].lstrip().startswith("#"):
        below += 1
    return below
