"""What only the written lines tell, and the parser's events do not."""

import re

from barrierctl.findings import Span

_CUT = r"[ \t]+(#\w.*)"
_COMMENT = r"(?:^|\s)#"


def cut_by_comment(lines: tuple[str, ...], span: Span) -> tuple[Span, str] | None:
    """A comment right behind a plain text that was perhaps meant as a part of it: `Supplier #1`.

    A comment that anybody would write has a blank after its `#`.
    """
    if span.end_line > len(lines):
        return None
    line = lines[span.end_line - 1]
    found = re.compile(_CUT).match(line, span.end_column - 1)
    if not found:
        return None
    cut = found[1].rstrip()
    start = found.start(1) + 1
    return Span(span.end_line, start, span.end_line, start + len(cut)), cut


class WrittenLines:
    """The lines of a file, asked from top to bottom for the last thing written before a place."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Nothing is asked yet."""
        self._lines = lines
        self._asked = self._found = Span()

    def said_before(self, span: Span) -> Span:
        """Where an empty value would stand: the parsers differ, so we look behind the last thing written."""
        # Values within values are empty at one place.
        if span != self._asked:
            self._asked, self._found = span, self._said_before(span.line - 1, span.column - 1)
        return self._found

    def _said_before(self, line: int, column: int) -> Span:
        end = self._end_of_words(line, column) if line < len(self._lines) else 0
        while line > 0 and not end:
            line -= 1
            end = len(_without_comment(self._lines[line]))
        return Span(line + 1, end + 1, line + 1, end + 1)

    def _end_of_words(self, line: int, column: int) -> int:
        """Where the last word before a column ends; a comment can only stand there at the line's end."""
        text = self._lines[line]
        if column >= len(text):
            return len(_without_comment(text))
        while column and text[column - 1].isspace():
            column -= 1
        return column


def _without_comment(line: str) -> str:
    return re.split(_COMMENT, line, maxsplit=1)[0].rstrip()
