"""Format `html`: the whole model as one page that loads nothing and prints well."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from barrierctl.exporters import Options
from barrierctl.exporters.html.annotations import Filters, PlacedGaps
from barrierctl.messages import catalogue
from barrierctl.resources import packaged
from barrierctl.text.markup import readable
from barrierctl.views.document import ColumnRole, Document, Table
from barrierctl.vocabulary import Block

_FOLDER: Final = "exporters/html"
_OUR_LANGUAGE: Final = "en"  # of the words that do not come from the model
_MAX_COLUMNS: Final = 8
_MAX_ROWS: Final = 400


def export(document: Document, _options: Options) -> str:
    """Make the page; what is in the document is text in it, and nothing but text."""
    # Both files are ours; the template escapes whatever comes from the document.
    style, script = (Markup(packaged(f"{_FOLDER}/{name}")) for name in ("page.css", "page.js"))  # noqa: S704
    words = catalogue()
    is_ours = document.language.partition("-")[0].lower() == _OUR_LANGUAGE
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
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
            legend=words.entry("overview.legend"),
            blocks=tuple(Block),
        )
    )


def shown_columns(table: Table) -> list[int]:
    """Return the numbers of the columns; of records, of those that are not empty.

    First comes the one that says best what a row is about, last those by which programs find it.
    """
    every = range(len(table.columns))
    if table.kind == "grid" or not table.rows:
        return list(every)
    lead = table.lead or table.columns[0].id
    used = [at for at in every if any(entry.text for row in table.rows for entry in row[at])]
    last = [each.technical or each.role in (ColumnRole.ID, ColumnRole.RULE) for each in table.columns]
    return sorted(used, key=lambda at: (table.columns[at].id != lead, last[at]))


def as_cards(table: Table) -> bool:
    """Return whether each row is shown as a card.

    Nobody reads forty columns on a screen; and a browser that hides and shows thousands of rows of a table
    takes seconds, where cards take a moment.
    """
    is_too_large = len(shown_columns(table)) > _MAX_COLUMNS or len(table.rows) > _MAX_ROWS
    return table.kind == "records" and is_too_large


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: packaged(f"{_FOLDER}/{name}")),
        finalize=readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"shown_columns": shown_columns, "as_cards": as_cards}
    return made


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
