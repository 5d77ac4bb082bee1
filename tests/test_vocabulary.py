"""One vocabulary: schema, catalogue and closed lists say the same, and nothing is ever downloaded."""

import json
import socket
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator

from barrierctl.messages import acceptable_rules, catalogue, record, rule_ids
from barrierctl.pipeline import load_bytes
from barrierctl.resources import schema
from barrierctl.resources.vocabulary import LISTS, Block

if TYPE_CHECKING:
    from conftest import Golden

SCHEMAS = Path(__file__).parents[1] / "schemas"
SCHEMA = schema("barrier-model")
DEFINED = {name: kind for name, kind in LISTS.items() if kind is not Block}
WALK = Iterator[tuple[str, dict[str, Any]]]


def parts(rules: Any, path: str = "") -> WALK:
    """Every mapping of the schema with its path."""
    if isinstance(rules, dict):
        yield path, rules
        for key, inner in rules.items():
            yield from parts(inner, f"{path}/{key}")
    if isinstance(rules, list):
        for index, inner in enumerate(rules):
            yield from parts(inner, f"{path}/{index}")


def properties(whole: Any = SCHEMA) -> WALK:
    for path, rules in parts(whole):
        if path.endswith("/properties") and not path.endswith("/properties/properties"):
            for key, inner in rules.items():
                yield f"{path}/{key}", inner


@pytest.mark.parametrize("name", DEFINED)
def test_enum_in_the_schema_lists_the_vocabulary(name: str) -> None:
    assert SCHEMA["definitions"][name]["enum"] == [member.value for member in DEFINED[name]]


def test_schema_has_no_other_enum() -> None:
    lists = {name for name, rules in SCHEMA["definitions"].items() if "enum" in rules}
    assert lists == set(DEFINED)
    assert [path for path, rules in parts(SCHEMA) if "enum" in rules] == [
        f"/definitions/{name}" for name in DEFINED
    ]


def test_every_block_is_a_key_of_stages_and_general() -> None:
    general = SCHEMA["properties"]["general"]["properties"]
    assert list(general) == [block.value for block in Block]
    assert set(general) <= set(SCHEMA["definitions"]["stage"]["properties"])


@pytest.mark.parametrize("name", LISTS)
def test_every_value_has_a_label_and_a_meaning(name: str) -> None:
    entries = catalogue().entry(f"lists.{name}")
    assert set(entries) == {member.value for member in LISTS[name]}
    assert all(entry["label"].strip() and entry["meaning"].strip() for entry in entries.values())


def test_schema_helps_editors_in_the_words_of_the_catalogue(golden: "Golden") -> None:
    described = deepcopy(SCHEMA)
    for name in DEFINED:
        meanings = {value: entry["meaning"] for value, entry in catalogue().entry(f"lists.{name}").items()}
        described["definitions"][name]["enumDescriptions"] = list(meanings.values())
        for _, rules in properties(described):
            # Of a key that may have a list, editors offer no values unless the key itself names them.
            if rules.get("items") == {"$ref": f"#/definitions/{name}"}:
                rules["defaultSnippets"] = offered(meanings)
    titles = {rule: record(rule).title for rule in acceptable_rules()}
    described["definitions"]["rule"]["defaultSnippets"] = offered(titles)
    for block, rules in described["properties"]["labels"]["properties"].items():
        rules["default"] = catalogue().label("block", block)
    golden(SCHEMAS / "barrier-model.schema.json", json.dumps(described, indent=2, ensure_ascii=False) + "\n")


def test_schema_of_the_configuration_offers_every_rule(golden: "Golden") -> None:
    described = deepcopy(schema("config"))
    titles = {rule: record(rule).title for rule in rule_ids()}
    described["definitions"]["rule"]["defaultSnippets"] = offered(titles)
    golden(SCHEMAS / "config.schema.json", json.dumps(described, indent=2, ensure_ascii=False) + "\n")


def offered(meanings: dict[str, str]) -> list[dict[str, str]]:
    return [{"label": value, "description": text, "body": value} for value, text in meanings.items()]


@pytest.mark.parametrize("kind", ["stage", "facilitator", "opportunity", "signal", "partner", "barrier"])
def test_snippet_has_keys_of_what_it_makes(kind: str) -> None:
    rules = SCHEMA["definitions"][kind]
    (snippet,) = rules["defaultSnippets"]
    assert snippet["label"] == f"New {kind}"
    assert set(snippet["body"]) <= set(rules["properties"])
    assert list(snippet["body"].values()) == [f"${stop}" for stop, _ in enumerate(snippet["body"], 1)]


@pytest.mark.parametrize("name", DEFINED)
def test_every_list_has_a_name_for_messages(name: str) -> None:
    assert catalogue().entry("list_names")[name].strip()


def test_every_property_has_a_description() -> None:
    found = dict(properties())
    assert [path for path, rules in found.items() if not rules.get("description", "").strip()] == []
    assert len(found) > 200


def test_schema_is_valid_draft_07() -> None:
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(SCHEMA)


def test_schema_refers_only_to_itself() -> None:
    references = {rules["$ref"] for _, rules in parts(SCHEMA) if isinstance(rules.get("$ref"), str)}
    assert references
    assert {
        ref for ref in references if ref.removeprefix("#/definitions/") not in SCHEMA["definitions"]
    } == set()


def test_validation_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    valid = Path(__file__).parent / "valid" / "full.barrier.yaml"
    assert load_bytes(valid.read_bytes()).valid
    assert not load_bytes(b"barrier_model: 1\n$schema: https://example.org/schema.json\n").valid
