"""The library's door on the paper's model, and on a file that is none."""

from pathlib import Path

import pytest

import barrierctl
from barrierctl.resources.vocabulary import Block

COUNTS = {
    Block.FACILITATORS: [3, 3, 4, 6],
    Block.OPPORTUNITIES: [2, 2, 5, 2],
    Block.SIGNALS: [1, 1, 1, 3],
    Block.PARTNERS: [1, 2, 1, 6],
    Block.BARRIERS: [0, 0, 2, 7],
}


@pytest.mark.parametrize("block", list(Block))
def test_example_has_every_printed_item(example: Path, block: Block) -> None:
    model = barrierctl.load(example)
    assert [len(stage.blocks[block]) for stage in model.stages] == COUNTS[block]


def test_one_barrier_is_general(example: Path) -> None:
    model = barrierctl.load(str(example))
    assert [(item.block, item.label) for item in model.general_items] == [
        (Block.BARRIERS, "Scientific research")
    ]
    assert len(model.items) == sum(map(sum, COUNTS.values())) + 1


def test_stages_in_order(example: Path) -> None:
    assert [stage.name for stage in barrierctl.load(example).stages] == [
        "Setting up marketplace",
        "Running marketplace",
        "Selling drugs",
        "Shipping drugs",
    ]


def test_entities_of_the_example_are_in_several_stages(example: Path) -> None:
    model = barrierctl.load(example)
    places = {
        entity.name: [item.stage for item in entity.items]
        for entity in model.entities
        if entity.block in (Block.OPPORTUNITIES, Block.SIGNALS)
    }
    assert places["TOR encryption software"] == ["setting-up", "running", "selling"]
    assert places["Lifestyle mismatching income"] == ["setting-up", "running", "selling"]
    assert sum(len(entity.items) for entity in model.entities) == len(model.items)


def test_parties_and_links(example: Path) -> None:
    model = barrierctl.load(example)
    isp = next(party for party in model.parties if party.id == "isp")
    assert [(item.stage, item.block) for item in model.items_of(isp)] == [
        ("setting-up", "facilitators"),
        ("setting-up", "partners"),
        ("running", "partners"),
    ]
    educate = next(item for item in model.items if item.id == "educate")
    assert [link.target.element for link in model.links_of(educate, "addresses")] == [
        "law-enforcement",
        "customs",
        "postal",
    ]
    assert all(link.target.element for link in model.links)


def test_invalid_file_raises_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "bad.barrier.yaml"
    path.write_bytes(
        b"barrier_model: 1\nid: x y\nlanguage: en\nstages:\n  - name: A\n"
        b"    signals: [{name: S, categories: soical}]\n"
    )
    with pytest.raises(barrierctl.ModelError) as caught:
        barrierctl.load(path)
    assert [problem.removeprefix(path.as_posix()) for problem in caught.value.problems] == [
        ":1:1: error missing-key The model has no title.",
        ':2:5: error bad-format "x y" is not a valid id.',
        ':6:37: error value-not-allowed In stage "A", signals, "S": "soical" is not a category of signals.',
    ]
    assert str(caught.value) == "\n".join(caught.value.problems)


def test_model_with_warnings_loads(tmp_path: Path) -> None:
    path = tmp_path / "warned.barrier.yaml"
    path.write_bytes(
        b"barrier_model: 1\nid: x\ntitle: X\nlanguage: en\nstages: [{name: A, signals: [Cash, cash]}]\n"
    )
    assert len(barrierctl.load(path).items) == 2


def test_missing_file_raises_the_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        barrierctl.load(tmp_path / "none.barrier.yaml")


def test_too_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.barrier.yaml"
    with path.open("wb") as stream:
        stream.truncate(10 * 1024 * 1024 + 1)
    with pytest.raises(barrierctl.ModelError, match="file-too-large"):
        barrierctl.load(path)
