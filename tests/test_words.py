"""The words of a language are one whole YAML file, however little of it is read at a time."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from barrierctl.resources import Chapters

LANGUAGES = Path(__file__).parents[1] / "barrierctl" / "languages"


@pytest.mark.parametrize("language", ["en"])
def test_a_chapter_holds_what_the_file_does(language: str) -> None:
    whole = YAML(typ="safe").load((LANGUAGES / f"{language}.yaml").read_text(encoding="utf-8"))
    chapters = Chapters(f"languages/{language}.yaml")
    assert {key: chapters[key] for key in whole} == whole


def test_what_is_no_chapter_is_told() -> None:
    with pytest.raises(KeyError):
        Chapters("languages/en.yaml")["nothing"]
