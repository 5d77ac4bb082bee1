"""Format `html`: the whole model as one page that loads nothing, with the poster on paper."""

from base64 import b64encode
from collections import defaultdict
from hashlib import sha256
from itertools import groupby
from typing import Final, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from barrierctl.exporters import Options
from barrierctl.exporters.common import COLOURS
from barrierctl.exporters.html.lookups import (
    MOST_ROWS,
    Cards,
    Filters,
    PlacedGaps,
    as_cards,
    block_of,
    finalize,
    words,
)
from barrierctl.exporters.timeline import timeline
from barrierctl.messages import catalogue, language, message_in_stage
from barrierctl.resources import packaged
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.views.document import (
    Cell,
    Chapter,
    ColumnRole,
    Document,
    Table,
    TableRole,
    has_text,
    outline,
    text_of,
    transposed,
)

_FOLDER: Final = "exporters/html"
_MOST_STAGES: Final = 8  # side by side on a screen of 1,280 px
_MOST_BESIDE: Final = 6  # columns of a matrix that has the agenda beside it
_MOST_COUNTS: Final = 5  # stages side by side in half of it
_COLOURED: Final = ("neutral", *Block)  # what has the same colour on the page as on the poster
_RANKS: Final[dict[TableRole | None, int]] = {
    TableRole.TASKS: 1,
    TableRole.COUNTS: 2,
    TableRole.RANKING: 3,
    TableRole.QUADRANTS: 4,
}
"""What comes first in a chapter, after the agenda and other outlines."""
_OUTLINE, _OTHER = 0, 5


def export(document: Document, _options: Options) -> str:
    """Make the page; what is in the document is text in it, and nothing but text."""
    # Both files are ours; the template escapes whatever comes from the document.
    colours = "".join(f"--{name}: {colour}; " for name, colour in COLOURS.items() if name in _COLOURED)
    style = Markup(f":root {{ {colours}}}\n" + packaged(f"{_FOLDER}/page.css"))  # noqa: S704
    script = Markup(packaged(f"{_FOLDER}/page.js"))  # noqa: S704
    ours = catalogue()
    is_ours = document.language.partition("-")[0].lower() == language()
    lang = "" if is_ours else f' lang="{language()}"'
    gaps = PlacedGaps(document.findings)
    page = _PAGES.get_template("page.html.j2")
    return page.render(
        document=document,
        chapters=chapters(document),
        overview_table=document.overview and _turned(document.overview, _MOST_COUNTS),
        filters=Filters(document),
        cards=Cards(document, gaps, lang),
        gaps=gaps,
        # A browser may load and run this page's own style and script, to the letter, and no more.
        policy=(
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        style=style,
        script=script,
        say=ours.say,
        label=ours.label,
        ours=Markup(lang),  # noqa: S704
        shown=ours.entry("exports.html.shown"),
        signs=ours.entry("severity"),
        blocks=tuple(Block),
        general=RESERVED_ID,
    )


class Section(NamedTuple):
    """A chapter of the page: an entry in the menu, and its tables."""

    name: Chapter
    label: str
    tables: tuple[Table, ...]
    has_findings: bool  # whether it lists the findings

    @property
    def is_beside(self) -> bool:
        """Whether its tables are an agenda and a matrix that find room side by side."""
        roles = [table.role for table in self.tables]
        if roles != [TableRole.AGENDA, TableRole.MATRIX]:
            return False
        return len(self.tables[-1].columns) <= _MOST_BESIDE and not is_large(self.tables[-1])


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
        ranked = sorted(
            (table for table in found[name] if table.role is not TableRole.FINDINGS),
            key=lambda table: _OUTLINE if table.is_outline else _RANKS.get(table.role, _OTHER),
        )
        shown = tuple(map(_turned, ranked))
        label = shown[0].title if len(shown) == 1 else catalogue().say(f"exports.html.chapters.{name}")
        sections.append(Section(name, label, shown, has_findings=name is Chapter.FINDINGS))
    return sections


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
    used = [at for at in every if any(row[at] and has_text(row[at]) for row in table.rows)]
    hidden = [each.technical or each.role is ColumnRole.RULE for each in table.columns]
    return sorted((at for at in used if at == lead or not hidden[at]), key=lambda at: at != lead)


def in_groups(table: Table) -> list[tuple[str, list[tuple[int, tuple[Cell, ...]]]]]:
    """Return the rows of records with their numbers, under what the first column that groups them says."""
    groups = table.group_indexes[:1]
    numbered = groupby(enumerate(table.rows), lambda each: "".join(text_of(each[1][at]) for at in groups))
    return [(text, list(rows)) for text, rows in numbered]


def is_large(table: Table) -> bool:
    """Return whether there are too many entries to lay out at once."""
    return sum(len(cell) for row in table.rows for cell in row) > MOST_ROWS


def percent(fraction: float) -> str:
    """Write a part of a whole as a length."""
    return f"{fraction:.2%}"


_FUNCTIONS: Final = (
    *(shown_columns, as_cards, block_of, is_large, in_groups, percent, words),
    *(has_text, outline, timeline, message_in_stage),
)
"""What the templates call."""
_PAGES: Final = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    loader=FunctionLoader(lambda name: packaged(f"{_FOLDER}/{name}")),
    finalize=finalize,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals |= {each.__name__: each for each in _FUNCTIONS}


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
