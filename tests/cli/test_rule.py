"""`barrierctl rule`."""

import json
from typing import TYPE_CHECKING

import pytest

from barrierctl.messages import record, rule_ids
from barrierctl.pipeline import load_bytes

if TYPE_CHECKING:
    from conftest import Run


def test_rule_without_an_id_lists_all_rules(run: "Run") -> None:
    done = run("rule")
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(rule_ids())
    assert all(record(rule).title in done.stdout for rule in rule_ids())


def test_rule_is_explained_in_full(run: "Run") -> None:
    stored = record("stage-without-barriers")
    done = run("rule", stored.id)
    shown = " ".join(done.stdout.split())
    for text in (
        stored.title,
        stored.finds,
        stored.why,
        stored.fix,
        stored.accept_when,
        stored.criterion,
        stored.source,
    ):
        assert text is not None
        assert " ".join(text.split()) in shown
    assert "warning · coverage" in done.stdout
    assert stored.example is not None
    assert all(f"    {line}".rstrip() in done.stdout.splitlines() for line in stored.example.splitlines())


@pytest.mark.parametrize("rule", ["stage-without-barriers", "no-links"])
def test_explanation_shows_how_to_accept_a_gap(rule: str, run: "Run") -> None:
    assert f"- {{rule: {rule}, at: …, reason: …}}" in run("rule", rule).stdout


def test_explanation_of_an_error_shows_no_acceptance(run: "Run") -> None:
    assert "accepted_gaps" not in run("rule", "unknown-key").stdout


@pytest.mark.parametrize(
    ("typed", "meant"), [("stage-without-barier", "stage-without-barriers"), ("no-link", "no-links")]
)
def test_misspelt_rule_gets_a_suggestion(typed: str, meant: str, run: "Run") -> None:
    done = run("rule", typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert f'Did you mean "{meant}"?' in done.stderr


@pytest.mark.parametrize("typed", ["../languages/en", "x", "stage-without-barriers.yaml", ""])
def test_unknown_rule_is_a_usage_error(typed: str, run: "Run") -> None:
    done = run("rule", typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_headings_are_bold_in_colour(run: "Run") -> None:
    assert "\x1b[1mWhat" in run("--color", "always", "rule", "no-links").stdout


KEYS = (
    *(
        "id",
        "aliases",
        "family",
        "severity",
        "title",
        "message",
        "hint",
        "finds",
        "why",
        "fix",
        "example",
        "fixed",
    ),
    *("accept_when", "criterion", "source", "fixable"),
)


def test_json_lists_all_rules(run: "Run") -> None:
    done = run("rule", "--format", "json")
    output = json.loads(done.stdout)
    assert [one["id"] for one in output] == list(rule_ids())
    assert {tuple(one) for one in output} == {KEYS}
    former = {one["id"]: one.pop("aliases") for one in output}
    assert (former["mostly-repressive"], former["missing-key"]) == (["only-repressive"], [])
    assert {one["id"] for one in output if one.pop("fixable")} >= {"unknown-key", "yaml-syntax"}
    assert all(isinstance(value, str | None) for one in output for value in one.values())
    assert not any(":list}" in f"{one['message']}{one['hint']}" for one in output)


def test_json_of_a_rule_has_an_example_and_its_fix(run: "Run") -> None:
    (output,) = json.loads(run("rule", "missing-key", "--format", "json").stdout)
    assert [violation.rule for violation in load_bytes(output["example"].encode()).violations] == [
        "missing-key"
    ]
    assert load_bytes(output["fixed"].encode()).violations == ()


def test_markdown_of_a_rule_is_a_section_of_the_whole_page(run: "Run") -> None:
    section = run("rule", "no-plan", "--format", "md").stdout
    assert section.startswith("### no-plan\n\n**The model has no plan of action.** (note)\n")
    assert section in run("rule", "--format", "md").stdout


def test_unknown_format_is_a_usage_error(run: "Run") -> None:
    done = run("rule", "--format", "yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'yaml' is not one of 'text', 'md', 'json'" in done.stderr
