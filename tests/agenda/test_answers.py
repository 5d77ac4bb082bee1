"""An answer never makes the agenda longer: neither a question, nor a line at the desk, nor a warning more."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from barrierctl.findings import Finding, Severity, sort_key
from barrierctl.gaps.agenda import Agenda, build_agenda
from barrierctl.gaps.engine import run
from barrierctl.gaps.helpers import RuleContext
from barrierctl.messages import render
from barrierctl.pipeline import load_bytes

from .answers import BLOCKS, Model, answers, with_mappings

TODAY = RuleContext(today=date(2026, 1, 1))


def agenda_of(model: Model) -> tuple[Agenda, list[Finding]]:
    loaded = load_bytes(json.dumps(model, default=str).encode())
    assert loaded.model
    assert loaded.valid, [violation.rule for violation in loaded.violations]
    findings = sorted((render(one, "") for one in run(loaded.model, TODAY)), key=sort_key)
    return build_agenda(loaded.model, findings), findings


def size(model: Model) -> tuple[int, int, int]:
    agenda, findings = agenda_of(model)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    return len(agenda.questions), len(agenda.questions) + len(agenda.desk), warnings


def assert_no_answer_lengthens(model: Model, limit: int = 10_000) -> None:
    before = size(model)
    for number, (said, answered) in enumerate(answers(model)):
        if number == limit:
            return
        after = size(answered())
        assert all(new <= old for new, old in zip(after, before, strict=True)), (said, before, after)


def test_no_answer_lengthens_the_agenda_of_the_published_model(example: Path) -> None:
    model = YAML(typ="safe").load(example.read_text(encoding="utf-8"))
    assert_no_answer_lengthens(with_mappings(model))


PARTIES = ("Municipality", "Police", "Banks", "Landlords", "Web shops")
NAMES = {
    "facilitators": (*PARTIES[2:], "Forgers", "Straw men"),
    "opportunities": ("Cash payments", "Empty buildings", "Closed forums"),
    "signals": ("Many parcels", "Covered windows", "Large deposits"),
    "partners": PARTIES,
    "barriers": ("Joint checks", "Hotline for neighbours", "Licence for landlords", "Training of tellers"),
}
CHOICES: dict[str, dict[str, tuple[Any, ...]]] = {
    "facilitators": {"world": ("legal", "criminal"), "awareness": ("knowing", "unknowing")},
    "opportunities": {"categories": ("services", "materials")},
    "signals": {"categories": ("financial", "social"), "seen_by": PARTIES},
    "partners": {
        "sector": ("public", "private"),
        "commitment": ("confirmed", "possible", "unlikely"),
        "information_exchange": ({"status": "possible"}, {"status": "impossible"}),
    },
    "barriers": {
        "types": ("economic", "information"),
        "approach": ("preventive", "repressive"),
        "owner": PARTIES,
        "helped_by": PARTIES,
        "addresses": PARTIES,
        "targets": ("Cash payments", "Empty buildings", "Closed forums"),
        "status": ("proposed", "agreed", "dropped"),
        "legal_basis": ({"status": "needed"}, {"status": "exists"}),
        "side_effects": ("The crime moves to the next town",),
        "priority": ({"feasibility": 3, "efficiency": 3, "impact": 3}, {"impact": 2}),
    },
}


@st.composite
def models(draw: st.DrawFn) -> Model:
    """A small model about few parties, so that links often lead somewhere."""
    stages = [{"name": f"Step {number}", **draw(cells())} for number in range(1, draw(st.integers(1, 3)) + 1)]
    model: Model = {"barrier_model": 1, "id": "drawn", "title": "Drawn", "language": "en", "stages": stages}
    everything = {item["name"] for stage in stages for block in BLOCKS for item in stage.get(block, ())}
    for stage in stages:
        for block in BLOCKS:
            for item in stage.get(block, ()):
                for key in ("owner", "helped_by", "addresses", "targets", "seen_by"):
                    if item.get(key) not in everything:
                        item.pop(key, None)
    return model


@st.composite
def cells(draw: st.DrawFn) -> Model:
    return {
        block: [
            {
                "name": name,
                **{
                    key: draw(st.sampled_from(values))
                    for key, values in CHOICES[block].items()
                    if draw(st.integers(0, 2)) == 0
                },
            }
            for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        ]
        for block, names in NAMES.items()
    }


@given(models())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_answer_lengthens_an_agenda(model: Model) -> None:
    assert_no_answer_lengthens(with_mappings(model), limit=60)


@given(models())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_finding_is_in_one_place_of_the_agenda(model: Model) -> None:
    assert_each_is_in_one_place(*agenda_of(with_mappings(model)))


def assert_each_is_in_one_place(agenda: Agenda, findings: list[Finding]) -> None:
    places = sorted(id(finding) for finding in agenda.findings)
    assert places == sorted(map(id, findings))


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent / "models").glob("*.yaml")), ids=lambda p: p.stem
)
def test_every_finding_of_a_real_model_is_in_one_place(path: Path) -> None:
    assert_each_is_in_one_place(
        *agenda_of(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
    )


def test_every_finding_of_a_large_model_is_in_one_place(large_model: Callable[[int, int], str]) -> None:
    assert_each_is_in_one_place(*agenda_of(json.loads(large_model(16, 600))))
