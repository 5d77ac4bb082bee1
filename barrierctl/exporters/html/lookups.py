"""What a page looks up while it is written: filters, cards and findings by what they are about."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from barrierctl.findings import Finding, Severity
from barrierctl.messages import by_stage, catalogue
from barrierctl.names import fold
from barrierctl.resources.vocabulary import BLOCKS, RESERVED_ID
from barrierctl.text.markup import readable
from barrierctl.views.document import (
    Cell,
    ColumnRole,
    Document,
    Entry,
    Facet,
    State,
    Table,
    TableRole,
    has_text,
    text_of,
)

MOST_ROWS: Final = 400
"""Rows of a table: a browser hides and shows thousands of cards in less time."""
_TABULAR: Final = (TableRole.ABOUT, TableRole.PROPERTIES, TableRole.COUNTS, TableRole.RANKING)
_LISTS: Final = {Facet.STATUS: ("barrier-status", "measure-status")}
"""The closed lists whose values a filter offers, if they are not called like it."""


def finalize(value: object) -> object:
    """Make a text readable; markup has passed here already."""
    return readable(value) if type(value) is str else value


def words(entry: Entry) -> Markup:
    """Write the text of an entry, and its mark; macros would take most of the time of a large page.

    The search looks through <bdi>, which also keeps a text from turning its surroundings.
    """
    state = "" if entry.state is State.PLAIN else f' class="{entry.state.value}"'
    mark = f' <bdi class="mark">[{_safe(entry.mark)}]</bdi>' if entry.mark else ""
    return Markup(f"<bdi{state}>{_safe(entry.text)}</bdi>{mark}")  # noqa: S704


def _safe(text: str) -> Markup:
    return escape(readable(text))


def as_cards(table: Table) -> bool:
    """Return whether each row is a card, which is found as a whole."""
    return table.kind == "records" and (table.role not in _TABULAR or len(table.rows) > MOST_ROWS)


def block_of(table: Table, row: tuple[Cell, ...]) -> str:
    """Return the block of a row of records, as the file has it; empty if it is of none."""
    cells = zip(table.columns, row, strict=True)
    entries = (entry for column, cell in cells if cell and column.role is ColumnRole.BLOCK for entry in cell)
    return next((name for entry in entries if (name := entry.raw or entry.text) in BLOCKS), "")


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
        # Many elements have the same facets, which are written once.
        self._kinds = {entry.element: (*entry.facets.items(),) for entry in entries if entry.facets}
        self._written: dict[tuple[object, ...], Markup] = {}
        # What the blocks are called: in the model's own words if they are in the matrix.
        blocks = {block: label["label"] for block, label in catalogue().entry("lists.block").items()}
        for table in tables:
            if table.role is TableRole.MATRIX:
                own = {column.id: column.label for column in table.columns}
                own |= {row[0][0].element or "": row[0][0].text for row in table.rows}
                blocks |= {block: own[block] for block in blocks if block in own}
        self._blocks: Mapping[str | None, str] = blocks
        labels = {Facet(name): label for name, label in catalogue().entry("exports.html.filters").items()}
        filters = (Filter(name, label, self._choices(name)) for name, label in labels.items())
        self.shown = tuple(each for each in filters if each.choices)
        self._numbers = {
            each.name: {choice: str(at) for at, choice in enumerate(each.choices)} for each in self.shown
        }

    def _choices(self, name: Facet) -> tuple[str, ...]:
        """Sort the choices: parties by the alphabet, the values of a closed list in its order."""
        kinds = dict.fromkeys(self._kinds.values())
        found = dict.fromkeys(
            choice for kind in kinds for facet, choices in kind if facet is name for choice in choices
        )
        if name is Facet.PARTY:
            return tuple(sorted(found, key=fold))
        lists = (catalogue().entry(f"lists.{each}") for each in _LISTS.get(name, (str(name),)))
        order = [value["label"] for values in lists for value in values.values()]
        return tuple(sorted(found, key=lambda choice: order.index(choice) if choice in order else len(order)))

    def of(self, entries: Iterable[Entry], *places: str | None) -> Markup:
        """Write the facets of entries that are shown together, each with the numbers of its choices.

        A block among the *places*, which are ids of their row and column, is a facet too.
        """
        # The cells of a record are about one element, or few.
        elements = dict.fromkeys([entry.element for entry in entries])
        kinds = (*(self._kinds[element] for element in elements if element in self._kinds),)
        blocks = (*(((Facet.BLOCK, (self._blocks[place],)),) for place in places if place in self._blocks),)
        key = kinds + blocks
        if key not in self._written:
            written, every = "", [dict(each) for each in key]
            for name, numbers in self._numbers.items():
                found = (numbers.get(choice) for facets in every for choice in facets.get(name, ()))
                if kept := dict.fromkeys(number for number in found if number):
                    written += f' data-{name}="{" ".join(kept)}"'
            self._written[key] = Markup(written)  # noqa: S704
        return self._written[key]

    def of_row(self, table: Table, row: tuple[Cell, ...]) -> Markup:
        """Return the same for a row of records."""
        return self.of(_subjects(table, row), block_of(table, row))

    def of_finding(self, finding: Finding) -> Markup:
        """Return the same for a finding: that of what it is about."""
        about = Entry(text="", element=finding.location.element)
        return self.of((about,), finding.location.block)


def _subjects(table: Table, row: tuple[Cell, ...]) -> Iterator[Entry]:
    """Yield the entries of single cells, which a row is about; cells with many refer to others."""
    cells = zip(table.columns, row, strict=True)
    return (cell[0] for column, cell in cells if cell and not column.many)


class Cards:
    """The cards by number, which is their address in the page: no text of a model is part of it."""

    def __init__(self, document: Document, gaps: "PlacedGaps", ours: str) -> None:
        tables = (*document.tables, *document.annexes)
        self._gaps, self._ours = gaps, ours  # an attribute of what is in our language
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

    def linked(self, entry: Entry) -> Markup:
        """Write an entry as a link to its card, if it has one."""
        card = self.about(entry.element)
        return Markup(f'<a class="card" href="#c{card}">{words(entry)}</a>') if card else words(entry)  # noqa: S704

    def cell(self, cell: Cell, *, links: bool = False) -> Markup:
        """Write the entries of a cell, several of them as a list."""
        write = self.linked if links else words
        if len(cell) > 1:
            lines = "".join([f"<li>{write(entry)}</li>\n" for entry in cell])
            return Markup(f"<ul>\n{lines}</ul>\n")  # noqa: S704
        return write(cell[0]) if has_text(cell) else Markup()

    def written(
        self,
        table: Table,
        columns: Sequence[int],
        groups: Sequence[int],
        rows: Iterable[tuple[int, tuple[Cell, ...]]],
        level: int,
        facets: Callable[[Table, tuple[Cell, ...]], Markup],
        notes: Callable[["Sequence[Numbered]"], Markup],
    ) -> Markup:
        """Write rows of records as cards.

        Args:
            table: of the rows.
            columns: the numbers of those that are shown, first the one that names a card.
            groups: the numbers of those that group the cards.
            rows: the cells of each row, with its number.
            level: of the headings.
            facets: writes those of a row.
            notes: writes findings.
        """
        name, *others = columns or groups[-1:]  # where nothing else is filled in
        kind = " data-item" if table.role is TableRole.ITEMS else ""
        alone = " in-heading" if len(groups) == 1 else ""
        written: list[str] = []
        for at, row in rows:
            number, block = self._by_row.get((table.id, at)), block_of(table, row)
            colour, address = block and f" of-{block}", f' id="c{number}"' if number else ""
            written += (
                f'<article class="card{colour}"{address} data-find{kind}{facets(table, row)}>\n',
                f'<div class="head">\n<h{level}>{self.cell(row[name])}</h{level}>\n',
            )
            if groups:
                kicker = _kicker([row[group][0].text for group in reversed(groups) if has_text(row[group])])
                written.append(f'<p class="kicker{alone}">{kicker}</p>\n')
            found = self._gaps.about(row[name][0].element) if row[name] else ()
            written += ("</div>\n", notes(found) if found else "", "<dl>\n")
            title = text_of(row[name])
            for each in others:
                if row[each] and has_text(row[each]) and text_of(row[each]) != title:
                    column = table.columns[each]
                    label, cell = _safe(column.label), self.cell(row[each], links=column.many)
                    written.append(f"<div><dt{self._ours}>{label}</dt><dd>{cell}</dd></div>\n")
            written.append("</dl>\n</article>\n")
        return Markup("".join(written))  # noqa: S704


def _kicker(texts: Sequence[str]) -> str:
    """Write what groups a card, the narrowest group first; the widest one is in the heading above."""
    written, last = "", len(texts) - 1
    for at, text in enumerate(texts):
        heading = ' class="in-heading"' if 0 < at == last else ""
        written += f'<span{heading}>{" · " if at else ""}<span dir="auto">{_safe(text)}</span></span>'
    return written


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

    def urgent_about(self, element: str | None) -> Sequence[Numbered]:
        """Return those about an item that are more than notes: the others would hide the matrix."""
        return _urgent(self.about(element))

    def urgent_within(self, row: str | None, column: str) -> Sequence[Numbered]:
        """Return the same for a cell of the matrix, by its stage and its block in either order."""
        return _urgent(self._of_cell.get(frozenset((row or "", column)), ()))


def _urgent(found: Iterable[Numbered]) -> Sequence[Numbered]:
    return [each for each in found if each.finding.severity is not Severity.INFO]
