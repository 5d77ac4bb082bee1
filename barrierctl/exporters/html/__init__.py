"""Format `html`: the whole model as one page that loads nothing and prints well."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from barrierctl.exporters import Options
from barrierctl.exporters.timeline import timeline
from barrierctl.findings import Finding
from barrierctl.messages import catalogue
from barrierctl.names import fold
from barrierctl.resources import packaged
from barrierctl.resources.vocabulary import Block
from barrierctl.text.markup import readable
from barrierctl.views.document import (
    Cell,
    ColumnRole,
    Document,
    Entry,
    Facet,
    Table,
    TableRole,
    has_text,
    outline,
    text_of,
)

_FOLDER: Final = "exporters/html"
_OUR_LANGUAGE: Final = "en"  # of the words that do not come from the model
_MAX_COLUMNS: Final = 8
_MAX_ROWS: Final = 400
_HOMES: Final = (TableRole.MATRIX, TableRole.ITEMS)
"""Tables that show the whole model, the preferred one first."""

Spot: TypeAlias = tuple[str, ...]
"""A table's id, and: the element of an entry; the number of a row; the ids of a row and a column of a grid;
or nothing and the id of either."""


def export(document: Document, _options: Options) -> str:
    """Make the page; what is in the document is text in it, and nothing but text."""
    # Both files are ours; the template escapes whatever comes from the document.
    style, script = (Markup(packaged(f"{_FOLDER}/{name}")) for name in ("page.css", "page.js"))  # noqa: S704
    words = catalogue()
    is_ours = document.language.partition("-")[0].lower() == _OUR_LANGUAGE
    page = _environment().get_template("page.html.j2")
    return page.render(
        document=document,
        filters=Filters(document),
        placed=PlacedGaps(document),
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
    )


def shown_columns(table: Table) -> list[int]:
    """Return the numbers of the columns; of records, of those that are not empty.

    First comes the one that says best what a row is about, last those by which programs find it.
    """
    every = range(len(table.columns))
    if table.kind == "grid" or not table.rows:
        return list(every)
    lead = table.lead_index
    used = [at for at in every if any(has_text(row[at]) for row in table.rows)]
    last = [each.technical or each.role in (ColumnRole.ID, ColumnRole.RULE) for each in table.columns]
    return sorted(used, key=lambda at: (at != lead, last[at]))


def group_columns(table: Table) -> list[int]:
    """Return the numbers of the columns whose values group the rows."""
    ids = [column.id for column in table.columns]
    return [ids.index(name) for name in table.group_by]


def in_groups(table: Table) -> list[tuple[list[str], list[tuple[int, tuple[Cell, ...]]]]]:
    """Return the rows of records with their numbers, each group behind what its rows have in common."""
    groups = group_columns(table)
    numbered = groupby(enumerate(table.rows), lambda each: [text_of(each[1][at]) for at in groups])
    return [([text for text in common if text], list(rows)) for common, rows in numbered]


def as_cards(table: Table, columns: Sequence[int]) -> bool:
    """Return whether each row is shown as a card, with these columns.

    Nobody reads forty columns on a screen; and a browser that hides and shows thousands of rows of a table
    takes seconds, where cards take a moment.
    """
    is_too_large = len(columns) > _MAX_COLUMNS or len(table.rows) > _MAX_ROWS
    return table.kind == "records" and is_too_large


def percent(fraction: float) -> str:
    """Write a part of a whole as a length."""
    return f"{fraction:.2%}"


_FUNCTIONS: Final = (
    *(shown_columns, as_cards, group_columns, in_groups, has_text, outline, timeline, percent),
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
        order = [value["label"] for value in catalogue().entry(f"lists.{name}").values()]
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
        cells = zip(table.columns, row, strict=True)
        blocks = (entry.text for column, cell in cells if column.role is ColumnRole.BLOCK for entry in cell)
        return self.of((entry for cell in row for entry in cell), *blocks)


def _block_labels(tables: Iterable[Table]) -> Mapping[str | None, str]:
    """Collect what the blocks are called: in the model's own words if they are in the matrix."""
    labels = {block: label["label"] for block, label in catalogue().entry("lists.block").items()}
    for table in tables:
        if table.role is TableRole.MATRIX:
            own = {column.id: column.label for column in table.columns}
            own |= {row[0][0].element or "": row[0][0].text for row in table.rows}
            labels |= {block: own[block] for block in labels if block in own}
    return labels


class PlacedGaps:
    """The gaps by place: each at home, or else in the first table that has a row of its own for it."""

    def __init__(self, document: Document) -> None:
        tables = (*document.tables, *document.annexes)
        shown = [table for table in tables if table.role is not TableRole.FINDINGS]
        # The id of the table that shows the whole model, or empty if none was requested.
        self.home = next((table.id for role in _HOMES for table in shown if table.role is role), "")
        known: dict[Spot, Spot] = {}
        for table in sorted(shown, key=lambda table: table.id != self.home):
            if table.kind == "records" or table.id == self.home:
                for key, spot in _grid_spots(table) if table.kind == "grid" else _record_spots(table):
                    known.setdefault(key, spot)
        self._spots: dict[Spot, list[Finding]] = defaultdict(list)
        rest: list[Finding] = []
        for finding in document.findings:
            found = next((known[key] for key in _keys(finding) if key in known), None)
            (self._spots[found] if found else rest).append(finding)
        # Those of the whole model, and those without a spot.
        self.rest = rest if self.home else []

    @property
    def exist(self) -> bool:
        """Whether the page shows any."""
        return bool(self._spots or self.rest)

    def at(self, *spot: str | None) -> Sequence[Finding]:
        """Return the gaps of a spot."""
        return self._spots.get(tuple(part or "" for part in spot), ())

    def has_heads(self, table: Table) -> bool:
        """Return whether a column of a grid has gaps as a whole."""
        return any((table.id, "", column.id) in self._spots for column in table.columns[1:])


def _keys(finding: Finding) -> Iterator[Spot]:
    """Yield by what a gap is looked up: the element that it names; else its cell, its stage or its block."""
    location = finding.location
    stage, block = location.stage or "", location.block or ""
    if location.name:
        yield (location.element or "",)
        return
    if stage and block:
        yield from ((block, stage), (stage, block))
    if stage or block:
        yield ("", "", stage or block)


def _grid_spots(table: Table) -> Iterator[tuple[Spot, Spot]]:
    _, *columns = table.columns
    for name in (*(column.id for column in columns), *(row[0][0].element or "" for row in table.rows)):
        yield ("", "", name), (table.id, "", name)
    for row in table.rows:
        head = row[0][0].element or ""
        for column, cell in zip(columns, row[1:], strict=True):
            yield (head, column.id), (table.id, head, column.id)
            for entry in cell:
                if entry.element:
                    yield (entry.element,), (table.id, entry.element)


def _record_spots(table: Table) -> Iterator[tuple[Spot, Spot]]:
    """Yield the elements of single cells, which each row is about; cells with many refer to others."""
    single = [at for at, column in enumerate(table.columns) if not column.many]
    for number, row in enumerate(table.rows):
        for element in dict.fromkeys(row[at][0].element for at in single if row[at]):
            if element:
                yield (element,), (table.id, str(number))
