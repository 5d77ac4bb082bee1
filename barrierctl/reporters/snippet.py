"""The line of the file in which a fault stands, with a caret under it."""

from collections.abc import Iterator

from barrierctl.findings import Finding, Span
from barrierctl.text.terminal import columns, painted, visible_line, wrapped

_LONGEST = 160
_GUTTER = 10  # the line's number, a blank, the bar, a blank


def snippet(
    lines: tuple[str, ...], finding: Finding, *, width: int | None = None, color: bool = False
) -> Iterator[str]:
    """The file's line, one that marks the place, and a few words on what is up.

    Args:
        lines: the file's text; none where it holds blanks only.
        finding: what to mark.
        width: of the terminal; None where the text is not for one.
        color: whether the stream takes colours.
    """
    span = finding.span
    if not 0 < span.line <= len(lines):
        return
    text, before, marked = _marked(lines, span, (width or _LONGEST) - _GUTTER)
    caret = painted("^" * marked, "yellow", color=color)
    beside, below = _label(finding.label, before + marked + 1, width)
    yield ""
    yield f"{span.line:>7} │ {text}".rstrip()
    yield f"{'':>7} │ {' ' * before}{caret}{beside}"
    yield from (f"{'':>7} │ {line}" for line in below)
    yield ""


def _marked(lines: tuple[str, ...], span: Span, room: int) -> tuple[str, int, int]:
    """The line as far as there is room, and where the mark begins in it and how wide it is."""
    line = lines[span.line - 1]
    end = span.end_column if span.line == span.end_line else len(line.rstrip()) + 1
    text, left_out = _around(line, span.column - 1, room)
    text = visible_line(text)
    before = text[: span.column - 1 - left_out]
    marked = text[len(before) : end - 1 - left_out]
    return text, columns(before), max(columns(marked), 1)


def _around(line: str, place: int, room: int) -> tuple[str, int]:
    """A line that is too long, as far as it is near the place; how much was left out before it."""
    # Where a model stands on one line, that is not to be measured for each fault.
    if len(line) <= room * 2 and columns(line) <= room:
        return line, 0
    start = place - _fitting(line[max(place - room, 0) : place][::-1], room // 2)
    begun, rest = ("…", line[start + 1 :]) if start else ("", line)
    left = room - len(begun)
    if _fitting(rest, left) < len(rest):
        rest = rest[: _fitting(rest, left - 1)] + "…"
    return begun + rest, start


def _fitting(text: str, room: int) -> int:
    """How many of its letters have room, in columns."""
    taken = 0
    for number, letter in enumerate(text):
        taken += columns(letter)
        if taken > room:
            return number
    return len(text)


def _label(label: str | None, column: int, width: int | None) -> tuple[str, list[str]]:
    """The label beside the caret where it fits, else on lines of its own below."""
    if label is None:
        return "", []
    if width is None or _GUTTER + column + columns(label) <= width:
        return f" {' '.join(wrapped(label, 0, None))}", []
    return "", wrapped(label, 0, width - _GUTTER)
