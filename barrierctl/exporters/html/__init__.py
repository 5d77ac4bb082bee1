"""Format `html`: the whole model as one page that loads nothing, with the poster on paper."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import Final, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from barrierctl.exporters import Options
from barrierctl.exporters.timeline import timeline
from barrierctl.findings import Finding, Severity
from barrierctl.messages import by_stage, catalogue, message_in_stage
from barrierctl.names import fold
from barrierctl.resources import packaged
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.text.markup import readable
from barrierctl.views.document import (
    Cell,
    Chapter,
    ColumnRole,
    Document,
    Entry,
    Facet,
    Table,
    TableRole,
    has_text,
    outline,
    text_of,
    transposed,
)

_FOLDER: Final = "exporters/html"
_OUR_LANGUAGE: Final = "en"  # of the words that do not come from the model
_MOST_STAGES: Final = 8  # side by side on a screen of 1,280 px
_MOST_COUNTS: Final = 5  # stages side by side in half of it
_MOST_ROWS: Final = 400  # of a table: a browser hides and shows thousands of cards in less time than rows
_TABULAR: Final = (TableRole.ABOUT, TableRole.PROPERTIES, TableRole.COUNTS, TableRole.RANKING)
_FIRST: Final = (TableRole.TASKS, TableRole.COUNTS, TableRole.RANKING, TableRole.QUADRANTS)
"""What comes first in a chapter, after the agenda."""
_LISTS: Final = {Facet.STATUS: ("barrier-status", "measure-status")}
"""The closed lists whose values a filter offers, if they are not called like it."""


def export(document: Document, _options: Options) -> str:
    """Make the page; what is in the document is text in it, and nothing but text."""
    # Both files are ours; the template escapes whatever comes from the document.
    style, script = (Markup(packaged(f"{_FOLDER}/{name}")) for name in ("page.css", "page.js"))  # noqa: S704
    words = catalogue()
    is_ours = document.language.partition("-")[0].lower() == _OUR_LANGUAGE
    page = _environment().get_template("page.html.j2")
    return page.render(
        document=document,
        chapters=chapters(document),
        overview_table=document.overview and _turned(document.overview, _MOST_COUNTS),
        filters=Filters(document),
        cards=Cards(document),
        gaps=PlacedGaps(document.findings),
        # A browser may load and run this page's own style and script, to the letter, and no more.
        policy=(
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        style=style,
        script=script,
        say=words.say,
        label=words.label,
        ours=Markup("" if is_ours else f' lang="{_OUR_LANGUAGE}"'),  # noqa: S704
        shown=words.entry("exports.html.shown"),
        signs=words.entry("severity"),
        blocks=tuple(Block),
        general=RESERVED_ID,
    )


class Section(NamedTuple):
    """A chapter of the page: an entry in the menu, and its tables."""

    name: Chapter
    label: str
    tables: tuple[Table, ...]
    has_findings: bool  # whether it lists the findings


def chapters(document: Document) -> list[Section]:
    """Divide the tables among the chapters; one with a single table is called like it."""
    found: dict[Chapter, list[Table]] = defaultdict(list)
    for table in (*document.tables, *document.annexes):
        found[table.chapter].append(table)
    if document.overview:  # of a whole model, what has no content has no heading either
        found = {name: [each for each in tables if each.rows] or tables[:1] for name, tables in found.items()}
    every = [table for tables in found.values() for table in tables]
    # Findings are marked in the matrix and on the cards, and said in full in their chapter.
    is_marked = any(table.role in (TableRole.MATRIX, TableRole.ITEMS) for table in every)
    if document.findings and is_marked:
        found.setdefault(Chapter.FINDINGS, [])
    sections = []
    for name in (name for name in Chapter if name in found):
        shown = tuple(table for table in found[name] if table.role is not TableRole.FINDINGS)
        shown = tuple(sorted(map(_turned, shown), key=_place))
        label = shown[0].title if len(shown) == 1 else catalogue().say(f"exports.html.chapters.{name}")
        sections.append(Section(name, label, shown, has_findings=name is Chapter.FINDINGS))
    return sections


def _place(table: Table) -> int:
    """Return what comes before the tables of a chapter that have no place of their own."""
    return -1 if table.is_outline else _FIRST.index(table.role) if table.role in _FIRST else len(_FIRST)


def _turned(table: Table, most: int = _MOST_STAGES) -> Table:
    """Make the stages the rows of a grid if there are more than that, so that none falls off a screen."""
    return transposed(table) if table.kind == "grid" and len(table.columns) - 1 > most else table


def shown_columns(table: Table) -> list[int]:
    """Return the numbers of the columns for people; of records, of those that are not empty.

    First comes the one that says best what a row is about.
    """
    every = range(len(table.columns))
    if table.kind == "grid" or not table.rows:
        return list(every)
    lead = table.lead_index
    used = [at for at in every if any(has_text(row[at]) for row in table.rows)]
    hidden = [each.technical or each.role is ColumnRole.RULE for each in table.columns]
    return sorted((at for at in used if at == lead or not hidden[at]), key=lambda at: at != lead)


def group_columns(table: Table) -> list[int]:
    """Return the numbers of the columns whose values group the rows."""
    ids = [column.id for column in table.columns]
    return [ids.index(name) for name in table.group_by]


def in_groups(table: Table) -> list[tuple[str, list[tuple[int, tuple[Cell, ...]]]]]:
    """Return the rows of records with their numbers, under what the first column that groups them says."""
    groups = group_columns(table)[:1]
    numbered = groupby(enumerate(table.rows), lambda each: "".join(text_of(each[1][at]) for at in groups))
    return [(text, list(rows)) for text, rows in numbered]


def as_cards(table: Table) -> bool:
    """Return whether each row is a card, which is found as a whole."""
    return table.kind == "records" and (table.role not in _TABULAR or len(table.rows) > _MOST_ROWS)


def is_large(table: Table) -> bool:
    """Return whether there are too many entries to lay out at once."""
    return sum(len(cell) for row in table.rows for cell in row) > _MOST_ROWS


def block_of(table: Table, row: tuple[Cell, ...]) -> str:
    """Return the block of a row of records, as the file has it; empty if it is of none."""
    cells = zip(table.columns, row, strict=True)
    found = (
        entry.raw or entry.text for column, cell in cells if column.role is ColumnRole.BLOCK for entry in cell
    )
    return next((each for each in found if each in tuple(Block)), "")


def percent(fraction: float) -> str:
    """Write a part of a whole as a length."""
    return f"{fraction:.2%}"


_FUNCTIONS: Final = (
    *(shown_columns, as_cards, block_of, is_large, group_columns, in_groups, percent),
    *(has_text, text_of, outline, timeline, message_in_stage),
)
"""What the templates call."""


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: packaged(f"{_FOLDER}/{name}")),
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {each.__name__: each for each in _FUNCTIONS}
    return made


def _finalize(value: object) -> object:
    """Make a text readable; markup has passed here already."""
    return readable(value) if type(value) is str else value


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


class Filter(NamedTuple):
    """A list to choose from, with the texts that occur in the document."""

    name: Facet
    label: str
    choices: tuple[str, ...]


class Filters:
    """The filters of a document that have choices.

    In the page, a choice is known by its number: that needs little room, and no text of a model is compared
    with another.
    """

    def __init__(self, document: Document) -> None:
        tables = (*document.tables, *document.annexes)
        entries = (entry for table in tables for row in table.rows for cell in row for entry in cell)
        self._known = {entry.element: entry.facets for entry in entries if entry.facets}
        self._blocks = _block_labels(tables)
        labels = {Facet(name): label for name, label in catalogue().entry("exports.html.filters").items()}
        filters = (Filter(name, label, self._choices(name)) for name, label in labels.items())
        self.shown = tuple(each for each in filters if each.choices)
        self._numbers = {
            each.name: {choice: str(at) for at, choice in enumerate(each.choices)} for each in self.shown
        }

    def _choices(self, name: Facet) -> tuple[str, ...]:
        """Sort the choices: parties by the alphabet, the values of a closed list in its order."""
        found = dict.fromkeys(choice for facets in self._known.values() for choice in facets.get(name, ()))
        if name is Facet.PARTY:
            return tuple(sorted(found, key=fold))
        lists = (catalogue().entry(f"lists.{each}") for each in _LISTS.get(name, (str(name),)))
        order = [value["label"] for values in lists for value in values.values()]
        return tuple(sorted(found, key=lambda choice: order.index(choice) if choice in order else len(order)))

    def of(self, entries: Iterable[Entry], *places: str | None) -> tuple[tuple[str, str], ...]:
        """Return the facets of entries that are shown together, each with the numbers of its choices.

        A block among the *places*, which are ids of their row and column, is a facet too.
        """
        # The cells of a record are about one element, or few.
        elements = dict.fromkeys(entry.element for entry in entries)
        every = [self._known[element] for element in elements if element in self._known]
        every += [{Facet.BLOCK: (self._blocks[place],)} for place in places if place in self._blocks]
        numbered = []
        for name, numbers in self._numbers.items():
            found = (numbers.get(choice) for facets in every for choice in facets.get(name, ()))
            if kept := dict.fromkeys(number for number in found if number):
                numbered.append((name, " ".join(kept)))
        return tuple(numbered)

    def of_row(self, table: Table, row: tuple[Cell, ...]) -> tuple[tuple[str, str], ...]:
        """Return the same for a row of records."""
        return self.of(_subjects(table, row), block_of(table, row))

    def of_finding(self, finding: Finding) -> tuple[tuple[str, str], ...]:
        """Return the same for a finding: that of what it is about."""
        about = Entry(text="", element=finding.location.element)
        return self.of((about,), finding.location.block)


def _block_labels(tables: Iterable[Table]) -> Mapping[str | None, str]:
    """Collect what the blocks are called: in the model's own words if they are in the matrix."""
    labels = {block: label["label"] for block, label in catalogue().entry("lists.block").items()}
    for table in tables:
        if table.role is TableRole.MATRIX:
            own = {column.id: column.label for column in table.columns}
            own |= {row[0][0].element or "": row[0][0].text for row in table.rows}
            labels |= {block: own[block] for block in labels if block in own}
    return labels


