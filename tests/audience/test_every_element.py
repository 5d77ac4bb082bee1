"""Each element of a model that has every key gets a restricted twin, whose every text has the word "geheim".

The twin refers to what the element refers to. Nothing refers to it but, for a party, an item. So the public
outputs are those of the model without the twin.
"""

import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

import barrierctl
from barrierctl.exporters import FORMATS
from barrierctl.pipeline import load_bytes
from barrierctl.reporters import FORMATS as REPORTS
from barrierctl.resources import schema
from barrierctl.views import VIEWS

from .unpacked import unpacked

if TYPE_CHECKING:
    from conftest import Run

DAY = date(2026, 6, 1)
SCHEMA = schema("barrier-model")
ITEMS = {"facilitator", "opportunity", "signal", "partner", "barrier"}
"""Kinds of elements that may be a text alone."""
SOURCE_USE = SCHEMA["definitions"]["source-use"]
FULL = re.sub(
    r"(tags: \[training\]\n *classification: )restricted",
    r"\1public",
    (Path(__file__).parents[1] / "valid/full.barrier.yaml").read_text(encoding="utf-8"),
)
"""With a measure that is public, so that the public calendar is not empty."""


def dumped(tree: Any) -> str:
    out = io.StringIO()
    yaml = YAML()
    yaml.width = 1000
    yaml.dump(tree, out)
    return out.getvalue()


def loaded(text: str) -> Any:
    return YAML(typ="safe").load(text)


def rules_of(rules: Any) -> Any:
    name = rules.get("$ref", "").rpartition("/")[2]
    return SCHEMA["definitions"][name] if name else rules


def planted(value: Any, rules: Any, number: int) -> Any:
    """A copy of a value with the word in each free text, and with other ids."""
    if isinstance(value, list):
        return [planted(each, rules["items"], number) for each in value]
    if isinstance(value, str):
        kind = (rules | rules.get("then", {})).get("$ref", "").rpartition("/")[2]
        if kind == "id":
            return f"geheim-{number}-{value}"
        is_text = kind in {"text", "name"} or kind in ITEMS
        return f"Geheim {value}" if is_text else value
    if isinstance(value, dict):
        own = rules_of(rules)
        if "propertyNames" in own:  # translations, by language
            return {key: planted(inner, own["additionalProperties"], number) for key, inner in value.items()}
        keys = (own if "properties" in own else SOURCE_USE)["properties"]
        return {key: planted(inner, keys[key], number) for key, inner in value.items()}
    return value


def rules_at(path: tuple[str | int, ...]) -> Any:
    rules: Any = SCHEMA
    for step in path:
        inner = rules_of(rules)
        rules = inner["properties"][step] if isinstance(step, str) else inner["items"]
    return rules


def holder_of(tree: Any, path: tuple[str | int, ...]) -> Any:
    for step in path[:-1]:
        tree = tree[step]
    return tree


def add_twin(tree: Any, path: tuple[str | int, ...], number: int) -> None:
    """Put a restricted copy of an element behind it."""
    index = int(path[-1])
    twin = planted(holder_of(loaded(FULL), path)[index], rules_at(path), number)
    twin = {"name": twin} if isinstance(twin, str) else twin
    if "party" in twin:
        twin.setdefault("name", "Geheim")
    holder_of(tree, path).insert(index + 1, twin | {"classification": "restricted"})
    if path[0] == "parties":
        tree["stages"][0]["partners"].append({"party": twin["id"], "note": "Geheim note"})


def elements() -> list[tuple[str | int, ...]]:
    """The places of all elements that may be restricted, and are in a list."""
    model = load_bytes(BASE.encode()).model
    assert model is not None
    places = {
        element.path for element in model.elements if element.path and isinstance(element.path[-1], int)
    }
    return sorted(
        (path for path in places if "classification" in rules_of(rules_at(path))["properties"]), key=str
    )


BASE = dumped(loaded(FULL))
PLACES = elements()


def with_twins(*places: tuple[str | int, ...]) -> str:
    tree = loaded(FULL)
    ordered = sorted(places, key=lambda path: [str(step).zfill(9) for step in path], reverse=True)
    for number, place in enumerate(ordered):
        add_twin(tree, place, number)
    return dumped(tree)


def test_every_kind_of_element_is_among_them() -> None:
    found = [rules_of(rules_at(path)) for path in PLACES]
    every = [
        rules for rules in SCHEMA["definitions"].values() if "classification" in rules.get("properties", {})
    ]
    assert all(rules in found for rules in every)


@pytest.mark.parametrize("place", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_a_restricted_twin_leaves_no_trace_in_the_text(place: tuple[str | int, ...]) -> None:
    """The text of the public model, from which every output comes, is that without the twin."""
    public, rest = (barrierctl.loads(text, audience="public") for text in (with_twins(place), BASE))
    assert with_twins(place) != BASE
    assert public.lines == rest.lines


ALL = with_twins(*PLACES)


@pytest.mark.parametrize("language", [None, "nl"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_format_has_a_word_of_the_twins(form: str, language: str | None) -> None:
    public, rest = (barrierctl.loads(text, audience="public") for text in (ALL, BASE))
    made = barrierctl.export(public, form, today=DAY, language=language)
    assert made == barrierctl.export(rest, form, today=DAY, language=language)
    assert all("geheim" not in part.decode("utf-8", "replace").lower() for part in unpacked(made))


COMMANDS = (
    *(("show", "--view", view) for view in VIEWS),
    *((command, "--format", form) for command in ("validate", "gaps", "check") for form in REPORTS),
    *(("export", "--format", "md", "--view", view) for view in VIEWS),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_command_has_a_word_of_the_twins(arguments: tuple[str, ...], tmp_path: Any, run: "Run") -> None:
    outputs = []
    for text in (ALL, BASE):
        (tmp_path / "m.barrier.yaml").write_text(text, encoding="utf-8")
        done = run(*arguments, "m.barrier.yaml", "--audience", "public", "--today", "2026-06-01")
        assert "geheim" not in (done.stdout + done.stderr).lower()
        outputs.append(done.stdout)
        assert "left out" in done.stderr
    assert outputs[0] == outputs[1]
