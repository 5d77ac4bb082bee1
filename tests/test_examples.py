"""The examples that ship with the program."""

from pathlib import Path

import pytest

from barrierctl import find_gaps, load
from barrierctl.pipeline import load_bytes
from barrierctl.resources.vocabulary import Block

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.barrier.yaml"))


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
