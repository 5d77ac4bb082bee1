"""Comments: those addressed to barrierctl, those that cut off a text, and lines without them."""

import re
from bisect import bisect_right

from barrierctl.dataclass import frozen
from barrierctl.findings import Span

# `re` compiles these when they are first used: most files need none of them.
_ADDRESSED = r"(?:^|(?<=\s))#\s*barrierctl:\s*(.*)"
_COMMENT = r"(?:^|\s)#"
_COMMENT_WITHOUT_SPACE = r"[ \t]+(#\w.*)"


@frozen
class Comment:
    """A comment `# barrierctl: TEXT` about its own line, or the next one if it has a line of its own."""

    text: str
    span: Span
    about: int


def find_comments(lines: tuple[str, ...], texts: list[Span]) -> list[Comment]:
    """Find the comments addressed to barrierctl; a `#` in one of the quoted or block *texts* begins none."""
    found: list[Comment] = []
    next_line = len(lines) + 1  # the first line below that is no comment
    for number in range(len(lines), 0, -1):
        line = lines[number - 1]
        match = re.search(_ADDRESSED, line) if "barrierctl:" in line else None
        if match:
            place = number, match.start() + 1
            begun = bisect_right(texts, place, key=lambda span: span[:2])
            if not begun or place >= texts[begun - 1][2:]:
                span = Span(*place, number, len(line.rstrip()) + 1)
                about = number if line[: match.start()].strip() else next_line
                found.append(Comment(text=match[1].strip(), span=span, about=about))
        if not line.lstrip().startswith("#"):
            next_line = number
    return found[::-1]


def cut_by_comment(lines: tuple[str, ...], span: Span) -> tuple[Span, str] | None:
    """Find a comment behind a plain text that was probably meant as a part of it: `Supplier #1`.

    A comment that is meant as one has a space after its `#`.
    """
    if span.end_line > len(lines):
        return None
    found = re.compile(_COMMENT_WITHOUT_SPACE).match(lines[span.end_line - 1], span.end_column - 1)
    if not found:
        return None
    cut = found[1].rstrip()
    start = found.start(1) + 1
    return Span(span.end_line, start, span.end_line, start + len(cut)), cut


class EmptyValueLocator:
    """Finds where empty values are: right behind the last word before, since the parsers differ."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines
        self._previous = self._found = Span()

    def locate(self, span: Span) -> Span:
        """Find the place of the empty value for which the parser gives this span."""
        # Empty values within each other share a place: searching again for each takes quadratic time.
        if span != self._previous:
            number, end = span.line - 1, span.column - 1
            line = self._lines[number] if number < len(self._lines) else ""
            if end >= len(line):  # only the end of a line can hold a comment
                end = len(_without_comment(line))
            while end and line[end - 1].isspace():
                end -= 1
            while number > 0 and not end:
                number -= 1
                end = len(_without_comment(self._lines[number]))
            self._previous, self._found = span, Span(number + 1, end + 1, number + 1, end + 1)
        return self._found


def _without_comment(line: str) -> str:
    return re.split(_COMMENT, line, maxsplit=1)[0].rstrip()
