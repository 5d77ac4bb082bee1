"""What a deck shows and in which order: sheets, boards and charts, and beside them what the speaker knows."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final, TypeAlias

from barrierctl.exporters.common import colour, nothing_yet
from barrierctl.exporters.letters import widest_word
from barrierctl.exporters.pptx.boards import Board, Chart, Pile, Task, with_questions
from barrierctl.exporters.pptx.pagination import MARGIN, SIZES, WIDTH, Box, Look, Paragraph, Sheet, bold, fit
from barrierctl.exporters.pptx.tables import (
    LOOKS,
    Row,
    cell_text,
    described,
    labelled,
    list_of,
    matrix_sheets,
    overview_sheet,
    table_notes,
    table_sheets,
)
from barrierctl.exporters.timeline import Timeline, timeline
from barrierctl.messages import catalogue
from barrierctl.resources.vocabulary import BLOCKS, RESERVED_ID
from barrierctl.text.paper import line, lines
from barrierctl.views.document import (
    Cell,
    ColumnRole,
    Document,
    Reader,
    State,
    Table,
    TableRole,
    filled,
    has_text,
    outline,
)

Topic: TypeAlias = Sheet | Board | Chart

_APART: Final = (TableRole.ABOUT, TableRole.SOURCES)  # annexes that the first and the last slide have
_SHORT: Final = 18  # letters of a text in a column of numbers that stays on one line
_SPARE: Final = 1.03
_BESIDE: Final = 2  # columns of text side by side


class Deck:
    """The parts of a deck; in one of the whole model, details are for the speaker alone."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._is_whole = document.overview is not None
        self._counted_roles = (TableRole.COUNTS, *([TableRole.PARTIES] if self._is_whole else []))
        self._details: defaultdict[str, list[str]] = defaultdict(
            list
        )  # by element, until the speaker has them
        if self._is_whole:
            for table in (*document.annexes, *document.tables):
                is_annex = table in document.annexes and table.role not in _APART
                if is_annex or table.role is TableRole.ITEMS:
                    for row in table.rows:
                        self._details[row[0][0].element or ""] += described(table, row)

    def topics(self) -> Iterator[tuple[Topic, list[str]]]:
        """Yield the topics, each with a title that fits; and what is said at the end of each.

        Tables that are for the speaker alone are said after the topic before them.
        """
        last: Topic | None = None
        after: list[str] = []
        for topic in self._every():
            if isinstance(topic, Table):
                after += table_notes(topic)
                continue
            if last:
                yield last, after
                after = []
            title, _ = fit(topic.title)
            # A whole title that does not fit is in the notes.
            notes = topic.notes if title == topic.title else [topic.title, *topic.notes]
            last = topic._replace(title=title, notes=notes)
        if last:
            yield last, after

    def first_notes(self) -> list[str]:
        """Say what belongs to the title."""
        title = line(self._document.title)
        about = [table for table in self._document.annexes if table.role is TableRole.ABOUT]
        return [title, *(text for table in about for text in table_notes(table))]

    def last_notes(self) -> list[str]:
        """Say what has no place before: sources, and what no slide is about."""
        left = [text for texts in self._details.values() for text in texts]
        sources = [table for table in self._document.annexes if table.role is TableRole.SOURCES]
        return [*left, *(text for table in sources for text in table_notes(table))]

    def _every(self) -> Iterator[Topic | Table]:
        """Yield every topic, and the tables that are for the speaker alone."""
        tables = self._document.tables
        agenda = [each for each in tables if self._is_whole and each.is_outline and not each.new_page]
        others = [each for each in tables if each not in agenda]
        # Items are for looking up, and come after what is discussed in a meeting, if at all.
        items = [each for each in others if each.role is TableRole.ITEMS and not self._is_whole]
        for table in (*(each for each in others if each.role is not TableRole.ITEMS), *items):
            is_of_stages = table.kind == "grid" and table.by_stage
            if is_of_stages and all(row[0][0].element in BLOCKS for row in table.rows):
                overview, sheets = self._document.overview, matrix_sheets(table)
                # Of a matrix that is too large to be read, counts.
                yield from sheets if sheets or overview is None else [overview_sheet(overview)]
                for each in agenda:
                    yield self._agenda(each)
                yield from self._stages(table)
            elif chart := timeline(table):
                yield _chart(table, chart)
            elif table.is_outline and not table.new_page and table.rows:
                yield self._agenda(table)
            elif table.rows and table.role is TableRole.RECOMMENDATIONS:
                yield self._grouped(table)
            elif table.rows and table.role in self._counted_roles:
                yield self._counted(table)
            elif not self._is_whole or table.role is TableRole.QUADRANTS:
                yield from table_sheets(table)
            elif table.reader is not Reader.PROGRAMS:
                yield table

    # ---- the matrix and the stages

    def _stages(self, table: Table) -> Iterator[Topic]:
        questions: defaultdict[str, list[Box]] = defaultdict(list)
        discussion = self._document.discussion
        for row in discussion.rows if discussion else ():
            questions[row[0][0].element or ""].append(_question(row[1], row[2], strong=True))
        for index, column in enumerate(table.columns[1:], start=1):
            title, asked = line(column.label), questions.pop(column.id, [])
            piles = [self._pile(table, row, index) for row in table.rows]
            if column.id == RESERVED_ID:
                # Little belongs to no stage, and is on one slide with its questions.
                filled = [pile for pile in piles if pile.cards]
                piles = [*filled, Pile(asked, catalogue().say("exports.pptx.ask"))] if asked else filled
                yield Board(title, piles, len(piles) + 1)
                continue
            pile = Pile(asked, catalogue().say("exports.pptx.ask"))
            board = Board(title, piles, len(BLOCKS), self._take(column.id), pile)
            if asked and with_questions(board) is None:
                yield board._replace(questions=Pile(()))
                yield Board(_within(title), [Pile(asked)], _BESIDE)
            else:
                yield board
        for row in discussion.rows if discussion else ():
            if asked := questions.pop(row[0][0].element or "", []):
                yield Board(_within(line(row[0][0].text)), [Pile(asked)], _BESIDE)

    def _pile(self, table: Table, row: Row, index: int) -> Pile:
        head = row[0][0]
        cards = []
        for entry in row[index]:
            is_doubtful = entry.state is State.DOUBTFUL  # its edge is dashed
            look = Look.PLAIN if is_doubtful else LOOKS.get(entry.state, Look.PLAIN)
            shown = [Paragraph(text, look=look) for text in lines(entry.shown)]
            cards.append(Box(shown, dashed=is_doubtful, notes=self._take(entry.element)))
        is_general = table.columns[index].id == RESERVED_ID
        return Pile(cards, line(head.text), head.element or "", "" if is_general else nothing_yet())

    def _take(self, element: str | None) -> list[str]:
        """Take what the speaker knows about an element."""
        return self._details.pop(element or "", [])

    # ---- the agenda, parties and what is recommended

    def _agenda(self, table: Table) -> Board:
        """Show the sections in two columns; in a deck of the whole model, the points below each are notes."""
        say, left, right, notes = catalogue().say, list[Box](), list[Box](), list[str]()
        for head, rows in outline(table):
            title = line(head)
            band = Box([Paragraph(title, len(title), look=Look.LIGHT)], colour(""))
            if self._is_whole and right:  # what comes after the questions is work for one person
                notes += [title, *(cell_text(text) for text, _ in rows)]
            elif right or any(points for _, points in rows):
                for text, points in rows if self._is_whole else ():
                    notes += [cell_text(text)] if points else []
                    notes += (say("exports.pptx.point", text=cell_text((each,))) for each in points)
                right += [band, *(_question(text, () if self._is_whole else points) for text, points in rows)]
            else:
                left += [band, *(_question(*row) for row in rows)]
        piles = [Pile(cards) for cards in (left, right) if cards]
        return Board(line(table.title), piles, _BESIDE, notes)

    def _grouped(self, table: Table) -> Board:
        """Show records as cards under what groups them."""
        group = table.group_indexes
        aside = [at for at, column in enumerate(table.columns) if column.role is ColumnRole.REFERENCES]
        piles = []
        notes: list[str] = []
        for head, every in groupby(table.rows, lambda row: ", ".join(cell_text(row[at]) for at in group)):
            rows = list(every)
            notes += self._take(rows[0][0][0].element)
            cards = []
            for row in rows:
                small = [labelled(table.columns[at].label, row[at]) for at in aside if has_text(row[at])]
                name = [Paragraph(text) for entry in row[table.lead_index] for text in lines(entry.shown)]
                if name:
                    shown = [*name, *(Paragraph(text, look=Look.ASIDE) for text in small)]
                    cards.append(Box(shown, notes=described(table, row)))
            piles.append(Pile(cards, head, gap=nothing_yet()))
        return Board(line(table.title), piles, min(len(piles), 3), notes)

    def _counted(self, table: Table) -> Sheet:
        """Show numbers: how often each party has a role. In which places, the speaker knows."""
        used = [at for at in range(1, len(table.columns)) if any(has_text(row[at]) for row in table.rows)]
        rows = []
        for row in table.rows:
            notes = described(table, row)
            more = self._take(row[0][0].element)
            notes += more[1:] if notes else more  # the name is said once
            rows.append([Box([bold(text) for text in lines(row[0][0].shown)], notes=notes)])
            for column, cell in ((table.columns[at], row[at]) for at in used):
                marks = dict.fromkeys(line(entry.mark) for entry in cell if entry.mark)
                count = " ".join([str(len(cell)), *(f"[{mark}]" for mark in marks)])
                shown = Paragraph(count if column.many else cell_text(cell), look=Look.SIGN)
                rows[-1].append(Box([shown] if has_text(cell) else []))
        labels = [line(table.columns[at].label) for at in (0, *used)]
        columns = [
            [label, *(each.text for box in boxes for each in box.paragraphs)]
            for label, *boxes in zip(labels, *rows, strict=True)
        ]
        # A column breaks no word, and a short text neither.
        columns = [
            [text.replace(" ", "\N{NO-BREAK SPACE}") if len(text) < _SHORT else text for text in texts]
            for texts in columns
        ]
        for size in SIZES:
            widths = [round(widest_word(texts, size) * _SPARE + 2 * MARGIN) for texts in columns]
            if sum(widths) <= WIDTH:
                break
        return Sheet(line(table.title), labels, (max(WIDTH - sum(widths[1:]), widths[0]), *widths[1:]), rows)


