"""The agendas of real models as a facilitator sees them in a terminal of 80 columns."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.messages import rule_ids

if TYPE_CHECKING:
    from conftest import Run

HERE = Path(__file__).parent
MODELS = (
    HERE.parents[1] / "examples" / "darknet-drug-markets.barrier.yaml",
    *sorted((HERE / "models").glob("*.barrier.yaml")),
)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name.partition(".")[0])
def test_agenda_is_as_its_golden_file(run: "Run", golden: Callable[[Path, str], None], path: Path) -> None:
    agenda = run("gaps", path, "--today", "2026-11-28", env={"COLUMNS": "80"}).stdout
    golden(HERE / "golden" / f"{path.name.partition('.')[0]}.txt", agenda)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name.partition(".")[0])
def test_agenda_names_no_rule_by_its_id_and_no_address(run: "Run", path: Path) -> None:
    agenda = run("gaps", path, "--today", "2026-11-28").stdout
    assert not [name for name in (*rule_ids(), "_", "/opportunities/", "/barriers/") if name in agenda]
