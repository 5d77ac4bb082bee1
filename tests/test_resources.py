"""Chapters of a large YAML file, which are read one at a time."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from barrierctl.resources import Chapters, packaged

LANGUAGES = Path(__file__).parents[1] / "barrierctl" / "languages"


@pytest.mark.parametrize("language", ["en"])
def test_chapters_hold_what_the_whole_file_holds(language: str) -> None:
    whole = YAML(typ="safe").load((LANGUAGES / f"{language}.yaml").read_text(encoding="utf-8"))
    chapters = Chapters(packaged(f"languages/{language}.yaml"))
    assert {key: chapters[key] for key in whole} == whole


def test_unknown_chapter_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Chapters(packaged("languages/en.yaml"))["nothing"]
