"""Boards become slides: columns of cards under coloured heads, and the bars of a timeline."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from barrierctl.exporters.common import colour, tint
from barrierctl.exporters.letters import line_starts, widest_word
from barrierctl.exporters.pptx.pagination import (
    HEIGHT,
    MARGIN,
    PAD,
    WIDTH,
    Box,
    Look,
    OpenRow,
    Page,
    Paragraph,
    Row,
    Shape,
    fit,
    indent,
    largest,
)


class Pile(NamedTuple):
    """Cards under a head."""

    cards: Sequence[Box]
    head: str = ""  # or none
    colour: str = ""  # of a block, by its value
    gap: str = ""  # in place of cards, where there should be some


class Board(NamedTuple):
    """Columns of cards under a title, on as many slides as they take."""

    title: str  # on one line
    piles: Sequence[Pile]
    lanes: int  # the number of columns
    notes: Sequence[str] = ()  # for the speaker, with the first slide
    questions: Pile = Pile(())  # below it on the same slide, if there is room


class Task(NamedTuple):
    """A row of a timeline; places are parts of its whole width."""

    name: str
    aside: Sequence[str]  # who does it and until when, in short
    state: str  # a value of `State`
    left: float | None  # where its bar begins, if it has a day
    width: float  # 0 for a single day
    steps: Sequence[tuple[float, str, str]]  # where its steps are due, what they are, and their states
    notes: Sequence[str]  # for the speaker


class Chart(NamedTuple):
    """A timeline under a title, on as many slides as it takes."""

    title: str  # on one line
    tasks: Sequence[Task]
    ticks: Sequence[tuple[float, str]]  # where a month begins, and which
    today: float | None
    legend: str
    notes: Sequence[str] = ()  # for the speaker, with the first slide


_Card: TypeAlias = tuple[Row, int]
"""A card with the size of its letters."""

_GAP: Final = 8  # between columns
_SPACE: Final = 4  # between cards, and around them in their column
_HEAD: Final = ((15, 1), (13, 1), (12, 2), (10, 3))  # sizes of letters, with the lines that there is room for
_LINE: Final = 1.2
_EDGE: Final = 0.35  # how much white there is in the edge of a card
_SIZES: Final = (24, 20, 18, 16, 14, 12, 11, 10)  # of letters
_MANY: Final = 3  # columns; in more, letters are smaller
_LARGEST_OF_MANY: Final = 16
_SIZES_TOGETHER: Final = (16, 14, 12)  # where questions are below a board
_BETWEEN: Final = 12  # a board and its questions
_QUESTIONS_BESIDE: Final = 2  # columns
_NARROWER: Final = 1.2  # how much narrower most fonts are than the widest one
_MOST_TOGETHER: Final = 16  # cards of a pile; more have no room above questions


def board_pages(board: Board) -> list[Page]:
    """Put a board on as few slides as possible, in letters as large as these allow; of too many, not all."""
    if together := with_questions(board):
        return [together]
    most = _LARGEST_OF_MANY if board.lanes > _MANY else max(_SIZES)
    return largest(lambda size: _pages(board, size), sizes=[size for size in _SIZES if size <= most])


def with_questions(board: Board) -> Page | None:
    """Put a board and its questions on one slide, if they have room there in letters of 12 points."""
    if not board.questions.cards or any(len(pile.cards) > _MOST_TOGETHER for pile in board.piles):
        return None
    for size in _SIZES_TOGETHER:
        needed = _Layout(board.piles, board.lanes, size).needed
        below = _Layout([board.questions], _QUESTIONS_BESIDE, size, HEIGHT - needed - _BETWEEN)
        asked = below.take()
        if needed >= HEIGHT or below.is_open:
            continue
        top = HEIGHT - max(shape.top + shape.height for shape in asked.shapes)
        above = _Layout(board.piles, board.lanes, size, top - _BETWEEN).take()
        shapes = [*above.shapes, *(shape._replace(top=shape.top + top) for shape in asked.shapes)]
        return Page(size=size, shapes=shapes, notes=[*board.notes, *above.notes, *asked.notes])
    return None


def _pages(board: Board, size: int) -> Iterator[Page]:
    notes: Sequence[str] = board.notes
    for at in range(0, len(board.piles), board.lanes):
        layout = _Layout(board.piles[at : at + board.lanes], board.lanes, size)
        while layout.is_open:
            page = layout.take()
            yield page._replace(notes=[*notes, *page.notes])
            notes = ()


class _Stack:
    """The cards of a pile that are on no slide yet."""

    def __init__(self, pile: Pile, size: int, width: float) -> None:
        self.cards = deque[OpenRow]()
        for box in pile.cards:
            texts = [paragraph.text for paragraph in box.paragraphs]
            is_bold = any(paragraph.bold for paragraph in box.paragraphs)
            is_list = any(paragraph.bullet for paragraph in box.paragraphs)
            for letters in (each for each in _SIZES if each <= size):
                room = width - 2 * MARGIN - indent(letters) * is_list
                most = room * _NARROWER if letters == _SIZES[-1] else room
                if widest_word(texts, letters, is_bold=is_bold) <= most:
                    break
            else:  # a word that no card holds is broken in letters of the usual size: it is hardly a word
                letters = size
            self.cards.append(OpenRow([box], letters, [width]))
        self.height = sum(card.height + _SPACE for card in self.cards)

    def fill(self, room: float, enough: float) -> list[_Card]:
        """Take as many cards as a column holds, and no further one once there are enough."""
        taken: list[_Card] = []
        left = room
        while self.cards:
            card = self.cards[0]
            if taken and not (card.may_begin(left, room) and room - left + card.height <= enough):
                break
            row = card.take(left)
            taken.append((row, card.size))
            left -= row.height + _SPACE
            self.height -= row.height + _SPACE
            if not card.is_done:
                break
            self.cards.popleft()
        return taken

    def columns(self, lanes: int, room: float) -> list[list[_Card]]:
        """Fill some columns of that height, to about the same height if all cards have room."""
        enough = room
        if self.height < lanes * room:
            highest = max((card.height for card in self.cards), default=0.0)
            if self.height + lanes * highest < lanes * room:
                enough = self.height / lanes + highest / 2
        return [self.fill(room, room if lane == lanes - 1 else enough) for lane in range(lanes)]


class _Layout:
    """Piles that are laid on slides, one slide after the other."""

    def __init__(self, piles: Sequence[Pile], lanes: int, size: int, height: float = HEIGHT) -> None:
        self._piles, self._lanes, self._size, self._height = piles, lanes, size, height
        self._width = (WIDTH - _GAP * (lanes - 1)) / lanes
        self._stacks = [_Stack(pile, size, self._width - 2 * _SPACE) for pile in piles]
        self._heads = [fit(pile.head, _HEAD, self._width) for pile in piles]
        lines = [next(lines for at, lines in _HEAD if at == letters) for _, letters in self._heads]
        tall = max(at * lines * _LINE for (_, at), lines in zip(self._heads, lines, strict=True))
        self._head = tall + PAD if any(pile.head for pile in piles) else 0
        self._is_first = True

    @property
    def is_open(self) -> bool:
        """Whether there is something left to lay."""
        return self._is_first or any(stack.cards for stack in self._stacks)

    @property
    def needed(self) -> float:
        """The height of a slide on which each pile is in one column."""
        return self._head + 3 * _SPACE + max(stack.height for stack in self._stacks)

    def take(self) -> Page:
        """Lay as much as one slide holds: at first all piles, then those with cards left, in more columns."""
        shown = [at for at, stack in enumerate(self._stacks) if stack.cards or self._is_first]
        room = self._height - self._head - 2 * _SPACE
        shapes: list[Shape] = []
        left = 0.0
        shares = [1] * len(shown)  # a column for each pile, and what is left for those with the most cards
        for _ in range(self._lanes - len(shown)):
            most = max(range(len(shown)), key=lambda at: self._stacks[shown[at]].height / shares[at])
            shares[most] += 1
        for at, lanes in zip(shown, shares, strict=True):
            shapes += self._pile(at, left, self._stacks[at].columns(lanes, room))
            left += lanes * (self._width + _GAP)
        notes = [text for shape in shapes for text in shape.box.notes]
        if self._is_first:  # a head that is cut is in full below the slide
            heads = zip(self._piles, self._heads, strict=True)
            notes = [*(pile.head for pile, (head, _) in heads if head != pile.head), *notes]
        self._is_first = False
        return Page(size=self._size, shapes=shapes, notes=notes)

    def _pile(self, at: int, left: float, columns: Sequence[Sequence[_Card]]) -> Iterator[Shape]:
        """Draw the head of a pile, what is behind its cards or in place of them, and the cards."""
        pile, (head, letters) = self._piles[at], self._heads[at]
        edge, width = tint(pile.colour, _EDGE), len(columns) * (self._width + _GAP) - _GAP
        if pile.head:
            light = Paragraph(head, len(head), look=Look.LIGHT)
            yield Shape(left, 0, width, self._head, Box([light], colour(pile.colour)), letters, middle=True)
        ground = (left, self._head, width, self._height - self._head)
        if pile.gap and not pile.cards:
            box = Box([Paragraph(pile.gap, look=Look.GAP)], dashed=True)
            yield Shape(*ground, box, self._size, edge, middle=True)
        elif pile.colour and pile.cards:
            yield Shape(*ground, Box(fill=tint(pile.colour)), self._size)
        for number, cards in enumerate(columns):
            beside, top = left + number * (self._width + _GAP) + _SPACE, self._head + _SPACE
            for row, size in cards:
                (box,) = row.boxes
                shown, line = box._replace(fill=box.fill or "#ffffff"), "" if box.fill else edge
                place = (beside, top, self._width - 2 * _SPACE, row.height)
                yield Shape(*place, shown, size, line, "roundRect", middle=True)
                top += row.height + _SPACE


# ---- timelines

_NAMES, _WHO = 300, 120  # widths of the columns beside the bars
_SCALE: Final = 24  # height of the months above them
_BAR, _STEP = 12, 9  # heights of a bar, and of a step on it
_SMALL: Final = 10  # letters of the months, and of who does something
_NAME: Final = ((12, 1), (11, 2), (_SMALL, 3))
_COLOURS: Final = {"overdue": "#a51d2d", "done": "#7d8790", "dropped": "#d0d5da"}
_RULE: Final = "#d0d5da"


def chart_pages(chart: Chart) -> Iterator[Page]:
    """Draw the bars of a timeline on slides, each under the months."""
    shapes, notes, top = list[Shape](), [*chart.notes], float(_SCALE)
    for task in chart.tasks:
        row, height = _task(task, top)
        if top + height > HEIGHT:
            yield Page(shapes=[*_months(chart, top), *shapes], notes=notes)
            shapes, notes, top = [], [], float(_SCALE)
            row, height = _task(task, top)
        shapes += row
        notes += task.notes
        top += height
    yield Page(shapes=[*_months(chart, top), *shapes], notes=notes)


def _task(task: Task, top: float) -> tuple[list[Shape], float]:
    """Draw a row of a timeline; also return its height."""
    name, size = fit(task.name, _NAME, _NAMES)
    lines = next(lines for letters, lines in _NAME if letters == size)
    aside = [fit(text, ((_SMALL, 3),), _WHO, spare=2)[0] for text in task.aside]
    beside = sum(len(line_starts(text, _WHO - 2 * MARGIN, _SMALL)) for text in aside)
    height = max(size * lines, _SMALL * beside) * _LINE + 2 * len(aside) + PAD
    look = Look.STRIKE if task.state == "dropped" else Look.PLAIN
    small = Box([Paragraph(text, look=Look.ASIDE) for text in aside])
    shapes = [
        Shape(0, top, WIDTH, 0.5, Box(fill=_RULE)),
        Shape(0, top, _NAMES, height, Box([Paragraph(name, len(name), look=look)]), size, middle=True),
        Shape(_NAMES, top, _WHO, height, small, _SMALL, middle=True),
    ]
    fill, middle = _COLOURS.get(task.state, colour("")), top + height / 2
    if task.left is not None:
        wide = task.width * _ROOM
        form, side = ("roundRect", max(wide, _STEP)) if wide else ("diamond", _BAR)
        left = _at(task.left) - (0 if wide else _BAR / 2)
        alt = "; ".join((task.name, *task.aside))
        shapes.append(Shape(left, middle - _BAR / 2, side, _BAR, Box(fill=fill), form=form, alt=alt))
    for at, step, state in task.steps:
        inside, edge = (_COLOURS["overdue"], "#ffffff") if state == "overdue" else ("#ffffff", fill)
        side = _BAR if state == "overdue" else _STEP
        place = (_at(at) - side / 2, middle - side / 2, side, side)
        shapes.append(Shape(*place, Box(fill=inside), edge=edge, form="diamond", alt=step))
    return shapes, height


_ROOM: Final = WIDTH - _NAMES - _WHO - _GAP - _STEP  # of the bars


def _at(part: float) -> float:
    return _NAMES + _WHO + _GAP + part * _ROOM


def _months(chart: Chart, bottom: float) -> Iterator[Shape]:
    """Draw the months, and today."""
    if chart.legend:
        yield Shape(0, 0, _NAMES, _SCALE, Box([Paragraph(chart.legend, look=Look.ASIDE)]), _SMALL)
    for left, label in chart.ticks:
        yield Shape(_at(left), _SCALE - 4, 0.5, bottom - _SCALE + 4, Box(fill=_RULE))
        yield Shape(_at(left) - 6, 0, 70, _SCALE - 2, Box([Paragraph(label, look=Look.ASIDE)]), _SMALL)
    if chart.today is not None:
        yield Shape(_at(chart.today), _SCALE - 4, 1.5, bottom - _SCALE + 4, Box(fill=_COLOURS["overdue"]))
