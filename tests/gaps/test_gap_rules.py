"""What every gap rule reports of small models; the cases are in `cases`, one file per rule."""

import inspect
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from ruamel.yaml import YAML

from barrierctl import find_gaps, gaps, load
from barrierctl.findings import Finding, sort_key
from barrierctl.gaps.engine import run as run_rules
from barrierctl.gaps.helpers import RuleContext
from barrierctl.gaps.registry import RULES
from barrierctl.messages import record, render
from barrierctl.model.model import BarrierModel

CASES = Path(__file__).parent / "cases"
GOLDEN = Path(__file__).parent / "golden"
TODAY = RuleContext(today=date(2026, 1, 1))


@dataclass(frozen=True, kw_only=True)
class Case:
    rule: str
    name: str
    model: str
    findings: list[str]
    hints: list[str] | None = None


def cases() -> list[Any]:
    return list(each_case())


def each_case() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            case = Case(rule=path.stem, **entry)
            yield pytest.param(case, id=f"{case.rule}: {case.name}")


def found(model: BarrierModel, rule: str) -> list[Finding]:
    violations = run_rules(model, TODAY, lambda known: known == rule)
    return sorted((render(violation, "") for violation in violations), key=sort_key)


def line(finding: Finding) -> str:
    span = finding.span
    return f"{span.line}:{span.column} {finding.severity} {finding.rule} {finding.sentence}"


@pytest.mark.parametrize("case", cases())
def test_rule_reports_what_its_case_expects(case: Case, model_of: Callable[[str], BarrierModel]) -> None:
    findings = found(model_of(case.model), case.rule)
    assert [line(finding) for finding in findings] == case.findings
    if case.hints:
        assert [finding.advice for finding in findings] == case.hints


def test_every_rule_of_coverage_and_links_has_cases() -> None:
    families = {rule.id for rule in RULES if record(rule.id).family in ("coverage", "links")}
    assert families <= {path.stem for path in CASES.glob("*.yaml")}


def test_a_case_is_named_once() -> None:
    names = [param.id for param in cases()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_no_rule_changes_the_model(rule: str, example: Path) -> None:
    model = load(example)
    before = repr(model)
    found(model, rule)
    assert repr(model) == before


def test_all_rules_together_do_not_change_the_model(example: Path) -> None:
    model = load(example)
    model.location_of(model.items[0])  # what is computed on demand changes nothing either
    before = pickle.dumps(model)
    run_rules(model, TODAY)
    assert pickle.dumps(model) == before
    assert model == load(example)


def test_second_run_finds_the_same(example: Path) -> None:
    model = load(example)
    assert run_rules(model, TODAY) == run_rules(model, TODAY)


def test_no_rule_is_registered_twice() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


def test_every_rule_function_is_registered() -> None:
    registered = {rule.function for rule in RULES}
    qualified = {getattr(function, "func", function).__name__ for function in registered}
    written = {name: home for home, name in rule_functions()}
    assert set(written) == qualified, "RULES has each written rule, and nothing else"


def rule_functions() -> Iterator[tuple[str, str]]:
    """Functions of the package that take a model and yield violations, without the helpers of rules."""
    for info in iter_modules(gaps.__path__):
        module = import_module(f"barrierctl.gaps.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and info.name != "helpers"
            if is_own and not name.startswith("_") and is_rule(function):
                yield info.name, name


def is_rule(function: Callable[..., object]) -> bool:
    signature = inspect.signature(function)
    takes = [str(each.annotation) for each in signature.parameters.values()]
    yields = str(signature.return_annotation)
    return "Iterator[" in yields and "Violation" in yields and bool(takes) and "BarrierModel" in takes[0]


def darknet_findings(example: Path) -> list[Finding]:
    families = ("coverage", "links")
    return [finding for finding in find_gaps(load(example)) if finding.family in families]


def test_findings_of_the_printed_model_about_coverage_and_links(
    example: Path, golden: Callable[[Path, str], None]
) -> None:
    findings = darknet_findings(example)
    golden(GOLDEN / "darknet.txt", "".join(f"{line(finding)}\n" for finding in findings))


@pytest.mark.parametrize(
    ("rule", "stages"),
    [
        ("stage-without-barriers", ["setting-up", "running"]),
        ("stage-with-unconfirmed-partners-only", ["selling"]),
        ("stage-with-one-partner", ["setting-up"]),
        ("stage-empty", []),
    ],
)
def test_rule_reports_these_stages_of_the_printed_model(rule: str, stages: list[str], example: Path) -> None:
    assert [one.location.stage for one in darknet_findings(example) if one.rule == rule] == stages


MEETS_TWICE = """\
barrier_model: 1
id: m
title: M
language: en
stages:
  - name: Ordering
    partners: [Police]
    signals: [{name: Cash, seen_by: Police}, Parcels]
  - name: Storing
    signals: [Parcels]
"""


def test_entity_in_several_stages_has_no_stage_and_its_first_position(
    model_of: Callable[[str], BarrierModel],
) -> None:
    (finding,) = found(model_of(MEETS_TWICE), "signal-nobody-sees")
    assert (finding.location.stage, finding.location.block) == (None, "signals")
    assert finding.location.element == "ordering/signals/parcels"
    assert finding.span.line == 8


def test_a_finding_about_a_block_names_stage_and_block(model_of: Callable[[str], BarrierModel]) -> None:
    text = MEETS_TWICE + "  - name: Selling\n    barriers: [Checks]\n"
    first, _ = found(model_of(text), "stage-without-barriers")
    assert (first.location.element, first.location.stage, first.location.block) == (
        "ordering",
        "ordering",
        "barriers",
    )


def test_a_finding_about_a_party_names_it_as_its_subject(model_of: Callable[[str], BarrierModel]) -> None:
    text = MEETS_TWICE + "    partners: [Customs]\n    barriers: [{name: Checks, owner: Police}]\n"
    (finding,) = found(model_of(text), "owner-not-partner")
    assert finding.subject == "ordering/partners/police"
