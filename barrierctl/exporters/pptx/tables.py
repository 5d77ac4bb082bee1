"""Tables become sheets, one for each view, stage or group of rows, or notes for the speaker."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from typing import Final, TypeAlias

from barrierctl.exporters.common import colour, nothing_yet, shown_legend, split_columns, tint
from barrierctl.exporters.letters import widest_word
from barrierctl.exporters.pptx.pagination import (
    MARGIN,
    SIZES,
    WIDTH,
    Box,
    Look,
    Paragraph,
    Sheet,
    bold,
    fit,
    height_of,
    is_on_one_page,
)
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.text.paper import line, lines
from barrierctl.views.document import (
    Cell,
    ColumnRole,
    Document,
    State,
    Table,
    TableRole,
    filled,
    has_text,
    outline,
    transposed,
)

Row: TypeAlias = tuple[Cell, ...]

_MOST_MATRICES: Final = 4  # slides; a larger model shows counts instead
_MOST_LETTERS: Final = 8_000  # on a slide; more do not fit even if all are narrow
_WEIGHTS: Final = (0.0, 0.4, 0.7, 0.8, 0.9, 1.0, 1.2)  # how much wider a column with more text is
_FIRST: Final = 200  # points that a label of the matrix may take
_FRONT_WIDTH: Final = 816
_FRONT_TITLE: Final = ((40, 3), (32, 4), (24, 5), (20, 6))
_SUBTITLE: Final = ((18, 2), (16, 2), (14, 2))
_SUBTITLE_ROWS: Final = ("date", "version", "status", "authors")
LOOKS: Final = {
    State.DROPPED: Look.STRIKE,
    State.NOT_APPLICABLE: Look.ITALIC,
    State.UNKNOWN: Look.ITALIC,
    State.DOUBTFUL: Look.ITALIC,
}
"""How the text of an entry in a state is set; its mark says the same in words."""
_FILLS: Final = {"empty": "F6C9C4", "unconfirmed": "FCE9B8", "unknown": "FCE9B8"}
"""Behind a sign that needs attention; much paler than its letters."""
_MAX_COLUMNS: Final = 4  # of a grid on one slide, beside the first
_NARROW, _WIDE = 2, 9  # shares of the width
_STAGE, _LONG_STAGE, _BLOCK = 3, 7, 2
_LONG: Final = 30  # letters
_ASIDE: Final = (ColumnRole.BLOCK, ColumnRole.NAME, ColumnRole.SEVERITY, ColumnRole.RULE)
"""Columns that say where a row belongs, in small print for those who look it up."""
_SHARES: Final = ((24, 3), (90, 5), (math.inf, 8))
"""The letters of the longest paragraph of a column, and how wide it is then, compared with others."""
_MAX_UNLABELLED: Final = 2  # columns that have a head of their own, beside the first


def front_texts(document: Document) -> tuple[tuple[str, int], list[tuple[str, int]]]:
    """Choose the title and the subtitle of the first slide, each with the size of its letters."""
    words = catalogue()
    about = {
        line(label[0].text): ", ".join(line(entry.shown) for entry in value)
        for table in document.annexes
        if table.role is TableRole.ABOUT
        for label, value in table.rows
    }
    rows = {"classification": document.marking}
    rows |= {name: about.get(words.say(f"views.header.{name}"), "") for name in _SUBTITLE_ROWS}
    subtitle = (
        words.labelled(words.say(f"views.header.{name}"), text) for name, text in rows.items() if text
    )
    return (
        fit(line(document.title), _FRONT_TITLE, _FRONT_WIDTH),
        [fit(text, _SUBTITLE, _FRONT_WIDTH) for text in (*subtitle, document.untranslated) if text],
    )


def overview_sheet(overview: Table) -> Sheet:
    """Show counts, with a row for each stage and a column for each block, and what the signs mean."""
    table = transposed(overview)
    longest = max((len(entry.text) for row in table.rows for entry in row[0]), default=0)
    stage = _LONG_STAGE if longest > _LONG else _STAGE
    rows = []
    for head, *counts in table.rows:
        rows.append([Box(_head(head))])
        for cell in counts:
            # A count has a sign; the colour only helps to find it.
            fill = next((_FILLS.get(entry.element or "", "") for entry in cell), "")
            rows[-1].append(Box([Paragraph(entry.text, look=Look.SIGN) for entry in cell], fill))
    return Sheet(
        title=line(table.title),
        head=[line(column.label) for column in table.columns],
        shares=(stage, *(_BLOCK for _ in table.columns[1:])),
        rows=rows,
        note=shown_legend(overview),
        colours=("", *(colour(str(block)) for block in Block)),
    )


def table_sheets(table: Table) -> Iterator[Sheet]:
    """Make the sheets of a table."""
    columns = range(1, len(table.columns))
    if not table.rows:
        yield Sheet(title=line(table.title), note=line(table.empty) or nothing_yet())
    elif table.is_outline and table.new_page:
        yield _outline_sheet(table)
    elif table.kind == "records":
        records = _Records(table)
        for group, rows in groupby(table.rows, records.group):
            yield records.sheet(group, list(rows))
    elif table.by_stage:
        for column, index in zip(table.columns[1:], columns, strict=True):
            empty = [Paragraph(nothing_yet(), look=Look.ASIDE)]
            kept = (row for row in table.rows if row[index] or column.id != RESERVED_ID)
            yield Sheet(
                title=line(column.label),
                head=(line(table.columns[0].label), catalogue().say("exports.pptx.entries")),
                shares=(_NARROW, _WIDE),
                rows=[(Box(_head(row[0])), Box(list_of(row[index]) or empty)) for row in kept],
            )
    else:
        for at in range(0, len(columns), _MAX_COLUMNS):
            shown = columns[at : at + _MAX_COLUMNS]
            boxes = [
                [Box(_head(row[0])), *(Box(list_of(row[index])) for index in shown)] for row in table.rows
            ]
            yield _shared_out(table.title, [line(table.columns[index].label) for index in (0, *shown)], boxes)


def _outline_sheet(table: Table) -> Sheet:
    """Show an outline with a row for each section, and room to write below them."""
    rows = []
    for section, texts in outline(table):
        shown = [each for text, points in texts for each in (*_texts(text), *list_of(points))]
        rows.append([Box([bold(line(section))]), Box(shown)])
    if table.blank_lines:
        room = [Paragraph("") for _ in range(table.blank_lines // 2)]  # a slide has half the room of a page
        rows.append([Box([bold(catalogue().say("exports.room"))]), Box(room)])
    head = [line(column.label) for column in table.columns[:2]]
    return Sheet(line(table.title), head, (_NARROW, _WIDE), rows)


def _shared_out(title: str, head: Sequence[str], rows: Sequence[Sequence[Box]]) -> Sheet:
    """Make a sheet whose columns are as wide as their texts need."""
    shares = []
    for label, *column in zip(head, *rows, strict=True):
        longest = max([len(label), *(len(each.text) for box in column for each in box.paragraphs)])
        shares.append(next(wide for letters, wide in _SHARES if longest <= letters))
    return Sheet(line(title), head, shares, rows)


class _Records:
    """The columns of a table of records, by their place on slides."""

    def __init__(self, table: Table) -> None:
        roles = [column.role for column in table.columns]
        self._title, self._labels = line(table.title), [line(column.label) for column in table.columns]
        # What a row is about; in the title, over the rows; in small print below the lead; and beside it.
        self._lead = lead = table.lead_index
        self._group = group = [at for at in table.group_indexes if roles[at] not in _ASIDE]
        aside = [at for role in _ASIDE if role in roles and (at := roles.index(role)) not in {lead, *group}]
        placed = {lead, *group, *aside, *(at for at, each in enumerate(table.columns) if each.technical)}
        self._aside, self._others = aside, [at for at in range(len(roles)) if at not in placed]

    def group(self, row: tuple[Cell, ...]) -> str:
        """Get what the rows on a sheet have in common."""
        texts = (line(entry.shown) for index in self._group for entry in row[index])
        return ", ".join(filter(None, texts))

    def sheet(self, group: str, rows: list[tuple[Cell, ...]]) -> Sheet:
        """Show records that belong together; where many columns are used, their labels are in the cells."""
        used = [index for index in self._others if any(_texts(row[index]) for row in rows)]
        if len(used) <= _MAX_UNLABELLED:
            heads = [self._labels[index] for index in used]
            boxes = [[self._lead_box(row), *(Box(_texts(row[at])) for at in used)] for row in rows]
        else:
            heads = [catalogue().say("exports.pptx.more")]
            boxes = [[self._lead_box(row), self._labelled_box(used, row)] for row in rows]
        title = self._title
        if group:
            title = catalogue().say("exports.pptx.within", title=title, group=group)
        return _shared_out(title, [self._labels[self._lead], *heads], boxes)

    def _lead_box(self, row: tuple[Cell, ...]) -> Box:
        """Show what a row is about, and in small print where it belongs, unless the lead says so."""
        words, lead = catalogue(), _head(row[self._lead])
        aside = [
            words.labelled(self._labels[index], text)
            for index in self._aside
            for entry in row[index]
            if (text := line(entry.shown)) and not any(text in paragraph.text for paragraph in lead)
        ]
        small = Paragraph(words.say("exports.pptx.between").join(aside), look=Look.ASIDE)
        return Box([*lead, small] if aside else lead)

    def _labelled_box(self, used: list[int], row: tuple[Cell, ...]) -> Box:
        """Show several columns in one cell, each with its label in bold."""
        paragraphs: list[Paragraph] = []
        for index in used:
            if texts := _texts(row[index]):
                label = self._labels[index]
                # A list begins below its label, running text beside it.
                first, others = ("", texts) if len(row[index]) > 1 else (texts[0].text, texts[1:])
                text = catalogue().labelled(label, first).rstrip()
                paragraphs += [Paragraph(text, min(len(label) + 1, len(text))), *others]
        return Box(paragraphs)


def _head(cell: Cell) -> list[Paragraph]:
    """Set what names a row in bold."""
    return [bold(text) for entry in cell for text in lines(entry.shown)]


def _texts(cell: Cell) -> list[Paragraph]:
    """Set one entry as running text, several as a list."""
    if len(cell) > 1:
        return list_of(cell)
    return [Paragraph(text) for entry in cell if entry.text for text in lines(entry.shown)]


def list_of(cell: Cell) -> list[Paragraph]:
    """Set each entry as one of a list."""
    return [
        Paragraph(text, bullet=at == 0, look=LOOKS.get(entry.state, Look.PLAIN))
        for entry in cell
        for at, text in enumerate(lines(entry.shown))
    ]


# ---- the matrix


def matrix_sheets(table: Table) -> list[Sheet]:
    """Show all cells on as few slides as hold whole stages; none if these are too many to be read."""
    count = len(table.columns) - 1
    letters = sum(len(entry.text) for row in table.rows for cell in row for entry in cell)
    slides = range(max(-(-letters // _MOST_LETTERS), 1), min(count, _MOST_MATRICES) + 1)
    for parts, run_on in product(slides, (False, True)):
        sheets = [_matrix_sheet(table, kept, run_on=run_on) for kept in split_columns(count, parts)]
        if all(map(is_on_one_page, sheets)):
            if parts == 1:
                return sheets
            said = [
                catalogue().say("exports.pptx.part", title=sheet.title, part=number, parts=parts)
                for number, sheet in enumerate(sheets, start=1)
            ]
            return [sheet._replace(title=title) for sheet, title in zip(sheets, said, strict=True)]
    return []


def _matrix_sheet(table: Table, kept: Iterable[int], *, run_on: bool) -> Sheet:
    """Show some stages, each as wide as its texts need; the entries of a cell below each other, or run on."""
    columns = [*kept]
    words = [line(row[0][0].text) for row in table.rows]
    first = round(min(widest_word(words, 11), _FIRST) + 2 * MARGIN) + 1
    rows = []
    for word, row in zip(words, table.rows, strict=True):
        block = row[0][0].element or ""
        rows.append([Box([Paragraph(word, len(word), look=Look.LIGHT)], colour(block))])
        for at in columns:
            texts, fill = list_of(row[at]), tint(block)
            if not row[at] and table.columns[at].id != RESERVED_ID:
                texts, fill = [Paragraph(nothing_yet(), look=Look.ITALIC)], "#ffffff"
            elif run_on and row[at]:
                entries = (f"•\N{NO-BREAK SPACE}{line(entry.shown)}" for entry in row[at])
                texts = [Paragraph(" ".join(entries))]
            rows[-1].append(Box(texts, fill))
    head = [line(table.columns[at].label) for at in (0, *columns)]
    lengths = [sum(len(entry.shown) for row in table.rows for entry in row[at]) + 1 for at in columns]
    least = [widest_word([label], SIZES[-1]) + 2 * MARGIN + 1 for label in head[1:]]
    left = max(WIDTH - first - sum(least), 0)
    sheets = []
    for weight in _WEIGHTS:
        shares = [letters**weight for letters in lengths]
        wide = [round(need + left * share / sum(shares)) for need, share in zip(least, shares, strict=True)]
        sheets.append(Sheet(line(table.title), head, (first, *wide), rows))
    return min(sheets, key=height_of)


# ---- what the speaker knows


def described(table: Table, row: Row) -> list[str]:
    """Name what a row is about, and what else it says, in a line each."""
    lead = table.lead_index
    hidden = {table.columns[lead].id, *table.group_by}
    texts = [
        catalogue().say("exports.pptx.point", text=labelled(column.label, cell))
        for column, cell in filled(table, row)
        if column.id not in hidden and not column.technical
    ]
    return [cell_text(row[lead]), *texts] if texts else []


def labelled(label: str, cell: Cell) -> str:
    """Put a cell that has a text behind its label."""
    return catalogue().labelled(line(label), cell_text(cell))


def cell_text(cell: Cell) -> str:
    """Put the texts of a cell on one line."""
    return "; ".join(line(entry.shown) for entry in cell if entry.text)


def table_notes(table: Table) -> Iterator[str]:
    """Put a table in words."""
    yield line(table.title)
    if not table.rows and table.empty:
        yield line(table.empty)
    for row in table.rows:
        if table.role in (TableRole.ABOUT, TableRole.PROPERTIES):
            if has_text(row[1]):
                yield labelled(cell_text(row[0]), row[1])
        else:
            yield from described(table, row) or [cell_text(row[table.lead_index])]
