"""Every rule has a whole record, and its examples show what it says."""

import re
import textwrap
from datetime import date
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.findings import Severity, Span
from barrierctl.gaps import engine, registry
from barrierctl.gaps.helpers import RuleContext
from barrierctl.messages import catalogue, ids_of, record, rule_ids
from barrierctl.model.items import build_shared_parties
from barrierctl.pipeline import LoadedModel, load_bytes
from barrierctl.selection import ModelContext
from barrierctl.source import read

if TYPE_CHECKING:
    from conftest import Golden

ABOUT_BYTES = {
    "unreadable-file",
    "not-utf-8",
    "file-too-large",
    "name-too-long",
    "too-many-items",
    "too-many-stages",
    "yaml-too-deep",
    "yaml-too-many-nodes",
}
CRITERIA = {
    "typology",
    "traceability",
    "transparency",
    "consistency",
    "context",
    "completeness",
    "parsimony",
    "precision",
    "uncertainty",
    "usability",
    "ambiguity",
    "accuracy",
}
# The shared list of which one example speaks.
SHARED = build_shared_parties(read(b"- {id: port-authority, name: Port authority}\n").tree)
VALIDATE = [rule for rule in rule_ids() if record(rule).family == "validate"]
GAPS = [rule for rule in rule_ids() if record(rule).family != "validate"]
SHOWN = [rule for rule in VALIDATE if rule not in ABOUT_BYTES]


IDS = Path(__file__).parent / "ids.txt"  # every id that a rule has had


def test_no_id_is_forgotten(golden: "Golden") -> None:
    listed = set(IDS.read_text(encoding="utf-8").split())
    known = {name for rule in rule_ids() for name in ids_of(rule)}
    assert listed <= known
    golden(IDS, "".join(f"{name}\n" for name in sorted(known)))


def opened(text: str | None) -> LoadedModel:
    assert text is not None
    return load_bytes(text.encode(), context=ModelContext(parties=SHARED))


def violations(text: str | None) -> list[str]:
    return [violation.rule for violation in opened(text).violations]


def gaps(text: str | None) -> list[str]:
    model = opened(text).model
    assert model is not None
    return [violation.rule for violation in engine.run(model, RuleContext(today=date(2026, 1, 1)))]


@pytest.mark.parametrize("rule", rule_ids())
def test_every_record_has_its_texts(rule: str) -> None:
    shown = record(rule)
    message = shown.wordings[""]["message"]
    texts = (shown.family, shown.title, message, shown.finds, shown.why, shown.fix, shown.source)
    assert all(isinstance(text, str) and text.strip() for text in texts)


@pytest.mark.parametrize("rule", rule_ids())
def test_a_record_says_when_to_accept_only_what_can_be_accepted(rule: str) -> None:
    shown = record(rule)
    is_one = shown.severity is not Severity.ERROR and "acceptance" not in rule
    assert bool(shown.accept_when) is is_one


@pytest.mark.parametrize("rule", rule_ids())
def test_a_record_has_two_examples_unless_it_is_about_bytes(rule: str) -> None:
    shown = record(rule)
    assert bool(shown.example) is bool(shown.fixed) is (rule not in ABOUT_BYTES)
    assert shown.example is None or shown.example != shown.fixed


@pytest.mark.parametrize("rule", rule_ids())
def test_every_rule_serves_a_criterion_of_quality(rule: str) -> None:
    criterion, borrion = record(rule).criterion.split(" ", 1)
    assert criterion in CRITERIA
    assert borrion == "(Borrion 2013)"


@pytest.mark.parametrize("rule", rule_ids())
def test_every_id_is_in_kebab_case(rule: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule)


@pytest.mark.parametrize("rule", SHOWN)
def test_the_example_has_that_error_alone_and_the_fixed_one_has_none(rule: str) -> None:
    assert violations(record(rule).example) == [rule]
    assert violations(record(rule).fixed) == []


@pytest.mark.parametrize("rule", [*SHOWN, *GAPS])
def test_the_fixed_example_differs_in_a_few_lines(rule: str) -> None:
    shown = record(rule)
    lines = ndiff((shown.example or "").splitlines(), (shown.fixed or "").splitlines())
    changed = [line for line in lines if line[0] in "+-"]
    assert len(changed) <= 4 or rule == "not-a-barrier-model"


@pytest.mark.parametrize("rule", GAPS)
def test_the_example_has_that_gap_and_the_fixed_one_has_not(rule: str) -> None:
    shown = record(rule)
    assert violations(shown.example) == violations(shown.fixed) == []
    assert rule in gaps(shown.example)
    assert rule not in gaps(shown.fixed)


def test_every_gap_rule_has_a_record_and_the_other_way_round() -> None:
    # The engine itself tells what is wrong with the acceptances.
    of_the_engine = {"acceptance-without-reason", "expired-acceptance", "unused-acceptance"}
    assert {rule.id for rule in registry.RULES} | of_the_engine == set(GAPS)


def pastes() -> list[tuple[str, str]]:
    every = [(rule, variant) for rule in GAPS for variant in record(rule).wordings]
    return [(rule, variant) for rule, variant in every if record(rule).wordings[variant].get("paste")]


PASTED = """barrier_model: 1
id: fireworks
title: Fireworks
language: en
{top}
stages:
  - name: Storing
{stage}
"""
TOP = ("plan", "review", "recommendations", "knowledge_gaps")
WITHIN = {"objectives": "plan:", "measures": "plan:\n  objectives:\n    - statement: …"}


@pytest.mark.parametrize(("rule", "variant"), pastes())
def test_yaml_to_paste_is_valid_in_its_place(rule: str, variant: str) -> None:
    """All that is wrong with it is what is still to be filled in, and names that this model has not got."""
    names = {"name": 'Vans: "the" #1', "party": "A & B", "names": ["Police, local", "[x]"]}
    paste = catalogue().fill(record(rule).wordings[variant]["paste"], names)
    key = paste.partition(":")[0]
    if key in WITHIN:
        paste = f"{WITHIN[key]}\n{textwrap.indent(paste, '      ' if key == 'measures' else '  ')}"
    is_top = key in TOP or key in WITHIN or rule == "model-without-sources"
    text = PASTED.format(top=paste if is_top else "", stage="" if is_top else textwrap.indent(paste, "    "))
    loaded = opened(text)
    assert {
        (violation.rule, pointed_at(violation.span, loaded.lines)) for violation in loaded.violations
    } <= {
        ("unknown-reference", "…"),
        ("unknown-reference", '"Vans: \\"the\\" #1"'),
        ("bad-format", "…"),
    }


def pointed_at(span: Span, lines: tuple[str, ...]) -> str:
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]
