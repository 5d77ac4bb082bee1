"""Comments: those addressed to barrierctl, those that cut off a text, and lines without them."""

import re
from bisect import bisect_right

from barrierctl.dataclass import frozen
from barrierctl.findings import Span

# `re` compiles these when they are first used: most files need none of them.
_ADDRESSED = r"(?:^|(?<=\s))#\s*barrierctl(?::\s*(.*)|\W*ignore)"
_WITHOUT_CONTENT = r"\s*(?:#|$)"
_BEFORE_CONTENT = r"\s*(?:#|$)|---\s*(?:#|$)|%"
_COMMENT = r"(?:^|\s)#"
_COMMENT_WITHOUT_SPACE = r"[ \t]+(#\w.*)"


@frozen
class Comment:
    """A comment `# barrierctl: TEXT`.

    Attributes:
        text: behind the colon; empty if there is none.
        span: of the comment.
        about: its own line or, if it is alone on it, the next one with content; 0 for the whole file.
        in_text: whether it is in a quoted or block text, and so is none.
    """

    text: str
    span: Span
    about: int
    in_text: bool


def find_comments(lines: tuple[str, ...], texts: list[Span]) -> list[Comment]:
    """Find the comments addressed to barrierctl, those in one of the quoted or block *texts* too."""
    found: list[Comment] = []
    next_line = len(lines) + 1  # the first line below with content
    first = next((number for number, line in enumerate(lines, 1) if not re.match(_BEFORE_CONTENT, line)), 0)
    for number in range(len(lines), 0, -1):
        line = lines[number - 1]
        match = re.search(_ADDRESSED, line) if "barrierctl" in line else None
        if match:
            start = match.start() + 1
            about = number if line[: match.start()].strip() else next_line
            comment = Comment(
                text=(match[1] or "").strip(),
                span=Span(number, start, number, len(line.rstrip()) + 1),
                about=0 if number < first else about,
                in_text=_is_in_text(number, start, lines, texts),
            )
            found.append(comment)
        if not re.match(_WITHOUT_CONTENT, line):
            next_line = number
    return found[::-1]


def _is_in_text(number: int, column: int, lines: tuple[str, ...], texts: list[Span]) -> bool:
    begun = bisect_right(texts, (number, column), key=lambda span: span[:2])
    if not begun or (number, column) >= texts[begun - 1][2:]:
        return False
    start = texts[begun - 1]
    is_block = lines[start.line - 1][start.column - 1 : start.column] in ("|", ">")
    return number > start.line or not is_block  # a block text begins on the line below its sign


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


def place_of_empty_value(lines: tuple[str, ...], span: Span) -> Span:
    """Find the place of an empty value: right behind the last word before, since the parsers differ."""
    number, end = span.line - 1, span.column - 1
    line = lines[number] if number < len(lines) else ""
    if end >= len(line):  # only the end of a line can hold a comment
        end = len(_without_comment(line))
    while end and line[end - 1].isspace():
        end -= 1
    while number > 0 and not end:
        number -= 1
        end = len(_without_comment(lines[number]))
    return Span(number + 1, end + 1, number + 1, end + 1)


def _without_comment(line: str) -> str:
    return re.split(_COMMENT, line, maxsplit=1)[0].rstrip()