def _within(title: str) -> str:
    return catalogue().say("exports.pptx.questions", stage=title)


def _question(text: Cell, points: Cell, *, strong: bool = False) -> Box:
    """Show a sentence, and the points below it."""
    lead = [each for entry in text for each in lines(entry.shown)]
    paragraphs = [bold(each) if points or strong else Paragraph(each) for each in lead]
    return Box([*paragraphs, *list_of(points)])


def _chart(table: Table, drawn: Timeline) -> Chart:
    tasks, steps, said = list[Task](), list[tuple[float, str, str]](), list[str]()
    for bar in drawn.bars:
        row = table.rows[bar.row]
        notes = described(table, row)
        if bar.is_step and tasks:
            if bar.is_drawn:
                steps.append((bar.left + bar.width, line(bar.entry.shown), str(bar.entry.state)))
            said += notes
            continue
        steps, said = [], notes
        aside: list[str] = []  # in short, who does it and until when
        for role in (ColumnRole.REFERENCES, ColumnRole.DUE):
            cells = (cell for column, cell in filled(table, row) if column.role is role)
            aside += (cell_text(cell) for cell in islice(cells, 1))
        left = bar.left if bar.is_drawn else None
        tasks.append(Task(line(bar.entry.shown), aside, str(bar.entry.state), left, bar.width, steps, said))
    ticks = [(tick.left, tick.label) for tick in drawn.ticks]
    return Chart(line(table.title), tasks, ticks, drawn.today, drawn.legend)
