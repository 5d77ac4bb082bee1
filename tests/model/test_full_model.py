"""A model with every key of the format is valid and keeps all that it says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import load_bytes
from barrierctl.resources import schema
from barrierctl.resources.vocabulary import Block, Level, MeasureStatus
from barrierctl.source import read
from barrierctl.source.tree import ListNode, MappingNode, Value

FULL = Path(__file__).parents[1] / "valid" / "full.barrier.yaml"


@pytest.fixture(scope="module")
def full() -> BarrierModel:
    model = load_bytes(FULL.read_bytes()).model
    assert model is not None
    return model


def resolved(rules: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema with the definition that it refers to."""
    name = rules.get("$ref", "").removeprefix("#/definitions/")
    return schema("barrier-model")["definitions"][name] if name else rules


def properties(rules: dict[str, Any], path: str = "", within: tuple[str, ...] = ()) -> Iterator[str]:
    """Every property of the schema, by its dotted path."""
    name = rules.get("$ref", "")
    rules = resolved(rules)
    if name and name in within:
        return
    for key, inner in rules.get("properties", {}).items():
        yield f"{path}.{key}"
        yield from properties(inner, f"{path}.{key}", (*within, name))
    if "items" in rules:
        yield from properties(rules["items"], path, (*within, name))
    if others := rules.get("additionalProperties"):
        yield from properties(others, f"{path}.nl", (*within, name))


def used(value: Value, path: str = "") -> Iterator[str]:
    """Every key of a file, by its dotted path."""
    if isinstance(value, MappingNode):
        for key, inner in value.items():
            yield f"{path}.{key}"
            yield from used(inner, f"{path}.{key}")
    if isinstance(value, ListNode):
        for inner in value:
            yield from used(inner, path)


@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
def test_full_model_is_valid_without_findings(*, pure: bool) -> None:
    opened = load_bytes(FULL.read_bytes(), pure=pure)
    assert opened.valid
    assert opened.violations == ()


def test_full_model_uses_every_property_of_the_schema() -> None:
    known = {path for path in properties(schema("barrier-model")) if not path.startswith(".general.")}
    known |= {f".general.{block}" for block in Block}
    assert known - set(used(read(FULL.read_bytes()).tree)) == set()
    assert len(known) > 200


def test_header(full: BarrierModel) -> None:
    header = full.header
    assert (full.id, full.title, header.language) == ("darknet-drug-markets", "Darknet drug markets", "en")
    assert (header.version, header.date, header.authors) == ("1.0", "2021-03", ("EUCPN Secretariat",))
    assert (header.scope_level, header.scope_area, header.sequence) == (Level.EU, "European Union", "loose")
    assert (header.reviewed, header.review_months) == (date(2021, 3, 1), 12)
    assert header.labels == {
        Block.FACILITATORS: "Helpers",
        Block.OPPORTUNITIES: "Chances",
        Block.SIGNALS: "Signs",
        Block.PARTNERS: "Allies",
        Block.BARRIERS: "Hurdles",
    }


def test_stages(full: BarrierModel) -> None:
    assert [stage.id for stage in full.stages] == ["setting-up", "running", "selling-drugs", "shipping-drugs"]
    running = full.stages[1]
    assert running.not_applicable[Block.SIGNALS] == "everything happens out of sight"
    assert running.unknown[Block.PARTNERS] == "asked, nobody knew"
    assert set(running.block_spans) == set(Block)
    assert [item.label for item in running.items] == ["Moderators"]


def test_general_items_are_in_no_stage(full: BarrierModel) -> None:
    assert [item.element for item in full.general_items] == [
        "general/facilitators/money-mules",
        "general/opportunities/prohibition-of-drugs",
        "general/signals/increased-use-of-bitcoin-atms",
        "general/partners/customs",
        "research",
    ]
    assert all(item.is_general for item in full.general_items)


def test_dropped_barrier_is_not_active(full: BarrierModel) -> None:
    assert [barrier.element for barrier in full.barriers] == ["inform-isp", "educate", "research"]


def test_plan(full: BarrierModel) -> None:
    assert full.plan is not None
    (objective,) = full.plan.objectives
    assert (objective.element, objective.baseline, objective.target) == ("detect", "1200", "2000 a year")
    (measure,) = objective.measures
    assert (measure.element, measure.budget, measure.start) == ("train", "25000", date(2026, 1, 1))
    (activity,) = measure.activities
    assert (activity.due, activity.status) == (date(2026, 6, 30), MeasureStatus.IN_PROGRESS)
    assert full.plan.process is not None
    assert full.plan.outcome is not None
    assert (full.plan.process.budget, full.plan.outcome.budget) == ("2000", "none")


def test_entities_and_parties_of_the_full_model(full: BarrierModel) -> None:
    (group,) = full.recommendations
    assert group.element == "recommendations/increase-the-chance-of-detection"
    assert group.items[0].element == f"{group.element}/educate-customs-and-postal-services"
    assert full.knowledge_gaps[0].element == "knowledge-gaps/drug-sources"
    assert full.accepted_gaps[0].until == date(2027, 1, 1)


def test_every_reference_is_resolved(full: BarrierModel) -> None:
    keys = {link.key for link in full.links}
    assert keys == {
        *("owner", "helped_by", "addresses", "targets", "fallback_for", "seen_by", "reported_to"),
        *(
            "party",
            "sources",
            "barriers",
            "stages",
            "measures",
            "alternative_to",
            "coordinator",
            "agreed_with",
            "at",
        ),
    }


def test_full_model_is_restricted(full: BarrierModel) -> None:
    assert full.has_restricted
    restricted = [element.element for element in full.elements if element.classification == "restricted"]
    assert restricted == ["setting-up-courier", "informers", "interviews", "train"]


def test_use_of_a_source_keeps_its_page(full: BarrierModel) -> None:
    stage = full.stages[0]
    assert [(use.source.text, use.at) for use in stage.sources] == [
        ("eucpn-2021", "2.1 A"),
        ("interviews", None),
    ]
    partner = stage.blocks[Block.PARTNERS][1]
    assert [(use.source.text, use.at) for use in partner.sources] == [("eucpn-2021", "12")]
