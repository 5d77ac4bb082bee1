"""What only the written lines tell, and the parser's events do not."""

import re

from barrierctl.findings import Span

_CUT = re.compile(r"[ \t]+(#\w.*)")
_COMMENT = re.compile(r"(?:^|\s)#")


def cut_by_comment(lines: tuple[str, ...], span: Span) -> tuple[Span, str] | None:
    """A comment right behind a plain text that was perhaps meant as a part of it: `Supplier #1`.

    A comment that anybody would write has a blank after its `#`.
    """
    if span.end_line > len(lines):
        return None
    line = lines[span.end_line - 1]
    found = _CUT.match(line, span.end_column - 1)
    if not found:
        return None
    cut = found[1].rstrip()
    start = found.start(1) + 1
    return Span(span.end_line, start, span.end_line, start + len(cut)), cut


def said_before(lines: tuple[str, ...], span: Span) -> Span:
    """Where an empty value would stand: the parsers differ, so we look behind the last thing written."""
    line, upto = span.line - 1, span.column - 1
    written = lines[line][:upto].rstrip() if line < len(lines) else ""
    while line > 0 and not _without_comment(written):
        line -= 1
        written = lines[line]
    column = len(_without_comment(written)) + 1
    return Span(line + 1, column, line + 1, column)


def _without_comment(line: str) -> str:
    return _COMMENT.split(line, maxsplit=1)[0].rstrip()
