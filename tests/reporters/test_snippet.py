"""The line under which a caret stands, as far as the terminal is wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barrierctl.findings import Finding, Severity, Span
from barrierctl.reporters.text import snippet
from barrierctl.text.terminal import columns

GUTTER = 10


def shown(line: str, start: int, end: int, width: int = 80) -> tuple[str, str]:
    """The line as it is shown, and what the caret marks in it."""
    span = Span(1, start + 1, 1, end + 1)
    finding = Finding(rule="r", family="validate", severity=Severity.ERROR, span=span)
    _, text, caret, *_ = snippet((line,), finding, width=width)
    assert columns(text) <= width
    before, marks = caret[GUTTER:].count(" "), caret.count("^")
    marked, at = "", 0
    for letter in text[GUTTER:]:
        if before <= at < before + marks:
            marked += letter
        at += columns(letter)
    return text[GUTTER:], marked


@pytest.mark.parametrize("letter", ["a", "日"])
@pytest.mark.parametrize("place", [0, 5, 100, 195])
def test_a_long_line_is_cut_to_the_width_of_the_terminal(letter: str, place: int) -> None:
    line = letter * place + "HERE" + letter * (196 - place)
    text, marked = shown(line, place, place + 4)
    assert marked == "HERE"
    assert columns(text) <= 70


@pytest.mark.parametrize("letter", ["a", "日"])
def test_what_ends_there_has_no_dots_behind_it(letter: str) -> None:
    text, marked = shown(letter * 100 + "HERE", 100, 104)
    assert text.startswith("…")
    assert text.endswith("HERE")
    assert marked == "HERE"


@given(st.text("a日é\u0301 ", min_size=1, max_size=200), st.integers(0, 200), st.integers(40, 90))
def test_no_line_is_wider_than_the_terminal(line: str, place: int, width: int) -> None:
    if line.strip():
        shown(line, min(place, len(line)), min(place, len(line)) + 1, width)
