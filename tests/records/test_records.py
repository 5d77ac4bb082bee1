"""Every rule has a whole record, and its examples show what it says."""

import re
from datetime import date

import pytest

from barrierctl.findings import Severity
from barrierctl.gaps import Context, engine, registry
from barrierctl.model.parties import build_shared
from barrierctl.opening import Opened, Surroundings, open_bytes
from barrierctl.records import record, rule_ids
from barrierctl.source import read

ABOUT_BYTES = {"unreadable-file", "not-utf-8", "file-too-large", "yaml-too-deep", "yaml-too-many-nodes"}
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
SHARED = build_shared(read(b"- {id: port-authority, name: Port authority}\n").tree)
VALIDATE = [rule for rule in rule_ids() if record(rule).family == "validate"]
GAPS = [rule for rule in rule_ids() if record(rule).family != "validate"]
SHOWN = [rule for rule in VALIDATE if rule not in ABOUT_BYTES]


def opened(text: str | None) -> Opened:
    assert text is not None
    return open_bytes(text.encode(), beside=Surroundings(parties=SHARED))


def faults(text: str | None) -> list[str]:
    return [fault.rule for fault in opened(text).faults]


def gaps(text: str | None) -> list[str]:
    model = opened(text).model
    assert model is not None
    return [fault.rule for fault in engine.run(model, Context(today=date(2026, 1, 1)))]


@pytest.mark.parametrize("rule", rule_ids())
def test_says_all_that_it_has_to_say(rule: str) -> None:
    told = record(rule)
    message = told.wordings[""]["message"]
    texts = (told.family, told.title, message, told.finds, told.why, told.mend, told.source)
    assert all(isinstance(text, str) and text.strip() for text in texts)


@pytest.mark.parametrize("rule", rule_ids())
def test_says_when_to_accept_what_is_no_error(rule: str) -> None:
    told = record(rule)
    assert bool(told.accept_when) is (told.severity is not Severity.ERROR)


@pytest.mark.parametrize("rule", rule_ids())
def test_has_a_pair_of_examples_unless_it_is_about_bytes(rule: str) -> None:
    told = record(rule)
    assert bool(told.example) is bool(told.mended) is (rule not in ABOUT_BYTES)
    assert told.example is None or told.example != told.mended


@pytest.mark.parametrize("rule", rule_ids())
def test_serves_a_criterion_of_quality(rule: str) -> None:
    criterion, borrion = record(rule).criterion.split(" ", 1)
    assert criterion in CRITERIA
    assert borrion == "(Borrion 2013)"


@pytest.mark.parametrize("rule", rule_ids())
def test_is_named_in_kebab_case(rule: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule)


@pytest.mark.parametrize("rule", SHOWN)
def test_example_has_that_fault_alone_and_its_twin_has_none(rule: str) -> None:
    assert faults(record(rule).example) == [rule]
    assert faults(record(rule).mended) == []


@pytest.mark.parametrize("rule", GAPS)
def test_example_has_that_gap_and_its_twin_has_not(rule: str) -> None:
    told = record(rule)
    assert faults(told.example) == faults(told.mended) == []
    assert rule in gaps(told.example)
    assert rule not in gaps(told.mended)


def test_every_gap_rule_has_a_record_and_the_other_way_round() -> None:
    # The engine itself tells what is wrong with the acceptances.
    of_the_engine = {"acceptance-without-reason", "expired-acceptance", "unused-acceptance"}
    assert {rule.id for rule in registry.RULES} | of_the_engine == set(GAPS)
