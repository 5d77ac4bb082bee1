"""The line of the file in which a fault stands, with a caret under it."""

from collections.abc import Iterator

from barrierctl.findings import Finding, Span
from barrierctl.text.terminal import columns, painted, visible, visible_line

_LONGEST = 160


def snippet(lines: tuple[str, ...], finding: Finding, *, color: bool) -> Iterator[str]:
    """Two lines: the file's, and one that marks the place and says in a few words what is up.

    Args:
        lines: the file's text.
        finding: what to mark.
        color: whether the stream takes colours.
    """
    span = finding.span
    if not 0 < span.line <= len(lines) or not any(line.strip() for line in lines):
        return
    text, offset = _around(visible_line(lines[span.line - 1]), span)
    number = f"{span.line:>7}"
    before = columns(text[: span.column - 1 - offset])
    marked = columns(text[span.column - 1 - offset : _end(lines, span) - 1 - offset])
    caret = painted("^" * max(marked, 1), "yellow", color=color)
    label = f" {visible(finding.label)}" if finding.label else ""
    yield ""
    yield f"{number} │ {text}".rstrip()
    yield f"{'':>7} │ {' ' * before}{caret}{label}"
    yield ""


def _end(lines: tuple[str, ...], span: Span) -> int:
    """Where the marked stretch ends on its first line."""
    return span.end_column if span.line == span.end_line else len(lines[span.line - 1].rstrip()) + 1


def _around(line: str, span: Span) -> tuple[str, int]:
    """A very long line, as far as it is near the place; how many characters were left out before."""
    if len(line) <= _LONGEST:
        return line, 0
    start = max(span.column - 1 - _LONGEST // 2, 0)
    cut = line[start : start + _LONGEST]
    return f"{'…' if start else cut[:1]}{cut[1:]}", start
