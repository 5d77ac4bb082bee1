"""Suppressions in the model's list of accepted gaps and in comments."""

from collections.abc import Iterator
from datetime import date

import pytest

from barrierctl.findings import Violation
from barrierctl.gaps.engine import run
from barrierctl.gaps.helpers import RuleContext
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
  - name: Payment
    facilitators: [Cash courier]
    opportunities: [No receipts]
    signals: [Large notes]
    partners: [Police, Municipality]
    barriers: [Checks of accounts]
"""


def violations_of(text: str, today: date = date(2026, 1, 1)) -> Iterator[Violation]:
    opened = load_bytes(text.encode())
    assert opened.valid, opened.violations
    assert opened.model is not None
    return iter(run(opened.model, RuleContext(today=today)))


def outcomes_of(rule: str, text: str, today: date = date(2026, 1, 1)) -> list[tuple[str | None, str | None]]:
    """The stage of each violation of a rule, and how it was suppressed."""
    return [
        (violation.location.stage, violation.accepted.how if violation.accepted else None)
        for violation in violations_of(text, today)
        if violation.rule == rule
    ]


@pytest.mark.parametrize("at", ["transport", "Transport", "TRANSPORT"])
def test_entry_with_a_stage_suppresses_only_there(at: str) -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: [{{rule: stage-without-barriers, at: {at}, reason: x}}]\n"
    assert outcomes_of("stage-without-barriers", text) == [("transport", "list"), ("dumping", None)]
    assert outcomes_of("unused-acceptance", text) == []


def test_entry_without_a_location_suppresses_everywhere() -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: {{rule: stage-without-barriers, reason: x}}\n"
    assert outcomes_of("stage-without-barriers", text) == [("transport", "list"), ("dumping", "list")]


@pytest.mark.parametrize(("today", "how"), [(date(2026, 3, 1), "list"), (date(2026, 3, 2), None)])
def test_suppression_expires_after_its_last_day(today: date, how: str | None) -> None:
    entry = "{rule: stage-without-barriers, at: Dumping, reason: x, until: 2026-03-01}"
    text = f"{HEAD}{STAGES}accepted_gaps: [{entry}]\n"
    assert outcomes_of("stage-without-barriers", text, today)[1] == ("dumping", how)
    assert len(outcomes_of("expired-acceptance", text, today)) == (how is None)


def test_unused_suppression_is_reported_at_its_entry() -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: [{{rule: stage-without-partners, at: Dumping, reason: x}}]\n"
    (violation,) = [violation for violation in violations_of(text) if violation.rule == "unused-acceptance"]
    assert violation.span.line == 24
    assert violation.parameters["at"] == "Dumping"


def test_suppression_of_a_rule_that_did_not_run_is_not_unused() -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: [{{rule: stage-without-partners, reason: x}}]\n"
    model = load_bytes(text.encode()).model
    assert model is not None
    found = run(model, RuleContext(today=date(2026, 1, 1)), lambda rule: rule != "stage-without-partners")
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
def test_comment_suppresses_at_its_own_item(behind: str, above: str, how: str | None) -> None:
    text = HEAD + LINKED.format(behind=behind, above=above)
    assert outcomes_of(ROLE, text) == [("transport", how)]


def test_comment_without_a_reason_is_reported() -> None:
    text = HEAD + LINKED.format(behind="", above=f"      # barrierctl: ignore[{ROLE}]\n")
    assert len(outcomes_of("acceptance-without-reason", text)) == 1


def test_text_that_looks_like_a_comment_suppresses_nothing() -> None:
    note = f"\n        note: |\n          # barrierctl: ignore[{ROLE}] no comment\n"
    text = HEAD + LINKED.format(behind="", above="").replace(
        "- Municipality\n", f"- name: Municipality{note}"
    )
    assert outcomes_of(ROLE, text) == [("transport", None)]


def test_unknown_rule_in_a_comment_is_an_error() -> None:
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
def test_suppression_of_a_rule_that_stays_silent_is_not_unused(rule: str, stages: str, at: str) -> None:
    text = f"{HEAD}{stages}accepted_gaps: [{{rule: {rule}, at: {at}, reason: x}}]\n"
    assert outcomes_of("unused-acceptance", text) == []


@pytest.mark.parametrize("rule", ["unused-acceptance", "expired-acceptance", "acceptance-without-reason"])
def test_rules_about_suppressions_cannot_be_suppressed(rule: str) -> None:
    text = f"{HEAD}{STAGES}accepted_gaps: [{{rule: {rule}, reason: x}}]\n"
    assert [violation.rule for violation in load_bytes(text.encode()).violations] == ["unknown-rule"]


@pytest.mark.parametrize("comment", ["ignroe[no-plan] why", "ignore no-plan", "ignore[] why"])
def test_malformed_comment_is_reported(comment: str) -> None:
    text = HEAD + STAGES.replace("[Quiet roads]", f"[Quiet roads]  # barrierctl: {comment}")
    (violation,) = (
        violation for violation in violations_of(text) if violation.rule == "acceptance-without-reason"
    )
    assert violation.variant == "unclear"


def test_suppression_of_a_rule_is_unused_although_the_rule_reports_another_place() -> None:
    stages = STAGES.replace("signals: [Smell in a van]", "signals: [Smell; noise]")
    text = f"{HEAD}{stages}accepted_gaps: [{{rule: several-items-in-one, at: dumping, reason: x}}]\n"
    assert outcomes_of("several-items-in-one", text) == [("transport", None)]
    assert len(outcomes_of("unused-acceptance", text)) == 1
