"""The entries for SchemaStore keep to its rules, and match the files that barrierctl reads."""

import json
from fnmatch import fnmatch
from pathlib import Path

import pytest

from barrierctl.config.types import NAME
from barrierctl.files import SUFFIXES
from barrierctl.messages import HOME

ROOT = Path(__file__).parents[2]
MODELS, CONFIGURATION = json.loads((ROOT / "docs" / "schemastore.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", [MODELS, CONFIGURATION], ids=lambda entry: str(entry["name"]))
def test_entry_keeps_to_the_rules_of_the_catalogue(entry: dict[str, str]) -> None:
    assert list(entry) == ["name", "description", "fileMatch", "url"]
    for text in (entry["name"], entry["description"]):
        assert "schema" not in text.lower()
        assert text == text.strip(" ,.-")


@pytest.mark.parametrize("entry", [MODELS, CONFIGURATION], ids=lambda entry: str(entry["name"]))
def test_entry_leads_to_a_schema_of_the_project(entry: dict[str, str]) -> None:
    home = HOME.replace("github.com", "raw.githubusercontent.com")
    path = entry["url"].removeprefix(f"{home}/main/")
    assert json.loads((ROOT / path).read_text(encoding="utf-8"))["$schema"]


def test_models_and_configurations_are_matched_by_one_entry_each() -> None:
    names = {f"fireworks{suffix}": MODELS for suffix in SUFFIXES} | {NAME: CONFIGURATION}
    for name, entry in names.items():
        matching = [
            each for each in (MODELS, CONFIGURATION) if any(fnmatch(name, glob) for glob in each["fileMatch"])
        ]
        assert matching == [entry]
    others = ["fireworks.yaml", "barrierctl.yaml", "barrier.yaml", "fireworks.barrier.json"]
    assert [
        name
        for name in others
        for glob in MODELS["fileMatch"] + CONFIGURATION["fileMatch"]
        if fnmatch(name, glob)
    ] == []
