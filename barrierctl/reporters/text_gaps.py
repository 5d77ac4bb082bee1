"""The gaps of a model as text for people: the agenda under an overview, or every finding by stage."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from barrierctl.reporters import agenda as layout
from barrierctl.reporters.agenda import Line
from barrierctl.reporters.report import FileReport
from barrierctl.text.terminal import columns, in_lines, padded, painted, visible, wrapped

if TYPE_CHECKING:
    from barrierctl.views.document import Cell, Table

WIDTH: Final = 80
"""Columns of the agenda: those of a terminal as it opens, and of a page in a monospaced font."""

_MAX_LABEL: Final = 40
_MIN_TEXT: Final = 20  # columns beside a label; in a narrower terminal the text is below it


class AgendaWriter:
    """Writes the agenda of one model."""

    def __init__(self, file: FileReport, width: int | None, *, color: bool) -> None:
        self._file = file
        self._width = min(width or WIDTH, WIDTH)
        self._color = color

    def lines(self, *, brief: bool = False) -> Iterator[str]:
        """Write title, overview and agenda; of one of several models, what is most important."""
        file, agenda = self._file, self._file.agenda
        yield from self._title()
        yield self._paint(visible(file.path), "dim")
        if agenda is None:
            return
        if file.overview and not brief:
            yield from draw(file.overview, self._width)
        yield from self._sections(layout.lines(file, brief=brief))
        if not brief and (commands := layout.commands(agenda)):
            yield ""
            yield from self._hanging("", commands, 0)

    def _title(self) -> Iterator[str]:
        title, counts = visible(self._file.title), self._file.counts
        room = self._width - columns(counts) - 2
        if columns(title) <= room:
            yield self._paint(padded(title, room + 2), "bold") + counts
        else:
            yield from (self._paint(line, "bold") for line in wrapped(title, 0, self._width))
            yield counts

    def _sections(self, lines: Iterable[Line]) -> Iterator[str]:
        every = list(lines)
        for at, line in enumerate(every):
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
                    yield from self._labelled(line, _label_width(every, at))
                case "question":
                    yield from self._hanging(f"{line.label:>3}  ", line.text, 5)
                case "point":
                    yield from self._hanging("     - ", line.text, 7)
                case "more":
                    yield from self._hanging("       ", line.text, 7)
                case "text":
                    yield from self._hanging("  ", line.text, 2)

    def _labelled(self, line: Line, room: int) -> Iterator[str]:
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

    def _paint(self, text: str, style: str) -> str:
        return painted(text, style, color=self._color) if style else text


def _label_width(lines: list[Line], at: int) -> int:
    """The width of the labels around a line."""
    widths = [columns(visible(line.label)) for line in lines if line.kind == lines[at].kind]
    return max((width for width in widths if width <= _MAX_LABEL), default=0)


# ---- the overview of a model

_TIE: Final = "\N{NO-BREAK SPACE}"  # keeps a sign and its word on one line until the lines are broken
_GAP: Final = f"{_TIE}{_TIE} "
_BETWEEN: Final = "  "
_MAX_HEADING_LINES: Final = 3
_MIN_STAGE_WIDTH: Final = 20


def draw(table: "Table", width: int) -> Iterator[str]:
    """Draw blocks as rows and stages as columns; if they do not fit, the other way round, or as a list."""
    labels = [visible(column.label) for column in table.columns[1:]]
    heads = [visible(row[0][0].text) for row in table.rows]
    signs = [[_sign(cell) for cell in row[1:]] for row in table.rows]
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
    if table.legend:
        yield from _list_signs([(entry.text, entry.mark) for entry in table.legend], 2, width)


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


def _sign(cell: "Cell") -> str:
    return cell[0].text if cell else " "


def _list_signs(signs: list[tuple[str, str]], indent: int, width: int | None) -> Iterator[str]:
    """List signs with their words, which stay together on a line."""
    text = _GAP.join(f"{sign} {label}".replace(" ", _TIE) for sign, label in signs)
    yield from (line.replace(_TIE, " ").rstrip() for line in wrapped(text, indent, width))
