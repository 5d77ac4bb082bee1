"""A violation gives one finding, and what follows from it gives none."""

import pytest

from barrierctl.pipeline import load_bytes
from barrierctl.schema.validator import check_tree, not_a_model
from barrierctl.source import read

HEAD = "barrier_model: 1\nid: waste-dumping\ntitle: Waste dumping\nlanguage: en\n"


def rules(text: str) -> list[str]:
    return [violation.rule for violation in load_bytes(text.encode()).violations]


def test_newer_format_is_the_only_finding() -> None:
    assert rules("barrier_model: 2\nvision: no waste\nstages: 7\n") == ["newer-format"]


def test_file_of_a_newer_format_has_no_model() -> None:
    opened = load_bytes(b"barrier_model: 3\nid: waste\n")
    assert opened.model is None
    assert not opened.valid
    assert opened.violations[0].parameters == {"version": 3, "known": 1}


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a remark\n", "- a\n- b\n", "Waste\n", "name: x\nsteps: []\n"]
)
def test_foreign_file_has_one_finding(text: str) -> None:
    assert rules(text) == ["not-a-barrier-model"]


def test_file_with_one_known_key_is_a_model() -> None:
    assert not_a_model(read(b"title: Waste dumping\n")) == ()


def test_misspelt_key_is_not_reported_as_missing() -> None:
    assert rules(HEAD.replace("language", "langauge") + "stages:\n  - naem: Collecting\n") == [
        "unknown-key",
        "unknown-key",
    ]


@pytest.mark.parametrize("empty", ["", " null", " ~", " []"])
def test_null_or_empty_block_is_an_empty_block(empty: str) -> None:
    opened = load_bytes((HEAD + f"stages:\n  - name: Collecting\n    signals:{empty}\n").encode())
    assert opened.violations == ()
    assert opened.model is not None
    assert opened.model.items == ()


@pytest.mark.parametrize("alone", ["Lorries at night", "{name: Lorries at night}"])
def test_single_item_is_accepted_for_a_list(alone: str) -> None:
    opened = load_bytes((HEAD + f"stages:\n  - name: Collecting\n    signals: {alone}\n").encode())
    assert opened.violations == ()
    assert opened.model is not None
    assert [item.label for item in opened.model.items] == ["Lorries at night"]


def test_refused_names_are_kept_for_the_references() -> None:
    text = HEAD + "stages:\n  - name: Collecting\n    zzz: [Port authority, {name: Customs}]\n"
    reading = read(text.encode())
    result = check_tree(reading.tree, reading.lines)
    assert {"port authority", "customs", "zzz"} <= result.refused
    assert [violation.path for violation in result.violations] == [("stages", 0, "zzz")]


def test_wrong_and_missing_keys_are_found_beside_a_syntax_error() -> None:
    found = ["missing-key", "missing-key", "missing-key", "unknown-key", "yaml-syntax"]
    assert rules('titel: x\nid: "open\n') == found


@pytest.mark.parametrize("date", ["2021", "2021-03", "2021-03-31", '"2021"'])
def test_date_is_a_year_a_month_or_a_day(date: str) -> None:
    assert rules(f"{HEAD}date: {date}\nstages:\n  - name: Collecting\n") == []


def test_error_in_an_aliased_value_is_reported_once_and_each_misplaced_alias_too() -> None:
    text = HEAD + "stages:\n  - &a {name: S, titel: x}\n  - *a\n  - {name: *a}\n  - {name: *a}\n"
    violations = [(violation.rule, violation.span.line) for violation in load_bytes(text.encode()).violations]
    assert violations == [("unknown-key", 6), ("wrong-type", 8), ("wrong-type", 9)]
