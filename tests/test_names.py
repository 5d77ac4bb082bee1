"""Folded names and slugs (format.md, "Names, ids, elements")."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl.names import FreeNames, Guesses, fold, nearest, slug


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Lifestyle mismatching income", "lifestyle-mismatching-income"),
        ("(Il)legal courier services", "il-legal-courier-services"),
        ("  Café — Zürich!  ", "cafe-zurich"),
        ("Straße", "strasse"),
        ("ÆØŁĐÞ", "aeoldth"),
        ("Çelik ağ", "celik-ag"),
        ("Наркотики в сети", "наркотики-в-сети"),
        ("Йод", "йод"),
        ("ガス 爆発", "ガス-爆発"),
        ("हिन्दी", "हिन्दी"),
        ("e\u0301cole", "ecole"),
        ("३ things", "३-things"),
        ("C++ & co.", "c-co"),
        ("", "item"),
        ("—!—", "item"),
        ("🎆", "item"),
    ],
)
def test_slug_of_a_name(name: str, meant: str) -> None:
    assert slug(name) == meant


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_slug_is_never_empty_and_idempotent(name: str) -> None:
    made = slug(name)
    assert made
    assert slug(made) == made
    assert not re.search(r"\s|--|^-|-$|/", made)


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Cash  flow", " cash FLOW\n"), ("Straße", "STRASSE"), ("cafe\u0301", "CAFÉ"), ("a\u00a0b", "A b")],
)
def test_spaces_case_and_composition_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Café", "Cafe"), ("Drum 1", "Drum 2"), ("(Banks)", "Banks")])
def test_accents_digits_and_brackets_make_a_difference(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_taken_name_gets_the_next_free_number() -> None:
    assert FreeNames().take("cash") == "cash"
    free = FreeNames(["cash", "cash-2", "cash-4"])
    assert [free.take("cash") for _ in range(2)] == ["cash-3", "cash-5"]
    assert free.take("cash-3") == "cash-3-2"


def test_nearest_names_are_similar_ones() -> None:
    known = ["Fire service", "Police", "Tax authority"]
    assert nearest("fire servise", known) == "Fire service"
    assert nearest("Fishermen", known) == ""
    assert nearest("signals", ["signal", "signals", "signalz"]) == "signals"


def test_slug_has_at_most_a_thousand_letters() -> None:
    assert slug("abc " * 1000) == "-".join(["abc"] * 250)
    assert len(slug("é" * 5000)) == 1000


def test_suggestions_are_limited_to_the_first_names() -> None:
    guesses = Guesses(["Fire service", "Police", "Tax authority", "x" * 500])
    assert guesses.nearest("fire servise") == "Fire service"
    assert guesses.nearest("Fishermen") is None
    assert guesses.nearest("x" * 499) is None
    suggestions = [guesses.nearest(f"polise{number}") for number in range(40)]
    assert suggestions[:10] == ["Police"] * 10
    assert suggestions[-10:] == [None] * 10
    assert guesses.nearest("fire servise") == "Fire service"
