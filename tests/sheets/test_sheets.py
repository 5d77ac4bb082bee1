"""Sheets as people make them: what becomes of each is in the folder beside it.

A folder has a sheet, the options with which it is imported, the report, and the model. If there is no model,
the program asked, and its questions are the report. BARRIERCTL_GOLDEN=write writes reports and models.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Golden

CASES = sorted(path for path in Path(__file__).parent.iterdir() if path.is_dir() and path.name[0] not in "_.")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_sheet_becomes_the_model_beside_it(case: Path, tmp_path: Path, golden: "Golden") -> None:
    (sheet,) = case.glob("sheet.*")
    options = case / "options.txt"
    arguments = shlex.split(options.read_text(encoding="utf-8")) if options.exists() else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "barrierctl", "import", sheet, "-o", "model.barrier.yaml", *arguments],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    model, expected = tmp_path / "model.barrier.yaml", case / "model.barrier.yaml"
    golden(case / "report.txt", done.stderr)
    assert (done.returncode, done.stdout) == (0 if model.exists() else 1, "")
    if model.exists() or expected.exists():
        golden(expected, model.read_text(encoding="utf-8"))
