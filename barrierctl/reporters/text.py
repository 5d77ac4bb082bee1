"""Format `text`: for people. Errors one by one with the line they are in; gaps by stage."""

from collections import defaultdict
from collections.abc import Iterator

from barrierctl.findings import Finding, Severity, Span
from barrierctl.messages import catalogue, where
from barrierctl.reporters.common import acceptance
from barrierctl.reporters.report import FileReport, Report
from barrierctl.text.terminal import WIDEST_PROSE, columns, painted, visible, visible_line, wrapped
from barrierctl.vocabulary import RESERVED_ID

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
    # Where a model stands on one line, that is not to be measured for each violation.
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


_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_FAULT_INDENT = 2
_GAP_INDENT = 6


def report(found: Report, *, width: int | None = None, color: bool = False) -> str:
    """The findings of all files.

    Args:
        found: what to tell.
        width: of the terminal; None where the text is not for one, and lines are not broken.
        color: whether it takes colours.
    """
    parts = [of_file(file, width=width, color=color) for file in found.files]
    return "".join(f"{part}\n\n" for part in parts if part).rstrip("\n") + ("\n" if any(parts) else "")


def of_file(file: FileReport, *, width: int | None = None, color: bool = False) -> str:
    """The findings of one file, likewise; empty where there is nothing to tell."""
    return "\n".join(_Writer(file, width, color=color).lines())


class _Writer:
    """Writes the report of one file."""

    def __init__(self, file: FileReport, width: int | None, *, color: bool) -> None:
        self._file = file
        self._lines = file.lines if any(map(str.strip, file.lines)) else ()
        self._room = width
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
            yield from self._gaps()

    def _violation(self, finding: Finding) -> Iterator[str]:
        if finding.where:
            yield from self._prose(f"{finding.where}:", _FAULT_INDENT)
        yield from self._prose(finding.message, _FAULT_INDENT, _STYLES[finding.severity])
        yield from snippet(self._lines, finding, width=self._width, color=self._color)
        for hint in finding.hints:
            yield from self._prose(hint, _FAULT_INDENT)
        yield from self._prose(acceptance(finding), _FAULT_INDENT) if finding.accepted else ()
        place = f"{visible(finding.path)}:{finding.span.line}:{finding.span.column}"
        yield self._paint(f"  {place}  {finding.rule}", "dim")
        yield ""

    def _gaps(self) -> Iterator[str]:
        file = self._file
        yield from self._prose(file.heading or file.path, 0, "bold")
        yield ""
        if file.overview:
            from barrierctl.reporters.overview import draw

            yield from draw(file.overview, self._room)
        for heading, group in self._groups():
            yield ""
            yield from self._prose(heading, 0, "bold")
            for finding in group:
                yield from self._gap(finding)

    def _groups(self) -> Iterator[tuple[str, list[Finding]]]:
        """The findings by stage, then what is general, then what is met in several stages, then the rest."""
        words = catalogue()
        names = {**dict(self._file.stages), RESERVED_ID: words.say("views.general")}
        by_stage: dict[str | None, list[Finding]] = defaultdict(list)
        for finding in self._file.findings:
            by_stage[finding.location.stage].append(finding)
        yield from ((name, by_stage[stage]) for stage, name in names.items() if stage in by_stage)
        beside = by_stage[None]
        several = [finding for finding in beside if finding.location.block]
        if several:
            yield words.say("report.several_stages"), several
        whole = [finding for finding in beside if not finding.location.block]
        if whole:
            yield words.say("report.whole_model"), whole

    def _gap(self, finding: Finding) -> Iterator[str]:
        about = where(finding.location.in_stage(), catalogue()) if finding.location.name else None
        first, *others = self._prose(f"{about}: {finding.message}" if about else finding.message, 4)
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
