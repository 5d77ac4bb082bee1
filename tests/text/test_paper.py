"""Text for a printed sheet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barrierctl.text.paper import printed, words_to_keep
from barrierctl.text.terminal import UNSEEN


@given(text=st.text())
def test_nothing_on_paper_acts_instead_of_being_seen(text: str) -> None:
    assert not re.search(UNSEEN, printed(text))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Café \N{GREEK SMALL LETTER ALPHA}", "Café \N{GREEK SMALL LETTER ALPHA}"),
        ("line\nbreak", "line break"),
        ("nobody's \ue000", "nobody's \\ue000"),
        ("a \N{COMBINING ACUTE ACCENT}", "a\N{NO-BREAK SPACE}\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_what_cannot_be_set_is_written_out_or_tied(text: str, seen: str) -> None:
    assert printed(text) == seen


def test_what_is_no_word_by_its_length_may_be_broken() -> None:
    assert words_to_keep("in Verantwoordelijkheidsgevoel " + "W" * 61) == [
        "in",
        "Verantwoordelijkheidsgevoel",
    ]


def test_words_part_at_hyphens_and_of_long_ones_thirty_letters_have_to_fit() -> None:
    assert words_to_keep("call-to-action -x " + "W" * 31) == ["call-", "to-", "action", "-x", "W" * 30]
