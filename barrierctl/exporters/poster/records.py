"""Records on posters: each is a card, those of items in the columns of their blocks."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from barrierctl.exporters.poster.pieces import (
    Bar,
    Card,
    Chart,
    Fact,
    Head,
    Part,
    Place,
    Section,
    longest_words,
    make_card,
    make_head,
)
from barrierctl.exporters.timeline import timeline
from barrierctl.resources.vocabulary import Block
from barrierctl.text.paper import printed
from barrierctl.views.document import Cell, ColumnRole, Entry, Table, TableRole

_SHORT: Final = 400  # letters; a longer card might be higher than a page
_BRIEF: Final = 30  # letters of a label and its value that find room on one line of a card
_NARROWEST: Final = 0.6  # the width of a block with little text, as against the average
_WIDEST: Final = 1.6  # that of a block with much text
_MARGINS: Final = 60  # letters that would find room in the margins of a card


def record_part(table: Table) -> Part:
    """Make a section for each run of rows of one group; items are under their blocks in it."""
    group = next(iter(table.group_indexes), None)
    block = next((at for at in table.group_indexes if table.columns[at].role is ColumnRole.BLOCK), None)
    sections, cards = [], list[Card]()
    for title, rows in groupby(table.rows, lambda row: "" if group is None else _text(row[group])):
        made = [(row, _card(table, row, {group, block})) for row in rows]
        places = [Place(cards=(card,)) for _, card in made]
        if block is not None:
            cells = ([card for row, card in made if _value(row[block]) == name] for name in Block)
            places = [Place(cards=tuple(cell)) for cell in cells]
        cards += (card for place in places for card in place.cards)
        sections.append(Section(title=printed(title), cells=tuple(places)))
    return Part(
        title=printed(table.title),
        heads=() if block is None or not sections else tuple(_heads(table, sections, block)),
        sections=tuple(sections) or (Section(title=printed(table.empty)),),
        columns=int(table.role is TableRole.PROPERTIES),
        words=longest_words(cards),
        chart=_chart(table),
        lines=table.blank_lines,
    )


def _heads(table: Table, sections: Sequence[Section], block: int) -> Iterator[Head]:
    labels = {_value(row[block]): _text(row[block]) for row in table.rows}
    blocks = [[card for section in sections for card in section.cells[at].cards] for at in range(len(Block))]
    letters = [sum(card.letters for card in cards) for cards in blocks]
    average = max(sum(letters) / len(Block), 1)
    for at, (name, label) in enumerate(zip(Block, table.columns[block].choices, strict=True)):
        share = min(max(letters[at] / average, _NARROWEST), _WIDEST)
        yield make_head(labels.get(name, label), blocks[at], share=share, colour=name.value)


def _card(table: Table, row: tuple[Cell, ...], known: set[int | None]) -> Card:
    """Put a record on a card, without empty columns and those that its reader knows or does not need."""
    name, facts = Entry(text=""), []
    for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        if at == table.lead_index:
            name = next(iter(cell), name)
        elif at not in known and not column.technical and _text(cell):
            is_named = column.role is not ColumnRole.POINTS and table.role is not TableRole.PROPERTIES
            values = tuple(printed(entry.shown) for entry in cell)
            brief = len(values) == 1 and len(column.label + values[0]) < _BRIEF
            facts.append(Fact(label=printed(column.label) if is_named else "", values=values, brief=brief))
    letters = sum(len(entry.shown) for cell in row for entry in cell)
    return make_card(name, facts=tuple(facts), short=letters < _SHORT, letters=letters + _MARGINS)


def _chart(table: Table) -> Chart | None:
    drawn = timeline(table)
    if drawn is None:
        return None
    bars = (
        Bar(
            text=printed(bar.entry.text),
            mark=printed(bar.entry.mark),
            state=bar.entry.state,
            is_step=bar.is_step,
            is_drawn=bar.is_drawn,
            left=bar.left,
            width=bar.width,
        )
        for bar in drawn.bars
    )
    ticks = tuple((tick.left, tick.label) for tick in drawn.ticks)
    return Chart(bars=tuple(bars), ticks=ticks, today=drawn.today, legend=drawn.legend)


def _value(cell: Cell) -> str:
    return "".join(entry.raw or entry.text for entry in cell)


def _text(cell: Cell) -> str:
    return "".join(entry.text for entry in cell)
