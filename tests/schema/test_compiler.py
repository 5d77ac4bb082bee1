"""The compiled schema accepts exactly the trees that jsonschema accepts."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl.resources import schema
from barrierctl.schema.paths import Grammar, rules_of
from barrierctl.schema.validator import Compiler, acceptor
from barrierctl.schema.violations import json_validator
from barrierctl.source import read

VALID = sorted(Path(__file__).parents[1].joinpath("valid").glob("*.yaml"))
TREES = [json.loads(json.dumps(read(path.read_bytes()).tree)) for path in VALID]
KEYS = sorted(
    {key for rules in schema("barrier-model")["definitions"].values() for key in rules.get("properties", {})}
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 10),
    st.floats(-2, 10),
    st.sampled_from(
        ["", " ", "a-b", "A", "a\n", "nl", "NL", "general", "2026-02-30", "2026-02-28", "2026-02-28\n"]
    ),
    st.sampled_from(
        ["2026", "2026-13", "https://a.b", "https://a.b\n", "economic", "public", "high", "1", 1, 1.0]
    ),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just({"name": "a"}),
)


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every place in a tree, as what holds it and where in that."""
    found: list[tuple[Any, Any]] = []
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for at, inner in entries:
        found += [(tree, at), *places(inner)]
    return found


@pytest.mark.parametrize("path", VALID, ids=lambda path: str(path.name))
def test_valid_files_are_accepted(path: Path) -> None:
    assert acceptor(Grammar.MODEL)(read(path.read_bytes()).tree)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_acceptor_agrees_with_jsonschema(data: st.DataObject) -> None:
    tree = copy.deepcopy(data.draw(st.sampled_from(TREES)))
    for _ in range(data.draw(st.integers(1, 3))):
        holder, at = data.draw(st.sampled_from(places(tree)))
        change = data.draw(st.sampled_from(["replace", "delete", "add"]))
        if change == "add" and isinstance(holder, dict):
            holder[data.draw(st.sampled_from([*KEYS, "colour"]))] = copy.deepcopy(data.draw(VALUES))
        elif change == "delete":
            del holder[at]
            break
        else:
            holder[at] = copy.deepcopy(data.draw(VALUES))
    assert acceptor(Grammar.MODEL)(tree) is json_validator(Grammar.MODEL).is_valid(tree)


def test_unknown_keyword_cannot_be_compiled() -> None:
    with pytest.raises(NotImplementedError, match="uniqueItems"):
        Compiler({"type": "array", "uniqueItems": True})


@pytest.mark.parametrize("grammar", [kind for kind in Grammar if kind is not Grammar.CONFIGURATION])
def test_every_keyword_of_the_shipped_schemas_can_be_compiled(grammar: Grammar) -> None:
    whole = rules_of(grammar)
    every = list(rules_within(whole))
    # Each by itself, since the rules of a key are compiled when that key is met.
    made = [Compiler({**rules, "definitions": whole["definitions"]}) for rules in every]
    assert len(made) == len(every) > 10


def rules_within(rules: Any) -> Iterator[dict[str, Any]]:
    """Give the rules, and all rules within them."""
    if not isinstance(rules, dict):
        return
    yield rules
    for keyword in ("items", "not", "if", "then", "else", "additionalProperties", "propertyNames"):
        yield from rules_within(rules.get(keyword))
    for keyword in ("properties", "definitions"):
        for inner in rules.get(keyword, {}).values():
            yield from rules_within(inner)
