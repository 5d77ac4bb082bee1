"""Custom rules: what each condition reports, and which values an element inherits."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from barrierctl.config.custom_rules import keys_of
from barrierctl.config.loader import load_configuration
from barrierctl.findings import Finding, sort_key
from barrierctl.gaps.custom_rules import CustomRule, Kind, values_of
from barrierctl.gaps.engine import run
from barrierctl.gaps.helpers import RuleContext
from barrierctl.messages import render
from barrierctl.model.model import BarrierModel
from barrierctl.resources import schema

FULL = Path(__file__).parents[1] / "valid" / "full.barrier.yaml"
MODEL = """\
barrier_model: 1
id: waste
title: Waste dumping
language: en
parties:
  - {id: police, name: Police, sector: public, aliases: [The force]}
stages:
  - name: Transport
    not_applicable: {signals: nothing to see}
    facilitators: [van rental]
    partners: [police, Municipality]
    barriers:
      - {name: Checks, owner: The force, level: local, legal_basis: {status: exists}}
      - {name: Fines, level: national}
      - {name: Prison, status: dropped}
  - name: Dumping
    partners: [Fire brigade]
plan:
  objectives:
    - statement: Less waste
      measures:
        - {name: Train, barriers: [Checks]}
        - {name: Write, barriers: [Fines]}
        - {name: Sing, status: cancelled}
"""


def custom_rule(folder: Path, text: str) -> CustomRule:
    file = folder / "c.yaml"
    file.write_text(f"rules: {{id: a-rule, text: It is so, {text}}}\n", encoding="utf-8")
    configuration, _ = load_configuration(file)
    (rule,) = configuration.rules
    return rule


def found(model: BarrierModel, rule: CustomRule) -> list[Finding]:
    violations = run(
        model, RuleContext(today=date(2026, 1, 1)), lambda known: known == rule.id, custom_rules=[rule]
    )
    findings = (render(violation, "", custom={rule.id: rule.record}) for violation in violations)
    return sorted(findings, key=sort_key)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("each: barrier, required: owner", ["Fines: Missing: owner."]),
        (
            "each: barrier, required: [legal_basis.status, evidence]",
            ["Checks: Missing: evidence.", "Fines: Missing: legal_basis.status, evidence."],
        ),
        (
            "each: barrier, allowed: {level: national}",
            ['Checks: "level" is "local". Allowed: national.'],
        ),
        ("each: barrier, allowed: {owner: police}", []),
        ("each: barrier, allowed: {owner: [POLICE, Army]}", []),
        (
            "each: barrier, allowed: {owner: Army}",
            ['Checks: "owner" is "The force". Allowed: Army.'],
        ),
        ('each: partner, pattern: {name: "^[A-Z]"}', []),
        (
            'each: facilitator, pattern: {name: "^[A-Z]"}',
            ['van rental: "name" is "van rental", which does not match this pattern: ^[A-Z].'],
        ),
        (
            "each: stage, at_least: {barriers: 2}",
            ['Dumping: "barriers": 0. Minimum: 2.'],
        ),
        (
            "each: stage, at_least: {barriers: 3}",
            ['Transport: "barriers": 2. Minimum: 3.', 'Dumping: "barriers": 0. Minimum: 3.'],
        ),
        ("each: stage, required: signals", ["Dumping: Missing: signals."]),
        (
            "each: partner, required: sector",
            ["Municipality: Missing: sector.", "Fire brigade: Missing: sector."],
        ),
        (
            "each: partner, required: party",
            ["Municipality: Missing: party.", "Fire brigade: Missing: party."],
        ),
        (
            "each: party, required: id",
            [f"{name}: Missing: id." for name in ("van rental", "Municipality", "Fire brigade")],
        ),
        ("each: measure, required: owner", ["Write: Missing: owner."]),
        ("each: model, required: [title, authors, scope.area]", [": Missing: authors, scope.area."]),
        ("each: model, at_least: {stages: 3}", [': "stages": 2. Minimum: 3.']),
        ("each: model, at_least: {barriers: 3}", [': "barriers": 2. Minimum: 3.']),
        ("each: signal, required: seen_by", []),
    ],
)
def test_condition_reports(
    rule: str, expected: list[str], tmp_path: Path, model_of: Callable[[str], BarrierModel]
) -> None:
    findings = found(model_of(MODEL), custom_rule(tmp_path, rule))
    lines = [f"{one.location.name or one.location.stage_name or ''}: {one.advice}" for one in findings]
    assert lines == expected


def test_text_and_hint_are_not_templates(tmp_path: Path, model_of: Callable[[str], BarrierModel]) -> None:
    rule = custom_rule(tmp_path, 'each: barrier, required: owner, hint: "Ask {who}"')
    (finding,) = found(model_of(MODEL), rule)
    assert (finding.message, finding.hints) == ("It is so", ("Missing: owner.", "Ask {who}"))
    assert (finding.family, finding.severity, rule.record.title) == ("house", "warning", "It is so")
    assert (finding.span.line, finding.location.block, finding.location.stage) == (
        14,
        "barriers",
        "transport",
    )


def test_violation_about_a_block_is_at_its_key(
    tmp_path: Path, model_of: Callable[[str], BarrierModel]
) -> None:
    first, _ = found(model_of(MODEL), custom_rule(tmp_path, "each: stage, at_least: {barriers: 3}"))
    assert (first.span.line, first.location.block) == (12, "barriers")


def test_long_value_is_shortened(tmp_path: Path, model_of: Callable[[str], BarrierModel]) -> None:
    model = model_of(MODEL.replace("Checks", "C" + "h" * 300).replace("[C", "[Fines, C"))
    finding = found(model, custom_rule(tmp_path, 'each: barrier, pattern: {name: "^F"}'))[0]
    assert "h…" in finding.hints[0]
    assert len(finding.hints[0]) < 150


def test_kinds_are_those_of_the_schema() -> None:
    assert schema("config")["definitions"]["kind"]["enum"] == [kind.value for kind in Kind]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MODEL])
def test_every_key_of_the_format_can_be_required(
    kind: Kind, tmp_path: Path, model_of: Callable[[str], BarrierModel]
) -> None:
    model = model_of(FULL.read_text(encoding="utf-8"))
    for key in keys_of(kind):
        found(model, custom_rule(tmp_path, f"each: {kind}, required: {key}"))


@pytest.mark.parametrize("key", sorted(keys_of("model")))
def test_every_key_of_a_full_model_has_a_value(key: str, model_of: Callable[[str], BarrierModel]) -> None:
    model = model_of(FULL.read_text(encoding="utf-8"))
    assert values_of(model, None, key)
