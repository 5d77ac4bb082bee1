"""Models whose every text is translated: what is shown in the other language has no word of the original."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import barrierctl
from barrierctl.model.model import BarrierModel
from barrierctl.model.translation import missing_texts, translate
from barrierctl.resources import schema
from barrierctl.views import HANDOUTS, VIEWS

from .models import models
from .test_valid_models import model_of

LANGUAGE = "mt"
"""One that the program has no words in, so that those of both outputs are English."""
OWN, OTHER = "OWNWORD", "OTHERWORD"
"""In capitals, as no address is."""


def resolved(rules: dict[str, Any]) -> dict[str, Any]:
    name = rules.get("$ref", "").rpartition("/")[2]
    return schema("barrier-model")["definitions"][name] if name else rules


def with_texts(value: Any, rules: dict[str, Any]) -> Any:
    """A copy with the word in each text that can be translated, and with all translations."""
    rules = resolved(rules)
    if "items" in rules:
        several = isinstance(value, list)
        return (
            [with_texts(one, rules["items"]) for one in value]
            if several
            else with_texts(value, rules["items"])
        )
    known = rules.get("properties", {})
    if "translations" in known and isinstance(value, str):  # a name alone
        value = {"name": value}
    if not isinstance(value, dict):
        return value
    value = {key: inner for key, inner in value.items() if key != "translations"}
    if "translations" not in known:
        return {key: with_texts(inner, known.get(key, {})) for key, inner in value.items()}
    texts = resolved(known["translations"]["additionalProperties"])["properties"]
    own = {key: planted(inner, texts[key]) for key, inner in value.items() if key in texts}
    rest = {key: with_texts(inner, known[key]) for key, inner in value.items() if key not in texts}
    theirs = json.loads(
        json.dumps({key: kept(inner, texts[key]) for key, inner in own.items()}).replace(OWN, OTHER)
    )
    return rest | own | {"translations": {LANGUAGE: {key: text for key, text in theirs.items() if text}}}


def planted(value: Any, rules: dict[str, Any]) -> Any:
    """A text with the word, or what holds such texts; other keys of a mapping stay."""
    match value:
        case str():
            return f"{OWN} {value}"
        case list():
            return [planted(one, {}) for one in value]
        case dict():
            known = rules["properties"]
            return {key: planted(text, {}) if key in known else text for key, text in value.items()}
        case _:
            return value


def kept(value: Any, rules: dict[str, Any]) -> Any:
    """The part of a value that a translation may have."""
    return (
        {key: text for key, text in value.items() if key in rules["properties"]}
        if isinstance(value, dict)
        else value
    )


def bilingual(tree: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = with_texts(tree | {"language": "en"}, schema("barrier-model"))
    return changed


def without_translations(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_translations(inner) for key, inner in value.items() if key != "translations"}
    return [without_translations(one) for one in value] if isinstance(value, list) else value


@settings(max_examples=10, deadline=None)
@given(tree=models())
def test_a_view_in_another_language_has_no_word_of_the_original(tree: Any) -> None:
    model = model_of(bilingual(tree))
    assert missing_texts(model, LANGUAGE)[0] == []
    for view in VIEWS:
        # The items for programs have the original beside the translations.
        for form in ["md"] if view in (*HANDOUTS, "items") else ["md", "csv", "json"]:
            assert OWN not in exported(model, form, view, LANGUAGE), (view, form)
        if view not in (*HANDOUTS, "items", "gaps"):
            own, other = (exported(model, "json", view, language) for language in (None, LANGUAGE))
            assert own.replace(OWN, OTHER) == other


def exported(model: BarrierModel, form: str, view: str, language: str | None = None) -> str:
    return barrierctl.export(model, form, view, language=language, audience="restricted").decode()


@pytest.mark.parametrize("form", ["html", "docx", "pptx", "svg"])
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_a_document_in_another_language_has_no_word_of_the_original(form: str, data: st.DataObject) -> None:
    model = model_of(bilingual(data.draw(models())))
    made = barrierctl.export(model, form, language=LANGUAGE, audience="restricted")
    packed = made.startswith(b"PK")
    parts = (
        [file.read(name) for file in [ZipFile(BytesIO(made))] for name in file.namelist()]
        if packed
        else [made]
    )
    assert all(OWN not in part.decode("utf-8", "replace") for part in parts)


@settings(max_examples=10, deadline=None)
@given(tree=models())
def test_translations_change_nothing_in_the_own_language(tree: Any) -> None:
    both = bilingual(tree)
    model, plain = model_of(both), model_of(without_translations(both))
    assert translate(plain, LANGUAGE) is plain
    for view in VIEWS:
        assert exported(model, "md", view) == exported(plain, "md", view)
