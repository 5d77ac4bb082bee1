"""Format `text`, for people: errors with the line they are in, the agenda of a model, gaps by stage."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from barrierctl.findings import Finding, Severity
from barrierctl.messages import by_stage, catalogue, message_in_stage
from barrierctl.reporters import agenda as layout
from barrierctl.reporters.agenda import Line
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
    from barrierctl.gaps.agenda import Question
    from barrierctl.gaps.summary import Overview

_STYLES: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_VIOLATION_INDENT: Final = 2
_GAP_INDENT: Final = 6
_WIDTH: Final = 80  # of the agenda: a terminal as it opens, a page in a monospaced font
_MAX_LABEL: Final = 40
_MIN_TEXT: Final = 20  # columns beside a label; in a narrower terminal the text is below it


def report(found: Report, *, width: int | None = None, color: bool = False) -> str:
    """Render the findings of all files; lines are broken only if the text is for a terminal of that width."""
    clean = [file for file in found.files if found.is_clean(file)]
    parts = []
    for file in found.files:
        if found.is_clean(file):
            continue
        if file.agenda and not found.every_finding:
            lines = _AgendaWriter(file, width, color=color).lines(brief=found.several_agendas)
        else:
            lines = _FindingsWriter(file, width, color=color).lines(found.question)
        parts.append("\n".join(lines))
    if found.every_file:
        parts.append("\n".join(catalogue().say("report.clean", path=visible(file.path)) for file in clean))
    return "".join(f"{part}\n\n" for part in parts if part).rstrip("\n") + ("\n" if any(parts) else "")


class _FindingsWriter:
    """Writes every finding in one file."""

    def __init__(self, file: FileReport, width: int | None, *, color: bool) -> None:
        self._file = file
        self._lines = file.lines if any(map(str.strip, file.lines)) else ()
        self._width = width and min(width, WIDEST_PROSE)
        self._color = color
        self._paint = partial(painted, color=color)
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
            yield from draw(file.overview, self._width or _WIDTH)
        for number, (heading, group) in enumerate(by_stage(gaps, file.stages)):
            if number or not violations:
                yield ""
            yield from self._prose(heading, 0, "bold")
            for finding in sorted(group, key=lambda each: each.severity.rank):
                yield from self._gap(finding)

    def _violation(self, finding: Finding) -> Iterator[str]:
        if finding.where:
            yield from self._prose(catalogue().labelled(finding.where, "").rstrip(), _VIOLATION_INDENT)
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
        return [self._paint(line, style) for line in wrapped(text, indent, self._width)]


class _AgendaWriter:
    """Writes the agenda of one model."""

    def __init__(self, file: FileReport, width: int | None, *, color: bool) -> None:
        self._file = file
        self._width = min(width or _WIDTH, _WIDTH)
        self._paint = partial(painted, color=color)

    def lines(self, *, brief: bool = False) -> Iterator[str]:
        """Write title, overview and agenda; of one of several models, what is most important."""
        file, agenda = self._file, self._file.agenda
        title, counts = visible(file.title), file.counts
        room = self._width - columns(counts) - 2
        if columns(title) <= room:
            yield self._paint(padded(title, room + 2), "bold") + counts
        else:
            yield from (self._paint(line, "bold") for line in wrapped(title, 0, self._width))
            yield counts
        yield self._paint(visible(file.path), "dim")
        if agenda is None:
            return
        if file.overview and not brief:
            yield from draw(file.overview, self._width)
        yield from self._sections(layout.lines(file, brief=brief))
        if not brief and (commands := layout.commands(agenda)):
            yield ""
            yield from self._hanging("", commands, 0)

    def _sections(self, lines: Iterable[Line]) -> Iterator[str]:
        every = list(lines)
        for line in every:
            match line.kind:
                case "heading":
                    yield ""
                    yield from self._hanging("", line.text, 0, "bold")
                case "nothing":
                    yield ""
                    yield from self._hanging("", line.text, 0)
                case "to_do" if not line.label:
                    yield from self._hanging("  ", line.text, 2)
                case "labelled" | "to_do":
                    yield from self._labelled(line, every)
                case "question":
                    yield from self._hanging(f"{line.label:>3}  ", line.text, 5)
                case "point":
                    yield from self._hanging("     - ", line.text, 7)
                case "more":
                    yield from self._hanging("       ", line.text, 7)
                case "text":
                    yield from self._hanging("  ", line.text, 2)

    def _labelled(self, line: Line, every: list[Line]) -> Iterator[str]:
        """Write a text beside its label; all labels of its kind are in a column of their own."""
        widths = [columns(visible(other.label)) for other in every if other.kind == line.kind]
        room = max((width for width in widths if width <= _MAX_LABEL), default=0)
        box = "  [ ] " if line.kind == "to_do" else "  "
        label, indent = visible(line.label), len(box) + room + 3
        if self._width - indent < _MIN_TEXT:
            yield from self._hanging(box, label, len(box))
            yield from wrapped(line.text, len(box) + 2, self._width)
            return
        if columns(label) > room:
            yield from self._hanging(box, label, len(box))
            box, label = " " * len(box), ""
        yield from self._hanging(f"{box}{padded(label, room)}   ", line.text, indent)

    def _hanging(self, begin: str, text: str, indent: int, style: str = "") -> Iterator[str]:
        """Break a text into lines; the first begins with a sign, a number or a label."""
        first, *rest = wrapped(text, indent, self._width)
        yield self._paint(begin + first[indent:], style)
        yield from (self._paint(line, style) for line in rest)


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
    line = lines[span.line - 1]
    end = span.end_column if span.line == span.end_line else len(line.rstrip()) + 1
    text, left_out = _cut_around(line, span.column - 1, (width or _LONGEST) - _GUTTER)
    text = visible_line(text)
    unmarked = text[: span.column - 1 - left_out]
    before, marked = columns(unmarked), max(columns(text[len(unmarked) : end - 1 - left_out]), 1)
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
_BLANKS: Final = f"{_TIE}{_TIE} "
_BETWEEN: Final = "  "
_MAX_HEADING_LINES: Final = 3
_MIN_STAGE_WIDTH: Final = 20


def draw(overview: "Overview", width: int) -> Iterator[str]:
    """Draw blocks as rows and stages as columns; if they do not fit, the other way round, or as a list."""
    labels = [visible(name) for _, name in overview.stages]
    heads = [visible(label) for _, label, _ in overview.rows]
    signs = [[count.text for count in counts] for _, _, counts in overview.rows]
    first = max(map(columns, heads)) + 4
    if headings := _headings(labels, width - first):
        yield from _grid(first, headings, heads, signs)
    else:
        turned = [list(row) for row in zip(*signs, strict=True)]
        room = width - sum(columns(head) + len(_BETWEEN) for head in heads)
        if room >= _MIN_STAGE_WIDTH:
            yield from _grid(room, _headings(heads, None), labels, turned)
        else:
            for label, row in zip(labels, turned, strict=True):
                yield from wrapped(label, 2, width)
                yield from _list_signs(list(zip(row, heads, strict=True)), 4, width)
    if overview.legend:
        yield from _list_signs([(count.text, count.meaning) for count in overview.legend], 2, width)


def _grid(first: int, headings: list[list[str]], heads: list[str], signs: list[list[str]]) -> Iterator[str]:
    """Draw rows under headings; a head that is too wide for the first column is broken into lines."""
    yield from ((" " * first + _BETWEEN.join(line)).rstrip() for line in headings)
    rooms = [columns(label) for label in headings[0]]
    for head, row in zip(heads, signs, strict=True):
        *above, last = wrapped(head, 2, first - 1)
        yield from above
        cells = (_centred(sign, room) for sign, room in zip(row, rooms, strict=True))
        yield f"{padded(last, first)}{_BETWEEN.join(cells)}".rstrip()


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


@lru_cache(maxsize=1_000)  # few signs, and columns of few widths
def _centred(sign: str, room: int) -> str:
    """Centre the number of a sign such as `0 !`."""
    number = sign.partition(" ")[0]
    return padded(" " * ((room - len(number)) // 2) + sign, room)


def _list_signs(signs: list[tuple[str, str]], indent: int, width: int | None) -> Iterator[str]:
    """List signs with their words, which stay together on a line."""
    text = _BLANKS.join(f"{sign} {label}".replace(" ", _TIE) for sign, label in signs)
    yield from (line.replace(_TIE, " ").rstrip() for line in wrapped(text, indent, width))
