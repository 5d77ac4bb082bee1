"""Format `html`: the whole model as one page that loads nothing and reads well on paper too."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from barrierctl.document import Document
from barrierctl.exporters import Options
from barrierctl.exporters.html.filters import Filters
from barrierctl.exporters.html.placing import placed
from barrierctl.exporters.html.shape import as_cards, shown_columns
from barrierctl.languages import catalogue
from barrierctl.resources import packaged
from barrierctl.text.html import readable
from barrierctl.vocabulary import Block

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
