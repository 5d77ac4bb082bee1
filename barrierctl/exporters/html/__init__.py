"""Format `html`: the whole model as one page that loads nothing and prints well."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from barrierctl.exporters import Options
from barrierctl.exporters.html.filters import Filters
from barrierctl.exporters.html.findings import placed
from barrierctl.messages import catalogue
from barrierctl.resources import packaged
from barrierctl.text.markup import readable
from barrierctl.views.document import Column, ColumnRole, Document, Table
from barrierctl.vocabulary import Block

_MOST_COLUMNS: Final = 8
_MOST_ROWS: Final = 400


def shown_columns(table: Table) -> list[int]:
    """The columns by number; of records, those in which something stands.

    First comes the one that says best what a row is about, last those by which programs find it.
    """
    every = range(len(table.columns))
    if table.kind == "grid" or not table.rows:
        return list(every)
    lead = table.lead or table.columns[0].id
    used = [at for at in every if any(entry.text for row in table.rows for entry in row[at])]
    return sorted(used, key=lambda at: (table.columns[at].id != lead, _is_last(table.columns[at])))


def _is_last(column: Column) -> bool:
    return column.technical or column.role in (ColumnRole.ID, ColumnRole.RULE)


def as_cards(table: Table) -> bool:
    """Whether each row is shown as a card.

    Nobody reads forty columns on a screen; and a browser that hides and shows thousands of rows of a table
    takes seconds, where cards take a moment.
    """
    too_large = len(shown_columns(table)) > _MOST_COLUMNS or len(table.rows) > _MOST_ROWS
    return table.kind == "records" and too_large


_HERE: Final = "exporters/html"
_OURS: Final = "en"  # the language of the words that do not come from the model


def export(document: Document, _options: Options) -> str:
    """The page; what stands in the document is text in it, and nothing but text."""
    # Both files are ours; whatever comes from the document is escaped by the template.
    style, script = (Markup(packaged(f"{_HERE}/{name}")) for name in ("page.css", "page.js"))  # noqa: S704
    words = catalogue()
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            document=document,
            filters=Filters(document),
            placed=placed(document),
            policy=_policy(style, script),
            style=style,
            script=script,
            say=words.say,
            label=words.label,
            ours=Markup("" if _is_ours(document.language) else f' lang="{_OURS}"'),  # noqa: S704
            shown=words.entry("exports.html.shown"),
            signs=words.entry("severity"),
            legend=words.entry("overview.legend"),
            blocks=tuple(Block),
        )
    )


def _is_ours(language: str) -> bool:
    return language.partition("-")[0].lower() == _OURS


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: packaged(f"{_HERE}/{name}")),
        finalize=readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"shown_columns": shown_columns, "as_cards": as_cards}
    return made


def _policy(style: str, script: str) -> str:
    """What a browser may load and run: this page's own style and script, to the letter, and no more."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
