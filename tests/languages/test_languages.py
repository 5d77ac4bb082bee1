"""The other languages say all that English says, with the same parameters."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel import Locale

sys.path.insert(0, str(Path(__file__).parent))
from skeleton import PACKAGE, english, load

CODES = sorted({path.stem for path in (PACKAGE / "languages").glob("??.yaml")})
OTHERS = [code for code in CODES if code != "en"]
ENGLISH = english()


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file, with the keys that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{path}[{index}]")
    else:
        yield path, "" if value is None else str(value)


def parameters(path: str, text: str) -> list[str]:
    """The parameters of a text; the number is free in a form `one`, which French has for nothing too."""
    found = {f"{name}:{form}" for _, name, form, _ in Formatter().parse(text) if name}
    return sorted(found - {"count:"} if path.endswith(".one") else found)


@pytest.mark.parametrize("code", OTHERS)
def test_no_text_is_missing_and_none_is_left_over(code: str) -> None:
    ours = {path for path, _ in texts(load(PACKAGE / f"languages/{code}.yaml"))}
    theirs = {path for path, _ in texts(ENGLISH) if not path.startswith("grammar.")}
    ours = {path for path in ours if not path.startswith("grammar.")}
    assert (sorted(theirs - ours), sorted(ours - theirs)) == ([], [])


@pytest.mark.parametrize("code", OTHERS)
def test_each_text_has_the_parameters_of_the_english_one(code: str) -> None:
    ours = dict(texts(load(PACKAGE / f"languages/{code}.yaml")))
    wrong = [
        (path, parameters(path, text), parameters(path, ours[path]))
        for path, text in texts(ENGLISH)
        if path in ours and parameters(path, text) != parameters(path, ours[path])
    ]
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_left_in_english(code: str) -> None:
    """A sentence of six words or more is not the same in two languages."""
    ours = dict(texts(load(PACKAGE / f"languages/{code}.yaml")))
    same = [
        path
        for path, text in texts(ENGLISH)
        if len(re.findall(r"[^\W\d_]{2,}", text)) > 5 and ours.get(path) == text
    ]
    assert same == []


@pytest.mark.parametrize("code", CODES)
def test_the_form_for_a_number_is_the_one_of_the_language(code: str) -> None:
    singular = load(PACKAGE / f"languages/{code}.yaml")["grammar"]["singular"]
    plural = Locale.parse(code).plural_form
    assert [number for number in range(1001) if plural(number) == "one"] == singular
