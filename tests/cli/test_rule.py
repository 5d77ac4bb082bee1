"""`barrierctl rule`."""

import json
from typing import TYPE_CHECKING

import pytest

from barrierctl.messages import record, rule_ids
from barrierctl.pipeline import load_bytes

if TYPE_CHECKING:
    from conftest import Run


def test_without_an_id_all_rules_are_listed(run: "Run") -> None:
    done = run("rule")
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(rule_ids())
    assert all(record(rule).title in done.stdout for rule in rule_ids())


def test_one_rule_is_explained_in_full(run: "Run") -> None:
    told = record("stage-without-barriers")
    done = run("rule", told.id)
    shown = " ".join(done.stdout.split())
    for text in (told.title, told.finds, told.why, told.fix, told.accept_when, told.criterion, told.source):
        assert text is not None
        assert " ".join(text.split()) in shown
    assert "warning · coverage" in done.stdout
    assert told.example is not None
    assert all(f"    {line}".rstrip() in done.stdout.splitlines() for line in told.example.splitlines())


@pytest.mark.parametrize("rule", ["stage-without-barriers", "no-links"])
def test_it_says_how_to_accept_a_gap(rule: str, run: "Run") -> None:
    assert f"- {{rule: {rule}, at: …, reason: …}}" in run("rule", rule).stdout


def test_an_error_cannot_be_accepted(run: "Run") -> None:
    assert "accepted_gaps" not in run("rule", "unknown-key").stdout


@pytest.mark.parametrize(
    ("typed", "meant"), [("stage-without-barier", "stage-without-barriers"), ("no-link", "no-links")]
)
def test_a_misspelt_rule(typed: str, meant: str, run: "Run") -> None:
    done = run("rule", typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert f'Did you mean "{meant}"?' in done.stderr


@pytest.mark.parametrize("typed", ["../languages/en", "x", "stage-without-barriers.yaml", ""])
def test_what_is_no_rule(typed: str, run: "Run") -> None:
    done = run("rule", typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_colour_makes_the_headings_bold(run: "Run") -> None:
    assert "\x1b[1mWhy it matters" in run("--color", "always", "rule", "no-links").stdout


KEYS = (
    *("id", "family", "severity", "title", "message", "hint", "finds", "why", "fix", "example", "fixed"),
    *("accept_when", "criterion", "source"),
)


def test_all_rules_for_programs(run: "Run") -> None:
    done = run("rule", "--format", "json")
    told = json.loads(done.stdout)
    assert [one["id"] for one in told] == list(rule_ids())
    assert {tuple(one) for one in told} == {KEYS}
    assert all(isinstance(value, str | None) for one in told for value in one.values())
    assert not any(":list}" in f"{one['message']}{one['hint']}" for one in told)


def test_one_rule_for_programs_with_a_model_on_which_it_fires(run: "Run") -> None:
    (told,) = json.loads(run("rule", "missing-key", "--format", "json").stdout)
    assert [violation.rule for violation in load_bytes(told["example"].encode()).violations] == [
        "missing-key"
    ]
    assert load_bytes(told["fixed"].encode()).violations == ()


def test_one_rule_as_a_section_of_the_page_of_all(run: "Run") -> None:
    section = run("rule", "no-plan", "--format", "md").stdout
    assert section.startswith("### no-plan\n\n**There is no plan of action.** (info)\n")
    assert section in run("rule", "--format", "md").stdout


def test_a_format_that_does_not_exist(run: "Run") -> None:
    done = run("rule", "--format", "yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'yaml' is not one of 'text', 'md', 'json'" in done.stderr
