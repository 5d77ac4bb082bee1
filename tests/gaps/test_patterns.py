"""Patterns of a configuration are run on texts that anybody may have written."""

import time

import pytest

from barrierctl.gaps.custom_rules import matches, max_length, pattern_error

GOOD = [
    r"^[A-Z]",
    r"^\w+ \w+$",
    r"^(Inform|Train) of .*$",
    r"^[A-Z]{2}-\d{4}$",
    r"[\w ()]+",
    r"(?i)police",
    r"^(-\d+)?$",
    r"[)(*+]+",
    r"\(\d+\)",
    r"(?:ab)+c",
    r"a{2,3}b",
    r"^(?P<first>[a-z]+)$",
    r"^(?!.*test)",
]
SLOW = [
    r"(a+)+$",
    r"(a|a)*$",
    r"(a*)*",
    r"a*a*a*a*",
    r"(a?){20}",
    r"((ab)*)+",
    r"(\w+)\1",
    r"(?P<x>a)(?P=x)",
    "a?" * 11,
    r"(?:a|b){3}",
    r"(?=(a+))*",
    r"(?i:(a+))+",
    r"(a+?)+",
    "(a|b)" * 11,
    "([*]+)*",
]


@pytest.mark.parametrize("pattern", GOOD)
def test_common_pattern_is_accepted(pattern: str) -> None:
    assert pattern_error(pattern) is None
    assert max_length(pattern)


@pytest.mark.parametrize("pattern", SLOW)
def test_pattern_that_could_take_for_ever_is_refused(pattern: str) -> None:
    assert pattern_error(pattern) is None
    assert not max_length(pattern)


@pytest.mark.parametrize("pattern", ["[a", "a{99999999999}", "[[a]", "*", "(" * 5])
def test_unreadable_pattern_gives_a_reason(pattern: str) -> None:
    assert pattern_error(pattern)


@pytest.mark.parametrize("pattern", [r"\w*\w*\w*a?!", r"(a|a)" * 10 + "!", r"\w*a?a?\w*a?a?!", r"\w*a?a?a?!"])
def test_slowest_accepted_pattern_ends_soon(pattern: str) -> None:
    assert max_length(pattern)
    begun = time.monotonic()
    assert not matches(pattern, "a" * 100_000)
    assert time.monotonic() - begun < 10


def test_only_the_beginning_of_a_text_is_searched() -> None:
    assert matches(r"b$", "a" * 4_999 + "b" + "c" * 10_000)
    assert not matches(r"x+", "a" * 500 + "x")
