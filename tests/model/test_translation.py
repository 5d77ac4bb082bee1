"""A model is shown in a language that it has translations into; its gaps and addresses stay the same."""

from collections.abc import Callable

import pytest

from barrierctl import document
from barrierctl.errors import UsageError
from barrierctl.model.items import build_shared_parties
from barrierctl.model.model import BarrierModel
from barrierctl.model.translation import missing_texts, translate
from barrierctl.pipeline import load_bytes
from barrierctl.selection import ModelContext
from barrierctl.source import read

MARKET = """\
barrier_model: 1
id: m
title: Een markt
language: nl
translations: {en: {title: A market, labels: {signals: Signs}}, en-US: {title: A shop}}
labels: {signals: Tekens, partners: Bondgenoten}
parties:
  - {id: customs, name: Douane, aliases: [Inspecteurs], translations: {en: {name: Customs}}}
stages:
  - name: Bezorgen
    translations: {en: {name: Delivering, unknown: {signals: asked}}}
    unknown: {signals: gevraagd, opportunities: niet gevraagd}
    partners: [customs, Inspecteurs, {name: "112"}]
    barriers:
      - name: Pakketten controleren
        owner: Inspecteurs
        translations: {en: {name: Check parcels, note: Only for readers of English.}}
  - name: Opslaan
    partners: [Douane]
    barriers: [pakketten CONTROLEREN, {name: Kluizen, owner: customs, fallback_for: pakketten controleren}]
"""


@pytest.fixture
def market(model_of: Callable[[str], BarrierModel]) -> BarrierModel:
    return model_of(MARKET)


def stages_and_items(model: BarrierModel) -> list[str]:
    return [name for stage in model.stages for name in (stage.name, *(item.label for item in stage.items))]


def test_texts_are_translated_or_marked(market: BarrierModel) -> None:
    english = translate(market, "en")
    assert (english.title, english.header.language) == ("A market", "en")
    assert dict(english.header.labels) == {"signals": "Signs", "partners": "Bondgenoten [nl]"}
    assert dict(english.stages[0].unknown) == {"signals": "asked", "opportunities": "niet gevraagd [nl]"}
    assert stages_and_items(english) == [
        *("Delivering", "Customs", "Customs", "112", "Check parcels"),
        *("Opslaan [nl]", "Customs", "Check parcels", "Kluizen [nl]"),
    ]
    assert english.barriers[0].note == "Only for readers of English."


def test_addresses_links_and_entities_stay(market: BarrierModel) -> None:
    english = translate(market, "en")
    assert [item.element for item in english.items] == [item.element for item in market.items]
    assert [link.reference.path for link in english.links] == [link.reference.path for link in market.links]
    assert [(entity.element, entity.name) for entity in english.entities] == [
        ("bezorgen/partners/douane", "Customs"),
        ("bezorgen/partners/112", "112"),
        ("bezorgen/barriers/pakketten-controleren", "Check parcels"),
        ("opslaan/barriers/kluizen", "Kluizen [nl]"),
    ]
    items = {id(item) for item in english.items}
    assert all(id(item) in items for entity in english.entities for item in entity.items)
    assert all(id(link.holder) in items for link in english.links if link.holder)


def test_references_by_name_are_translated_and_those_by_id_stay(market: BarrierModel) -> None:
    _, _, vaults = translate(market, "en").barriers
    assert [one.text for one in (*vaults.owner, *vaults.fallback_for)] == ["customs", "Check parcels"]
    assert [one.text for one in translate(market, "en").barriers[0].owner] == ["Customs"]


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        *(("en", "A market"), ("EN", "A market"), ("en-GB", "A market"), ("en-us", "A shop")),
        *(("nl", "Een markt"), ("nl-BE", "Een markt"), ("fr", "Een markt"), ("", "Een markt")),
    ],
)
def test_the_nearest_language_is_taken(market: BarrierModel, wanted: str, title: str) -> None:
    assert translate(market, wanted).title == title


def test_a_model_without_that_language_is_the_same(market: BarrierModel) -> None:
    assert translate(market, "fr") is market
    assert translate(market, "nl-BE") is market


