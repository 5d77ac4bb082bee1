"""Format `text`: for people. Errors with the line they are in; gaps by stage, under an overview."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from barrierctl.findings import Finding, Severity, Span
from barrierctl.messages import by_stage, catalogue, message_in_stage
from barrierctl.reporters.report import FileReport, Report, acceptance
from barrierctl.text.terminal import (
    WIDEST_PROSE,
    columns,
    in_lines,
    padded,
    painted,
    visible,
    visible_line,
    wrapped,
)

if TYPE_CHECKING:
    from barrierctl.views.document import Cell, Table

_STYLES: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_VIOLATION_INDENT: Final = 2
_GAP_INDENT: Final = 6


def report(found: Report, *, width: int | None = None, color: bool = False) -> str:
    """Render the findings of all files; lines are broken only if the text is for a terminal of that width."""
    parts = ["\n".join(_Writer(file, width, color=color).lines()) for file in found.files]
    return "".join(f"{part}\n\n" for part in parts if part).rstrip("\n") + ("\n" if any(parts) else "")


class _Writer:
    """Writes the report of one file."""

    def __init__(self, file: FileReport, width: int | None, *, color: bool) -> None:
        self._file = file
        self._lines = file.lines if any(map(str.strip, file.lines)) else ()
        self._full_width = width
        self._width = width and min(width, WIDEST_PROSE)
        self._color = color
        signs = catalogue().entry("severity")
        self._signs = {
            severity: self._paint(signs[severity]["sign"], _STYLES[severity]) for severity in Severity
        }

    def lines(self) -> Iterator[str]:
        violations = [finding for finding in self._file.findings if finding.is_about_file]
        if violations:
            yield self._paint(visible(self._file.path), "bold")
            for finding in violations:
                yield from self._violation(finding)
        elif self._file.overview:
            yield from self._gaps(self._file.overview)

    def _violation(self, finding: Finding) -> Iterator[str]:
        if finding.where:
            yield from self._prose(f"{finding.where}:", _VIOLATION_INDENT)
        yield from self._prose(finding.message, _VIOLATION_INDENT, _STYLES[finding.severity])
        yield from snippet(self._lines, finding, width=self._width, color=self._color)
        for hint in finding.hints:
            yield from self._prose(hint, _VIOLATION_INDENT)
        if finding.accepted:
            yield from self._prose(acceptance(finding), _VIOLATION_INDENT)
        place = f"{visible(finding.path)}:{finding.span.line}:{finding.span.column}"
        yield self._paint(f"  {place}  {finding.rule}", "dim")
        yield ""

    def _gaps(self, overview: "Table") -> Iterator[str]:
        yield from self._prose(self._file.heading or self._file.path, 0, "bold")
        yield ""
        yield from draw(overview, self._full_width)
        for heading, group in by_stage(self._file.findings, self._file.stages):
            yield ""
            yield from self._prose(heading, 0, "bold")
            for finding in group:
                yield from self._gap(finding)

    def _gap(self, finding: Finding) -> Iterator[str]:
        first, *others = self._prose(message_in_stage(finding), 4)
        yield f"  {self._signs[finding.severity]} {first.strip()}"
        yield from others
        for hint in finding.hints:
            yield from self._prose(hint, _GAP_INDENT)
        for line in (finding.paste or "").splitlines():
            yield f"{'':{_GAP_INDENT + 2}}{visible_line(line)}"
        if finding.accepted:
            yield from self._prose(acceptance(finding), _GAP_INDENT)
        line = catalogue().say("report.line", line=finding.span.line)
        yield self._paint(f"      {line}  {finding.rule}", "dim")

    def _prose(self, text: str, indent: int, style: str = "") -> list[str]:
        lines = wrapped(text, indent, self._width)
        return [self._paint(line, style) for line in lines] if style else lines

    def _paint(self, text: str, style: str) -> str:
        return painted(text, style, color=self._color)


# ---- the line of the file with a caret under the place

_LONGEST: Final = 160
_GUTTER: Final = 10  # the line's number, a blank, the bar, a blank


def snippet(
    lines: tuple[str, ...], finding: Finding, *, width: int | None = None, color: bool = False
) -> Iterator[str]:
    """Show the line of the file, a caret under the place, and the label of the finding."""
    span = finding.span
    if not 0 < span.line <= len(lines):
        return
    text, before, marked = _marked(lines[span.line - 1], span, (width or _LONGEST) - _GUTTER)
    caret = painted("^" * marked, "yellow", color=color)
    beside, below, label = "", [], finding.label
    if label is not None:
        if width is None or _GUTTER + before + marked + 1 + columns(label) <= width:
            beside = f" {' '.join(wrapped(label, 0, None))}"
        else:
            below = wrapped(label, 0, width - _GUTTER)
    yield ""
    yield f"{span.line:>7} │ {text}".rstrip()
    yield f"{'':>7} │ {' ' * before}{caret}{beside}"
    yield from (f"{'':>7} │ {line}" for line in below)
    yield ""


def _marked(line: str, span: Span, room: int) -> tuple[str, int, int]:
    """Cut the line to the room; return it with the column and the width of the mark."""
    end = span.end_column if span.line == span.end_line else len(line.rstrip()) + 1
    text, left_out = _cut_around(line, span.column - 1, room)
    text = visible_line(text)
    before = text[: span.column - 1 - left_out]
    marked = text[len(before) : end - 1 - left_out]
    return text, columns(before), max(columns(marked), 1)


def _cut_around(line: str, place: int, room: int) -> tuple[str, int]:
    """Cut a line that is too long to what is near the place; return the letters left out before it too."""
    # A whole model may be on one line, which is not to be measured for each violation.
    if len(line) <= room * 2 and columns(line) <= room:
        return line, 0
    start = place - _fitting(line[max(place - room, 0) : place][::-1], room // 2)
    begun, rest = ("…", line[start + 1 :]) if start else ("", line)
    left = room - len(begun)
    if _fitting(rest, left) < len(rest):
        rest = rest[: _fitting(rest, left - 1)] + "…"
    return begun + rest, start


def _fitting(text: str, room: int) -> int:
    """Count the letters from the start that fit into so many columns."""
    taken = 0
    for number, letter in enumerate(text):
        taken += columns(letter)
        if taken > room:
            return number
    return len(text)


# ---- the overview of a model

_TIE: Final = "\N{NO-BREAK SPACE}"  # keeps a sign and its word on one line until the lines are broken
_GAP: Final = f"{_TIE}{_TIE} "
_BETWEEN: Final = "   "
_MAX_HEADING_LINES: Final = 3


def draw(table: "Table", width: int | None) -> Iterator[str]:
    """Draw blocks as rows and stages as columns, a sign in each cell; if they do not fit, stage by stage."""
    labels = [visible(column.label) for column in table.columns[1:]]
    heads = [visible(row[0][0].text) for row in table.rows]
    first = max(map(columns, heads)) + 6
    headings = _headings(labels, None if width is None else width - first)
    if headings:
        yield from (" " * first + _BETWEEN.join(line) for line in headings)
        rooms = [columns(label) for label in headings[0]]
        for head, row in zip(heads, table.rows, strict=True):
            cells = zip(row[1:], rooms, strict=True)
            centred = (padded(" " * ((room - 1) // 2) + _sign(cell), room) for cell, room in cells)
            yield f"  {padded(head, first - 2)}{_BETWEEN.join(centred)}".rstrip()
    else:
        for index, label in enumerate(labels, start=1):
            yield from wrapped(label, 2, width)
            rows = zip(heads, table.rows, strict=True)
            yield from _list_signs([(_sign(row[index]), head) for head, row in rows if row[index]], 4, width)
    used = {cell[0].element for row in table.rows for cell in row[1:] if cell}
    legend = catalogue().entry("overview.legend")
    signs = [(entry["sign"], entry["label"]) for name, entry in legend.items() if name in used]
    yield from _list_signs(signs, 2, width)


def _headings(labels: list[str], room: int | None) -> list[list[str]]:
    """Break the headings into lines, all of a column equally wide; none if they do not fit."""
    for height in range(1, _MAX_HEADING_LINES + 1):
        broken = [in_lines(label, height) for label in labels]
        widths = [max(map(columns, lines)) for lines in broken]
        if room is None or sum(widths) + len(_BETWEEN) * len(widths) <= room:
            filled = [[""] * (height - len(lines)) + lines for lines in broken]
            return [
                [padded(lines[at], width) for lines, width in zip(filled, widths, strict=True)]
                for at in range(height)
            ]
    return []


def _sign(cell: "Cell") -> str:
    return cell[0].text if cell else " "


def _list_signs(signs: list[tuple[str, str]], indent: int, width: int | None) -> Iterator[str]:
    """List signs with their words, which stay together on a line."""
    text = _GAP.join(f"{sign}{_TIE}{label.replace(' ', _TIE)}" for sign, label in signs)
    yield from (line.replace(_TIE, " ").rstrip() for line in wrapped(text, indent, width))
