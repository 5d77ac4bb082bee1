"""Findings that are known: in the model's list, in comments, in a baseline."""

from collections.abc import Iterator
from datetime import date

import pytest

from barrierctl.findings import Violation
from barrierctl.gaps import Context
from barrierctl.gaps.engine import run
from barrierctl.pipeline import load_bytes

HEAD = """\
barrier_model: 1
id: waste
title: Waste dumping
language: en
"""
STAGES = """\
stages:
  - name: Transport
    facilitators: [Van rental]
    opportunities: [Quiet roads]
    signals: [Smell in a van]
    partners: [Police, Municipality]
    barriers:
  - name: Dumping
    facilitators: [Landowner]
    opportunities: [Empty quarry]
    signals: [Drums in a quarry]
    partners: [Police, Municipality]
    barriers:
"""


def told(text: str, today: date = date(2026, 1, 1)) -> Iterator[Violation]:
    opened = load_bytes(text.encode())
    assert opened.valid, opened.violations
    assert opened.model is not None
    return iter(run(opened.model, Context(today=today)))


def of(rule: str, text: str, today: date = date(2026, 1, 1)) -> list[tuple[str | None, str | None]]:
    """Where a rule's findings stand, each with how it was accepted."""
    return [
        (violation.location.stage, violation.accepted.how if violation.accepted else None)
        for violation in told(text, today)
        if violation.rule == rule
    ]


@pytest.mark.parametrize("at", ["transport", "Transport", "TRANSPORT"])
def test_the_list_accepts_at_a_stage_alone(at: str) -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: [{{rule: stage-without-barriers, at: {at}, reason: x}}]\n"
    assert of("stage-without-barriers", text) == [("transport", "list"), ("dumping", None)]
    assert of("unused-acceptance", text) == []


def test_the_list_accepts_everywhere_where_it_names_no_place() -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: {{rule: stage-without-barriers, reason: x}}\n"
    assert of("stage-without-barriers", text) == [("transport", "list"), ("dumping", "list")]


@pytest.mark.parametrize(("today", "how"), [(date(2026, 3, 1), "list"), (date(2026, 3, 2), None)])
def test_the_last_day_counts_and_afterwards_the_gap_is_back(today: date, how: str | None) -> None:
    entry = "{rule: stage-without-barriers, at: Dumping, reason: x, until: 2026-03-01}"
    text = f"{HEAD}{STAGES}accepted_gaps: [{entry}]\n"
    assert of("stage-without-barriers", text, today)[1] == ("dumping", how)
    assert len(of("expired-acceptance", text, today)) == (how is None)


def test_what_accepts_nothing_is_told() -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: [{{rule: stage-without-partners, at: Dumping, reason: x}}]\n"
    (violation,) = [violation for violation in told(text) if violation.rule == "unused-acceptance"]
    assert violation.span.line == 18
    assert violation.parameters["at"] == "Dumping"


def test_what_was_not_looked_for_is_not_told_as_unused() -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: [{{rule: stage-without-partners, reason: x}}]\n"
    model = load_bytes(text.encode()).model
    assert model is not None
    found = run(model, Context(today=date(2026, 1, 1)), lambda rule: rule != "stage-without-partners")
    assert "unused-acceptance" not in {violation.rule for violation in found}


LINKED = """\
stages:
  - name: Transport
    facilitators: [Van rental]
    opportunities: [Quiet roads]
    signals: [Smell in a van]
    partners:
      - Police{behind}
{above}      - Municipality
    barriers: [{{name: Checks, owner: Police}}]
"""
ROLE = "partner-without-role"


@pytest.mark.parametrize(
    ("behind", "above", "how"),
    [
        ("", "", None),
        ("", f"      # barrierctl: ignore[{ROLE}] they only advise\n", "comment"),
        ("", f"      # barrierctl: ignore[{ROLE}] they only advise\n      # another remark\n", "comment"),
        (f"  # barrierctl: ignore[{ROLE}] about another item", "", None),
        ("", f"      # barrierctl: ignore[{ROLE}]\n", None),
    ],
)
def test_a_comment_accepts_at_its_item(behind: str, above: str, how: str | None) -> None:
    text = HEAD + LINKED.format(behind=behind, above=above)
    assert of(ROLE, text) == [("transport", how)]


def test_a_comment_without_a_reason_is_told() -> None:
    text = HEAD + LINKED.format(behind="", above=f"      # barrierctl: ignore[{ROLE}]\n")
    assert len(of("acceptance-without-reason", text)) == 1


def test_a_text_that_looks_like_a_comment_is_none() -> None:
    note = f"\n        note: |\n          # barrierctl: ignore[{ROLE}] no comment\n"
    text = HEAD + LINKED.format(behind="", above="").replace(
        "- Municipality\n", f"- name: Municipality{note}"
    )
    assert of(ROLE, text) == [("transport", None)]


def test_a_rule_that_there_is_not_is_an_error_in_a_comment_too() -> None:
    text = HEAD + LINKED.format(behind="", above="      # barrierctl: ignore[no-such-rule] x\n")
    (violation,) = load_bytes(text.encode()).violations
    assert (violation.rule, violation.span.line) == ("unknown-rule", 12)


SEEN = "[{name: Smell in a van, seen_by: Police}]"
SILENT = {
    "no link of the kind that the rule asks for": ("signal-nobody-sees", STAGES, "Smell in a van"),
    "one note for many": (
        "signal-nobody-sees",
        STAGES.replace("[Smell in a van]", SEEN).replace("[Drums in a quarry]", "[Drums, Trucks]"),
        "Drums",
    ),
    "another rule speaks in its place": (
        "stage-without-barriers",
        f"{STAGES}  - name: Burying\n",
        "burying",
    ),
}


@pytest.mark.parametrize(("rule", "stages", "at"), SILENT.values(), ids=list(SILENT))
def test_a_rule_that_is_silent_makes_no_acceptance_useless(rule: str, stages: str, at: str) -> None:
    text = f"{HEAD}{stages}accepted_gaps: [{{rule: {rule}, at: {at}, reason: x}}]\n"
    assert of("unused-acceptance", text) == []


@pytest.mark.parametrize("rule", ["unused-acceptance", "expired-acceptance", "acceptance-without-reason"])
def test_what_is_said_of_acceptances_cannot_be_accepted(rule: str) -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: [{{rule: {rule}, reason: x}}]\n"
    assert [violation.rule for violation in load_bytes(text.encode()).violations] == ["unknown-rule"]


@pytest.mark.parametrize("comment", ["ignroe[no-plan] why", "ignore no-plan", "ignore[] why"])
def test_a_comment_that_is_not_understood_is_told(comment: str) -> None:
    text = HEAD + STAGES.replace("[Quiet roads]", f"[Quiet roads]  # barrierctl: {comment}")
    (violation,) = (violation for violation in told(text) if violation.rule == "acceptance-without-reason")
    assert violation.variant == "unclear"
