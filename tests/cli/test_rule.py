"""`barrierctl rule`."""

from typing import TYPE_CHECKING

import pytest

from barrierctl.records import record, rule_ids

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
    for text in (told.title, told.finds, told.why, told.mend, told.accept_when, told.criterion, told.source):
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