def _subjects(table: Table, row: tuple[Cell, ...]) -> Iterator[Entry]:
    """Yield the entries of single cells, which a row is about; cells with many refer to others."""
    return (row[at][0] for at, column in enumerate(table.columns) if not column.many and row[at])


class Cards:
    """The cards by number, which is their address in the page: no text of a model is part of it."""

    def __init__(self, document: Document) -> None:
        tables = (*document.tables, *document.annexes)
        self._by_element: dict[str, int] = {}
        self._by_row: dict[tuple[str, int], int] = {}
        for table in sorted(filter(as_cards, tables), key=lambda table: table.role is not TableRole.ITEMS):
            if table.role is TableRole.FINDINGS or table.is_outline:
                continue
            for at, row in enumerate(table.rows):
                element = next((entry.element for entry in _subjects(table, row) if entry.element), None)
                if element and element not in self._by_element:
                    self._by_element[element] = self._by_row[table.id, at] = len(self._by_row) + 1

    def about(self, element: str | None) -> int | None:
        """Return the number of the card about an element."""
        return self._by_element.get(element or "")

    def at(self, table: Table, row: int) -> int | None:
        """Return the number of the card that a row is shown as."""
        return self._by_row.get((table.id, row))


class Numbered(NamedTuple):
    """A finding with its number, which is its address in the page."""

    number: int
    finding: Finding


