"""The models that the agenda is judged on are valid, and the large one has the size that was asked for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

MODELS = sorted((Path(__file__).parent / "models").glob("*.barrier.yaml"))
BLOCKS = ("facilitators", "opportunities", "signals", "partners", "barriers")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name.partition(".")[0])
def test_a_model_is_valid_and_has_gaps_to_discuss(run: "Run", path: Path) -> None:
    assert run("validate", path).returncode == 0
    assert json.loads(run("gaps", path, "--format", "json").stdout)["findings"]


@pytest.mark.parametrize(("stages", "items"), [(16, 600), (7, 100), (40, 1500)])
def test_the_large_model_is_valid_and_has_the_size_that_was_asked_for(
    run: "Run", large_model: Callable[[int, int], str], tmp_path: Path, stages: int, items: int
) -> None:
    text = large_model(stages, items)
    (tmp_path / "large.barrier.yaml").write_text(text, "utf-8")
    written = json.loads(text)["stages"]

    assert run("validate", "large.barrier.yaml").returncode == 0
    assert (len(written), sum(len(stage[block]) for stage in written for block in BLOCKS)) == (stages, items)
