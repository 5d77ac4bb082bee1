"""Sheets as people make them: what becomes of each is in the folder beside it.

A folder has a sheet, the options with which it is imported, the report, and the model. If there is no model,
the program asked, and its questions are the report. BARRIERCTL_GOLDEN=write writes reports and models.
"""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Golden, Run

CASES = sorted(path for path in Path(__file__).parent.iterdir() if [*path.glob("sheet.*")])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_sheet_becomes_the_model_beside_it(
    case: Path, run: "Run", tmp_path: Path, golden: "Golden"
) -> None:
    (sheet,) = case.glob("sheet.*")
    options = case / "options.txt"
    arguments = shlex.split(options.read_text(encoding="utf-8")) if options.exists() else []
    done = run("import", sheet, "-o", "model.barrier.yaml", *arguments)
    model, expected = tmp_path / "model.barrier.yaml", case / "model.barrier.yaml"
    golden(case / "report.txt", done.stderr)
    assert (done.returncode, done.stdout) == (0 if model.exists() else 1, "")
    if model.exists() or expected.exists():
        golden(expected, model.read_text(encoding="utf-8"))
