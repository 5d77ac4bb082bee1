"""Columns with texts of items in other languages: `translations.nl.name`, for people "Name (nl)"."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.translation import first_translations, is_same_language
from barrierctl.model.types import Item, Qualified, TranslatedText
from barrierctl.names import language_code
from barrierctl.views.columns import with_more
from barrierctl.views.document import Column, ColumnRole

KEYS: Final = (
    *("name", "description", "note", "tags", "competences", "information_exchange.reference", "group"),
    *("side_effects", "evidence", "legal_basis.reference"),
)
"""The columns of items whose texts can be translated."""
_COLUMN: Final = re.compile(rf"translations\.([A-Za-z]{{2,3}}(?:-[A-Za-z0-9]{{1,8}})*)\.({'|'.join(KEYS)})")
_HEADER: Final = re.compile(r"(.*\S)\s*[(\[]([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)[)\]]\s*", re.DOTALL)


def is_translated(column: str) -> bool:
    """Whether a column has texts in another language."""
    return _COLUMN.fullmatch(column) is not None


def own_column(column: str) -> str:
    """Return the column with the same texts in the language of the model; any other one as it is."""
    found = _COLUMN.fullmatch(column)
    return found[2] if found else column


def split_header(text: str) -> tuple[str, str]:
    """Split a header such as "Note (nl)" into the rest and the code of the language; empty if it has none."""
    found = _HEADER.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def translated_columns(model: BarrierModel, wanted: Iterable[str] = ()) -> list[str]:
    """List the columns for each language into which something of a model is translated, by id.

    A language has a column for names, and one for each other key with a text in either language.

    Args:
        model: in its own language.
        wanted: further columns, or languages that get columns too; those of the model's own need none.
    """
    own, names = model.header.language, [name for name in wanted if name]
    asked = (name for name in names if "." not in name and not is_same_language(name, own))
    languages = dict.fromkeys((*first_translations(model), *map(language_code, asked)))
    others = [name for name in names if is_translated(name)]
    if not languages:
        return list(dict.fromkeys(others))
    used = [key for key in KEYS if key == "name" or any(_has(item, key) for item in model.items)]
    every = (f"translations.{language}.{key}" for language in languages for key in used)
    return list(dict.fromkeys([*every, *others]))


def with_translations(columns: Iterable[Column], names: Iterable[str]) -> Iterator[Column]:
    """Give the columns of these ids, made like those with the same texts in the model's own language."""
    own = {column.id: column for column in columns}
    for name in names:
        like, language = own[own_column(name)], name.split(".")[1]
        yield replace(
            like,
            id=name,
            label=with_more(like.label, [language]),
            role=ColumnRole.TRANSLATION,
            hint=catalogue().say("views.hints.translation", language=language),
            detail=like.id != "name",
        )


def translation_of(item: Item, column: str) -> TranslatedText | None:
    """Return the text of an item in a column of another language."""
    _, language, key = column.split(".", 2)
    given = next((one.texts for one in item.translations if one.language == language), {})
    return _part(given.get(key.partition(".")[0]))


def _has(item: Item, key: str) -> bool:
    """Whether an item has a text under a key, in any language."""
    name = key.partition(".")[0]
    holders = (item, getattr(item, "facts", None))
    own = next((value for holder in holders if (value := getattr(holder, name, None))), None)
    return bool(_part(own) or any(_part(one.texts.get(name)) for one in item.translations))


def _part(text: TranslatedText | None) -> TranslatedText | None:
    return text.reference if isinstance(text, Qualified) else text
