"""Format `text`: for people. Errors with the line they are in; gaps by stage, under an overview."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from barrierctl.findings import Finding, Severity, Span
from barrierctl.messages import by_stage, catalogue, message_in_stage
from barrierctl.reporters.report import FileReport, Report, acceptance
from barrierctl.reporters.text_gaps import WIDTH, AgendaWriter, draw
from barrierctl.text.terminal import (
    WIDEST_PROSE,
    columns,
    painted,
    visible,
    visible_line,
    wrapped,
)

if TYPE_CHECKING:
    from barrierctl.gaps.agenda import Question

_STYLES: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_VIOLATION_INDENT: Final = 2
_GAP_INDENT: Final = 6


def report(found: Report, *, width: int | None = None, color: bool = False) -> str:
    """Render the findings of all files; lines are broken only if the text is for a terminal of that width."""
    clean = [file for file in found.files if found.is_clean(file)]
    parts = []
    for file in found.files:
        if file in clean:
            continue
        if file.agenda and not found.every_finding:
            lines = AgendaWriter(file, width, color=color).lines(brief=found.several_agendas)
        else:
            lines = _Writer(file, width, color=color).lines(found.question)
        parts.append("\n".join(lines))
    if found.every_file:
        parts.append("\n".join(catalogue().say("report.clean", path=visible(file.path)) for file in clean))
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

    def lines(self, question: "Question | None" = None) -> Iterator[str]:
        file, path = self._file, visible(self._file.path)
        # A model whose text is left out has no title.
        violations = [finding for finding in file.findings if finding.is_about_file or not file.title]
        gaps = [finding for finding in file.findings if file.title and not finding.is_about_file]
        if gaps or file.overview:
            yield from self._prose(file.title, 0, "bold")
            yield self._paint(path, "dim")
        else:
            yield self._paint(path, "bold")
        for finding in violations:
            yield from self._violation(finding)
        if question:
            yield ""
            yield from self._prose(f"{question.number}. {question.text}", 0)
        elif file.overview:
            yield ""
            yield from draw(file.overview, self._width or WIDTH)
        for number, (heading, group) in enumerate(by_stage(gaps, file.stages)):
            if number or not violations:
                yield ""
            yield from self._prose(heading, 0, "bold")
            for finding in sorted(group, key=lambda each: each.severity.rank):
                yield from self._gap(finding)

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
