"""The examples that ship with the program."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from barrierctl import find_gaps, load, loads
from barrierctl.messages import record
from barrierctl.pipeline import load_bytes
from barrierctl.resources.vocabulary import Block

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.barrier.yaml"))
WITH_PLAN = Path(__file__).parents[1] / "examples" / "darknet-with-plan.barrier.yaml"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_has_no_violations(path: Path) -> None:
    assert load_bytes(path.read_bytes()).violations == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_has_the_id_of_its_file(path: Path) -> None:
    assert f"{load(path).id}.barrier.yaml" == path.name


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_is_plain_text_with_unix_line_endings(path: Path) -> None:
    data = path.read_bytes()
    assert b"\r" not in data
    assert b"\t" not in data
    assert data.endswith(b"\n")
    assert not data.startswith(b"\xef\xbb\xbf")


def test_published_model_is_complete(example: Path) -> None:
    model = load(example)
    counts = {block: sum(item.block is block for item in model.items) for block in Block}
    assert list(counts.values()) == [16, 11, 6, 10, 10]
    assert [stage.id for stage in model.stages] == ["setting-up", "running", "selling", "shipping"]
    assert len(model.recommendations) == 2
    assert len(model.knowledge_gaps) == 4


def test_item_in_several_stages_is_one_entity(example: Path) -> None:
    model = load(example)
    counts_by_name = {entity.name: len(entity.items) for entity in model.entities if len(entity.items) > 1}
    assert counts_by_name["TOR encryption software"] == 3
    assert counts_by_name["Lifestyle mismatching income"] == 3
    assert counts_by_name["Administrator"] == 2


def test_blank_model_is_reported_as_empty() -> None:
    (blank,) = [path for path in EXAMPLES if path.name.startswith("blank")]
    assert "stage-empty" in [finding.rule for finding in find_gaps(load(blank))]


# ---- the example with a plan


def findings_of_the_plan(tree: object, today: date = date(2026, 11, 24)) -> list[tuple[str, str | None]]:
    """The rule and the name of each finding of the family `plan`."""
    model = loads(json.dumps(tree, default=str))
    every = ((finding.rule, finding.location.name) for finding in find_gaps(model, today=today))
    return [found for found in every if record(found[0]).family == "plan"]


@pytest.fixture
def planned() -> Any:
    """The tree of the example with a plan, to be changed by a test."""
    return YAML(typ="safe", pure=True).load(WITH_PLAN)


def test_nothing_is_missing_in_the_plan(planned: Any) -> None:
    assert findings_of_the_plan(planned) == []


def test_every_recommendation_has_a_measure(planned: Any) -> None:
    measures = (measure for objective in planned["plan"]["objectives"] for measure in objective["measures"])
    advice = (item for group in planned["recommendations"] for item in group["items"])
    assert sorted(barrier for each in measures for barrier in each["barriers"]) == sorted(
        barrier for each in advice for barrier in each["barriers"]
    )


@pytest.mark.parametrize(
    ("key", "rule"), [("coordinator", "plan-without-coordinator"), ("evaluation", "plan-without-evaluation")]
)
def test_a_key_that_the_plan_lacks_is_its_only_finding(key: str, rule: str, planned: Any) -> None:
    del planned["plan"][key]
    assert findings_of_the_plan(planned) == [(rule, None)]


def test_a_plan_that_is_lacking_is_the_only_finding(planned: Any) -> None:
    del planned["plan"]
    assert findings_of_the_plan(planned) == [("no-plan", None)]


@pytest.mark.parametrize("part", ["process", "outcome"])
@pytest.mark.parametrize("key", ["method", "due", "budget"])
def test_a_key_that_an_evaluation_lacks_is_its_only_finding(part: str, key: str, planned: Any) -> None:
    del planned["plan"]["evaluation"][part][key]
    assert findings_of_the_plan(planned) == [("plan-without-evaluation", None)]


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(
    ("key", "rule"),
    [
        *((key, "objective-not-measurable") for key in ("indicator", "target", "due")),
        ("measures", "objective-without-measures"),
    ],
)
def test_a_key_that_an_objective_lacks_is_its_only_finding(
    at: int, key: str, rule: str, planned: Any
) -> None:
    objective = planned["plan"]["objectives"][at]
    del objective[key]
    assert findings_of_the_plan(planned) == [(rule, objective["statement"])]


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("owner", "measure-without-owner"),
        ("due", "measure-without-date"),
        ("barriers", "measure-not-linked"),
    ],
)
def test_a_key_that_a_measure_lacks_is_its_only_finding(key: str, rule: str, planned: Any) -> None:
    for objective in planned["plan"]["objectives"]:
        for measure in objective["measures"]:
            if measure["status"] != "done" or key == "barriers":
                removed = measure.pop(key)
                assert findings_of_the_plan(planned) == [(rule, measure["name"])]
                measure[key] = removed


def test_a_measure_whose_day_has_passed_is_the_only_finding(planned: Any) -> None:
    late = findings_of_the_plan(planned, date(2027, 1, 1))
    assert late == []
    assert findings_of_the_plan(planned, date(2027, 2, 1)) == [
        ("measure-overdue", "Publish a report on darknet drug markets every month")
    ]


def test_all_but_the_plan_is_the_published_model(planned: Any, example: Path) -> None:
    published = YAML(typ="safe", pure=True).load(example)
    assert [party["id"] for party in planned["parties"][len(published["parties"]) :]] == [
        "ministry",
        "university",
    ]
    del planned["plan"], planned["parties"][len(published["parties"]) :]
    assert planned | {key: published[key] for key in ("id", "title")} == published