class PlacedGaps:
    """The findings by what they are about, and in groups."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        numbers = {id(finding): at for at, finding in enumerate(findings, start=1)}
        self._of_element: dict[str, list[Numbered]] = defaultdict(list)
        self._of_cell: dict[frozenset[str], list[Numbered]] = defaultdict(list)
        for at, finding in enumerate(findings, start=1):
            place = finding.location
            if place.name and place.element:
                self._of_element[place.element].append(Numbered(at, finding))
            elif place.stage and place.block:
                self._of_cell[frozenset((place.stage, place.block))].append(Numbered(at, finding))
        stages = {each.location.stage: each.location.stage_name for each in findings}
        named = ((stage, name or stage) for stage, name in stages.items() if stage and stage != RESERVED_ID)
        self.groups = [
            (
                heading,
                [
                    Numbered(numbers[id(finding)], finding)
                    for finding in sorted(group, key=lambda each: each.severity.rank)
                ],
            )
            for heading, group in by_stage(findings, named)
        ]

    def about(self, element: str | None) -> Sequence[Numbered]:
        """Return the findings about an item or a party."""
        return self._of_element.get(element or "", ())

    def within(self, row: str | None, column: str) -> Sequence[Numbered]:
        """Return the findings about a cell of the matrix, by its stage and its block in either order."""
        return self._of_cell.get(frozenset((row or "", column)), ())

    @staticmethod
    def urgent(found: Iterable[Numbered]) -> Sequence[Numbered]:
        """Return those that are more than notes: the others would hide the matrix."""
        return [each for each in found if each.finding.severity is not Severity.INFO]