@pytest.mark.parametrize("own", ["en-GB", "en"])
def test_a_region_of_its_own_language_needs_no_mark(
    model_of: Callable[[str], BarrierModel], own: str
) -> None:
    model = model_of(
        f"{{barrier_model: 1, id: m, title: Lorries, language: {own}, stages: "
        "[{name: Parking, translations: {en-US: {name: Parking lot}, de: {name: Parken}}}]}"
    )
    american = translate(model, "en-US")
    assert (american.title, american.stages[0].name) == ("Lorries", "Parking lot")
    assert translate(model, "de-AT").title == f"Lorries [{own}]"


def test_a_region_stands_in_for_its_language(model_of: Callable[[str], BarrierModel]) -> None:
    model = model_of(
        "{barrier_model: 1, id: m, title: Lorries, language: en, stages: "
        "[{name: Parking, translations: {nl-BE: {name: Parkeren}}}]}"
    )
    dutch = translate(model, "nl")
    assert (dutch.title, dutch.stages[0].name, dutch.header.language) == (
        *("Lorries [en]", "Parkeren", "nl-BE"),
    )


def test_gaps_are_those_of_the_model_in_other_words(model_of: Callable[[str], BarrierModel]) -> None:
    """Which names are unfinished depends on the language, so that is left out."""
    model = model_of(
        "{barrier_model: 1, id: m, title: Vuurwerk, language: nl, stages: [{name: Opslaan, translations: "
        "{en: {name: Storing}}, signals: [{name: Geur en, translations: {en: {name: Smell}}}, "
        "{name: Lawaai, translations: {en: {name: Noise of}}}]}]}"
    )
    own, english = (document(model, "gaps", language=one).findings for one in (None, "en"))
    kept = [(one.rule, one.fingerprint) for one in own if one.rule != "cut-off-name"]
    assert [(one.rule, one.fingerprint) for one in english] == kept
    assert [one.location.name for one in own if one.rule == "cut-off-name"] == ["Geur en"]
    assert all("Opslaan" not in one.sentence for one in english)


def test_a_very_large_model_is_shown_in_its_own_language_only(
    model_of: Callable[[str], BarrierModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("barrierctl.model.translation.MAX_TRANSLATED_ITEMS", 1)
    model = model_of(
        "{barrier_model: 1, id: m, title: Vuurwerk, language: nl, stages: [{name: Opslaan, "
        "signals: [Geur, Lawaai], translations: {en: {name: Storing}}}]}"
    )
    with pytest.raises(UsageError, match=r"Up to 1 items can be shown .* this model has 2"):
        translate(model, "en")
    assert translate(model, "fr") is model


def test_each_text_of_a_block_is_taken_from_the_nearest_language(
    model_of: Callable[[str], BarrierModel],
) -> None:
    model = model_of(
        "{barrier_model: 1, id: m, title: T, language: en, labels: {signals: Signs, partners: Allies}, "
        "stages: [{name: A}], translations: {nl: {labels: {signals: Tekens, partners: Vrienden}}, "
        "nl-BE: {labels: {partners: Makkers}}}}"
    )
    assert dict(translate(model, "nl-BE").header.labels) == {"signals": "Tekens", "partners": "Makkers"}


def test_translations_of_shared_parties_serve_in_a_model_with_others() -> None:
    shared = build_shared_parties(
        read(b"[{id: police, name: Politie, translations: {en: {name: Police}, nl: {name: P}}}]").tree
    )
    text = "{{barrier_model: 1, id: m, title: T, language: nl, stages: [{{name: A, partners: [police]{}}}]}}"
    names = []
    for more in (", translations: {en: {name: B}}", ""):
        loaded = load_bytes(text.format(more).encode(), context=ModelContext(parties=shared))
        assert loaded.model
        assert loaded.violations == ()
        english = translate(loaded.model, "en")
        names.append([english.stages[0].name, english.items[0].label])
        if more:
            assert missing_texts(loaded.model, "en") == (["T"], 3)
    assert names == [["B", "Police"], ["A", "Politie"]]
